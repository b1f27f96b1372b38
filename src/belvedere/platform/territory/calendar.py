"""Working days in France: neither Saturday, nor Sunday, nor public holiday."""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

SATURDAY = 5


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("FR", years=year))


def is_working_day(day: date) -> bool:
    """Return whether a day counts in a deadline.

    >>> is_working_day(date(2026, 11, 11)), is_working_day(date(2026, 11, 12))
    (False, True)
    """
    return day.weekday() < SATURDAY and day not in _public_holidays(day.year)


def working_deadline(*, start: date, working_days: int) -> date:
    """Return the last day of a delay that runs from the day after ``start``.

    >>> working_deadline(start=date(2026, 11, 10), working_days=1)
    datetime.date(2026, 11, 12)
    """
    day, left = start, working_days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day


def working_days_left(*, today: date, due_on: date) -> int:
    """Return how many working days are left after ``today`` until ``due_on`` included; negative when it is past.

    >>> working_days_left(today=date(2026, 11, 10), due_on=date(2026, 11, 12))
    1
    >>> working_days_left(today=date(2026, 11, 12), due_on=date(2026, 11, 10))
    -1
    """
    first, last = min(today, due_on), max(today, due_on)
    count = sum(is_working_day(first + timedelta(days=offset)) for offset in range(1, (last - first).days + 1))
    return count if due_on >= today else -count
