"""A debate as the export files of Polis: read back, they give the same debate and the same map."""

from datetime import datetime

from belvedere.contexts.consultations.models import Debate
from belvedere.contexts.consultations.queries.debates import SEED
from belvedere.contexts.consultations.queries.tallies import honest_tally, sentences_of
from belvedere.engines.opinions.mapping import map_opinions
from belvedere.engines.opinions.results import participants_csv
from belvedere.engines.opinions.votes import VoteLog
from belvedere.engines.opinions.writing import comments_csv, matrix_csv, votes_csv


def polis_file(debate: Debate, name: str, *, now: datetime) -> str:
    """Return a file of a debate as it is now, removed participations left out. O(votes)."""
    tally, sentences = honest_tally(debate, now=now), sentences_of(debate)
    if name == "comments.csv":
        return comments_csv(sentences, tally)
    if name == "votes.csv":
        return votes_csv(VoteLog.of(tally.times, tally.statements, tally.participants, tally.values))
    found = map_opinions(tally, sentences, seed=SEED)
    if name == "participants.csv":
        return participants_csv(found)
    groups = {}
    if found.labels is not None:
        mapped = found.ballots.participants[found.mapped]
        groups = dict(zip(mapped.tolist(), found.labels.tolist(), strict=True))
    return matrix_csv(sentences, tally, groups)
