"""Who answers too fast or exactly like others, as the engine finds them."""

from datetime import datetime

import numpy as np

from belvedere.contexts.consultations.models import Debate
from belvedere.contexts.consultations.queries.tallies import honest_tally, sentences_of
from belvedere.contexts.consultations.states.debate import Ground
from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.surges import copies, too_fast
from belvedere.engines.opinions.votes import VoteLog


def alike_in(debate: Debate, *, now: datetime) -> list[tuple[Ground, tuple[int, ...]]]:
    """Return the sets of participants that answer too fast, or exactly alike."""
    tally = honest_tally(debate, now=now)
    log = VoteLog.of(tally.times, tally.statements, tally.participants, tally.values)
    fast = tuple(too_fast(log).tolist())
    same = copies(Ballots.of(tally, sentences_of(debate)))
    return [*([(Ground.TOO_FAST, fast)] if fast else []), *((Ground.COPIES, one.participants) for one in same)]


def votes_by_participant(debate: Debate, *, now: datetime) -> dict[int, int]:
    """Return how many votes count for each participant."""
    numbers, counts = np.unique(honest_tally(debate, now=now).participants, return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))
