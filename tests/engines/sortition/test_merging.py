"""Households of a large draw: told apart where people are drawn often, and only there."""

import random

import numpy as np
import pytest
from hypothesis import given, settings

from belvedere.engines.sortition.lottery import uniform_lottery
from belvedere.engines.sortition.merging import types_to_draw
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.solving import check_certificate, solve
from belvedere.engines.sortition.types import types_of
from tests.engines.sortition.small_problems import panels_of, problems_with_panels

PROFILES, COUPLES = 120, 40
QUOTAS = tuple(Quota("kind", value, 1, 1) for value in ("rare", "A", "B", "C"))


def pool(*more: Quota) -> Problem:
    """Five people by profile, some in couples made by lot; the first person alone answers « rare »."""
    order = list(range(1, 5 * PROFILES))
    random.Random(1).shuffle(order)  # noqa: S311 -- invented couples
    home = {person: f"home {place // 2}" for place, person in enumerate([0, *order[: COUPLES * 2 - 1]])}
    kinds = ["rare", *("ABC"[n // 5 % 3] for n in range(1, 5 * PROFILES))]
    people = tuple(Person(f"p{n:04}", (kinds[n], str(n // 5)), home.get(n)) for n in range(5 * PROFILES))
    return Problem(4, (*QUOTAS, *more), people)


def test_households_are_told_apart_unless_profiles_are_very_many() -> None:
    problem = pool()
    assert types_to_draw(problem) == types_of(problem)
    assert types_to_draw(problem, large=PROFILES + 1) == types_of(problem)
    assert len(types_to_draw(problem, large=PROFILES).values) < len(types_of(problem).values)


def test_only_households_of_people_drawn_often_are_told_apart() -> None:
    problem = pool()
    types = types_to_draw(problem, large=10)
    assert types.merged == frozenset(range(len(problem.households))) - {problem.homes[0]}


def test_a_large_draw_keeps_households_and_its_proof() -> None:
    problem = pool()
    solution = solve(problem, large=10)
    assert check_certificate(problem, solution) == ()
    assert len(solution.certificate.merged) == len(problem.households) - 1
    partner = next(person for person in problem.households[problem.homes[0]] if person != 0)
    chances = np.array(solution.probabilities)
    assert (chances[0], chances[partner]) == (1, 0)
    others = np.delete(chances, [0, partner])
    assert (others.min(), others.max()) == pytest.approx((1 / 200, 1 / 199), abs=1e-9)
    lottery = uniform_lottery(problem, solution, size=200)
    assert all(problem.is_panel(panel) for panel in lottery.panels)
    assert lottery.deviation <= 0.01


def test_a_large_draw_stops_as_near_as_a_lottery_asks_and_announces_it() -> None:
    problem = pool()
    solution = solve(problem, large=10, within=0.05)
    assert check_certificate(problem, solution) == ()
    assert solve(problem, large=10).certificate.deviation < solution.certificate.deviation <= 0.05
    assert np.allclose(solution.probabilities, solve(problem, large=10).probabilities, atol=1e-9)


def test_without_a_panel_the_search_says_why() -> None:
    impossible = pool(Quota("kind", "D", 1, 1))
    assert types_to_draw(impossible, large=10) == types_of(impossible)


@settings(max_examples=25, deadline=None)
@given(problems_with_panels())
def test_a_draw_said_large_gives_real_panels_and_announces_its_distance(problem: Problem) -> None:
    solution = solve(problem, large=0)
    assert set(solution.distribution.panels) <= set(panels_of(problem))
    assert check_certificate(problem, solution) == ()
    if solution.certificate.merged:
        assert solution.certificate.deviation <= 1e-4
