"""Letters for a pool: the risk is kept, no shorter start of the sequence keeps it, and a second wave learns."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.sortition.answer_rates import AnswerRate, NotARate
from belvedere.engines.sortition.invitations import (
    NotEnoughAddresses,
    Plan,
    letters_for,
    second_wave,
    sent,
    shortfalls_of,
)
from belvedere.engines.sortition.strata import Answers, BadStrata, Stratum, answered

RATE = AnswerRate.expected(0.05, evidence=400)
LOW = AnswerRate.expected(0.02, evidence=400)


@st.composite
def small_strata(draw: st.DrawFn) -> tuple[Stratum, ...]:
    count = draw(st.integers(1, 3))
    rates = [AnswerRate(draw(st.integers(1, 20)), draw(st.integers(1, 20))) for _ in range(2)]
    found = []
    for place in range(count):
        group = draw(st.integers(0, 1))
        minimum, candidates, pending = draw(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)))
        addresses = draw(st.integers(0, 12))
        people = draw(st.integers(0, 50))
        one = Stratum(f"s{place}", people, addresses, rates[group], minimum, f"g{group}", candidates, pending)
        found.append(one)
    return tuple(found)


@settings(deadline=None, max_examples=60)
@given(small_strata(), st.integers(1, 8), st.sampled_from([0.05, 0.2, 0.5]))
def test_the_risk_is_kept_or_even_every_letter_leaves_it(strata: tuple[Stratum, ...], wanted: int, risk: float) -> None:
    everywhere = tuple(stratum.addresses for stratum in strata)
    last = shortfalls_of(strata, everywhere, wanted)
    if last.bound > risk:
        with pytest.raises(NotEnoughAddresses) as refusal:
            letters_for(strata, wanted, risk=risk)
        assert refusal.value.shortfalls == last
        return

    plan = letters_for(strata, wanted, risk=risk)

    assert plan.shortfalls == shortfalls_of(strata, plan.letters, wanted)
    assert plan.shortfalls.bound <= risk
    assert all(0 <= count <= most for count, most in zip(plan.letters, everywhere, strict=True))
    assert plan == letters_for(strata, wanted, risk=risk)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 40), st.integers(1, 6))
def test_alone_a_stratum_has_the_fewest_letters_there_are(yes: int, no: int, addresses: int, wanted: int) -> None:
    only = Stratum("s", 100, addresses, AnswerRate(yes, no))
    holds = [count for count in range(addresses + 1) if only.rate.chance_below(count, wanted) <= 0.2]
    if holds:
        assert letters_for([only], wanted, risk=0.2).letters == (holds[0],)
    else:
        with pytest.raises(NotEnoughAddresses):
            letters_for([only], wanted, risk=0.2)


def test_the_bound_is_over_the_true_risk_every_case_counted() -> None:
    strata = (Stratum("a", 60, 9, AnswerRate(2, 1), minimum=2), Stratum("b", 40, 9, AnswerRate(2, 1), minimum=1))
    letters = (6, 4)
    true = 0.0
    nodes = np.linspace(0, 1, 20_001)
    density = nodes  # of the beta law (2, 1), but for a factor 2
    for first, second in product(range(7), range(5)):
        if first < 2 or second < 1 or first + second < 4:
            ways = float(np.prod([[1, 6, 15, 20, 15, 6, 1][first], [1, 4, 6, 4, 1][second]]))
            inside = nodes ** (first + second) * (1 - nodes) ** (10 - first - second) * 2 * density
            true += ways * float(np.trapezoid(inside, nodes))

    bound = shortfalls_of(strata, letters, 4).bound
    parts = [strata[0].chance_short(6), strata[1].chance_short(4)]
    assert true <= bound
    assert max(*parts, shortfalls_of(strata, letters, 4).total) <= true


def test_letters_follow_population_and_answer_little() -> None:
    strata = [
        Stratum("centre", 10_000, 9_000, RATE, group="5 %"),
        Stratum("quartier", 10_000, 9_000, LOW, group="2 %"),
    ]
    plan = letters_for(strata, 100)

    expected = [plan.by_stratum["centre"] * 0.05, plan.by_stratum["quartier"] * 0.02]
    assert expected[0] == pytest.approx(expected[1], rel=0.01)


def test_a_small_commune_receives_what_its_minimum_asks_for() -> None:
    strata = [Stratum("ville", 90_000, 40_000, RATE), Stratum("village", 300, 200, RATE, minimum=1)]
    without = letters_for([strata[0], replace(strata[1], minimum=0)], 100)
    plan = letters_for(strata, 100)

    assert without.by_stratum["village"] < 15
    assert plan.by_stratum["village"] > 60
    assert plan.shortfalls.bound <= 0.05


@pytest.mark.parametrize("risk", [0.3, 0.1, 0.01])
def test_less_risk_or_less_known_asks_for_more_letters(risk: float) -> None:
    commune = Stratum("ville", 90_000, 40_000, RATE)
    vague = replace(commune, rate=AnswerRate.expected(0.05, evidence=100))

    assert letters_for([commune], 100, risk=risk).total < letters_for([commune], 100, risk=risk / 2).total
    assert letters_for([commune], 100, risk=risk).total < letters_for([vague], 100, risk=risk).total


def test_the_order_of_the_strata_does_not_matter() -> None:
    strata = [Stratum(name, people, 900, RATE, minimum=1) for name, people in (("a", 50), ("b", 50), ("c", 800))]

    assert letters_for(strata, 20).by_stratum == letters_for(strata[::-1], 20).by_stratum


def test_a_second_wave_writes_where_answers_lack_and_never_again() -> None:
    strata = [Stratum("a", 5_000, 3_000, RATE), Stratum("b", 5_000, 3_000, RATE)]
    first = letters_for(strata, 60)
    half = first.letters[0]

    second = second_wave(first, {"a": Answers(half, 35), "b": Answers(first.letters[1], 10)})

    rate = RATE.after(letters=first.total, yes=45)
    assert [row.rate for row in second.strata] == [rate, rate]
    assert [row.candidates for row in second.strata] == [35, 10]
    assert [row.addresses for row in second.strata] == [3_000 - half, 3_000 - first.letters[1]]
    assert second.by_stratum["a"] == 0
    assert second.by_stratum["b"] * rate.mean > 15
    assert second.shortfalls.bound <= 0.05


def test_letters_whose_answers_may_still_come_are_counted() -> None:
    first = letters_for([Stratum("a", 5_000, 9_000, RATE)], 60)

    assert second_wave(first, {}).total == 0
    assert sent(first)[0].pending == first.total
    early, late = Answers(first.total // 2, 10), Answers(first.total, 10)
    assert second_wave(first, {"a": early}).total < second_wave(first, {"a": late}).total


def test_a_pool_already_there_asks_for_nothing() -> None:
    first = letters_for([Stratum("a", 5_000, 3_000, RATE, minimum=3)], 60)

    second = second_wave(first, {"a": Answers(first.total, 60)})

    assert (second.letters, second.shortfalls.bound, second.expected_pool) == ((0,), 0, 60)


def plan_of(*strata: Stratum) -> Plan:
    return letters_for(strata, 10)


@pytest.mark.parametrize(
    ("strata", "said"),
    [
        ([Stratum("a", 1, 1, RATE), Stratum("a", 1, 1, RATE)], "twice"),
        ([Stratum("a", -1, 1, RATE)], "negative"),
        ([Stratum("a", 1, 1, RATE), Stratum("b", 1, 1, LOW)], "another rate"),
        ([], "one stratum or more"),
    ],
)
def test_strata_that_make_no_sense(strata: list[Stratum], said: str) -> None:
    with pytest.raises(BadStrata, match=said):
        letters_for(strata, 10)


@pytest.mark.parametrize(("wanted", "risk"), [(0, 0.05), (10, 0), (10, 1), (10, float("nan"))])
def test_what_is_asked_must_make_sense(wanted: int, risk: float) -> None:
    with pytest.raises(BadStrata):
        letters_for([Stratum("a", 10, 10, RATE)], wanted, risk=risk)


def test_a_register_too_small_says_where() -> None:
    with pytest.raises(NotEnoughAddresses, match=r"most of it is for village \("):
        plan_of(Stratum("ville", 90_000, 40_000, RATE), Stratum("village", 300, 10, RATE, minimum=2))


def test_answers_that_contradict_the_plan_are_refused() -> None:
    plan = plan_of(Stratum("a", 5_000, 3_000, RATE))

    with pytest.raises(NotARate, match="Correct the counts"):
        second_wave(plan, {"a": Answers(plan.total + 1, 3)})
    with pytest.raises(BadStrata, match="no stratum"):
        answered(sent(plan), {"b": Answers(1, 1)})


def test_two_waves_ask_for_fewer_letters_and_keep_the_risk() -> None:
    generator = np.random.default_rng(3)
    rate = AnswerRate.expected(0.05)
    whole = letters_for([Stratum("a", 1000, 60_000, rate)], 60)
    half = replace(whole, letters=(whole.total // 2,))
    letters, failures = [], 0
    for _ in range(300):
        true = generator.beta(rate.yes, rate.no)
        first = int(generator.binomial(half.total, true))
        second = second_wave(half, {"a": Answers(half.total, first)}).total
        failures += first + generator.binomial(second, true) < whole.wanted
        letters.append(half.total + second)

    assert failures / 300 <= 0.05
    assert np.mean(letters) < 0.75 * whole.total
