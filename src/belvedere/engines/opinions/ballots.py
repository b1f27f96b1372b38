"""The votes that count, as a sparse matrix of people by statements: arrays as long as there are votes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from belvedere.engines.opinions.chance import Floats, Keys, keys_of, mixed, uniforms
from belvedere.engines.opinions.votes import Integers, Moderation, Places, Statement, Tally, Values

Mask = NDArray[np.bool_]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Ballots:
    """Votes on open statements, sorted by person then statement; persons and statements are positions.

    Attributes
    ----------
    participants : (P,) ids of whoever voted on an open statement, sorted
    statements : (S,) the open statements, sorted by id
    person, statement, value : (n,) one entry by vote
    """

    participants: Integers
    statements: tuple[Statement, ...]
    person: Places
    statement: Places
    value: Values

    @classmethod
    def of(cls, tally: Tally, statements: tuple[Statement, ...]) -> "Ballots":
        """Keep the votes on statements that moderation did not remove. O(votes)."""
        shown = tuple(sorted(one for one in set(statements) if one.moderation != Moderation.REMOVED))
        ids = np.array([one.id for one in shown], dtype=np.int64)
        is_kept = np.isin(tally.statements, ids)
        participants, person = np.unique(tally.participants[is_kept], return_inverse=True)
        column = np.searchsorted(ids, tally.statements[is_kept])
        return cls(participants, shown, person.astype(np.int32), column.astype(np.int32), tally.values[is_kept])

    @property
    def shape(self) -> tuple[int, int]:
        """How many people, how many statements."""
        return len(self.participants), len(self.statements)

    @cached_property
    def by_person(self) -> Counts:
        """Votes of each person."""
        return np.bincount(self.person, minlength=self.shape[0])

    @cached_property
    def by_statement(self) -> Counts:
        """Votes on each statement."""
        return np.bincount(self.statement, minlength=self.shape[1])

    @property
    def statement_ids(self) -> Integers:
        """The ids of the statements."""
        return np.array([one.id for one in self.statements], dtype=np.int64)

    @cached_property
    def keys(self) -> Keys:
        """A key by vote, from the ids of its person and statement."""
        return keys_of(self.participants[self.person], self.statement_ids[self.statement], salt=0)

    def chance(self, salt: int) -> Floats:
        """Return a number in [0, 1) by vote: the same for the same person, statement and salt."""
        return uniforms(self.keys ^ mixed(np.array([salt], dtype=np.uint64)))

    def only(self, is_kept: Mask) -> "Ballots":
        """Return some of the votes; people and statements keep their positions, without votes if need be."""
        return Ballots(
            self.participants, self.statements, self.person[is_kept], self.statement[is_kept], self.value[is_kept]
        )

    def matrix(self, entries: NDArray[np.generic]) -> csr_array:
        """Return a sparse matrix of people by statements with an entry by vote."""
        starts = np.zeros(self.shape[0] + 1, dtype=np.int32)
        np.cumsum(self.by_person, out=starts[1:])
        return csr_array((entries, self.statement, starts), shape=self.shape)

    @cached_property
    def means(self) -> Floats:
        """The mean vote on each statement, 0 without votes."""
        return np.asarray(np.bincount(self.statement, self.value, self.shape[1]) / np.maximum(self.by_statement, 1))

    @cached_property
    def residuals(self) -> csr_array:
        """Each vote less the mean vote on its statement."""
        return self.matrix(self.value - self.means[self.statement])

    @cached_property
    def answered(self) -> csr_array:
        """1 where somebody voted."""
        return self.matrix(np.ones(len(self.value)))

    def counts(self, side: int, columns: Floats) -> Floats:
        """Return, by statement, the votes of one side weighed by each column of (P, c): (S, c). O(votes × c)."""
        chosen = self.only(self.value == side)
        return np.asarray(chosen.matrix(np.ones(len(chosen.value))).T @ columns)
