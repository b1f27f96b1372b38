"""Beta-binomial tails against plain fractions, Bayes's rule, and what is no rate."""

from fractions import Fraction
from itertools import product
from math import comb, inf, nan, prod

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from belvedere.engines.sortition.answer_rates import AnswerRate, NotARate, chance_all_below, chance_any_below

WEIGHTS = st.integers(1, 30)


def rising(number: int, count: int) -> Fraction:
    """Return number × (number + 1) × … of so many factors."""
    product = Fraction(1)
    for step in range(count):
        product *= number + step
    return product


def exact(yes: int, no: int, letters: int) -> list[Fraction]:
    """Return the law of the answers as fractions."""
    whole = rising(yes + no, letters)
    return [
        comb(letters, answers) * rising(yes, answers) * rising(no, letters - answers) / whole
        for answers in range(letters + 1)
    ]


@given(WEIGHTS, WEIGHTS, st.integers(0, 40), st.integers(0, 45))
def test_the_tail_is_that_of_plain_fractions(yes: int, no: int, letters: int, wanted: int) -> None:
    law = exact(yes, no, letters)

    assert sum(law) == 1
    assert AnswerRate(yes, no).chance_below(letters, wanted) == pytest.approx(float(sum(law[:wanted])), abs=1e-9)
    assert AnswerRate(yes, no).chances(letters, letters) == pytest.approx([float(part) for part in law], rel=1e-9)


@given(st.lists(st.tuples(WEIGHTS, WEIGHTS, st.integers(0, 8)), max_size=3), st.integers(0, 26))
def test_several_rates_together_are_every_case_counted(rows: list[tuple[int, int, int]], wanted: int) -> None:
    cases = {0: Fraction(1)}
    for row in rows:
        law = exact(*row)
        sums: dict[int, Fraction] = {}
        for before, chance in cases.items():
            for answers, more in enumerate(law):
                sums[before + answers] = sums.get(before + answers, Fraction(0)) + chance * more
        cases = sums
    below = sum(chance for answers, chance in cases.items() if answers < wanted)
    sent = [(AnswerRate(yes, no), letters) for yes, no, letters in rows]

    assert chance_all_below(sent, wanted) == pytest.approx(float(below), abs=1e-9)


def test_the_law_of_many_letters_is_what_a_million_draws_show() -> None:
    generator = np.random.default_rng(20261123)
    rates = generator.beta(5, 95, size=1_000_000)
    seen = generator.binomial(3000, rates) < 100

    assert AnswerRate.expected(0.05).chance_below(3000, 100) == pytest.approx(seen.mean(), abs=0.002)


@given(WEIGHTS, WEIGHTS, st.lists(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=1, max_size=3))
def test_parts_of_one_rate_lack_together_as_every_case_counted(yes: int, no: int, parts: list[tuple[int, int]]) -> None:
    whole = sum(letters for letters, _wanted in parts)
    lacking = Fraction(0)
    for answers in product(*(range(letters + 1) for letters, _wanted in parts)):
        if any(seen < wanted for seen, (_letters, wanted) in zip(answers, parts, strict=True)):
            ways = prod(comb(letters, seen) for seen, (letters, _wanted) in zip(answers, parts, strict=True))
            beta = rising(yes, sum(answers)) * rising(no, whole - sum(answers)) / rising(yes + no, whole)
            lacking += ways * beta
    rate = AnswerRate(yes, no)

    assert chance_any_below(rate, parts) == pytest.approx(float(lacking), abs=2e-9)
    assert chance_any_below(rate, parts, (whole, 3)) >= chance_any_below(rate, parts)


@given(st.floats(0.3, 500), st.floats(0.3, 9000), st.integers(0, 3000), st.integers(1, 300))
@example(1.0, 44.0, 6, 1)
@example(1.0, 44.0, 11, 1)
def test_the_integral_agrees_with_the_closed_tail(yes: float, no: float, letters: int, wanted: int) -> None:
    rate = AnswerRate(yes, no)

    assert chance_any_below(rate, [(letters, wanted)]) == pytest.approx(rate.chance_below(letters, wanted), abs=2e-9)


@given(WEIGHTS, WEIGHTS, st.integers(0, 200), st.integers(1, 60))
def test_one_more_letter_never_raises_the_risk(yes: int, no: int, letters: int, wanted: int) -> None:
    rate = AnswerRate(yes, no)

    assert rate.chance_below(letters + 1, wanted) <= rate.chance_below(letters, wanted)


def test_what_is_seen_counts_as_what_was_supposed() -> None:
    rate = AnswerRate.expected(0.04, evidence=50)

    assert rate.after(letters=100, yes=7).after(letters=50, yes=0) == rate.after(letters=150, yes=7)
    assert rate.after(letters=100, yes=7) == AnswerRate(2 + 7, 48 + 93)


@pytest.mark.parametrize("rate", [0, 1, -0.1, 1.5, nan, inf])
def test_what_is_no_rate_is_refused(rate: float) -> None:
    with pytest.raises(NotARate):
        AnswerRate.expected(rate)


@pytest.mark.parametrize(("letters", "yes"), [(3, 4), (3, -1)])
def test_answers_that_contradict_the_letters_are_refused(letters: int, yes: int) -> None:
    with pytest.raises(NotARate):
        AnswerRate(1, 1).after(letters=letters, yes=yes)
