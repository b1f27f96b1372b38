"""The computed reading: rows given to the engine, its answer given back."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from belvedere.contexts.observatory.models import Indicator, Target
from belvedere.contexts.observatory.queries.figures import ValueRow
from belvedere.contexts.observatory.states.figures import HIDDEN, Confidentiality
from belvedere.engines.indicators import observations as engine
from belvedere.engines.indicators.observations import Flag, Milestone, Polarity
from belvedere.engines.indicators.periods import end_of
from belvedere.engines.indicators.status import Assessment, assess


def exact(value: float) -> Decimal:
    """Return the decimal number that was published, not the binary one that is stored.

    >>> exact(0.1)
    Decimal('0.1')
    """
    return Decimal(repr(value))


def seen(row: ValueRow) -> engine.Observation:
    """Return an observation as the engine reads it: « withheld » is missing to it, « imputed » is estimated."""
    flags = {"Q": Flag.MISSING, "I": Flag.ESTIMATED}
    return engine.Observation(
        on=row.period_on,
        value=None if row.value is None else exact(row.value),
        flag=flags.get(row.status) or Flag(row.status),
        is_secret=Confidentiality(row.confidentiality) in HIDDEN,
        margin=None if row.margin is None else exact(row.margin),
    )


def aimed(target: Target) -> engine.Target:
    """Return a target as the engine reads it."""
    return engine.Target(
        value=exact(target.value),
        on=end_of(target.due_period),
        base_on=end_of(target.base_period),
        base_value=exact(target.base_value),
        milestones=tuple(Milestone(end_of(period), exact(value)) for period, value in target.milestones),
    )


def assessed(indicator: Indicator, rows: Iterable[ValueRow], target: Target | None, *, on: date) -> Assessment:
    """Return what the rule says of an indicator on a day, from the values of the whole territory."""
    return assess(
        [seen(row) for row in rows] if target else [],  # without a target the rule looks at nothing else
        aimed(target) if target else None,
        polarity=Polarity(indicator.polarity),
        rounding=indicator.rounding,
        as_of=on,
    )
