"""Delays counted forwards and backwards: days, working days, months."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from belvedere.engines.rules.law.ruleset import Unit
from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.working_days import add_working_days

_ONE_DAY = timedelta(days=1)


def after(day: date, delay: int, unit: Unit, holidays: AbstractSet[date]) -> date:
    """Return the first day on which what follows may take place.

    Examples
    --------
    >>> after(date(2026, 1, 31), 1, Unit.MONTHS, set())
    datetime.date(2026, 2, 28)
    """
    if unit is Unit.MONTHS:
        return add_months(day, delay)
    if unit is Unit.WORKING_DAYS:
        return add_working_days(day, delay, holidays)
    return day + timedelta(days=delay)


def latest_before(day: date, delay: int, unit: Unit, holidays: AbstractSet[date]) -> date:
    """Return the last day from which a delay is over on ``day``: the inverse of :func:`after`.

    Examples
    --------
    >>> latest_before(date(2026, 4, 30), 2, Unit.MONTHS, set())
    datetime.date(2026, 2, 28)
    """
    if unit is Unit.DAYS:
        return day - timedelta(days=delay)
    first = add_months(day, -delay) if unit is Unit.MONTHS else day - timedelta(days=delay)
    found = first
    while after(found, delay, unit, holidays) > day:
        found -= _ONE_DAY
    while after(found + _ONE_DAY, delay, unit, holidays) <= day:
        found += _ONE_DAY
    return found
