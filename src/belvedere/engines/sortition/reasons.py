"""Why rules cannot hold together, in one sentence: a code and its values, for a screen to say in its own language."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.rules import Rule, Side


class ReasonCode(StrEnum):
    """The reasons that can be told by adding numbers up, and what remains: ``together``.

    ``closed_value``, ``no_place_left`` and ``together_exclude`` are about a person who can never be drawn.
    """

    POOL_UNDER_SIZE = "pool_under_size"
    POOL_UNDER_MINIMUM = "pool_under_minimum"
    HOUSEHOLDS_UNDER_SIZE = "households_under_size"
    HOUSEHOLDS_UNDER_MINIMUM = "households_under_minimum"
    MINIMUM_OVER_MAXIMUM = "minimum_over_maximum"
    MINIMA_OVER_SIZE = "minima_over_size"
    MAXIMA_UNDER_SIZE = "maxima_under_size"
    MINIMA_OVER_MAXIMA = "minima_over_maxima"
    CLOSED_VALUE = "closed_value"
    NO_PLACE_LEFT = "no_place_left"
    TOGETHER = "together"
    TOGETHER_EXCLUDE = "together_exclude"


SENTENCES = {
    ReasonCode.POOL_UNDER_SIZE: "The panel has {size} places and the pool {available} people.",
    ReasonCode.POOL_UNDER_MINIMUM: "At least {minimum} of {category} = {value} are asked; the pool has {available}.",
    ReasonCode.HOUSEHOLDS_UNDER_SIZE: "The panel has {size} places; one person by household leaves {available} people.",
    ReasonCode.HOUSEHOLDS_UNDER_MINIMUM: (
        "At least {minimum} of {category} = {value} are asked; one person by household leaves {available}."
    ),
    ReasonCode.MINIMUM_OVER_MAXIMUM: "The minimum of {category} = {value}, {minimum}, is over its maximum, {maximum}.",
    ReasonCode.MINIMA_OVER_SIZE: "The minima of {category} add up to {total}: more than the {size} places.",
    ReasonCode.MAXIMA_UNDER_SIZE: "The maxima of {category} allow {total} people: fewer than the {size} places.",
    ReasonCode.MINIMA_OVER_MAXIMA: (
        "The minima of {category} add up to {total}: more than the {allowed} people that the maxima of "
        "{other_category} allow."
    ),
    ReasonCode.CLOSED_VALUE: "The maximum of {category} = {value} is 0: nobody of that value is taken.",
    ReasonCode.NO_PLACE_LEFT: (
        "The minima of {category} take {total} of the {size} places: none is left for {category} = {value}."
    ),
    ReasonCode.TOGETHER: "These {count} rules cannot hold together with the people of the pool.",
    ReasonCode.TOGETHER_EXCLUDE: "With the people of the pool, these {count} rules leave no place for such a person.",
}


@dataclass(frozen=True)
class Reason:
    """A code, and the values that its sentence speaks of."""

    code: ReasonCode
    values: dict[str, str | int]

    @property
    def sentence(self) -> str:
        """The reason in English; a screen says its own from ``code`` and ``values``.

        >>> Reason(ReasonCode.MINIMA_OVER_SIZE, {"category": "sexe", "total": 12, "size": 11}).sentence
        'The minima of sexe add up to 12: more than the 11 places.'
        """
        return SENTENCES[self.code].format(**self.values)


def reason_of(problem: Problem, rules: Collection[Rule], including: int | None = None) -> Reason:
    """Return why rules in conflict cannot hold together, by plain addition wherever that is enough.

    Parameters
    ----------
    problem : Problem
    rules : collection of Rule
        A conflict with nothing to spare.
    including : int, optional
        The person (position) who had to be in the panel.
    """
    found = next((reason for told in _ADDITIONS for reason in told(_Case(problem, rules, including))), None)
    remains = ReasonCode.TOGETHER if including is None else ReasonCode.TOGETHER_EXCLUDE
    return found or Reason(remains, {"count": len(rules)})


class _Case:
    """A conflict sorted by kind of rule."""

    def __init__(self, problem: Problem, rules: Collection[Rule], including: int | None) -> None:
        self.problem = problem
        self.including = including
        self.has_size = any(rule.side == Side.SIZE for rule in rules)
        self.by_household = any(rule.side == Side.HOUSEHOLDS for rule in rules)
        self.minima = tuple(rule for rule in rules if rule.side == Side.MINIMUM)
        self.maxima = tuple(rule for rule in rules if rule.side == Side.MAXIMUM)
        self.count = len(rules)

    def counted_by(self, rules: Collection[Rule]) -> set[int]:
        """Return the people that any of these quotas counts."""
        places = [self.problem.quotas.index(rule.quota) for rule in rules if rule.quota]
        return {person for place in places for person in self.problem.rows[place]}

    def category_of(self, rules: Collection[Rule]) -> str | None:
        """Return the category of all these rules, or None when they have several or none."""
        categories = {rule.quota.category for rule in rules if rule.quota}
        return categories.pop() if len(categories) == 1 else None

    def available(self, people: Collection[int]) -> int:
        """Return how many of these people can be taken together, by household when that is in question."""
        if not self.by_household:
            return len(people)
        homes = [self.problem.people[person].household for person in people]
        return len({home for home in homes if home is not None}) + homes.count(None)

    def consists_of(self, *, minima: int | None = None, maxima: int | None = None, size: bool) -> bool:
        """Tell whether the conflict has these kinds of rules, in these numbers (None: one or more)."""
        return self.has_size == size and all(
            len(rules) == wanted if wanted is not None else bool(rules)
            for rules, wanted in ((self.minima, minima), (self.maxima, maxima))
        )


def _pool(case: _Case) -> Iterator[Reason]:
    size = case.problem.size
    if case.consists_of(minima=0, maxima=0, size=True):
        code = ReasonCode.HOUSEHOLDS_UNDER_SIZE if case.by_household else ReasonCode.POOL_UNDER_SIZE
        if (available := case.available(range(len(case.problem.people)))) < size:
            yield Reason(code, {"size": size, "available": available})
    if case.consists_of(minima=1, maxima=0, size=False):
        code = ReasonCode.HOUSEHOLDS_UNDER_MINIMUM if case.by_household else ReasonCode.POOL_UNDER_MINIMUM
        rule = case.minima[0]
        if (available := case.available(case.counted_by(case.minima))) < rule.bound:
            yield Reason(code, {**_named(rule), "minimum": rule.bound, "available": available})


def _one_quota(case: _Case) -> Iterator[Reason]:
    if case.consists_of(minima=1, maxima=1, size=False):
        low, high = case.minima[0], case.maxima[0]
        if _named(low) == _named(high) and low.bound > high.bound:
            yield Reason(ReasonCode.MINIMUM_OVER_MAXIMUM, {**_named(low), "minimum": low.bound, "maximum": high.bound})
    if case.including is not None and case.consists_of(minima=0, maxima=1, size=False) and case.maxima[0].bound == 0:
        yield Reason(ReasonCode.CLOSED_VALUE, _named(case.maxima[0]))


def _against_size(case: _Case) -> Iterator[Reason]:
    size = case.problem.size
    category = case.category_of(case.minima)
    total = sum(rule.bound for rule in case.minima)
    if category and case.consists_of(maxima=0, size=True):
        if total > size:
            yield Reason(ReasonCode.MINIMA_OVER_SIZE, {"category": category, "total": total, "size": size})
        if case.including is not None and case.including not in case.counted_by(case.minima) and total == size:
            value = case.problem.people[case.including].values[case.problem.categories.index(category)]
            yield Reason(ReasonCode.NO_PLACE_LEFT, {"category": category, "value": value, "total": total, "size": size})
    category = case.category_of(case.maxima)
    if category and case.consists_of(minima=0, size=True):
        everyone = range(len(case.problem.people))
        allowed = _allowed(case, set(everyone))
        if allowed < size:
            yield Reason(ReasonCode.MAXIMA_UNDER_SIZE, {"category": category, "total": allowed, "size": size})


def _minima_against_maxima(case: _Case) -> Iterator[Reason]:
    category, other = case.category_of(case.minima), case.category_of(case.maxima)
    if category and other and category != other and case.consists_of(size=False):
        total = sum(rule.bound for rule in case.minima)
        allowed = _allowed(case, case.counted_by(case.minima))
        if allowed < total:
            values: dict[str, str | int] = {"category": category, "total": total}
            yield Reason(ReasonCode.MINIMA_OVER_MAXIMA, {**values, "other_category": other, "allowed": allowed})


def _allowed(case: _Case, people: set[int]) -> int:
    """Return how many of these people the maxima allow: their sum, and the people that none of them counts."""
    return sum(rule.bound for rule in case.maxima) + len(people - case.counted_by(case.maxima))


def _named(rule: Rule) -> dict[str, str | int]:
    return {"category": rule.quota.category, "value": rule.quota.value} if rule.quota else {}


_ADDITIONS: tuple[Callable[[_Case], Iterator[Reason]], ...] = (
    _pool,
    _one_quota,
    _against_size,
    _minima_against_maxima,
)
