"""Votes as they were cast, the last one of each person on each statement, and statements."""

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Places = NDArray[np.int32]
Values = NDArray[np.int8]


class Vote(IntEnum):
    """What somebody says of a statement, as in the files of Polis."""

    DISAGREE = -1
    PASS = 0
    AGREE = 1


class Moderation(IntEnum):
    """What the moderation said of a statement, as in the files of Polis."""

    REMOVED = -1
    NOT_JUDGED = 0
    ACCEPTED = 1


@dataclass(frozen=True, order=True, slots=True)
class Statement:
    """A sentence to vote on. ``written_at`` counts seconds or milliseconds since 1970, 0 when nobody knows.

    A statement about the person (``is_meta``: « j’habite la commune ») is counted but draws no map.
    """

    id: int
    text: str = ""
    author: int = 0
    moderation: Moderation = Moderation.ACCEPTED
    written_at: int = 0
    is_meta: bool = False
    is_seed: bool = False


@dataclass(frozen=True)
class VoteLog:
    """Every vote cast, one by position: when, on which statement, by whom, what. The same vote twice counts once.

    The order of the votes given does not matter: they are sorted by time, statement, participant and value.
    """

    times: Integers
    statements: Integers
    participants: Integers
    values: Values

    @classmethod
    def of(cls, times: Integers, statements: Integers, participants: Integers, values: Values) -> "VoteLog":
        """Sort votes and drop exact repetitions. O(n log n)."""
        order = np.lexsort((values, participants, statements, times))
        times, statements, participants = times[order], statements[order], participants[order]
        values = values[order]
        is_new = np.ones(len(order), dtype=bool)
        is_new[1:] = (
            (times[1:] != times[:-1])
            | (statements[1:] != statements[:-1])
            | (participants[1:] != participants[:-1])
            | (values[1:] != values[:-1])
        )
        return cls(times[is_new], statements[is_new], participants[is_new], values[is_new])

    @classmethod
    def from_rows(cls, rows: list[tuple[int, int, int, int]]) -> "VoteLog":
        """Return votes from rows ``(time, statement, participant, value)``.

        >>> VoteLog.from_rows([(2, 0, 7, -1), (1, 0, 7, 1), (1, 0, 7, 1)]).values.tolist()
        [1, -1]
        """
        table = np.array(rows, dtype=np.int64).reshape(-1, 4)
        return cls.of(table[:, 0], table[:, 1], table[:, 2], table[:, 3].astype(np.int8))

    def __len__(self) -> int:
        """Return how many votes there are."""
        return len(self.times)

    def joined(self, other: "VoteLog") -> "VoteLog":
        """Return the votes of both."""
        return VoteLog.of(
            np.concatenate([self.times, other.times]),
            np.concatenate([self.statements, other.statements]),
            np.concatenate([self.participants, other.participants]),
            np.concatenate([self.values, other.values]),
        )


@dataclass(frozen=True)
class Tally:
    """The last vote of each participant on each statement: 25 bytes a vote, sorted by participant, then statement.

    Two different votes of the same person on the same statement at the same instant count as a pass: nobody can say
    which came last. This rule makes the tally the same in whatever order, and in however many batches, votes come.

    Examples
    --------
    >>> early, late = VoteLog.from_rows([(1, 0, 7, 1)]), VoteLog.from_rows([(2, 0, 7, -1), (2, 1, 7, 1)])
    >>> tally = Tally.of(early).updated(late)
    >>> tally.values.tolist(), tally == Tally.of(early.joined(late))
    ([-1, 1], True)
    """

    times: Integers
    statements: Integers
    participants: Integers
    values: Values

    @classmethod
    def of(cls, log: VoteLog) -> "Tally":
        """Keep the last vote of each person on each statement. O(n log n) in time, O(n) in memory."""
        return _latest(log.times, log.statements, log.participants, log.values)

    def updated(self, batch: VoteLog) -> "Tally":
        """Return the tally after a batch of votes, in any order: the same as that of all the votes at once."""
        return _latest(
            np.concatenate([self.times, batch.times]),
            np.concatenate([self.statements, batch.statements]),
            np.concatenate([self.participants, batch.participants]),
            np.concatenate([self.values, batch.values]),
        )

    def without(self, participants: Integers) -> "Tally":
        """Return the tally as if these participants had never voted."""
        is_kept = ~np.isin(self.participants, participants)
        return Tally(self.times[is_kept], self.statements[is_kept], self.participants[is_kept], self.values[is_kept])

    def __len__(self) -> int:
        """Return how many votes count."""
        return len(self.times)

    def __eq__(self, other: object) -> bool:
        """Tell whether two tallies hold the same votes."""
        return isinstance(other, Tally) and all(
            np.array_equal(mine, theirs)
            for mine, theirs in (
                (self.times, other.times),
                (self.statements, other.statements),
                (self.participants, other.participants),
                (self.values, other.values),
            )
        )

    __hash__ = None  # type: ignore[assignment] # arrays have no hash

    @cached_property
    def voters(self) -> Integers:
        """The participants who voted, sorted."""
        return np.unique(self.participants)


def _latest(times: Integers, statements: Integers, participants: Integers, values: Values) -> Tally:
    order = np.lexsort((times, statements, participants))
    times, statements, participants = times[order], statements[order], participants[order]
    values = values[order]
    if not len(times):
        return Tally(times, statements, participants, values)
    is_same = (participants[1:] == participants[:-1]) & (statements[1:] == statements[:-1])
    is_last = np.append(~is_same, [True])
    starts = np.append([True], ~(is_same & (times[1:] == times[:-1])))
    firsts = np.flatnonzero(starts)
    lowest, highest = np.minimum.reduceat(values, firsts), np.maximum.reduceat(values, firsts)
    settled = np.where(lowest == highest, lowest, Vote.PASS).astype(np.int8)
    instant = np.cumsum(starts) - 1
    return Tally(times[is_last], statements[is_last], participants[is_last], settled[instant[is_last]])
