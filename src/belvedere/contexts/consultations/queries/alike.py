"""Who answers too fast or exactly like others, as the engine finds them."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from belvedere.contexts.consultations.models import Debate
from belvedere.contexts.consultations.queries.tallies import honest_tally, sentences_of
from belvedere.contexts.consultations.states.debate import Ground
from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.surges import copies, too_fast
from belvedere.engines.opinions.votes import VoteLog


@dataclass(frozen=True)
class Alike:
    """Sets of participants who answer too fast or exactly alike, and how many votes count for each participant."""

    sets: list[tuple[Ground, tuple[int, ...]]]
    votes: dict[int, int]


def alike_in(debate: Debate, *, now: datetime) -> Alike:
    """Return what the engine finds; the votes are read once."""
    tally = honest_tally(debate, now=now)
    fast = tuple(too_fast(VoteLog.of(tally.times, tally.statements, tally.participants, tally.values)).tolist())
    same = copies(Ballots.of(tally, sentences_of(debate)))
    numbers, counts = np.unique(tally.participants, return_counts=True)
    return Alike(
        sets=[*([(Ground.TOO_FAST, fast)] if fast else []), *((Ground.COPIES, one.participants) for one in same)],
        votes=dict(zip(numbers.tolist(), counts.tolist(), strict=True)),
    )
