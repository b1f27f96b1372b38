"""Where an indicator stands on its way to a target, told only when rounding and margins allow it.

Source: the margin-aware rule of docs/engines/indicators.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from belvedere.engines.indicators.comparison import Reason, compared
from belvedere.engines.indicators.observations import (
    Flag,
    Milestone,
    NotANumber,
    Observation,
    Polarity,
    Target,
    in_order,
)
from belvedere.engines.indicators.way import RULE, Rule, Status, Way

_PROGRESS_STEP = 10_000
"""Progress and expected values are published to this fraction of one; verdicts come from exact fractions."""


class Reliability(StrEnum):
    """What to know before one relies on a status."""

    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    SMALL_NUMBERS = "small_numbers"
    LATEST_MISSING = "latest_missing"
    """The last period has no value: the one before is used."""
    NOT_MEASURED_AT_HORIZON = "not_measured_at_horizon"
    """The horizon is passed, the last value is older than it."""
    WITHIN_MARGIN = "within_margin"
    """Moving the value by the margin, either way, gives another status."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A status with everything that leads to it.

    Attributes
    ----------
    status : Status
    reason : Reason or None
        Why it is not assessable; None otherwise.
    base, latest : Milestone or None
        The two values compared, with their days.
    margin : Decimal or None
        What no change is told below: the largest of the publication rounding and of the published margins of both.
    change : Decimal or None
        Latest less base, counted positive when it goes the wished way.
    expected : Decimal or None
        The trajectory on the day of the latest value, rounded to four decimals.
    distance : Decimal or None
        What is left to go, negative beyond the target.
    unbounded_progress : Decimal or None
        Part of the way from the base to the target, rounded to four decimals: below 0 it recedes, above 1 it is beyond.
        None where there is no way to go.
    bounded_progress : Decimal or None
        The same between 0 and 1.
    reliability : tuple of Reliability
    rule : str
        Version of the rule.
    """

    status: Status
    reason: Reason | None = None
    base: Milestone | None = None
    latest: Milestone | None = None
    margin: Decimal | None = None
    change: Decimal | None = None
    expected: Decimal | None = None
    distance: Decimal | None = None
    unbounded_progress: Decimal | None = None
    bounded_progress: Decimal | None = None
    reliability: tuple[Reliability, ...] = ()
    rule: str = RULE.version

    @property
    def is_assessable(self) -> bool:
        return self.status is not Status.NOT_ASSESSABLE


def assess(
    observations: Iterable[Observation],
    target: Target | None,
    *,
    polarity: Polarity,
    rounding: Decimal,
    as_of: date,
    smallest_count: int = 0,
    rule: Rule = RULE,
) -> Assessment:
    """Return where an indicator stands on its way to a target.

    Parameters
    ----------
    observations : iterable of Observation
        One series, one value by period, in any order. Forecasts are left out; so is what follows ``as_of``.
    target : Target or None
    polarity : Polarity
    rounding : Decimal
        The step to which values are published (1 for whole points, 0.1 for tenths), in their unit; 0 for exact counts.
    as_of : date
        The day on which one looks: a horizon before it is passed.
    smallest_count : int
        Below this ``count``, the value is flagged as resting on small numbers.
    rule : Rule

    Returns
    -------
    Assessment

    Raises
    ------
    TwoValues
        When two observations speak of one day.
    NotANumber
        When the rounding is negative or no number.

    Notes
    -----
    Linear in the number of observations, after a sort. The status is decided on exact fractions.

    Examples
    --------
    >>> poverty = [Observation(date(2014, 12, 31), Decimal(20)), Observation(date(2021, 12, 31), Decimal(25))]
    >>> goal = Target(Decimal(15), date(2030, 12, 31))
    >>> found = assess(poverty, goal, polarity=Polarity.FALLING, rounding=Decimal(1), as_of=date(2026, 11, 30))
    >>> found.status.value, str(found.unbounded_progress), str(found.bounded_progress), str(found.expected)
    ('receding', '-1.0000', '0.0000', '17.8125')
    """
    if not (rounding.is_finite() and rounding >= 0):
        raise NotANumber(f"a rounding of {rounding}: give the step to which values are published, 0 for exact counts")
    known = [seen for seen in in_order(observations) if seen.on <= as_of and seen.flag is not Flag.FORECAST]
    if target is None:
        return Assessment(Status.NOT_ASSESSABLE, Reason.NO_TARGET, rule=rule.version)
    pair = compared(known, target, polarity)
    if isinstance(pair, Reason):
        return Assessment(Status.NOT_ASSESSABLE, pair, rule=rule.version)
    way = Way(pair[0], target, polarity, _margin(known, pair, rounding), is_over=as_of > target.on, rule=rule)
    return _judged(known, pair[1], way, smallest_count)


def _judged(known: list[Observation], latest: Milestone, way: Way, smallest_count: int) -> Assessment:
    between = [seen.value for seen in known if way.base.on < seen.on < latest.on]
    way = replace(way, was_reached=any(way.is_reached(value) for value in between))
    doubts = _doubts(known, latest, way, smallest_count)
    return _told(way, latest, tuple(flag for flag, holds in doubts.items() if holds))


def _margin(known: list[Observation], pair: tuple[Milestone, Milestone], rounding: Decimal) -> Decimal:
    days = {milestone.on for milestone in pair}
    return max(rounding, *(seen.margin or Decimal(0) for seen in known if seen.on in days))


def _told(way: Way, latest: Milestone, reliability: tuple[Reliability, ...]) -> Assessment:
    length = way.gain(way.base.value, way.target.value)
    progress = way.gain(way.base.value, latest.value) / length if length > 0 else None
    return Assessment(
        way.status(latest),
        base=way.base,
        latest=latest,
        margin=way.margin,
        change=way.polarity.value * (latest.value - way.base.value),
        expected=_rounded(way.expected(latest.on)),
        distance=way.polarity.value * (way.target.value - latest.value),
        unbounded_progress=None if progress is None else _rounded(progress),
        bounded_progress=None if progress is None else _rounded(min(max(progress, Fraction(0)), Fraction(1))),
        reliability=reliability,
        rule=way.rule.version,
    )


def _doubts(known: list[Observation], latest: Milestone, way: Way, smallest_count: int) -> dict[Reliability, bool]:
    both = [seen for seen in known if seen.on in {way.base.on, latest.on}]
    flags = {seen.flag for seen in both}
    status = way.status(latest)
    near = {way.status(Milestone(latest.on, latest.value + gap)) for gap in (-way.margin, way.margin)}
    return {
        Reliability.PROVISIONAL: Flag.PROVISIONAL in flags,
        Reliability.ESTIMATED: Flag.ESTIMATED in flags,
        Reliability.SMALL_NUMBERS: any(seen.count is not None and seen.count < smallest_count for seen in both),
        Reliability.LATEST_MISSING: known[-1].on > latest.on,
        Reliability.NOT_MEASURED_AT_HORIZON: status is Status.OVERDUE and latest.on < way.target.on,
        Reliability.WITHIN_MARGIN: near != {status},
    }


def _rounded(value: Fraction) -> Decimal:
    return Decimal(round(value * _PROGRESS_STEP)).scaleb(-4)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many indicators have each status: the only way in which statuses are put together.

    Attributes
    ----------
    counts : dict of Status to int
        Every status, in the order of a legend, zeros included.
    assessable, total : int
    """

    counts: dict[Status, int]
    assessable: int
    total: int


def tally(assessments: Iterable[Assessment]) -> Tally:
    """Count statuses. There is no mean of percentages: progress on poverty and on bus stops do not add up.

    Examples
    --------
    >>> found = tally([Assessment(Status.LATE), Assessment(Status.NOT_ASSESSABLE, Reason.NO_TARGET)])
    >>> found.counts[Status.LATE], found.assessable, found.total
    (1, 1, 2)
    """
    statuses = [assessment.status for assessment in assessments]
    counts = {status: statuses.count(status) for status in Status}
    return Tally(counts, len(statuses) - counts[Status.NOT_ASSESSABLE], len(statuses))
