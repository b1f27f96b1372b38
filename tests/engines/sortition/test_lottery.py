"""Uniform lotteries: real panels, shares near the probabilities, the same bytes each time."""

import numpy as np
import pytest
from hypothesis import given, settings

from belvedere.engines.sortition.lottery import NoSuchLottery, uniform_lottery
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.solving import solve
from belvedere.engines.sortition.types import types_of
from tests.engines.sortition.small_problems import panels_of, problems

POOL = tuple(Person(f"p{number:02}", ("F" if number < 5 else "H",)) for number in range(12))
PROBLEM = Problem(4, (Quota("sexe", "F", 2, 2), Quota("sexe", "H", 2, 2)), POOL)


@settings(max_examples=25, deadline=None)
@given(problems())
def test_each_panel_is_one_and_no_share_is_beyond_the_bound(problem: Problem) -> None:
    panels = panels_of(problem)
    if not panels:
        return
    solution = solve(problem)
    lottery = uniform_lottery(problem, solution, size=100)
    shares = lottery.shares(len(problem.people))
    assert len(lottery.panels) == 100
    assert set(lottery.panels) <= set(panels)
    assert lottery.deviation == pytest.approx(np.abs(shares - solution.probabilities).max(), abs=1e-12)
    assert lottery.deviation <= lottery.bound


def test_people_alone_of_one_type_differ_by_one_panel_at_most() -> None:
    lottery = uniform_lottery(PROBLEM, solve(PROBLEM), size=1000)
    counts = np.round(lottery.shares(len(POOL)) * 1000).astype(int)
    for members in types_of(PROBLEM).members:
        assert max(counts[list(members)]) - min(counts[list(members)]) <= 1
    assert counts[:5].tolist() == [400] * 5
    assert sorted(counts[5:].tolist()) == [285] * 2 + [286] * 5
    assert lottery.deviation == pytest.approx(2 / 7 - 0.285, abs=1e-9)


def test_a_seed_gives_the_same_lottery_and_another_seed_another_one() -> None:
    solution = solve(PROBLEM)
    first, again, other = (uniform_lottery(PROBLEM, solution, size=50, seed=seed) for seed in ("a", "a", "b"))
    assert first == again
    assert first.panels != other.panels


def test_a_lottery_of_no_panel_is_refused() -> None:
    with pytest.raises(NoSuchLottery, match="ask for one panel at least"):
        uniform_lottery(PROBLEM, solve(PROBLEM), size=0)
