"""Tests and intervals, against enumeration and published values."""

from itertools import combinations

import numpy as np
import pytest

from belvedere.engines.opinions.intervals import corrected, more_often, wilson


def test_fishers_test_is_the_share_of_all_the_choices() -> None:
    marks = [1, 1, 1, 1, 0, 0, 0, 0, 0]
    for inside in range(5):
        choices = list(combinations(range(9), 4))
        extreme = sum(sum(marks[place] for place in choice) >= inside for choice in choices)
        found = more_often(np.array([float(inside)]), np.array([4.0]), np.array([4.0]), np.array([9.0]))
        assert found[0] == pytest.approx(extreme / len(choices))


def test_a_group_without_votes_or_alone_proves_nothing() -> None:
    nothing = more_often(np.array([0.0, 5.0]), np.array([0.0, 5.0]), np.array([3.0, 5.0]), np.array([9.0, 5.0]))
    assert nothing.tolist() == [1.0, 1.0]


def test_correction_by_its_definition() -> None:
    p_values = np.array([[0.04, 0.001], [0.03, 0.9]])
    flat = sorted(p_values.ravel())
    expected = [min([1.0, *(flat[j] * 4 / (j + 1) for j in range(i, 4))]) for i in range(4)]
    assert sorted(corrected(p_values).ravel()) == pytest.approx(expected)
    assert corrected(p_values).shape == (2, 2)


def test_the_interval_published_by_newcombe_for_81_of_263() -> None:
    low, high = wilson(np.array([81.0, 0.0]), np.array([263.0, 0.0]))
    assert (round(low[0], 4), round(high[0], 4)) == (0.2553, 0.3662)
    assert (low[1], high[1]) == (0.0, 1.0)
