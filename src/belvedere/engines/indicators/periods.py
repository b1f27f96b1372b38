"""Periods of statistics as dates, and dates as a number of years in which equal periods are equally long."""

import re
from calendar import monthrange
from datetime import date
from fractions import Fraction
from functools import lru_cache

_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|S([12])|(\d{2})(?:-(\d{2}))?))?")


class NotAPeriod(ValueError):
    """The text is no period."""

    code = "not_a_period"

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(f"{text!r} is no period: write 2024, 2024-S1, 2024-Q3, 2024-09 or 2024-09-30")


@lru_cache(maxsize=4096)  # files name the same few periods again and again
def end_of(period: str) -> date:
    """Return the last day of a period written as SDMX does (TIME_PERIOD).

    Parameters
    ----------
    period : str
        A year, half-year (S), quarter (Q), month or day.

    Returns
    -------
    date

    Raises
    ------
    NotAPeriod
        For any other text, or a day that no calendar has.

    Examples
    --------
    >>> end_of("2024"), end_of("2024-Q1"), end_of("2024-02")
    (datetime.date(2024, 12, 31), datetime.date(2024, 3, 31), datetime.date(2024, 2, 29))
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise NotAPeriod(period)
    year = int(found[1])
    month = int(found[2]) * 3 if found[2] else int(found[3]) * 6 if found[3] else int(found[4] or 12)
    try:
        return date(year, month, int(found[5]) if found[5] else monthrange(year, month)[1])
    except ValueError as error:
        raise NotAPeriod(period) from error


@lru_cache(maxsize=4096)
def years_of(day: date) -> Fraction:
    """Return a date as years since the year 0, counted by months: ends of years are exactly one apart.

    A straight line between the ends of two years then passes where everybody expects it, leap years or not.

    Examples
    --------
    >>> years_of(date(2024, 12, 31)), years_of(date(2024, 6, 30))
    (Fraction(2025, 1), Fraction(4049, 2))
    """
    return day.year + (day.month - 1 + Fraction(day.day, monthrange(day.year, day.month)[1])) / 12
