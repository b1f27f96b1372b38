"""Maximin, Nash welfare and the compromise, against linear programmes over every panel listed."""

import doctest
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import linprog

from belvedere.engines.sortition.certificate import given_by
from belvedere.engines.sortition.goldilocks import compromise
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.solving import Objective, Solution, check_certificate, solve
from tests.engines.sortition.small_problems import panels_of, problems_with_panels

CLOSE = 1e-6
GIVEN = 5.1e-6


def _holds(problem: Problem) -> np.ndarray:
    """Return who is in each panel: people that some panel holds by row, panels by column."""
    panels = panels_of(problem)
    holds = np.zeros((len(problem.people), len(panels)))
    for number, panel in enumerate(panels):
        holds[list(panel), number] = 1
    return holds[holds.any(axis=1)]


def _best_pair(holds: np.ndarray, lift: float, fall: float) -> tuple[float, float, float]:
    """Return the largest ``lift × lowest − fall × highest`` over lotteries, and its lowest and highest probability."""
    people, count = holds.shape
    ones, nothing = np.ones((people, 1)), np.zeros((people, 1))
    found = linprog(
        np.append(np.zeros(count), [-lift, fall]),
        A_ub=np.vstack([np.hstack([-holds, ones, nothing]), np.hstack([holds, nothing, -ones])]),
        b_ub=np.zeros(2 * people),
        A_eq=np.append(np.ones(count), [0, 0])[None, :],
        b_eq=[1],
    )
    return float(-found.fun), float(found.x[-2]), float(found.x[-1])


def _solved(problem: Problem, objective: Objective) -> tuple[Solution, np.ndarray]:
    """Return a solution, proven and given by real panels, and the probabilities of those whom some panel holds."""
    solution = solve(problem, objective)
    assert solution.objective == objective
    assert check_certificate(problem, solution) == ()
    assert set(solution.distribution.panels) <= set(panels_of(problem))
    given = given_by(solution.distribution, len(problem.people))
    assert np.abs(given - solution.probabilities).max() < GIVEN
    assert abs(solution.certificate.gap) < CLOSE
    probabilities = np.array(solution.probabilities)
    return solution, probabilities[probabilities > 0]


@settings(max_examples=30, deadline=None)
@given(problems_with_panels())
def test_maximin_raises_the_lowest_then_lowers_the_highest(problem: Problem) -> None:
    holds = _holds(problem)
    _, probabilities = _solved(problem, Objective.MAXIMIN)
    lowest, _, _ = _best_pair(holds, 1.0, 0.0)
    assert len(probabilities) == len(holds)
    assert abs(probabilities.min() - lowest) < CLOSE
    people, count = holds.shape
    found = linprog(
        np.append(np.zeros(count), 1),
        A_ub=np.vstack([np.hstack([holds, -np.ones((people, 1))]), np.hstack([-holds, np.zeros((people, 1))])]),
        b_ub=np.append(np.zeros(people), np.full(people, -lowest + 1e-9)),
        A_eq=np.append(np.ones(count), 0)[None, :],
        b_eq=[1],
    )
    assert abs(probabilities.max() - found.fun) < CLOSE


@settings(max_examples=30, deadline=None)
@given(problems_with_panels())
def test_nash_welfare_leaves_no_panel_that_gains_in_proportion(problem: Problem) -> None:
    holds = _holds(problem)
    _, probabilities = _solved(problem, Objective.NASH)
    assert len(probabilities) == len(holds)
    assert float((holds.T @ (1 / probabilities)).max()) / len(holds) < 1 + CLOSE


@settings(max_examples=30, deadline=None)
@given(problems_with_panels())
def test_the_compromise_is_the_best(problem: Problem) -> None:
    holds = _holds(problem)
    _, probabilities = _solved(problem, Objective.GOLDILOCKS)
    assert len(probabilities) == len(holds)
    mean = problem.size / len(holds)
    lowest = float(probabilities.min())
    value = compromise(lowest, float(probabilities.max()), mean)
    beyond, _, _ = _best_pair(holds, mean / lowest**2, 1 / mean)
    assert value - (2 * mean / lowest - beyond) < CLOSE


@pytest.mark.parametrize("module", ["claims", "extremes", "maximin", "goldilocks", "interior", "nash"])
def test_examples(module: str) -> None:
    assert doctest.testmod(import_module(f"belvedere.engines.sortition.{module}")).failed == 0
