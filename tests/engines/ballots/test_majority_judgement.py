"""Majority judgement: the same ranks as taking medians away one by one."""

import doctest
from math import lcm

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.ballots import majority_judgement as module
from belvedere.engines.ballots.majority_judgement import Rank, majority_judgement
from belvedere.engines.ballots.profile import BadProfile

rows = st.tuples(*[st.integers(0, 5)] * 4)


def medians(counts: tuple[int, ...], copies: int) -> tuple[int, ...]:
    """Take the lower median away until no ballot is left."""
    ballots = [grade for grade, number in enumerate(counts) for _ in range(number * copies)]
    return tuple(ballots.pop((len(ballots) - 1) // 2) for _ in range(len(ballots)))


def test_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


@settings(max_examples=200)
@given(st.lists(rows, min_size=1, max_size=5))
def test_ranks_are_those_of_medians_taken_one_by_one(counts: list[tuple[int, ...]]) -> None:
    judged = [row for row in counts if any(row)]
    common = lcm(*(sum(row) for row in judged))
    values = {row: medians(row, common // sum(row)) for row in judged}
    better = {row: sum(values[other] > values[row] for other in judged) for row in judged}
    expected = [better[row] + 1 if any(row) else len(judged) + 1 for row in counts]
    places = {rank.item: rank.place for rank in majority_judgement(counts)}
    assert [places[item] for item in range(len(counts))] == expected


def test_a_large_electorate_is_compared_at_once() -> None:
    counts = [(10**9, 10**9 + 1, 10**9), (10**9 + 7, 10**9, 10**9), (5, 1, 5)]
    assert majority_judgement(counts) == (
        Rank(0, 1, 1, 3 * 10**9 + 1),
        Rank(1, 2, 1, 3 * 10**9 + 7),
        Rank(2, 3, 1, 11),
    )


@pytest.mark.parametrize("counts", [[(1, 2), (1,)], [(1, -1)]])
def test_counts_that_make_no_sense_are_refused(counts: list[tuple[int, ...]]) -> None:
    with pytest.raises(BadProfile) as refused:
        majority_judgement(counts)
    assert str(refused.value) == (
        "Give, for each item, how many ballots give each grade: as many numbers, none negative."
    )
