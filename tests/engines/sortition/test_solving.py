"""Solutions against brute force: every panel listed, leximin by linear programmes over all of them."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from belvedere.engines.sortition.certificate import given_by
from belvedere.engines.sortition.feasibility import NoPanel
from belvedere.engines.sortition.problem import Distribution, Person, Problem, Quota
from belvedere.engines.sortition.solving import Objective, check_certificate, solve
from belvedere.engines.sortition.types import types_of
from tests.engines.sortition.small_problems import panels_of, problems

CLOSE = 1e-7


def leximin_by_listing(problem: Problem, panels: tuple[tuple[int, ...], ...]) -> np.ndarray:
    """Leximin over all lotteries on all panels: raise the lowest, fix whom no lottery raises further, again."""
    people = len(problem.people)
    holds = np.zeros((people, len(panels)))
    for number, panel in enumerate(panels):
        holds[list(panel), number] = 1
    fixed: dict[int, float] = {}
    while len(fixed) < people:
        free = [person for person in range(people) if person not in fixed]
        level = raised(holds, free, fixed)
        stuck = [person for person in free if highest(holds, person, level, free, fixed) <= level + 1e-8]
        assert stuck
        fixed |= dict.fromkeys(stuck, level)
    return np.array([fixed[person] for person in range(people)])


def rows(holds: np.ndarray, least: dict[int, float]) -> tuple[np.ndarray, np.ndarray]:
    return -holds[list(least)], -np.array([value - 1e-10 for value in least.values()])


def raised(holds: np.ndarray, free: list[int], fixed: dict[int, float]) -> float:
    count = holds.shape[1]
    above, bounds = rows(holds, fixed)
    upper = np.vstack(
        [np.hstack([-holds[free], np.ones((len(free), 1))]), np.hstack([above, np.zeros((len(fixed), 1))])]
    )
    found = linprog(
        np.append(np.zeros(count), -1),
        A_ub=upper,
        b_ub=np.append(np.zeros(len(free)), bounds),
        A_eq=np.append(np.ones(count), 0)[None, :],
        b_eq=[1],
    )
    return float(-found.fun)


def highest(holds: np.ndarray, person: int, level: float, free: list[int], fixed: dict[int, float]) -> float:
    above, bounds = rows(holds, fixed | dict.fromkeys(free, level))
    found = linprog(-holds[person], A_ub=above, b_ub=bounds, A_eq=np.ones((1, holds.shape[1])), b_eq=[1])
    return float(-found.fun)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_leximin_is_that_of_all_panels(problem: Problem) -> None:
    panels = panels_of(problem)
    if not panels:
        with pytest.raises(NoPanel):
            solve(problem)
        return
    solution = solve(problem)
    assert np.abs(np.array(solution.probabilities) - leximin_by_listing(problem, panels)).max() < CLOSE
    assert set(solution.distribution.panels) <= set(panels)
    assert np.abs(given_by(solution.distribution, len(problem.people)) - solution.probabilities).max() < CLOSE
    assert check_certificate(problem, solution) == ()


@settings(max_examples=30, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_nothing(problem: Problem, chance) -> None:
    if not panels_of(problem):
        return
    order = list(range(len(problem.people)))
    chance.shuffle(order)
    shuffled = replace(problem, people=tuple(problem.people[place] for place in order))
    first, second = solve(problem), solve(shuffled)
    assert [first.probabilities[place] for place in order] == list(second.probabilities)
    named = [
        [
            (sorted(pool.people[person].id for person in panel), weight)
            for panel, weight in zip(found.distribution.panels, found.distribution.weights, strict=True)
        ]
        for pool, found in ((problem, first), (shuffled, second))
    ]
    assert named[0] == named[1]
    assert json.dumps(first.certificate.as_json()) == json.dumps(second.certificate.as_json())


@given(problems())
def test_types_hold_everyone_once_with_the_same_values(problem: Problem) -> None:
    types = types_of(problem)
    assert sorted(person for members in types.members for person in members) == list(range(len(problem.people)))
    for values, members in zip(types.values, types.members, strict=True):
        assert {problem.people[person].values for person in members} == {values}


QUOTAS = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
POOL = tuple(Person(name, ("F" if name in "ab" else "H",)) for name in "abcde")
PROBLEM = Problem(2, QUOTAS, POOL)


def test_the_worked_example() -> None:
    solution = solve(PROBLEM)
    assert solution.objective == Objective.LEXIMIN
    assert [round(value, 12) for value in solution.probabilities] == [0.5, 0.5, *[round(1 / 3, 12)] * 3]
    assert len(solution.distribution.panels) == 4


def test_the_example_of_the_page_gives_everyone_one_chance_in_four() -> None:
    quotas = tuple(Quota(*row, 1, 1) for row in (("sexe", "F"), ("sexe", "H"), ("âge", "jeune"), ("âge", "vieux")))
    people = [("Ana", "F", "jeune"), *((name, "F", "vieux") for name in ("Béa", "Cléo", "Dora"))]
    people += [*((name, "H", "jeune") for name in ("Éric", "Fred", "Guy")), ("Hugo", "H", "vieux")]
    problem = Problem(2, quotas, tuple(Person(name, (sex, age)) for name, sex, age in people))
    assert [round(value, 12) for value in solve(problem).probabilities] == [0.25] * 8


def test_couples_are_never_drawn_together() -> None:
    homes = replace(PROBLEM, people=(Person("a", ("F",), "1"), *POOL[1:4], Person("e", ("H",), "1")))
    solution = solve(homes)
    assert check_certificate(homes, solution) == ()
    assert not [panel for panel in solution.distribution.panels if {0, 4} <= set(panel)]


CHANGES = {
    "panel": lambda found: replace(
        found, distribution=Distribution(((0, 1), *found.distribution.panels[1:]), found.distribution.weights)
    ),
    "weight": lambda found: replace(
        found, distribution=Distribution(found.distribution.panels, (0.9, *found.distribution.weights[1:]))
    ),
    "probability": lambda found: replace(found, probabilities=(0.6, *found.probabilities[1:])),
    "proven probability": lambda found: replace(
        found,
        certificate=replace(
            found.certificate,
            marginals=replace(
                found.certificate.marginals, probabilities=found.certificate.marginals.probabilities + 1e-8
            ),
        ),
    ),
    "level": lambda found: replace(
        found,
        certificate=replace(
            found.certificate,
            marginals=replace(
                found.certificate.marginals,
                levels=(
                    replace(found.certificate.marginals.levels[0], value=0.3),
                    *found.certificate.marginals.levels[1:],
                ),
            ),
        ),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_found_by_the_check(change: str) -> None:
    assert check_certificate(PROBLEM, CHANGES[change](solve(PROBLEM))) != ()
