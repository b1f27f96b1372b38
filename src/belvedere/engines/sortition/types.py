"""People that nothing tells apart, counted together: the same values, in households of the same composition."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from math import lcm

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.problem import Problem

LARGE = 1000
"""Past so many types, a lottery close to the probabilities is enough: exact ones would take too long."""

Counts = NDArray[np.int64]
Values = tuple[str, ...]


@dataclass(frozen=True)
class Home:
    """Households of one composition: ``people[h][k]`` are the positions of the people of household h with profile k.

    A person alone is a household of one. ``types[k]`` is the type of profile k.
    """

    types: tuple[int, ...]
    people: tuple[tuple[tuple[int, ...], ...], ...]

    @cached_property
    def size(self) -> int:
        """How many households have this composition."""
        return len(self.people)

    @cached_property
    def is_shared(self) -> bool:
        return len(self.types) > 1 or len(self.people[0][0]) > 1

    @cached_property
    def steps(self) -> int:
        """In how many turns everyone of these households has been first as often as the others."""
        return self.size * lcm(*(len(people) for people in self.people[0]))


@dataclass(frozen=True)
class Types:
    """The types of a problem, in an order that does not depend on that of the file.

    Counting by type is exact: at most one person by household means, for the households of one composition, at most as
    many people as there are households; counts within that bound can always be given to distinct households.

    Attributes
    ----------
    values : tuple of tuple of str
        Values of each type, by category.
    homes : tuple of Home
        The compositions of households.
    living : mapping of int to int
        The household of those whom types do not tell apart by household: counts by type then leave the limit of one
        by household to whoever seats people (`seating`).
    """

    values: tuple[Values, ...]
    homes: tuple[Home, ...]
    living: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def merged(self) -> frozenset[int]:
        """Households that types do not tell apart."""
        return frozenset(self.living.values())

    @cached_property
    def sizes(self) -> Counts:
        """How many people each type has."""
        found = np.zeros(len(self.values), dtype=np.int64)
        for home in self.homes:
            for place, kind in enumerate(home.types):
                found[kind] = sum(len(household[place]) for household in home.people)
        return found

    @cached_property
    def most(self) -> Counts:
        """How many people of each type one panel can hold: as many as they have households."""
        found = np.zeros(len(self.values), dtype=np.int64)
        for home in self.homes:
            found[list(home.types)] = home.size
        return found

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """For each type, the number of its composition of household and that of its profile there."""
        found = [(0, 0)] * len(self.values)
        for number, home in enumerate(self.homes):
            for profile, kind in enumerate(home.types):
                found[kind] = (number, profile)
        return tuple(found)

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """Positions of the people of each type."""
        found: list[tuple[int, ...]] = [()] * len(self.values)
        for home in self.homes:
            for place, kind in enumerate(home.types):
                found[kind] = tuple(chain.from_iterable(household[place] for household in home.people))
        return tuple(found)

    def by_person(self, values: NDArray[np.float64], people: int) -> tuple[float, ...]:
        """Return for each person the value of her type."""
        found = [0.0] * people
        for value, members in zip(values, self.members, strict=True):
            for person in members:
                found[person] = float(value)
        return tuple(found)


def types_of(problem: Problem, merged: Collection[int] = ()) -> Types:
    """Merge the people of a problem into types. O(n log n).

    Parameters
    ----------
    problem : Problem
    merged : collection of int
        Numbers of households that types do not tell apart: their people are counted with those who live alone.

    Returns
    -------
    Types
        Ordered by values then composition of the household; households by their smallest id.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> people = (Person("c", ("F",)), Person("a", ("H",), "1"), Person("b", ("F",), "1"), Person("d", ("F",)))
    >>> found = types_of(Problem(1, (Quota("sexe", "F", 0, 1),), people))
    >>> found.values, found.members
    ((('F',), ('F',), ('H',)), ((0, 3), (2,), (1,)))
    >>> found = types_of(Problem(1, (), people), merged={0})
    >>> found.members, found.living
    (((2, 0, 3), (1,)), {1: 0, 2: 0})
    """
    living = {person: number for person, number in problem.homes.items() if number in merged}
    households = _households(problem, living)
    found: dict[tuple[Values, ...], list[tuple[int, ...]]] = defaultdict(list)
    for household in households:
        found[tuple(problem.people[person].values for person in household)].append(household)
    keys = sorted((values, composition) for composition in found for values in set(composition))
    number = {key: place for place, key in enumerate(keys)}
    homes = tuple(
        Home(
            tuple(number[values, composition] for values in sorted(set(composition))),
            tuple(
                tuple(
                    tuple(person for person in household if problem.people[person].values == values)
                    for values in sorted(set(composition))
                )
                for household in sorted(found[composition], key=lambda home: min(problem.people[p].id for p in home))
            ),
        )
        for composition in sorted(found)
    )
    return Types(tuple(values for values, _ in keys), homes, living)


def _households(problem: Problem, living: Mapping[int, int]) -> list[tuple[int, ...]]:
    """Return every household, people alone and those not told apart included, its people by values then id."""
    told_apart = [household for household in problem.households if household[0] not in living]
    shared = set(chain.from_iterable(told_apart))
    alone = ((person,) for person in range(len(problem.people)) if person not in shared)
    return [
        tuple(sorted(household, key=lambda person: (problem.people[person].values, problem.people[person].id)))
        for household in chain(told_apart, alone)
    ]
