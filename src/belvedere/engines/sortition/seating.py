"""Gives the places of each type to people of distinct households, when types do not tell households apart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from belvedere.engines.sortition.types import Counts, Types


@dataclass(frozen=True)
class Crowd:
    """Types that live in too few households: together a panel holds at most ``most`` of their people."""

    types: tuple[int, ...]
    most: int


def seated(
    places: Iterable[tuple[int, int]], candidates: Mapping[int, Sequence[int]], living: Mapping[int, int]
) -> tuple[int, ...] | Crowd:
    """Return people for the places of each type, one by household, or the types that live in too few households.

    Parameters
    ----------
    places : iterable of (type, count)
        Those served first are given their first candidates.
    candidates : mapping of int to sequence of int
        The people of each type, those preferred first.
    living : mapping of int to int
        The household of each person who shares one.

    Returns
    -------
    tuple of int, or Crowd
        Positions of people; or the types that prove that there is no such choice (Hall's theorem).

    Notes
    -----
    Augmenting paths (H. W. Kuhn, 1955): O(places × people of these types).

    Examples
    --------
    >>> seated([(0, 1), (1, 1)], {0: [10], 1: [11, 12]}, {10: 1, 11: 1})
    (10, 12)
    >>> seated([(0, 1), (1, 1)], {0: [10], 1: [11]}, {10: 1, 11: 1})
    Crowd(types=(0, 1), most=1)
    """
    matching = _Matching(candidates, living)
    for kind, count in places:
        for _ in range(count):
            if matching.takes_free(kind):
                continue
            reached: dict[int, None] = {}
            tried: set[int] = set()
            if not matching.moves(kind, reached, tried):
                alone = sum(person not in living for other in reached for person in candidates[other])
                return Crowd(tuple(sorted(reached)), alone + len(tried))
    return tuple(matching.taken)


class _Matching:
    """Who is seated, and who holds each household."""

    def __init__(self, candidates: Mapping[int, Sequence[int]], living: Mapping[int, int]) -> None:
        self.candidates, self.living = candidates, living
        self.taken: dict[int, None] = {}
        self.holders: dict[int, tuple[int, int]] = {}

    def takes_free(self, kind: int) -> bool:
        """Seat the first candidate whose household is free."""
        for person in self.candidates[kind]:
            if person not in self.taken and self.living.get(person) not in self.holders:
                self._seat(kind, person)
                return True
        return False

    def moves(self, kind: int, reached: dict[int, None], tried: set[int]) -> bool:
        """Seat a candidate in the place of somebody of the same household, who gives it to another of her type."""
        if self.takes_free(kind):
            return True
        reached[kind] = None
        for person in self.candidates[kind]:
            household = self.living.get(person)
            if household is None or household in tried:
                continue
            tried.add(household)
            holder, held_by = self.holders[household]
            if self.moves(held_by, reached, tried):
                del self.taken[holder]
                self._seat(kind, person)
                return True
        return False

    def _seat(self, kind: int, person: int) -> None:
        self.taken[person] = None
        household = self.living.get(person)
        if household is not None:
            self.holders[household] = (person, kind)


class Seats:
    """Tells which panels by type no people of distinct households can make.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Problem
    >>> from belvedere.engines.sortition.types import types_of
    >>> people = (Person("a", ("F",), "1"), Person("b", ("H",), "1"), Person("c", ("H",)))
    >>> seats = Seats(types_of(Problem(2, (), people), merged={0}))
    >>> seats.crowd(np.array([1, 1])), seats.crowd(np.array([1, 2]))
    (None, Crowd(types=(0, 1), most=2))
    """

    def __init__(self, types: Types) -> None:
        self.living = types.living
        self.members = dict(enumerate(types.members))
        alone = [sum(person not in types.living for person in members) for members in types.members]
        self.alone = np.array(alone, dtype=np.int64)

    def crowd(self, counts: Counts) -> Crowd | None:
        """Return why a panel by type cannot be seated; None when it can."""
        if not self.living:
            return None
        # Those whose places all go to people alone stand in nobody's way.
        kinds = np.nonzero(counts > self.alone)[0].tolist()
        found = seated([(kind, int(counts[kind])) for kind in kinds], self.members, self.living)
        return found if isinstance(found, Crowd) else None
