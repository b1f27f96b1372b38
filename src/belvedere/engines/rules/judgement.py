"""Judges a collection of supports by a règlement: each step, each of its conditions, and what still blocks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.regulation import Level, Reference, Regulation, Rule, ShareReading, Step, number_of


@dataclass(frozen=True, slots=True)
class Support:
    """Supports of one commune on one day: one, or several counted together."""

    territory: str
    on: date
    level: Level = Level.DECLARED
    age: int | None = None
    count: int = 1


class Left(StrEnum):
    """Why supports are not counted."""

    LATER = "after_the_date"
    BEFORE = "before_the_opening"
    CLOSED = "after_the_closing"
    YOUNG = "under_the_age"


class Asked(StrEnum):
    """The kinds of condition."""

    TOTAL = "total"
    PERCENTAGE = "percentage"
    TERRITORIES = "territories"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a step: what it needs, what there is, what is missing; ``met`` is None when it cannot be known.

    ``share_of`` names the commune concerned by a share; ``nearest`` those that would count the soonest, with what each
    still needs.
    """

    kind: Asked
    met: bool | None
    needed: int | Fraction | None
    got: int | Fraction
    missing: int | None
    share_of: str = ""
    nearest: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class StepJudgement:
    """A step, its conditions, and whether all are met (None: one cannot be known and none is refused)."""

    step: Step
    met: bool | None
    conditions: tuple[Condition, ...]
    counted: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a règlement says of a collection on a day."""

    on: date
    steps: tuple[StepJudgement, ...]
    by_territory: Mapping[str, int]
    left: Mapping[Left, int]

    @property
    def total(self) -> int:
        return sum(self.by_territory.values())


def closing_day(regulation: Regulation, opened_on: date) -> date | None:
    """Return the last day of the collection, or None when the règlement sets no window."""
    if regulation.collection_months is not None:
        return add_months(opened_on, regulation.collection_months)
    if regulation.collection_days is not None:
        return opened_on + timedelta(days=regulation.collection_days)
    return None


def judge(
    regulation: Regulation,
    supports: Iterable[Support],
    *,
    on: date,
    opened_on: date | None = None,
    references: Mapping[str, Reference] | None = None,
) -> Judgement:
    """Judge a collection of supports on a day.

    Parameters
    ----------
    regulation : Regulation
        The règlement in force when the referral was deposited.
    supports : iterable of Support
        In any order. Those given after ``on``, outside the window or under the age are left aside, and counted as such.
    on : date
        The day of the judgement.
    opened_on : date, optional
        First day of the collection; without it no window is applied.
    references : mapping of str to Reference, optional
        Figures that complete or replace those of the règlement. A percentage of an unknown figure is neither met nor
        refused.

    Returns
    -------
    Judgement
        Each step with its conditions. O(supports + steps × territories²) at worst.

    Examples
    --------
    >>> from belvedere.engines.rules.regulation import read_regulation
    >>> rules = read_regulation({
    ...     "id": "x", "authority": "A", "source": "S",
    ...     "steps": [{"effect": "debate", "rule": {"minimum_total": 3, "territories": 2}}]})
    >>> found = judge(rules, [Support("a", date(2026, 1, 1), count=4)], on=date(2026, 2, 1))
    >>> [(condition.kind.value, condition.met, condition.missing) for condition in found.steps[0].conditions]
    [('total', True, 0), ('territories', False, 1)]
    """
    left: Counter[Left] = Counter()
    kept = []
    closing = closing_day(regulation, opened_on) if opened_on else None
    for support in supports:
        reason = _left_because(support, regulation, on, opened_on, closing)
        if reason is None:
            kept.append(support)
        else:
            left[reason] += support.count
    figures = {**regulation.references, **(references or {})}
    steps = tuple(_judge_step(step, kept, figures) for step in regulation.steps)
    return Judgement(on, steps, dict(sorted(_counts(kept, Level.DECLARED).items())), dict(sorted(left.items())))


def _left_because(
    support: Support, regulation: Regulation, on: date, opened_on: date | None, closing: date | None
) -> Left | None:
    if support.on > on:
        return Left.LATER
    if opened_on is not None and support.on < opened_on:
        return Left.BEFORE
    if closing is not None and support.on > closing:
        return Left.CLOSED
    if regulation.minimum_age is not None and support.age is not None and support.age < regulation.minimum_age:
        return Left.YOUNG
    return None


def _counts(supports: Iterable[Support], level: Level) -> Counter[str]:
    counts: Counter[str] = Counter()
    for support in supports:
        if support.level.rank >= level.rank:
            counts[support.territory] += support.count
    return counts


def _judge_step(step: Step, supports: Iterable[Support], references: Mapping[str, Reference]) -> StepJudgement:
    rule = step.rule
    counts = _counts(supports, rule.minimum_level)
    if rule.maximum_share is not None and rule.maximum_share_reading is ShareReading.COUNTED:
        counts = largest_within_share(counts, rule.maximum_share)
    total = sum(counts.values())
    conditions = []
    if rule.minimum_total is not None:
        conditions.append(_at_least(Asked.TOTAL, rule.minimum_total, total))
    if rule.percentage is not None:
        conditions.append(_percentage(rule, total, references))
    if rule.territories is not None:
        conditions.append(_territories(rule, rule.territories, counts))
    if rule.maximum_share is not None and rule.maximum_share_reading is ShareReading.RAW:
        conditions.append(_share(rule.maximum_share, counts))
    return StepJudgement(step, _all_met(conditions), tuple(conditions), total)


def _all_met(conditions: Iterable[Condition]) -> bool | None:
    found = {condition.met for condition in conditions}
    if False in found:
        return False
    return None if None in found else True


def _at_least(kind: Asked, needed: int, got: int) -> Condition:
    return Condition(kind, got >= needed, needed, got, max(0, needed - got))


def _percentage(rule: Rule, total: int, references: Mapping[str, Reference]) -> Condition:
    reference = references.get(rule.reference)
    if reference is None or rule.percentage is None:
        return Condition(Asked.PERCENTAGE, None, None, total, None)
    return _at_least(Asked.PERCENTAGE, number_of(rule.percentage, reference.value), total)


def _territories(rule: Rule, needed: int, counts: Mapping[str, int]) -> Condition:
    asked = {code: rule.minima.get(code, rule.minimum_by_territory) for code in {*counts, *rule.minima}}
    reached = sum(1 for code, minimum in asked.items() if counts.get(code, 0) >= minimum)
    short = sorted(
        (minimum - counts.get(code, 0), code) for code, minimum in asked.items() if counts.get(code, 0) < minimum
    )
    missing = max(0, needed - reached)
    nearest = tuple((code, gap) for gap, code in short[:missing])
    return Condition(Asked.TERRITORIES, reached >= needed, needed, reached, missing, nearest=nearest)


def _share(maximum: Fraction, counts: Mapping[str, int]) -> Condition:
    total = sum(counts.values())
    if total == 0:
        return Condition(Asked.SHARE, met=True, needed=maximum, got=Fraction(0), missing=0)
    most = min(code for code, count in counts.items() if count == max(counts.values()))
    got = Fraction(counts[most], total)
    # What the others must bring so that this commune no longer exceeds its part.
    missing = max(0, -(-counts[most] / maximum // 1) - total)
    return Condition(Asked.SHARE, got <= maximum, maximum, got, int(missing), share_of=most)


def largest_within_share(counts: Mapping[str, int], share: Fraction) -> Counter[str]:
    """Return the most supports that can be counted so that no commune exceeds its share of what is counted.

    The counted total is the largest T with ``sum(min(count, floor(share × T))) == T``: that sum never decreases with T,
    so going down from all the supports stops at the largest one (Tarski).

    Parameters
    ----------
    counts : mapping of str to int
        Supports by commune.
    share : Fraction
        The largest part of one commune, in ]0, 1].

    Returns
    -------
    Counter of str
        What is counted of each commune: never more than it brought. Empty when fewer communes than 1/share take part.

    Examples
    --------
    >>> sorted(largest_within_share({"a": 700, "b": 100, "c": 100, "d": 100}, Fraction(1, 3)).items())
    [('a', 150), ('b', 100), ('c', 100), ('d', 100)]
    >>> largest_within_share({"a": 10, "b": 10}, Fraction(1, 3))
    Counter()
    """
    total = sum(counts.values())
    while total:
        most = int(share * total)
        reached = sum(min(count, most) for count in counts.values())
        if reached == total:
            return Counter({code: min(count, most) for code, count in counts.items() if count})
        total = reached
    return Counter()
