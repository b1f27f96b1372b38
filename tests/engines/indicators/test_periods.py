"""Periods as dates and dates as years."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from belvedere.engines.indicators.periods import NotAPeriod, end_of, years_of


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2024", date(2024, 12, 31)), ("2024-S1", date(2024, 6, 30)), ("2024-S2", date(2024, 12, 31)),
        ("2024-Q3", date(2024, 9, 30)), ("2023-02", date(2023, 2, 28)), ("2024-02-29", date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_period_ends_on_its_last_day(period: str, end: date) -> None:
    assert end_of(period) == end


@pytest.mark.parametrize("text", ["", "24", "2024-Q5", "2024-13", "2023-02-29", "2024-S3", "2024-00", "0000", "2024 "])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NotAPeriod, match="is no period: write 2024"):
        end_of(text)


def test_equal_periods_are_equally_long() -> None:
    ends = [years_of(end_of(f"{year}-Q{quarter}")) for year in (2023, 2024) for quarter in (1, 2, 3, 4)]
    assert {later - earlier for earlier, later in pairwise(ends)} == {Fraction(1, 4)}
