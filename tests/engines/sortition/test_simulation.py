"""Simulated recruitments against every case counted, by prefix, by seed; drop-outs judged on fresh sets."""

from itertools import combinations
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

from belvedere.engines.sortition.alternates import places_lost
from belvedere.engines.sortition.answer_rates import AnswerRate
from belvedere.engines.sortition.feasibility import NoPanel
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.progress import Progress
from belvedere.engines.sortition.simulation import NotSimulable, Scenario, interval, quantile, simulate

RATE = AnswerRate.expected(0.1, evidence=1e6)
SEXES = (Quota("sexe", "F", 2, 2), Quota("sexe", "H", 2, 2))


def pool(text: str, *categories: str) -> tuple[Person, ...]:
    return tuple(Person(f"p{place}", (letter,)) for place, letter in enumerate(text))


def test_the_chance_that_quotas_are_filled_is_that_of_the_binomial_law() -> None:
    problem = Problem(4, SEXES, pool("FHHH" * 2))
    expected = 1 - sum(comb(8, count) * 0.25**count * 0.75 ** (8 - count) for count in (0, 1, 7, 8))

    found = simulate(problem, Scenario(1000, RATE), seed=5)

    low, high = interval(found.filled, 1000)
    assert low < expected < high


def test_letters_are_those_of_a_negative_binomial_law() -> None:
    problem = Problem(1, (Quota("sexe", "F", 1, 1),), pool("FFF"))

    found = simulate(problem, Scenario(1000, RATE), seed=5)

    assert set(found.respondents) == {1}
    for level in (0.05, 0.5, 0.95):
        assert quantile(found.letters, level) == pytest.approx(1 + nbinom.ppf(level, 1, 0.1), abs=2)
    assert found.filled_with(7) == sum(count <= 7 for count in found.letters)


@settings(deadline=None, max_examples=20)
@given(st.text("FHX", min_size=4, max_size=8), st.integers(0, 1000))
def test_a_longer_simulation_begins_with_the_shorter_one(text: str, seed: int) -> None:
    people = pool("FH" + text)
    quotas = (Quota("sexe", "F", 1, 2), Quota("sexe", "H", 1, 2), Quota("sexe", "X", 0, 1))
    problem = Problem(2, quotas, people)

    short, long = (simulate(problem, Scenario(count, RATE), seed=seed) for count in (2, 5))

    assert long.respondents[:2] == short.respondents
    assert long.letters[:2] == short.letters
    assert all(2 <= answers <= letters for answers, letters in zip(long.respondents, long.letters, strict=True))


def test_a_crossing_that_counting_alone_does_not_see() -> None:
    quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1), Quota("âge", "a", 1, 1), Quota("âge", "b", 1, 1))
    people = (Person("1", ("F", "a")), Person("2", ("H", "a")), Person("3", ("F", "b")))
    found = simulate(Problem(2, quotas, people), Scenario(300, RATE), seed=1)

    # a panel is an H-a with an F-b: every case of three answers counted
    kinds = [("F", "a"), ("H", "a"), ("F", "b")]
    cases = [(x, y, z) for x in kinds for y in kinds for z in kinds]
    good = [case for case in cases if any({one, two} == {kinds[1], kinds[2]} for one, two in combinations(case, 2))]
    low, high = interval(found.filled, 300)
    assert low < len(good) / len(cases) < high


def test_profiles_that_never_make_a_panel_are_no_panel() -> None:
    with pytest.raises(NoPanel):
        simulate(Problem(4, SEXES, pool("FFFF")), Scenario(3, RATE), seed=1)


@pytest.mark.parametrize("scenario", [Scenario(0, RATE), Scenario(1, RATE, panels=-1), Scenario(1, RATE, sets=0)])
def test_scenarios_without_sense(scenario: Scenario) -> None:
    with pytest.raises(NotSimulable):
        simulate(Problem(4, SEXES, pool("FFHH")), scenario, seed=1)


def test_without_alternates_a_panel_loses_twice_each_who_leaves() -> None:
    problem = Problem(4, SEXES, pool("FFFFHHHH" * 3))
    scenario = Scenario(40, RATE, dropout=0.25, panels=40, sets=100)

    found = simulate(problem, scenario, seed=2)

    assert found.loss == found.loss_without
    assert np.mean(found.loss) == pytest.approx(2 * 4 * 0.25, abs=0.1)


def test_alternates_enough_for_everyone_lose_nothing() -> None:
    problem = Problem(4, SEXES, pool("FFFFHHHH" * 3))
    scenario = Scenario(6, RATE, dropout=0.25, alternates=8, panels=6, sets=20)

    found = simulate(problem, scenario, seed=2)

    assert (found.loss, len(found.loss_without)) == ((0.0,) * 6, 6)
    assert min(found.loss_without) > 0


def test_drop_outs_of_one_value_alone() -> None:
    problem = Problem(4, SEXES, pool("FFFFHHHH" * 3))
    scenario = Scenario(3, RATE, dropout_by_value={("sexe", "F"): 1.0}, alternates=2, panels=2, sets=10)

    found = simulate(problem, scenario, seed=2)

    assert (found.loss, found.loss_without) == ((0.0, 0.0), (4.0, 4.0))


def test_places_lost_are_those_counted_by_hand() -> None:
    problem = Problem(2, (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1)), pool("FHFH"))
    leaving = np.array([[True, False], [False, True], [True, True], [False, False]])

    assert places_lost(problem, (0, 1), (2,), leaving) == ((0 + 2 + 2 + 0) / 4, (2 + 2 + 4 + 0) / 4)
    assert places_lost(problem, (0, 1), (), leaving) == (2.0, 2.0)


def test_progress_is_told() -> None:
    told: list[Progress] = []

    simulate(Problem(4, SEXES, pool("FFHH")), Scenario(2, RATE), seed=1, progress=told.append)

    assert told == [Progress("recruitments", done, 2) for done in range(3)]


@given(st.lists(st.integers(0, 50), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_reached_by_its_share(values: list[int], level: float) -> None:
    found = quantile(values, level)

    assert sum(value <= found for value in values) >= level * len(values) - 1e-9
    assert sum(value < found for value in values) < level * len(values) + 1e-9


@given(st.integers(1, 500), st.data())
def test_an_interval_holds_what_was_seen(trials: int, data: st.DataObject) -> None:
    times = data.draw(st.integers(0, trials))
    low, high = interval(times, trials)

    assert 0 <= low <= times / trials + 1e-12
    assert times / trials - 1e-12 <= high <= 1
