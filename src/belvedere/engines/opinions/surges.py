"""What a crowd does not do: voting faster than one reads, answering exactly like many others. Shown, never decided."""

from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.chance import keys_of, mixed
from belvedere.engines.opinions.votes import Integers, VoteLog

FASTEST_MILLISECONDS = 500
FEWEST_VOTES = 10
COPIES = 5


@dataclass(frozen=True)
class Copies:
    """Participants who voted on the same ten statements or more, with the same answers."""

    participants: tuple[int, ...]
    votes: int


def too_fast(log: VoteLog, *, fastest: int = FASTEST_MILLISECONDS, fewest: int = FEWEST_VOTES) -> Integers:
    """Return who cast ten votes or more, half of them within ``fastest`` of the one before (in the log's unit of time).

    O(n log n). Votes without times tell nothing.
    """
    order = np.lexsort((log.times, log.participants))
    times, people = log.times[order], log.participants[order]
    is_next = (people[1:] == people[:-1]) & (times[1:] > 0)
    is_quick = is_next & (times[1:] - times[:-1] < fastest)
    voters, place = np.unique(people, return_inverse=True)
    quick = np.bincount(place[1:], is_quick, len(voters))
    steps = np.bincount(place[1:], is_next, len(voters))
    return np.asarray(voters[(steps + 1 >= fewest) & (2 * quick >= steps) & (quick > 0)])


def copies(ballots: Ballots, *, fewest: int = FEWEST_VOTES, people: int = COPIES) -> list[Copies]:
    """Return the sets of five participants or more whose votes are the same, the largest first. O(n log n).

    On a short debate where nearly everybody agrees, honest people answer alike too: who reads this list decides.
    """
    keys = keys_of(ballots.statement_ids[ballots.statement], ballots.value.astype(np.int64) + 2, salt=11)
    sums = np.zeros(ballots.shape[0], dtype=np.uint64)
    np.add.at(sums, ballots.person, mixed(keys))
    found = []
    _, place, counts = np.unique(sums, return_inverse=True, return_counts=True)
    for mark in np.flatnonzero(counts >= people).tolist():
        alike = np.flatnonzero(place == mark)
        votes = int(ballots.by_person[alike[0]])
        if votes >= fewest:
            found.append(Copies(tuple(ballots.participants[alike].tolist()), votes))
    return sorted(found, key=lambda one: (-len(one.participants), one.participants))
