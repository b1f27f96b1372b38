"""Working days, counted by hand on calendars of 2026 and 2027."""

import doctest
from datetime import date

import pytest

from belvedere.platform.territory import calendar
from belvedere.platform.territory.calendar import working_days_left, working_deadline


def test_examples_hold() -> None:
    assert doctest.testmod(calendar).failed == 0


@pytest.mark.parametrize(
    ("start", "working_days", "deadline"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2027, 3, 26), 1, date(2027, 3, 30)),
        (date(2026, 10, 26), 20, date(2026, 11, 24)),
    ],
)
def test_deadline(start: date, working_days: int, deadline: date) -> None:
    assert working_deadline(start=start, working_days=working_days) == deadline
    assert working_days_left(today=start, due_on=deadline) == working_days
    assert working_days_left(today=deadline, due_on=start) == -working_days
