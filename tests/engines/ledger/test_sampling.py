"""A sample anyone draws again; an interval that a count of every case confirms."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.ledger.sampling import draw_sample, estimate


def counted_bounds(population: int, checked: int, valid: int, confidence: float) -> tuple[int, int]:
    """Try every number of valid ones in the whole, by exact fractions of integers."""
    tail, ways = (1 - Fraction(str(confidence))) / 2, comb(population, checked)

    def chance(whole: int, numbers: range) -> Fraction:
        found = sum(comb(whole, number) * comb(population - whole, checked - number) for number in numbers)
        return Fraction(found, ways)

    possible = [
        whole
        for whole in range(valid, population - (checked - valid) + 1)
        if chance(whole, range(valid, checked + 1)) > tail and chance(whole, range(valid + 1)) > tail
    ]
    return min(possible), max(possible)


@given(st.data())
def test_bounds_are_those_of_every_case(data: st.DataObject) -> None:
    population = data.draw(st.integers(1, 60))
    checked = data.draw(st.integers(1, population))
    valid = data.draw(st.integers(0, checked))
    confidence = data.draw(st.sampled_from([0.8, 0.95, 0.99]))
    found = estimate(population, checked, valid, confidence)
    assert (found.least, found.most) == counted_bounds(population, checked, valid, confidence)


def test_a_whole_that_is_all_checked_is_known() -> None:
    found = estimate(50, 50, 49)
    assert (found.least, found.most, found.share) == (49, 49, 0.98)


@pytest.mark.parametrize("numbers", [(10, 11, 5), (10, 5, 6), (10, 5, -1)])
def test_numbers_that_contradict_one_another_are_refused(numbers: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="count again"):
        estimate(*numbers)


@given(st.sets(st.text(min_size=1), min_size=1, max_size=30), st.integers(1, 40), st.randoms(use_true_random=False))
def test_the_order_of_the_names_changes_nothing(names: set[str], size: int, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(names)
    random.shuffle(shuffled)
    drawn = draw_sample(shuffled, size, "7")
    assert drawn == draw_sample(sorted(names), size, "7")
    assert (len(drawn), set(drawn) <= names) == (min(size, len(names)), True)


def test_each_name_is_drawn_as_often_as_another() -> None:
    names = [f"{number:02}" for number in range(20)]
    drawn = [draw_sample(names, 5, str(seed)) for seed in range(4000)]
    counts = [sum(name in sample for sample in drawn) for name in names]
    # 4,000 draws of 5 in 20: 1,000 each, standard deviation 27; a fixed seed, so this never flickers.
    assert (min(counts) > 900, max(counts) < 1100) == (True, True)


@pytest.mark.parametrize(("names", "size", "said"), [(["a", "a"], 1, "twice"), (["a"], 0, "checks nothing")])
def test_what_cannot_be_drawn_is_refused(names: list[str], size: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        draw_sample(names, size, "7")
