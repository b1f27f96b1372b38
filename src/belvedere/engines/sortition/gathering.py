"""Sets of people that keep some rules and break others as little as can be: the question behind every explanation.

People that the rules in question cannot tell apart are counted together, so that a question about two categories
stays small whatever the pool. Households of the same composition are counted together too.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.programme import INFINITY, Answer, Programme
from belvedere.engines.sortition.rules import Rule, Side

Profile = tuple[int, ...]
"""The quotas in question that count a person."""


@dataclass(frozen=True, slots=True)
class Group:
    """People that the rules in question cannot tell apart, by household when households are in question."""

    profile: Profile
    members: tuple[int, ...]
    composition: tuple[Profile, ...] = ()


def groups_of(problem: Problem, rules: Collection[Rule]) -> tuple[Group, ...]:
    """Return the pool in groups, in the order of their first members. O(people × quotas in question).

    People who share a household are grouped by profile and composition of the household; the others by profile.
    """
    asked = {rule.quota for rule in rules}
    profiles: list[list[int]] = [[] for _ in problem.people]
    for place, (quota, row) in enumerate(zip(problem.quotas, problem.rows, strict=True)):
        if quota in asked:
            for person in row:
                profiles[person].append(place)
    compositions = _compositions(problem, profiles) if any(rule.side == Side.HOUSEHOLDS for rule in rules) else {}
    found: dict[tuple[Profile, tuple[Profile, ...]], list[int]] = defaultdict(list)
    for person, profile in enumerate(profiles):
        found[tuple(profile), compositions.get(person, ())].append(person)
    return tuple(Group(profile, tuple(members), homes) for (profile, homes), members in found.items())


def _compositions(problem: Problem, profiles: list[list[int]]) -> dict[int, tuple[Profile, ...]]:
    return {
        person: tuple(sorted(tuple(profiles[member]) for member in household))
        for household in problem.households
        for person in household
    }


class Gathering:
    """A programme whose first columns say how many people are taken in each group.

    Parameters
    ----------
    problem : Problem
    rules : collection of Rule
        The rules in question; the others are forgotten.
    including : int, optional
        A person (position) who must be taken.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("sexe", "F", 2, 2), Quota("sexe", "H", 0, 1))
    >>> problem = Problem(3, quotas, (Person("a", ("F",)), Person("b", ("H",)), Person("c", ("F",))))
    >>> size, minimum = Rule(Side.SIZE, 3), Rule(Side.MINIMUM, 2, quotas[0])
    >>> gathering = Gathering(problem, (size, minimum))
    >>> gathering.keep(size)
    >>> gathering.keep(minimum)
    >>> gathering.nearest()
    (0, 1, 2)
    """

    def __init__(self, problem: Problem, rules: Collection[Rule], including: int | None = None) -> None:
        self.problem = problem
        self.groups = groups_of(problem, rules)
        self.programme = Programme()
        for group in self.groups:
            self.programme.column(lower=int(including in group.members), upper=len(group.members))

    def counted_by(self, rule: Rule) -> dict[int, float]:
        """Return the columns whose people a rule of size or quota counts."""
        if rule.quota is None:
            return dict.fromkeys(range(len(self.groups)), 1.0)
        place = self.problem.quotas.index(rule.quota)
        return {column: 1.0 for column, group in enumerate(self.groups) if place in group.profile}

    def keep(self, rule: Rule, moving: Mapping[int, float] | None = None) -> None:
        """Require a rule; ``moving`` gives columns that add people to its count, or take some away."""
        for row, lower, upper in self._bounds(rule):
            self.programme.row({**row, **(moving or {})}, lower=lower, upper=upper)

    def may_break(self, rule: Rule) -> None:
        """Allow a rule to be broken, at the cost of one."""
        broken = self.programme.column(cost=1, upper=1)
        for row, lower, upper in self._bounds(rule):
            most = sum(self.programme.uppers[column] for column in row)
            if lower > 0:
                self.programme.row({**row, broken: lower}, lower=lower)
            if upper < most:
                self.programme.row({**row, broken: upper - most}, upper=upper)

    def _bounds(self, rule: Rule) -> Iterable[tuple[dict[int, float], float, float]]:
        if rule.side == Side.HOUSEHOLDS:
            return ((row, 0, homes) for row, homes in self._households())
        row = self.counted_by(rule)
        lower = rule.bound if rule.side != Side.MAXIMUM else -INFINITY
        upper = rule.bound if rule.side != Side.MINIMUM else INFINITY
        return ((row, lower, upper),)

    def _households(self) -> Iterable[tuple[dict[int, float], int]]:
        """Yield, for each composition of household, its columns and how many households have it."""
        columns: dict[tuple[Profile, ...], list[int]] = defaultdict(list)
        for column, group in enumerate(self.groups):
            if group.composition:
                columns[group.composition].append(column)
        for composition, places in columns.items():
            people = sum(len(self.groups[place].members) for place in places)
            yield dict.fromkeys(places, 1.0), people // len(composition)

    def nearest(self) -> tuple[int, ...] | None:
        """Return a cheapest set of people (sorted positions), or None when no set keeps the required rules."""
        answer = self.programme.minimum()
        return None if answer is None else self.people(answer)

    def people(self, answer: Answer) -> tuple[int, ...]:
        """Return people who realise an answer, in distinct households wherever the counts allow it."""
        chosen: list[int] = []
        taken: set[str] = set()
        for count, group in zip(answer.whole(), self.groups, strict=False):
            fresh = [person for person in group.members if self.problem.people[person].household not in taken]
            distinct = self._by_household(fresh) if group.composition else fresh
            picked = (distinct + [person for person in group.members if person not in set(distinct)])[:count]
            chosen += picked
            taken.update(home for person in picked if (home := self.problem.people[person].household) is not None)
        return tuple(sorted(chosen))

    def _by_household(self, people: list[int]) -> list[int]:
        return list({self.problem.people[person].household: person for person in reversed(people)}.values())[::-1]
