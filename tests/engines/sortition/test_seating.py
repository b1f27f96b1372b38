"""Places of types given to people of distinct households: as listing every choice says."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.sortition.membership import turning_panels
from belvedere.engines.sortition.oracle import Oracle
from belvedere.engines.sortition.polytope import polytope_of
from belvedere.engines.sortition.problem import Person, Problem
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.seating import Crowd, Seats, seated
from belvedere.engines.sortition.types import Types, types_of
from tests.engines.sortition.small_problems import problems_with_panels

HOMES = st.lists(st.sampled_from((None, 1, 2, 3)), min_size=1, max_size=9)
COUPLE = Problem(2, (), (Person("a", ("F",), "1"), Person("b", ("H",), "1")))


def merged_types(problem: Problem) -> Types:
    return types_of(problem, range(len(problem.households)))


def choices_of(counts: tuple[int, ...], members: list[list[int]], living: dict[int, int]) -> list[tuple[int, ...]]:
    """List every choice of people of distinct households for counts by type."""
    by_type = (combinations(people, count) for people, count in zip(members, counts, strict=True))
    chosen = [sum(choice, ()) for choice in product(*by_type)]
    homes = [[living[person] for person in people if person in living] for people in chosen]
    return [people for people, shared in zip(chosen, homes, strict=True) if len(set(shared)) == len(shared)]


@given(HOMES, st.data())
def test_people_are_found_when_there_are_some_and_a_crowd_is_a_proof(
    homes: list[int | None], data: st.DataObject
) -> None:
    living = {person: home for person, home in enumerate(homes) if home is not None}
    kinds = data.draw(st.lists(st.integers(0, 2), min_size=len(homes), max_size=len(homes)))
    members = [[person for person in range(len(homes)) if kinds[person] == kind] for kind in range(3)]
    counts = tuple(data.draw(st.integers(0, len(people))) for people in members)
    found = seated(enumerate(counts), dict(enumerate(members)), living)
    choices = choices_of(counts, members, living)
    if not isinstance(found, Crowd):
        assert tuple(sorted(found)) in {tuple(sorted(choice)) for choice in choices}
        return
    assert choices == []
    crowded = [person for kind in found.types for person in members[kind]]
    assert len({living.get(person, -1 - person) for person in crowded}) == found.most
    assert sum(counts[kind] for kind in found.types) > found.most


def test_first_candidates_are_taken_and_give_way_only_when_needed() -> None:
    living = {0: 1, 2: 1}
    assert seated([(0, 1), (1, 1)], {0: [0, 1], 1: [2, 3]}, living) == (0, 3)
    assert seated([(0, 1), (1, 1)], {0: [0, 1], 1: [2]}, living) == (1, 2)


@given(problems_with_panels())
def test_panels_over_profiles_are_those_over_households(problem: Problem) -> None:
    """Each price has the same best value, whether types tell households apart or people are seated after."""
    apart, together = types_of(problem), merged_types(problem)
    prices = {values: float(number) for number, values in enumerate(sorted(set(apart.values)))}
    found = [
        Oracle(polytope_of(problem, types), Seats(types)).best(np.array([prices[values] for values in types.values]))
        for types in (apart, together)
    ]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].value == found[1].value
    assert problem.is_panel(turning_panels(problem, together, [found[1].counts], [1.0], "seed")[0])


def test_the_oracle_keeps_apart_those_who_live_together() -> None:
    people = (Person("a", ("x",), "1"), Person("b", ("y",), "1"), Person("c", ("z",)))
    problem = Problem(2, (), people)
    oracle = Oracle(polytope_of(problem, merged_types(problem)), Seats(merged_types(problem)))
    for find in (oracle.near, oracle.best):
        found = find(np.array([2.0, 3.0, 0.0]))
        assert found is not None
        assert found.counts.tolist() == [0, 1, 1]


def test_people_of_one_profile_take_turns_whoever_they_live_with() -> None:
    people = tuple(Person(f"p{place}", ("F",), f"home {place // 2}" if place < 6 else None) for place in range(9))
    problem = Problem(3, (), people)
    panels = turning_panels(problem, merged_types(problem), [np.array([3])] * 30, [1 / 30] * 30, "seed")
    assert all(problem.is_panel(panel) for panel in panels)
    assert np.bincount(np.ravel(panels)).tolist() == [10] * 9


def test_a_panel_that_cannot_be_seated_is_never_given() -> None:
    with pytest.raises(SolverFailed, match="two people of one household"):
        turning_panels(COUPLE, merged_types(COUPLE), [np.array([1, 1])], [1.0], "seed")
