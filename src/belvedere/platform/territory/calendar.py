"""Deadlines in working days: French public holidays from a library, arithmetic from the engine."""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from belvedere.engines.rules.working_days import add_working_days, working_days_between


@lru_cache(maxsize=64)
def _holidays_around(first_year: int, last_year: int) -> frozenset[date]:
    return frozenset(country_holidays("FR", years=range(first_year, last_year + 1)))


def public_holidays(first: date, last: date) -> frozenset[date]:
    """Return the French public holidays of the years between two days, and of the year after."""
    return _holidays_around(min(first, last).year, max(first, last).year + 1)


def working_deadline(*, start: date, working_days: int) -> date:
    """Return the last day of a delay in working days that runs from the day after ``start``."""
    last_year = start.year + working_days // 200  # a year holds more than 200 working days
    return add_working_days(start, working_days, _holidays_around(start.year, last_year + 1))


def working_days_left(*, today: date, due_on: date) -> int:
    """Return the working days left before a deadline; negative when it is late."""
    return working_days_between(today, due_on, public_holidays(today, due_on))


def working_days_within(*, since: date, until: date) -> int:
    """Return how many working days lie from a day up to, and without, another."""
    eve = timedelta(days=1)
    return max(0, working_days_left(today=since - eve, due_on=until - eve))
