"""Shares and means, raw and weighted."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.weighting.faults import NobodyAnswered
from belvedere.engines.weighting.shares import mean, share


def test_the_intervals_published_by_newcombe_in_1998() -> None:
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (chosen, answers), bounds in published.items():
        found = share([True] * chosen + [False] * (answers - chosen))
        assert (round(found.low, 4), round(found.high, 4)) == bounds


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 5)), min_size=1, max_size=40))
def test_a_weight_moves_the_share_as_that_many_answers_do_and_is_less_sure(answers: list[tuple[bool, int]]) -> None:
    chosen, weights = [is_chosen for is_chosen, _ in answers], [float(weight) for _, weight in answers]
    repeated = share([is_chosen for is_chosen, weight in answers for _ in range(weight)])
    weighted = share(chosen, weights)
    assert weighted.value == pytest.approx(repeated.value)
    assert weighted.effective_size <= len(answers) + 1e-9 <= repeated.effective_size + 2e-9
    assert 0 <= weighted.low <= weighted.value + 1e-12
    assert weighted.value - 1e-12 <= weighted.high <= 1


def test_means_by_hand() -> None:
    found = mean([1.0, 3.0], [3.0, 1.0])
    assert (found.value, found.effective_size) == (1.5, 1.6)
    assert found.high - found.value == pytest.approx(1.959963984540054 * math.sqrt(0.75 / 0.6))


def test_nothing_is_estimated_from_nothing() -> None:
    with pytest.raises(NobodyAnswered):
        share([])
    with pytest.raises(NobodyAnswered):
        mean([2.0], [0.0])
