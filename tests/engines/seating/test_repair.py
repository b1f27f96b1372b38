"""Absences: the fewest moves, proven against every mend that exists; rounds already played untouched."""

import doctest
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.seating import repair as module
from belvedere.engines.seating.arranging import arrange
from belvedere.engines.seating.measures import balances_of, broken_rules
from belvedere.engines.seating.problem import BadProblem, Problem
from belvedere.engines.seating.repair import repair
from tests.engines.seating.small_problems import people


def test_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


@settings(max_examples=40)
@given(st.sets(st.integers(0, 7), max_size=4), st.integers(0, 5))
def test_no_mend_has_fewer_moves(away: set[int], seed: int) -> None:
    whole = Problem(people(8), ((4, 4),))
    seating = arrange(whole, seed=seed, moves=100).seating
    problem = Problem(people(8), ((4, 4),), absent=frozenset((0, person) for person in away))
    mended = repair(problem, seating, from_round=0)
    assert broken_rules(problem, mended.seating) == ()
    assert mended.moves == fewest_moves(problem, seating[0])
    assert mended.is_fewest


def fewest_moves(problem: Problem, tables: tuple[int, ...]) -> int:
    """List every seating of one round; among the most even, the closest to what was."""
    there = problem.present(0)
    found = []
    for chosen in product((0, 1), repeat=len(there)):
        seating = [-1] * len(tables)
        for person, table in zip(there, chosen, strict=True):
            seating[person] = table
        if broken_rules(problem, (tuple(seating),)):
            continue
        sizes = [seating.count(table) for table in (0, 1)]
        out = sum(
            max(0, low - count, count - high)
            for college in ("elus", "services")
            for total in [sum(problem.people[person].college == college for person in there)]
            for low, high in [(total // 2, -(-total // 2))]
            for count in [
                sum(1 for person in there if seating[person] == table and problem.people[person].college == college)
                for table in (0, 1)
            ]
        )
        out += sum(max(0, len(there) // 2 - size, size - -(-len(there) // 2)) for size in sizes)
        found.append((out, sum(1 for person in there if seating[person] != tables[person])))
    return min(found)[1]


def test_rounds_already_played_do_not_change() -> None:
    whole = Problem(people(24, 3), ((6,) * 4,) * 4)
    plan = arrange(whole, seed=1, moves=2000)
    away = frozenset((number, person) for number in (2, 3) for person in (0, 5, 9))
    problem = Problem(people(24, 3), ((6,) * 4,) * 4, absent=away)
    mended = repair(problem, plan.seating, from_round=2)
    assert mended.seating[:2] == plan.seating[:2]
    assert mended.moved[:2] == ((), ())
    assert broken_rules(problem, mended.seating) == ()
    assert balances_of(problem, mended.seating)[0].out == 0


def test_people_held_to_a_table_or_together_stay() -> None:
    asked = {"together": ((0, 1),), "allowed": {(0, 2): frozenset({1})}, "apart": frozenset({(2, 3)})}
    whole = Problem(people(9, 1), ((3, 3, 3),), **asked)  # type: ignore[arg-type]  # three arguments of their types
    seating = arrange(whole, seed=4, moves=200).seating
    away = (4, 5, 6)
    problem = Problem(people(9, 1), ((3, 3, 3),), absent=frozenset((0, person) for person in away), **asked)  # type: ignore[arg-type]  # the same
    mended = repair(problem, seating, from_round=0)
    assert broken_rules(problem, mended.seating) == ()
    assert not {0, 1, 2}.intersection(mended.moved[0])


def test_who_comes_without_a_table_is_said() -> None:
    problem = Problem(people(4), ((2, 2),))
    with pytest.raises(BadProblem) as refused:
        repair(problem, ((0, 0, 1, -1),), from_round=0)
    assert str(refused.value) == "p03 has no table in round 1 of the seating given."
