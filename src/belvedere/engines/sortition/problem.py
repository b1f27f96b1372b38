"""What a draw is asked: people with their values, quotas, and how many are drawn."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

CROSSING = " × "
"""What joins the names of an intersectional category (``sexe × age``), and those of its values (``F × 16-24``)."""


class SortitionError(Exception):
    """What stops a computation: its code, what is wrong, why, and what to do next.

    ``code`` is a stable word for programs (``unknown_value``); ``line`` and ``column`` say where in a file, when known.
    """

    code = "sortition"

    def __init__(self, message: str, *, line: int | None = None, column: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Quota:
    """How many members of the panel may have a value of a category.

    ``flexible_minimum`` and ``flexible_maximum`` bound what a relaxation may propose; None leaves it free.
    """

    category: str
    value: str
    minimum: int
    maximum: int
    flexible_minimum: int | None = None
    flexible_maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A candidate: a stable id, one value by category of the problem (same order), a household when one is known."""

    id: str
    values: tuple[str, ...]
    household: str | None = None


@dataclass(frozen=True)
class Problem:
    """A pool, quotas and a size: one panel holds ``size`` people, within each quota, at most one by household.

    Examples
    --------
    >>> quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
    >>> problem = Problem(2, quotas, (Person("a", ("F",)), Person("b", ("H",)), Person("c", ("H",))))
    >>> problem.categories
    ('sexe',)
    >>> [problem.counts(quota) for quota in quotas]
    [1, 2]
    >>> problem.is_panel((0, 1)), problem.is_panel((1, 2))
    (True, False)
    """

    size: int
    quotas: tuple[Quota, ...]
    people: tuple[Person, ...]

    @cached_property
    def categories(self) -> tuple[str, ...]:
        """Names of the categories, in the order of the quotas."""
        return tuple(dict.fromkeys(quota.category for quota in self.quotas))

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """For each quota, the positions of the people it counts. O(people × categories)."""
        places = {name: place for place, name in enumerate(self.categories)}
        found: dict[tuple[int, str], list[int]] = {(places[q.category], q.value): [] for q in self.quotas}
        for position, person in enumerate(self.people):
            for place, value in enumerate(person.values):
                if (place, value) in found:
                    found[place, value].append(position)
        return tuple(tuple(found[places[q.category], q.value]) for q in self.quotas)

    @cached_property
    def members(self) -> tuple[frozenset[int], ...]:
        """The people of each row, as sets."""
        return tuple(map(frozenset, self.rows))

    @cached_property
    def homes(self) -> dict[int, int]:
        """For each person who shares a household, its number in `households`."""
        return {person: number for number, members in enumerate(self.households) for person in members}

    @cached_property
    def households(self) -> tuple[tuple[int, ...], ...]:
        """Positions of the people who share a household, for the households of two people and more."""
        found: dict[str, list[int]] = {}
        for position, person in enumerate(self.people):
            if person.household is not None:
                found.setdefault(person.household, []).append(position)
        return tuple(tuple(members) for members in found.values() if len(members) > 1)

    def counts(self, quota: Quota) -> int:
        """Return how many people of the pool a quota counts."""
        return len(self.rows[self.quotas.index(quota)])

    def broken_rules(self, panel: tuple[int, ...]) -> Iterator[str]:
        """Yield, in plain words, each rule that a panel (positions of people) breaks; nothing when it is a panel."""
        chosen = set(panel)
        if len(chosen) != len(panel):
            yield "someone is there twice"
        if len(panel) != self.size:
            yield f"{len(panel)} people instead of {self.size}"
        for quota, members in zip(self.quotas, self.members, strict=True):
            count = len(chosen & members)
            if not quota.minimum <= count <= quota.maximum:
                yield f"{quota.category} = {quota.value}: {count}, outside {quota.minimum}–{quota.maximum}"
        shared = [self.homes[person] for person in chosen & self.homes.keys()]
        if len(set(shared)) == len(shared):
            return
        homes = Counter(shared)
        for number in sorted(home for home, count in homes.items() if count > 1):
            yield f"several people of the household of {self.people[self.households[number][0]].id}"

    def is_panel(self, panel: tuple[int, ...]) -> bool:
        """Tell whether these positions make a panel, by plain counting: no solver is trusted."""
        return next(self.broken_rules(panel), None) is None

    def without_households(self) -> "Problem":
        """Return the same problem without the limit of one person by household."""
        return replace(self, people=tuple(replace(person, household=None) for person in self.people))


@dataclass(frozen=True)
class Distribution:
    """A lottery over panels: ``panels[j]`` (sorted positions of people) is drawn with probability ``weights[j]``."""

    panels: tuple[tuple[int, ...], ...]
    weights: tuple[float, ...]
