"""Working days: examples, and the laws that they keep on any calendar."""

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.rules import working_days
from belvedere.engines.rules.working_days import add_working_days, is_working_day, working_days_between

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2020, 1, 1), date(2031, 12, 31)), max_size=40)
COUNTS = st.integers(0, 90)


def test_examples_hold() -> None:
    assert doctest.testmod(working_days).failed == 0


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(ValueError, match="give 0 or more"):
        add_working_days(date(2026, 11, 23), -1, frozenset())


@given(DAYS, COUNTS, HOLIDAYS)
def test_counting_undoes_adding(start: date, days: int, holidays: frozenset[date]) -> None:
    assert working_days_between(start, add_working_days(start, days, holidays), holidays) == days


@given(DAYS, st.integers(1, 90), HOLIDAYS)
def test_a_period_ends_on_a_working_day(start: date, days: int, holidays: frozenset[date]) -> None:
    assert is_working_day(add_working_days(start, days, holidays), holidays)


@given(DAYS, DAYS, HOLIDAYS)
def test_counting_backwards_changes_the_sign_alone(start: date, end: date, holidays: frozenset[date]) -> None:
    assert working_days_between(start, end, holidays) == -working_days_between(end, start, holidays)


@given(DAYS, COUNTS, st.integers(0, 30), HOLIDAYS)
def test_more_days_or_a_later_start_never_end_sooner(
    start: date, days: int, more: int, holidays: frozenset[date]
) -> None:
    end = add_working_days(start, days, holidays)
    assert end <= add_working_days(start, days + more, holidays)
    assert end <= add_working_days(start + timedelta(days=more), days, holidays)


@given(DAYS, COUNTS, HOLIDAYS, DAYS)
def test_a_new_holiday_never_brings_the_end_forward(
    start: date, days: int, holidays: frozenset[date], holiday: date
) -> None:
    assert add_working_days(start, days, holidays) <= add_working_days(start, days, holidays | {holiday})


@given(DAYS, DAYS, DAYS, HOLIDAYS)
def test_periods_add_up(first: date, middle: date, last: date, holidays: frozenset[date]) -> None:
    first, middle, last = sorted([first, middle, last])
    parts = working_days_between(first, middle, holidays) + working_days_between(middle, last, holidays)
    assert parts == working_days_between(first, last, holidays)
