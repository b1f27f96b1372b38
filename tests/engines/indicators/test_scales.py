"""Limits of classes and graduations of axes."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.indicators.scales import NoScale, class_of, quantile_limits, ticks

VALUES = st.decimals(-1000, 1000, places=2)


@given(st.lists(VALUES, min_size=1, max_size=30), st.integers(1, 7))
def test_quantiles_hold_every_value_and_part_no_equals(values: list[Decimal], classes: int) -> None:
    limits = quantile_limits(values, classes)
    assert (limits[0], limits[-1], set(limits) <= set(values)) == (min(values), max(values), True)
    assert 2 <= len(limits) <= classes + 1
    held = [class_of(value, limits) for value in values]
    assert set(held) == set(range(len(limits) - 1))


@given(st.lists(VALUES, min_size=8, max_size=40, unique=True), st.integers(2, 6))
def test_quantiles_of_different_values_are_of_one_size_but_one(values: list[Decimal], classes: int) -> None:
    limits = quantile_limits(values, classes)
    held = [class_of(value, limits) for value in values]
    sizes = [held.count(rank) for rank in range(classes)]
    assert max(sizes) - min(sizes) <= 1


def test_no_value_or_limits_that_fall_are_refused() -> None:
    with pytest.raises(NoScale, match="at least one value"):
        quantile_limits([], 4)
    with pytest.raises(NoScale, match="must rise"):
        class_of(Decimal(1), [Decimal(3), Decimal(2)])
    with pytest.raises(NoScale, match="smaller one"):
        ticks(Decimal(2), Decimal(1))


@given(VALUES, st.decimals(0, 2000, places=3), st.integers(3, 12))
def test_graduations_enclose_and_are_round_and_few(low: Decimal, length: Decimal, most: int) -> None:
    found = ticks(low, low + length, most=most)
    [step] = {later - earlier for earlier, later in pairwise(found)}
    assert found[0] <= low <= low + length <= found[-1]
    assert 2 <= len(found) <= most
    assert step.normalize().as_tuple().digits in {(1,), (2,), (2, 5), (5,)}
    assert not any("E" in str(tick) for tick in found if abs(tick) >= 1)
    assert low - found[0] < step
    assert found[-1] - (low + (length or Decimal(1))) < step


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("0", "295488", ["0", "50000", "100000", "150000", "200000", "250000", "300000"]),
        ("7", "7", ["7.0", "7.2", "7.4", "7.6", "7.8", "8.0"]),
        ("-3", "4", ["-4", "-2", "0", "2", "4"]),
        ("0.001", "0.0042", ["0.001", "0.002", "0.003", "0.004", "0.005"]),
    ],
)
def test_graduations_of_axes(low: str, high: str, expected: list[str]) -> None:
    assert [str(tick) for tick in ticks(Decimal(low), Decimal(high), most=7)] == expected
