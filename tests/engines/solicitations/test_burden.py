"""The index of saturation: additive, halved with time, and it reacts to each weight as it says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from belvedere.engines.solicitations.burden import (
    BurdenError,
    Solicitation,
    burden,
    burden_by_week,
    first_calm_week,
    red_line,
)

DAY = date(2026, 11, 23)
DAYS = some.integers(-400, 0).map(lambda days: DAY + timedelta(days=days))
SOLICITATIONS = some.builds(
    Solicitation, DAYS, hours=some.floats(0, 20), share=some.floats(0, 1), effort=some.floats(0, 5)
)
LISTS = some.lists(SOLICITATIONS, max_size=8)
HALVES = some.floats(1, 400)


def near(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def on(day: date, asked: list[Solicitation], half: float) -> float:
    return burden(asked, on=day, half_life_days=half)


@given(LISTS, LISTS, HALVES)
@settings(max_examples=30)
def test_burden_is_additive(some_of: list[Solicitation], others: list[Solicitation], half: float) -> None:
    assert on(DAY, some_of + others, half) == near(on(DAY, some_of, half) + on(DAY, others, half))


@given(LISTS, some.integers(1, 400))
@settings(max_examples=30)
def test_burden_is_halved_after_each_half_life(asked: list[Solicitation], half: int) -> None:
    later = DAY + timedelta(days=half)
    assert on(later, asked, half) == near(on(DAY, asked, half) / 2)


@given(SOLICITATIONS, some.floats(0.1, 1), some.sampled_from(["hours", "share", "effort"]), HALVES)
@settings(max_examples=40)
def test_burden_is_proportional_to_each_weight(one: Solicitation, factor: float, name: str, half: float) -> None:
    scaled = replace(one, **{name: getattr(one, name) * factor})
    assert on(DAY, [scaled], half) == near(on(DAY, [one], half) * factor)


@given(LISTS, HALVES)
@settings(max_examples=30)
def test_weeks_carried_are_the_weeks_summed_again(asked: list[Solicitation], half: float) -> None:
    first = DAY - timedelta(days=70)
    found = burden_by_week({"a": asked}, first=first, weeks=12, half_life_days=half)
    ends = [first + timedelta(days=7 * week + 6) for week in range(12)]
    assert found["a"] == near(tuple(on(end, asked, half) for end in ends))  # type: ignore[comparison-overlap]


def test_what_begins_later_weighs_nothing() -> None:
    assert on(DAY, [Solicitation(DAY + timedelta(days=1), 2, 1, 1)], 90) == 0


def test_worked_example_of_the_page() -> None:
    workshop = Solicitation(date(2026, 9, 1), hours=3, share=0.02, effort=1.5)
    survey = Solicitation(date(2026, 11, 23), hours=0.25, share=0.4, effort=0.8)
    assert round(on(DAY, [workshop, survey], 90), 4) == 0.1275


@pytest.mark.parametrize("wrong", [{"hours": -1.0}, {"share": 1.5}, {"share": -0.1}, {"effort": -1.0}], ids=str)
def test_weight_that_makes_no_sense_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BurdenError):
        Solicitation(DAY, **{"hours": 1.0, "share": 1.0, "effort": 1.0, **wrong})


def test_half_life_of_nothing_is_refused() -> None:
    with pytest.raises(BurdenError):
        on(DAY, [Solicitation(DAY, 1, 1, 1)], 0)


@given(some.lists(some.floats(0.01, 100), min_size=1, max_size=40), some.integers(0, 100))
@settings(max_examples=30)
def test_red_line_is_a_percentile(values: list[float], percentile: int) -> None:
    line = red_line([0.0, *values], percentile)
    assert line in values
    assert sum(value <= line for value in values) * 100 >= percentile * len(values)
    assert line == min(values) or sum(value < line for value in values) * 100 < percentile * len(values)


def test_calm_week_is_the_first_that_bears_more() -> None:
    assert first_calm_week([3.0, 2.0, 1.0], 1.0, line=2.0, after=0) == 2
    assert first_calm_week([3.0], 1.0, line=None, after=0) == 0
