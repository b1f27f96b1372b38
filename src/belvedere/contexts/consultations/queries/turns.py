"""A participant's turn: what to answer next, where they stand. Its arrays take a while to load."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import numpy as np

from belvedere.contexts.consultations.models import Debate, DebateMap, Participant, Statement, Vote
from belvedere.contexts.consultations.queries.debates import SEED, shown_statements
from belvedere.contexts.consultations.queries.tallies import Arrays, compass_in, unpacked
from belvedere.engines.opinions.routing import Deck, next_statement
from belvedere.engines.opinions.standing import Standing


@lru_cache(maxsize=16)
def _arrays(_map_id: int, _drawn_at: datetime, content: bytes) -> Arrays:
    return unpacked(content)


def arrays_of(drawn: DebateMap) -> Arrays:
    """Return what was packed with a map; unpacked once by process."""
    return _arrays(drawn.pk, drawn.drawn_at, bytes(drawn.compass))


@dataclass(frozen=True)
class Turn:
    """What a participant sees: the statement to answer, how many they answered, where they stand."""

    statement: Statement | None
    answered: int
    left: int
    standing: Standing | None


def turn_of(debate: Debate, participant: Participant | None, *, chance: int, drawn: DebateMap | None) -> Turn:
    """Return a participant's turn; ``chance`` deals statements to who has no number yet: four statements at most."""
    shown = dict(shown_statements(debate).values_list("number", "pk"))
    answers: dict[int, int] = {}
    if participant is not None:
        answers = dict(Vote.objects.filter(participant=participant).values_list("statement__number", "value"))
    arrays = arrays_of(drawn) if drawn is not None else {}
    deck = _deck(sorted(shown), arrays)
    is_answered = np.isin(deck.ids, np.array(list(answers), dtype=np.int64))
    who = participant.number if participant is not None else chance
    number = next_statement(deck, is_answered, participant=who, seed=SEED) if len(deck.ids) else None
    compass = compass_in(arrays) if arrays else None
    return Turn(
        statement=Statement.objects.get(pk=shown[number]) if number is not None else None,
        answered=int(is_answered.sum()),
        left=int((~is_answered).sum()),
        standing=compass.place(answers) if compass is not None and answers else None,
    )


def _deck(numbers: list[int], arrays: Arrays) -> Deck:
    """Return the statements shown with what the last map knew of them; new ones have no vote and weigh nothing."""
    ids = np.array(numbers, dtype=np.int64)
    votes, spreads, loadings = np.zeros(len(ids)), np.zeros(len(ids)), np.zeros((len(ids), 2))
    if "deck_ids" in arrays:
        known = arrays["deck_ids"]
        _common, here, there = np.intersect1d(ids, known, return_indices=True)
        votes[here] = arrays["deck_votes"][there]
        spreads[here] = arrays["deck_spreads"][there]
        columns = arrays["deck_loadings"].shape[1]
        loadings[here, :columns] = arrays["deck_loadings"][there]
    return Deck(ids, votes, loadings, spreads)


def standing_of(participant: Participant, drawn: DebateMap) -> Standing | None:
    """Return where a participant stands on a map; nothing before they answered enough: one statement."""
    compass = compass_in(arrays_of(drawn))
    answers = dict(Vote.objects.filter(participant=participant).values_list("statement__number", "value"))
    return compass.place(answers) if compass is not None else None
