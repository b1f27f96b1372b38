"""A debate as the export files of Polis: read back, they give the same debate and the same map."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from belvedere.contexts.consultations.models import Debate, DebateMap
from belvedere.contexts.consultations.queries.tallies import Arrays, honest_tally, sentences_of, unpacked
from belvedere.engines.opinions.naming import letter
from belvedere.engines.opinions.results import PARTICIPANTS_HEADER
from belvedere.engines.opinions.votes import Tally, VoteLog
from belvedere.engines.opinions.writing import comments_csv, matrix_csv, table_csv, votes_csv


def polis_file(debate: Debate, name: str, *, now: datetime) -> str:
    """Return a file of a debate as it is now, removed participations left out; places are those of the last map.

    O(votes): nothing is drawn again.
    """
    tally, sentences = honest_tally(debate, now=now), sentences_of(debate)
    if name == "comments.csv":
        return comments_csv(sentences, tally)
    if name == "votes.csv":
        return votes_csv(VoteLog.of(tally.times, tally.statements, tally.participants, tally.values))
    places = _places(debate)
    if name == "participants.csv":
        return table_csv(PARTICIPANTS_HEADER, _placed(tally, places))
    return matrix_csv(sentences, tally, _groups(places))


def _places(debate: Debate) -> Arrays:
    """Return where the last map puts each participant; nothing before the first one."""
    content = DebateMap.objects.filter(debate=debate).values_list("tally", flat=True).first()
    return unpacked(bytes(content)) if content is not None else {}


def _groups(places: Arrays) -> dict[int, int]:
    if not places:
        return {}
    pairs = zip(places["placed"].tolist(), places["groups"].tolist(), strict=True)
    return {number: group for number, group in pairs if group >= 0}


def _placed(tally: Tally, places: Arrays) -> Iterator[tuple[int | str, ...]]:
    """Yield a row by participant: place and group are blank for who is not on the map."""
    points = dict(zip(places["placed"].tolist(), places["points"].tolist(), strict=True)) if places else {}
    groups = _groups(places)
    numbers, counts = np.unique(tally.participants, return_counts=True)
    for number, votes in zip(numbers.tolist(), counts.tolist(), strict=True):
        x, y = (f"{round(coordinate, 4) + 0.0:.4f}" for coordinate in points[number]) if number in points else ("", "")
        yield number, x, y, letter(groups[number]) if number in groups else "", votes
