"""Raking, against a published table, a solver, and what must hold for any answers."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from belvedere.engines.weighting.faults import NobodyAnswered, UnusableLimit, UnusableMargin
from belvedere.engines.weighting.raking import Raking, design_effect, rake

PEOPLE = st.lists(
    st.fixed_dictionaries({"age": st.sampled_from("abc"), "sex": st.sampled_from("mw")}), min_size=1, max_size=40
)
MARGINS = {"age": {"a": 30.0, "b": 50.0, "c": 20.0}, "sex": {"m": 48.0, "w": 52.0}}
EVERYONE = [{"age": age, "sex": sex} for age, sex in itertools.product("abc", "mw")]


def shares_of(people: list[dict[str, str]], weights: tuple[float, ...], variable: str) -> dict[str, float]:
    return {
        name: sum(w for person, w in zip(people, weights, strict=True) if person.get(variable) == name) / sum(weights)
        for name in MARGINS[variable]
    }


def test_the_table_published_as_the_example_of_iterative_proportional_fitting() -> None:
    seed = [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]
    rows, columns = (150, 300, 400, 150), (200, 300, 400, 100)
    cells = [{"row": str(row), "column": str(column)} for row in range(4) for column in range(4)]
    margins = {
        "row": {str(number): float(count) for number, count in enumerate(rows)},
        "column": {str(number): float(count) for number, count in enumerate(columns)},
    }
    found = rake(cells, margins, start=[count for line in seed for count in line])
    fitted = np.array(found.weights).reshape(4, 4) * 1000 / 16
    published = [
        [64.61, 46.28, 35.42, 3.83],
        [49.95, 68.15, 156.49, 25.37],
        [56.70, 144.40, 145.06, 53.76],
        [28.74, 41.18, 63.03, 17.03],
    ]
    assert fitted == pytest.approx(np.array(published), abs=0.15)  # published after the third pass
    assert fitted.sum(axis=1) == pytest.approx(rows, rel=1e-4)
    assert fitted.sum(axis=0) == pytest.approx(columns, rel=1e-4)


@given(PEOPLE)
def test_margins_are_kept_when_each_kind_of_person_answered(people: list[dict[str, str]]) -> None:
    everyone = EVERYONE + people
    found = rake(everyone, MARGINS)
    assert found.has_converged
    assert sum(found.weights) == pytest.approx(len(everyone))
    for variable, counts in MARGINS.items():
        expected = {name: count / 100 for name, count in counts.items()}
        assert shares_of(everyone, found.weights, variable) == pytest.approx(expected, abs=1e-5)


@given(PEOPLE, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_answers_changes_nothing(people: list[dict[str, str]], chance: object) -> None:
    everyone = EVERYONE + people
    order = list(range(len(everyone)))
    chance.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    straight = rake(everyone, MARGINS).weights
    shuffled = rake([everyone[place] for place in order], MARGINS).weights
    assert shuffled == pytest.approx([straight[place] for place in order])


def test_no_other_weights_keep_the_margins_and_stay_nearer() -> None:
    people = [*EVERYONE, EVERYONE[0], EVERYONE[0], EVERYONE[3]]
    found = np.array(rake(people, MARGINS).weights)

    def away(weights: np.ndarray) -> float:
        return float((weights * np.log(weights) - weights + 1).sum())

    held = [
        {"type": "eq", "fun": lambda w, v=v, n=n, c=c: sum(w[i] for i, p in enumerate(people) if p[v] == n) - c * 9}
        for v, n, c in (("age", "a", 0.3), ("age", "b", 0.5), ("age", "c", 0.2), ("sex", "m", 0.48))
    ]
    best = minimize(away, np.ones(9), constraints=held, bounds=[(1e-6, None)] * 9, method="SLSQP", tol=1e-12)
    assert found == pytest.approx(best.x, abs=1e-3)


def test_answers_already_like_the_census_are_left_alone() -> None:
    people = [{"sex": "w"}] * 52 + [{"sex": "m"}] * 48
    assert rake(people, {"sex": MARGINS["sex"]}) == Raking((1.0,) * 100, True, 0, 0.0, 1.0, 100.0, (), {"sex": 0})


def test_who_did_not_say_keeps_their_weight_and_who_is_not_there_is_named() -> None:
    people = [{"age": "a", "sex": "w"}, {"age": "b", "sex": "w"}, {"age": "b"}, {"age": "a", "sex": "?"}]
    found = rake(people, MARGINS)
    assert found.unheard == (("age", "c"), ("sex", "m"))
    assert found.unknown == {"age": 0, "sex": 2}
    assert shares_of(people, found.weights, "age") == pytest.approx({"a": 3 / 8, "b": 5 / 8, "c": 0}, abs=1e-5)


def test_a_limit_of_weights_is_kept_and_what_it_costs_is_said() -> None:
    people = [{"sex": "w"}] * 19 + [{"sex": "m"}]
    free, held = rake(people, {"sex": MARGINS["sex"]}), rake(people, {"sex": MARGINS["sex"]}, largest_weight=3)
    assert max(free.weights) == pytest.approx(9.6)
    assert max(held.weights) == pytest.approx(3, abs=1e-4)
    assert (free.has_converged, held.has_converged) == (True, False)
    assert held.largest_gap == pytest.approx(0.48 - held.weights[-1] / 20)
    assert held.design_effect < free.design_effect


def test_what_cannot_be_weighted_is_refused() -> None:
    with pytest.raises(NobodyAnswered):
        rake([], MARGINS)
    with pytest.raises(UnusableMargin, match="sex counts nobody"):
        rake([{"sex": "w"}], {"sex": {"w": 0.0}})
    with pytest.raises(UnusableMargin, match="No respondent has a category of sex"):
        rake([{"age": "a"}], {"sex": {"w": 1.0}})
    with pytest.raises(UnusableLimit):
        rake([{"sex": "w"}], {"sex": {"w": 1.0}}, largest_weight=1)


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
def test_unequal_weights_never_make_answers_more_precise(weights: list[float]) -> None:
    assert 1 - 1e-9 <= design_effect(weights) <= len(weights) + 1e-9
