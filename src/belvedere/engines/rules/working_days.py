"""Working days: Monday to Friday, without the holidays given."""

from collections.abc import Set as AbstractSet
from datetime import date, timedelta

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Return whether a day is neither in a week-end nor a holiday.

    Examples
    --------
    >>> is_working_day(date(2026, 11, 11), {date(2026, 11, 11)})
    False
    """
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(start: date, days: int, holidays: AbstractSet[date]) -> date:
    """Return the last day of a period of working days that begins the day after ``start``.

    Parameters
    ----------
    start : date
        The day of the act; it is not counted, whatever it is.
    days : int
        Number of working days, at least 0. With 0 the period ends at once, on ``start``.
    holidays : set of date
        Days that are not worked, besides Saturdays and Sundays.

    Returns
    -------
    date
        A working day when ``days`` is at least 1.

    Raises
    ------
    ValueError
        If ``days`` is negative.

    Notes
    -----
    Linear in the length of the period. The day of the act does not count, as in French administrative delays.

    Examples
    --------
    >>> add_working_days(date(2026, 11, 9), 3, {date(2026, 11, 11)})  # a Monday; Wednesday 11 is a holiday
    datetime.date(2026, 11, 13)
    """
    if days < 0:
        raise ValueError(f"{days} working days: give 0 or more")
    day = start
    while days > 0:
        day += _ONE_DAY
        if is_working_day(day, holidays):
            days -= 1
    return day


def working_days_between(start: date, end: date, holidays: AbstractSet[date]) -> int:
    """Return how many working days lie after ``start`` up to and including ``end``; negative when ``end`` is before.

    Parameters
    ----------
    start, end : date
        Two days in any order.
    holidays : set of date
        Days that are not worked, besides Saturdays and Sundays.

    Returns
    -------
    int
        The number of working days left; minus the number of working days late when ``end`` is past.

    Notes
    -----
    Linear in the length of the period. Inverse of :func:`add_working_days` on working days.

    Examples
    --------
    >>> working_days_between(date(2026, 11, 9), date(2026, 11, 13), {date(2026, 11, 11)})
    3
    >>> working_days_between(date(2026, 11, 13), date(2026, 11, 9), {date(2026, 11, 11)})
    -3
    """
    if end < start:
        return -working_days_between(end, start, holidays)
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=n), holidays) for n in range(1, days + 1))
