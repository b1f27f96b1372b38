"""What a panel must keep, one rule at a time: each minimum, each maximum, the size, one person by household."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from belvedere.engines.sortition.problem import Problem, Quota


class Side(StrEnum):
    """Which kind of rule."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SIZE = "size"
    HOUSEHOLDS = "households"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a problem: the minimum or maximum of a quota, the size, or at most one person by household."""

    side: Side
    bound: int
    quota: Quota | None = None

    @property
    def sentence(self) -> str:
        """The rule in a few words.

        >>> Rule(Side.MINIMUM, 5, Quota("age", "16-24", 5, 6)).sentence
        'at least 5 of age = 16-24'
        """
        named = f"{self.bound} of {self.quota.category} = {self.quota.value}" if self.quota else ""
        return {
            Side.MINIMUM: f"at least {named}",
            Side.MAXIMUM: f"at most {named}",
            Side.SIZE: f"{self.bound} people in all",
            Side.HOUSEHOLDS: "at most one person by household",
        }[self.side]


def rules_of(problem: Problem) -> tuple[Rule, ...]:
    """Return the rules that some set of people of the pool could break: the size, minima, maxima, households.

    >>> problem = Problem(1, (Quota("sexe", "F", 0, 9),), ())
    >>> [rule.sentence for rule in rules_of(problem)]
    ['1 people in all']
    """
    quotas = tuple(zip(problem.quotas, problem.rows, strict=True))
    minima = (Rule(Side.MINIMUM, quota.minimum, quota) for quota, _ in quotas if quota.minimum > 0)
    maxima = (Rule(Side.MAXIMUM, quota.maximum, quota) for quota, row in quotas if quota.maximum < len(row))
    homes = (Rule(Side.HOUSEHOLDS, 1),) if problem.households else ()
    return (Rule(Side.SIZE, problem.size), *minima, *maxima, *homes)


def broken_by(problem: Problem, rules: Iterable[Rule], people: tuple[int, ...]) -> frozenset[Rule]:
    """Return the rules that a set of people (positions) breaks, by plain counting. O(people × categories)."""
    chosen = set(people)
    counts = {quota: len(chosen.intersection(row)) for quota, row in zip(problem.quotas, problem.rows, strict=True)}
    homes = Counter(problem.people[person].household for person in people)
    most = max((count for home, count in homes.items() if home is not None), default=0)
    return frozenset(rule for rule in rules if _is_broken(rule, counts, len(people), most))


def _is_broken(rule: Rule, counts: dict[Quota, int], size: int, most_by_household: int) -> bool:
    if rule.side == Side.SIZE:
        return size != rule.bound
    if rule.side == Side.HOUSEHOLDS or rule.quota is None:
        return most_by_household > rule.bound
    count = counts[rule.quota]
    return count < rule.bound if rule.side == Side.MINIMUM else count > rule.bound
