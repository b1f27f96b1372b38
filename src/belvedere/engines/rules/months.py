"""Days counted in months."""

from datetime import date, timedelta

_MONTHS_BY_YEAR = 12


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day when that month is shorter.

    Examples
    --------
    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, _MONTHS_BY_YEAR)
    first = date(day.year + years, month + 1, 1)
    after = date(first.year + first.month // _MONTHS_BY_YEAR, first.month % _MONTHS_BY_YEAR + 1, 1)
    return min(first + timedelta(days=day.day - 1), after - timedelta(days=1))
