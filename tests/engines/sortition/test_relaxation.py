"""Relaxations are minimal and the cheapest, against a list of every set of people."""

import doctest
from collections.abc import Iterator
from importlib import import_module

from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.relaxation import Change, Relaxation, relaxations, weight_of
from belvedere.engines.sortition.rules import Rule, Side, rules_of
from tests.engines.sortition.small_problems import problems, subsets

Needs = frozenset[tuple[Rule, int]]
"""The rules that a set of people breaks, with the bound that each would need."""


@st.composite
def bounded_problems(draw: st.DrawFn) -> Problem:
    """Draw a small problem whose quotas are bent so far at most, for some."""
    problem = draw(problems(largest=7))
    bent = (
        Quota(
            quota.category,
            quota.value,
            quota.minimum,
            quota.maximum,
            draw(st.none() | st.integers(0, quota.minimum)),
            draw(st.none() | st.integers(quota.maximum, quota.maximum + 2)),
        )
        for quota in problem.quotas
    )
    return Problem(problem.size, tuple(bent), problem.people)


def _needs(problem: Problem, people: tuple[int, ...]) -> Needs | None:
    """Return what a set of people needs, or None when it needs what may not be given."""
    if any(len(set(home).intersection(people)) > 1 for home in problem.households):
        return None
    needs = set()
    for rule in rules_of(problem):
        quota = rule.quota
        if rule.side == Side.SIZE and len(people) != rule.bound:
            needs.add((rule, len(people)))
        if quota is None:
            continue
        count = len(set(people).intersection(problem.rows[problem.quotas.index(quota)]))
        if rule.side == Side.MINIMUM and count < rule.bound:
            if count < (quota.flexible_minimum or 0):
                return None
            needs.add((rule, count))
        if rule.side == Side.MAXIMUM and count > rule.bound:
            if quota.flexible_maximum is None and rule.bound == 0:
                return None
            if quota.flexible_maximum is not None and count > quota.flexible_maximum:
                return None
            needs.add((rule, count))
    return frozenset(needs)


def _within(smaller: Needs, larger: Needs) -> bool:
    bounds = dict(larger)
    return all(
        rule in bounds and abs(bound - rule.bound) <= abs(bounds[rule] - rule.bound)
        and (bound > rule.bound) == (bounds[rule] > rule.bound)
        for rule, bound in smaller
    )  # fmt: skip


def _cost(needs: Needs) -> int:
    return sum(weight_of(rule) * abs(bound - rule.bound) for rule, bound in needs)


def _resize(needs: Needs) -> int:
    return next((bound - rule.bound for rule, bound in needs if rule.side == Side.SIZE), 0)


def _minimal(problem: Problem) -> Iterator[Needs]:
    everyone = tuple(range(len(problem.people)))
    listed = {needs for people in subsets(everyone) if people and (needs := _needs(problem, people)) is not None}
    return (needs for needs in listed if not any(_within(other, needs) for other in listed - {needs}))


def _of(relaxation: Relaxation) -> Needs:
    return frozenset((change.rule, change.bound) for change in relaxation.changes)


@settings(max_examples=50, deadline=None)
@given(bounded_problems())
def test_relaxations_are_the_cheapest_minimal_ones(problem: Problem) -> None:
    found = relaxations(problem)
    if any(_needs(problem, people) == frozenset() for people in subsets(tuple(range(len(problem.people))))):
        assert found == ()
        return
    minimal = list(_minimal(problem))
    assert {_of(relaxation) for relaxation in found} <= set(minimal)
    assert len({_of(relaxation) for relaxation in found}) == len(found)
    assert all(relaxation.applied_to(problem).is_panel(relaxation.panel) for relaxation in found)
    same_size = [_of(relaxation) for relaxation in found if len(relaxation.panel) == problem.size]
    _check_each_is_the_cheapest_left(same_size, [needs for needs in minimal if _resize(needs) == 0])
    for step, proposals in (
        (-1, _of_size(found, range(problem.size))),
        (1, _of_size(found, range(problem.size + 1, 9))),
    ):
        best = min((needs for needs in minimal if _resize(needs) * step >= 0), key=_cost, default=None)
        if best is not None and _resize(best):
            assert [_cost(needs) for needs in proposals] == [_cost(best)]


def _check_each_is_the_cheapest_left(found: list[Needs], minimal: list[Needs]) -> None:
    for place in range(3):
        before = found[:place]
        apart = [needs for needs in minimal if not any(_rules(known) <= _rules(needs) for known in before)]
        left = apart or [needs for needs in minimal if needs not in before]
        if place < len(found):
            assert _cost(found[place]) == min(map(_cost, left))
            assert found[place] in left
        else:
            assert left == []


def _of_size(found: tuple[Relaxation, ...], sizes: range) -> list[Needs]:
    return [_of(relaxation) for relaxation in found if len(relaxation.panel) in sizes]


def _rules(needs: Needs) -> frozenset[Rule]:
    return frozenset(rule for rule, _ in needs)


def test_examples() -> None:
    assert doctest.testmod(import_module("belvedere.engines.sortition.relaxation")).failed == 0


GENDERS = (Quota("gender", "female", 5, 10), Quota("gender", "male", 5, 10), Quota("gender", "non-binary", 2, 4))
POLITICS = (Quota("politics", "left", 1, 5), Quota("politics", "center", 2, 3), Quota("politics", "right", 2, 3))
TWELVE_FOR_ELEVEN = tuple(
    Person(f"{gender.value} {politics.value} {copy}", (gender.value, politics.value))
    for gender in GENDERS
    for politics in POLITICS
    for copy in range(4)
)


def _costs_and_sentences(size: int) -> list[tuple[int, str]]:
    problem = Problem(size, (*GENDERS, *POLITICS), TWELVE_FOR_ELEVEN)
    return sorted((relaxation.cost, relaxation.sentence) for relaxation in relaxations(problem))


def test_a_table_that_holds_at_no_size() -> None:
    assert _costs_and_sentences(11) == [
        (140, "lower the minimum of gender = female from 5 to 4"),
        (140, "lower the minimum of gender = male from 5 to 4"),
        (200, "lower the minimum of gender = non-binary from 2 to 1"),
    ]
    assert _costs_and_sentences(12) == [
        (140, "raise the maximum of politics = left from 5 to 6"),
        (167, "raise the maximum of politics = center from 3 to 4"),
        (167, "raise the maximum of politics = right from 3 to 4"),
    ]


def test_another_size_that_spares_the_quotas() -> None:
    assert _costs_and_sentences(13)[0] == (
        141,
        "lower the size from 13 to 12; raise the maximum of politics = left from 5 to 6",
    )


def test_a_closed_value_stays_closed_unless_said_otherwise() -> None:
    people = (Person("a", ("0-15",)), Person("b", ("16+",)))
    closed = Problem(2, (Quota("age", "0-15", 0, 0), Quota("age", "16+", 1, 2)), people)
    opened = Problem(2, (Quota("age", "0-15", 0, 0, 0, 1), Quota("age", "16+", 1, 2)), people)
    assert [relaxation.sentence for relaxation in relaxations(closed)] == ["lower the size from 2 to 1"]
    assert [relaxation.sentence for relaxation in relaxations(opened)] == [
        "raise the maximum of age = 0-15 from 0 to 1",
        "lower the size from 2 to 1",
    ]


def test_the_changes_are_applied() -> None:
    quota = Quota("sexe", "F", 2, 3)
    problem = Problem(3, (quota,), ())
    changes = (Change(Rule(Side.SIZE, 3), 4), Change(Rule(Side.MINIMUM, 2, quota), 1))
    assert Relaxation(changes, 0, ()).applied_to(problem) == Problem(4, (Quota("sexe", "F", 1, 3),), ())
