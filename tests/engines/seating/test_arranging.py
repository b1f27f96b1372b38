"""Seatings: hard constraints never broken, the best of small ones found, the same seed the same plan."""

import doctest
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.seating import annealing, arranging, placing, rotation
from belvedere.engines.seating.annealing import Seats
from belvedere.engines.seating.arranging import arrange
from belvedere.engines.seating.measures import Balance, balances_of, broken_rules, meetings_of
from belvedere.engines.seating.problem import BadProblem, CannotHold, Person, Problem
from belvedere.engines.seating.rotation import difference_matrix, rotate
from tests.engines.seating.small_problems import constrained, most_meetings, people, rounds_within_rules


@pytest.mark.parametrize("module", [arranging, placing, rotation, annealing])
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module


@settings(max_examples=60)
@given(constrained(), st.integers(0, 3))
def test_hard_constraints_hold_or_are_proven_impossible(problem: Problem, seed: int) -> None:
    possible = [any(True for _ in rounds_within_rules(problem, number)) for number in (0, 1)]
    if not all(possible):
        with pytest.raises(CannotHold) as refused:
            arrange(problem, seed=seed, moves=300)
        assert not possible[refused.value.round_number - 1]
        return
    assert broken_rules(problem, arrange(problem, seed=seed, moves=300).seating) == ()


@settings(max_examples=40)
@given(constrained())
def test_a_conflict_names_rules_that_all_matter(problem: Problem) -> None:
    for number in (0, 1):
        if not any(True for _ in rounds_within_rules(problem, number)):
            with pytest.raises(CannotHold) as refused:
                arrange(problem, seed=0, moves=0)
            found = refused.value
            assert found.constraints[-1].endswith("seats")
            assert all(constraint in found.message for constraint in found.constraints)
            assert found.round_number == number + 1
            return
    assert arrange(problem, seed=0, moves=0).moves_done == 0


@pytest.mark.parametrize(("tables", "seats"), [(2, 3), (3, 2), (4, 2)])
def test_small_seatings_are_the_best_that_exist(tables: int, seats: int) -> None:
    problem = Problem(people(tables * seats, 1), ((seats,) * tables,) * 2)
    plan = arrange(problem, seed=2, moves=3000)
    assert meetings_of(problem, plan.seating).distinct == most_meetings(problem)


@pytest.mark.parametrize(("tables", "seats"), [(2, 3), (3, 2), (4, 2)])
def test_around_a_round_that_was_played_the_other_is_the_best_that_exists(tables: int, seats: int) -> None:
    problem = Problem(people(tables * seats, 1), ((seats,) * tables,) * 2)
    played = tuple(number // seats for number in range(tables * seats))
    plan = arrange(problem, seed=2, moves=3000, kept={0: played})
    assert (plan.seating[0], plan.kept, plan.is_constructed) == (played, (0,), False)
    assert meetings_of(problem, plan.seating).distinct == most_meetings(problem)


@settings(max_examples=30)
@given(constrained(), st.integers(0, 3))
def test_rules_hold_around_a_round_that_was_played_without_them(problem: Problem, seed: int) -> None:
    if not any(True for _ in rounds_within_rules(problem, 1)):
        return
    there = set(problem.present(0))
    played = tuple(0 if person in there else -1 for person in range(len(problem.people)))
    seating = arrange(problem, seed=seed, moves=300, kept={0: played}).seating
    assert seating[0] == played
    assert broken_rules(problem, seating, kept={0}) == ()
    assert meetings_of(problem, seating).gap >= 0


def test_nobody_meets_twice_when_tables_are_many() -> None:
    problem = Problem(people(35, 1), ((5,) * 7,) * 6)
    plan = arrange(problem, seed=1, moves=0)
    met = meetings_of(problem, plan.seating)
    assert (plan.is_constructed, met.distinct, met.gap, met.times) == (True, 420, 0, (175, 420))


def test_each_table_has_its_share_of_each_college() -> None:
    colleges = ["elus"] * 7 + ["services"] * 14 + ["partenaires"] * 9
    problem = Problem(tuple(Person(f"p{n:02}", college) for n, college in enumerate(colleges)), ((6,) * 5,) * 4)
    plan = arrange(problem, seed=3, moves=20_000)
    assert balances_of(problem, plan.seating) == (Balance("college", 60, 0),)


def test_attributes_are_balanced_too() -> None:
    crowd = tuple(Person(f"p{n:02}", "elus" if n % 3 else "services", ("F" if n % 2 else "H",)) for n in range(24))
    problem = Problem(crowd, ((6,) * 4,) * 3, ("sexe",))
    plan = arrange(problem, seed=3, moves=20_000)
    assert balances_of(problem, plan.seating) == (Balance("college", 24, 0), Balance("sexe", 24, 0))


def test_same_seed_same_plan_and_another_seed_another() -> None:
    problem = Problem(people(24, 3), ((6,) * 4,) * 3, apart=frozenset({(0, 1)}))
    assert arrange(problem, seed=5, moves=2000) == arrange(problem, seed=5, moves=2000)
    assert arrange(problem, seed=5, moves=2000).seating != arrange(problem, seed=6, moves=2000).seating


def test_a_plan_does_not_change_from_a_machine_to_another() -> None:
    problem = Problem(people(12, 2), ((4,) * 3,) * 2, apart=frozenset({(0, 1)}))
    assert arrange(problem, seed=1, moves=1000).seating == (
        (0, 2, 1, 0, 2, 1, 1, 2, 2, 0, 0, 1),
        (0, 1, 2, 0, 0, 1, 2, 2, 1, 2, 1, 0),
    )


def test_told_to_stop_it_gives_its_best_so_far() -> None:
    problem = Problem(people(24, 3), ((6,) * 4,) * 3)
    told: list[tuple[int, int]] = []

    def watch(done: int, asked: int) -> bool:
        told.append((done, asked))
        return len(told) == 2

    plan = arrange(problem, seed=5, moves=50_000, watch=watch)
    assert told == [(8192, 50_000), (16_384, 50_000)]
    assert (plan.moves_done, plan.is_stopped, broken_rules(problem, plan.seating)) == (16_384, True, ())


def test_rooms_of_different_sizes_and_a_plenary() -> None:
    problem = Problem(people(20, 2), ((8, 4, 4, 4), (20,), (10, 10)))
    plan = arrange(problem, seed=1, moves=3000)
    sizes = [
        [sum(1 for table in tables if table == number) for number in range(max(tables) + 1)] for tables in plan.seating
    ]
    assert sizes == [[8, 4, 4, 4], [20], [10, 10]]
    assert meetings_of(problem, plan.seating).distinct == 190


def test_who_comes_for_a_part_is_seated_for_that_part() -> None:
    problem = Problem(people(10, 2), ((5, 5), (5, 5)), absent=frozenset({(0, 3), (1, 4)}))
    plan = arrange(problem, seed=1, moves=500)
    assert [tables.count(-1) for tables in plan.seating] == [1, 1]
    assert (plan.seating[0][3], plan.seating[1][4]) == (-1, -1)


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.data())
def test_what_an_exchange_changes_is_what_a_recount_says(seed: int, data: st.DataObject) -> None:
    crowd = tuple(Person(f"p{n}", "abc"[n % 3], ("F" if n % 2 else "H",)) for n in range(9))
    problem = Problem(crowd, ((3,) * 3,) * 2, ("sexe",))
    deal = np.random.default_rng(seed)
    seats = Seats(problem, [deal.permutation([0, 0, 0, 1, 1, 1, 2, 2, 2]).tolist() for _ in range(2)])
    number = data.draw(st.integers(0, 1))
    pairs = [pair for pair in combinations(range(9), 2) if seats.table[number][pair[0]] != seats.table[number][pair[1]]]
    one, other = data.draw(st.sampled_from(pairs))
    said, before = seats.change(number, one, other), cost(seats)
    seats.swap(number, one, other)
    assert cost(seats) - before == said
    assert seats.met == Seats(problem, seats.table).met


def cost(seats: Seats) -> int:
    """Count again what annealing lowers."""
    crowd = range(len(seats.problem.people))
    met = sum(seats.worth[a][b] for a, b in combinations(crowd, 2) if seats.met[a][b])
    out = 0
    for counts, shares in zip(seats.counts, seats.shares, strict=True):
        for row, bounds in zip(counts, shares, strict=True):
            for feature, (count, (low, high)) in enumerate(zip(row, bounds, strict=True)):
                is_college = any(feature == features[0] for features in seats.features)
                weight = annealing.COLLEGE_OUT if is_college else annealing.VALUE_OUT
                out += weight * max(0, low - count, count - high)
    return out - met


@pytest.mark.parametrize(("tables", "seats", "rounds"), [(7, 7, 5), (8, 5, 3), (10, 6, 4), (15, 8, 6)])
def test_in_a_difference_matrix_nobody_meets_twice(tables: int, seats: int, rounds: int) -> None:
    matrix = difference_matrix(tables, seats, rounds, np.random.default_rng(1))
    assert matrix is not None
    seating = tuple(map(tuple, rotate(matrix, tables, tables * seats)))
    problem = Problem(people(tables * seats, 1), ((seats,) * tables,) * rounds)
    assert len(meetings_of(problem, seating).times) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"capacities": ((2, 1),)}, "Round 1 has 4 people for 3 seats: add a table, or seats to tables."),
        ({"apart": frozenset({(0, 9)})}, "Person 9 is not one of the 4 participants."),
        ({"apart": frozenset({(1, 1)})}, "Somebody is kept apart from herself: a pair has two people."),
        ({"together": ((0, 1), (1, 2))}, "p01 is in two groups kept together: write one group with everyone."),
        (
            {"together": ((0, 1),), "apart": frozenset({(0, 1)})},
            "p00 and p01 are kept together and apart: take one of the two rules away.",
        ),
        (
            {"allowed": {(0, 2): frozenset({5})}},
            "p02 is given a table that round 1 does not have: its tables are 1 to 2.",
        ),
    ],
)
def test_a_problem_that_makes_no_sense_is_refused(wrong: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {"people": people(4), "capacities": ((2, 2),)}
    with pytest.raises(BadProblem) as refused:
        Problem(**{**asked, **wrong})  # type: ignore[arg-type]  # wrong on purpose
    assert str(refused.value) == said
