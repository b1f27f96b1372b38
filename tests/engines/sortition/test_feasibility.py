"""A conflict is a smallest set of rules that cannot hold together, against a list of every set of people."""

import doctest
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.sortition.feasibility import NoPanel, conflict_with, find_conflict
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.reasons import Reason, ReasonCode
from belvedere.engines.sortition.rules import Rule, Side, rules_of
from tests.engines.sortition.small_problems import conflicts_of, panels_of, problems

SEXES = (Quota("sexe", "F", 2, 3), Quota("sexe", "H", 1, 3))


def _people(*profiles: str, households: str = "") -> tuple[Person, ...]:
    homes = households.split() or [""] * len(profiles)
    return tuple(
        Person(str(place), tuple(profile.split()), home.strip("-") or None)
        for place, (profile, home) in enumerate(zip(profiles, homes, strict=True))
    )


@pytest.mark.parametrize("module", ["rules", "programme", "gathering", "reasons", "feasibility"])
def test_examples(module: str) -> None:
    assert doctest.testmod(import_module(f"belvedere.engines.sortition.{module}")).failed == 0


@settings(max_examples=60, deadline=None)
@given(problems())
def test_infeasibility_is_right_and_the_conflict_smallest(problem: Problem) -> None:
    conflict = find_conflict(problem)
    assert (conflict is None) == bool(panels_of(problem))
    if conflict is not None:
        conflicts = list(conflicts_of(problem))
        assert frozenset(conflict.rules) in conflicts
        assert (len(conflict.rules), conflict.is_smallest) == (len(conflicts[0]), True)


@settings(max_examples=40, deadline=None)
@given(problems())
def test_stopped_early_nothing_can_be_spared(problem: Problem) -> None:
    conflict = find_conflict(problem, rounds=0)
    if conflict is not None:
        conflicts = set(conflicts_of(problem))
        rules = frozenset(conflict.rules)
        assert (rules in conflicts, conflict.is_smallest) == (True, False)
        assert not any(rules - {rule} in conflicts for rule in rules)


@settings(max_examples=40, deadline=None)
@given(problems(), st.integers(0, 7))
def test_a_person_whom_no_panel_can_take(problem: Problem, chosen: int) -> None:
    person = chosen % len(problem.people)
    conflict = conflict_with(problem, person)
    assert (conflict is None) == any(person in panel for panel in panels_of(problem))
    if conflict is not None:
        conflicts = list(conflicts_of(problem, person))
        assert frozenset(conflict.rules) in conflicts
        assert len(conflict.rules) == len(conflicts[0])


CASES = {
    ReasonCode.POOL_UNDER_SIZE: (
        Problem(3, (Quota("sexe", "F", 0, 3),), _people("F", "F")),
        {"size": 3, "available": 2},
    ),
    ReasonCode.HOUSEHOLDS_UNDER_SIZE: (
        Problem(3, (Quota("sexe", "F", 0, 3),), _people("F", "F", "F", households="a a -")),
        {"size": 3, "available": 2},
    ),
    ReasonCode.POOL_UNDER_MINIMUM: (
        Problem(3, SEXES, _people("F", "H", "H", "H")),
        {"category": "sexe", "value": "F", "minimum": 2, "available": 1},
    ),
    ReasonCode.HOUSEHOLDS_UNDER_MINIMUM: (
        Problem(3, SEXES, _people("F", "F", "H", "H", households="a a - -")),
        {"category": "sexe", "value": "F", "minimum": 2, "available": 1},
    ),
    ReasonCode.MINIMUM_OVER_MAXIMUM: (
        Problem(3, (Quota("sexe", "F", 2, 1), Quota("sexe", "H", 0, 3)), _people("F", "F", "H", "H")),
        {"category": "sexe", "value": "F", "minimum": 2, "maximum": 1},
    ),
    ReasonCode.MINIMA_OVER_SIZE: (
        Problem(2, SEXES, _people("F", "F", "H", "H")),
        {"category": "sexe", "total": 3, "size": 2},
    ),
    ReasonCode.MAXIMA_UNDER_SIZE: (
        Problem(4, (Quota("sexe", "F", 0, 2), Quota("sexe", "H", 0, 1)), _people("F", "F", "F", "H", "H", "H")),
        {"category": "sexe", "total": 3, "size": 4},
    ),
    ReasonCode.MINIMA_OVER_MAXIMA: (
        Problem(
            4,
            (*SEXES, Quota("âge", "16-29", 0, 1), Quota("âge", "30+", 0, 1), Quota("âge", "?", 0, 4)),
            _people("F 16-29", "F 30+", "H 16-29", "H 30+", "F 16-29", "H 30+", "? ?", "? ?"),
        ),
        {"category": "sexe", "total": 3, "other_category": "âge", "allowed": 2},
    ),
    ReasonCode.TOGETHER: (
        Problem(
            3,
            (Quota("sexe", "F", 2, 3), Quota("sexe", "H", 0, 3), Quota("âge", "16-29", 2, 3)),
            _people("F 30+", "F 30+", "H 16-29", "H 16-29"),
        ),
        {"count": 3},
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_arithmetic_is_said_as_such(code: ReasonCode) -> None:
    problem, values = CASES[code]
    conflict = find_conflict(problem)
    assert conflict is not None
    assert conflict.reason == Reason(code, values)


def test_reasons_about_a_person() -> None:
    closed = Problem(1, (Quota("âge", "0-15", 0, 0), Quota("âge", "16+", 0, 1)), _people("0-15", "16+"))
    full = Problem(3, (*SEXES, Quota("sexe", "?", 0, 1)), _people("F", "F", "H", "?"))
    found = [conflict_with(closed, 0), conflict_with(full, 3)]
    assert [conflict and conflict.reason for conflict in found] == [
        Reason(ReasonCode.CLOSED_VALUE, {"category": "âge", "value": "0-15"}),
        Reason(ReasonCode.NO_PLACE_LEFT, {"category": "sexe", "value": "?", "total": 3, "size": 3}),
    ]


def test_no_panel_says_what_why_and_what_next() -> None:
    conflict = find_conflict(CASES[ReasonCode.MINIMA_OVER_SIZE][0])
    assert conflict is not None
    error = NoPanel(conflict)
    assert (error.code, error.message) == (
        "no_panel",
        (
            "No panel exists. The minima of sexe add up to 3: more than the 2 places. In conflict: 2 people in all; "
            "at least 2 of sexe = F; at least 1 of sexe = H. Relax one of them, or widen the pool."
        ),
    )


def test_rules_that_nothing_can_break_are_left_out() -> None:
    problem = Problem(
        1, (Quota("sexe", "F", 0, 2), Quota("sexe", "H", 1, 1)), _people("F", "H", "H", households="a a -")
    )
    assert rules_of(problem) == (
        Rule(Side.SIZE, 1),
        Rule(Side.MINIMUM, 1, problem.quotas[1]),
        Rule(Side.MAXIMUM, 1, problem.quotas[1]),
        Rule(Side.HOUSEHOLDS, 1),
    )


def test_a_thousand_people_and_a_category_that_adds_up_to_too_many() -> None:
    values = ("aucun", "cap_bep", "bac", "bac+2", "bac+3")
    quotas = (Quota("sexe", "F", 50, 52), Quota("sexe", "H", 48, 50), *(Quota("diplôme", v, 21, 30) for v in values))
    people = tuple(Person(str(i), ("FH"[i % 2], values[i % 5])) for i in range(1000))
    conflict = find_conflict(Problem(100, quotas, people))
    assert conflict is not None
    assert conflict.reason == Reason(ReasonCode.MINIMA_OVER_SIZE, {"category": "diplôme", "total": 105, "size": 100})
