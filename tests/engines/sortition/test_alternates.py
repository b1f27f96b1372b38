"""The alternates: compared with every choice of people and every use of them."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from belvedere.engines.sortition import alternates_choice
from belvedere.engines.sortition.alternates import NoAlternates, alternates_for, dropout_chances
from belvedere.engines.sortition.problem import Person, Problem, Quota
from tests.engines.sortition.small_problems import VALUES, subsets

SETS = 8


def lost(problem: Problem, members: set[int]) -> int:
    """Count the empty places, and those lacking to each minimum."""
    short = (max(0, q.minimum - len(members & set(row))) for q, row in zip(problem.quotas, problem.rows, strict=True))
    return problem.size - len(members) + sum(short)


def is_within(problem: Problem, members: set[int]) -> bool:
    if len(members) > problem.size:
        return False
    pairs = zip(problem.quotas, problem.rows, strict=True)
    return all(len(members & set(row)) <= quota.maximum for quota, row in pairs)


def least(problem: Problem, panel: tuple[int, ...], chosen: tuple[int, ...], leaving: np.ndarray) -> int:
    """Lose as little as can be over the sets, trying every use of the alternates."""
    total = 0
    for row in leaving:
        staying = {place for place, leaves in zip(panel, row, strict=True) if not leaves}
        uses = (staying | set(coming) for coming in subsets(chosen))
        total += min(lost(problem, members) for members in uses if is_within(problem, members))
    return total


def choices(problem: Problem, panel: tuple[int, ...], count: int) -> list[tuple[int, ...]]:
    """List every choice of alternates: distinct households, none of a member's."""
    homes = [person.household or f"alone {place}" for place, person in enumerate(problem.people)]
    free = [p for p in range(len(problem.people)) if homes[p] not in {homes[member] for member in panel}]
    return [found for found in combinations(free, count) if len({homes[place] for place in found}) == count]


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Problem, tuple[int, ...]]:
    """Draw a few people, a panel of them, and quotas that the panel keeps."""
    homes = st.sampled_from((None, None, "1 rue Haute", "2 rue Basse"))
    values = st.tuples(*map(st.sampled_from, VALUES.values()))
    people = tuple(Person(str(p), draw(values), draw(homes) if p > 2 else None) for p in range(draw(st.integers(5, 8))))
    size = draw(st.integers(1, 3))
    panel = tuple(range(size))
    found = []
    for place, (category, names) in enumerate(VALUES.items()):
        for name in names:
            count = sum(person.values[place] == name for person in people[:size])
            minimum, maximum = draw(st.integers(max(0, count - 1), count)), draw(st.integers(count, count + 1))
            found.append(Quota(category, name, minimum, maximum))
    return Problem(size, tuple(found), people), panel


@settings(deadline=None, max_examples=40)
@given(drawn(), st.integers(1, 2), st.integers(0, 99), st.sampled_from((0.2, 0.6, 1.0)))
def test_no_choice_of_alternates_loses_less(case, count, seed, chance):
    problem, panel = case
    possible = choices(problem, panel, count)
    assume(possible)
    chances = (chance,) * len(panel)
    leaving = np.random.default_rng(seed).random((SETS, len(panel))) < np.array(chances)

    found = alternates_for(problem, panel, chances, count=count, seed=seed, sets=SETS)

    every = {chosen: least(problem, panel, chosen, leaving) for chosen in possible}
    assert every[found.people] == min(every.values())
    assert round(found.loss * SETS) == every[found.people]
    assert round(found.loss_without * SETS) == least(problem, panel, (), leaving)
    assert found.bound == found.loss


@settings(deadline=None, max_examples=25)
@given(drawn(), st.integers(0, 99))
def test_the_bound_of_a_large_choice_is_below_what_is_lost(case, seed):
    problem, panel = case
    assume(choices(problem, panel, 1))
    chances = (0.5,) * len(panel)
    exact = alternates_for(problem, panel, chances, count=1, seed=seed, sets=SETS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alternates_choice, "_MOST_USES", 0)

        near = alternates_for(problem, panel, chances, count=1, seed=seed, sets=SETS)

    assert near.bound - 1e-9 <= exact.loss <= near.loss + 1e-9
    assert near.people in choices(problem, panel, 1)


QUOTAS = (Quota("sexe", "F", 2, 2), Quota("sexe", "H", 2, 2))
PEOPLE = tuple(Person(f"p{place}", (value,)) for place, value in enumerate("FFHHFFFHHH"))
PROBLEM = Problem(4, QUOTAS, PEOPLE)


def test_the_same_seed_gives_the_same_alternates_and_seeds_differ_among_equals():
    chances = (0.3,) * 4

    found = {alternates_for(PROBLEM, (0, 1, 2, 3), chances, count=2, seed=seed).people for seed in (1, 1, 2, 3, 4, 5)}

    again = alternates_for(PROBLEM, (0, 1, 2, 3), chances, count=2, seed=1)
    assert again.people in found
    assert len(found) > 1


def test_those_who_drop_out_more_have_more_alternates():
    chances = dropout_chances(PROBLEM, (0, 1, 2, 3), 0.01, {("sexe", "F"): 0.9})

    found = alternates_for(PROBLEM, (0, 1, 2, 3), chances, count=2, seed=1)

    assert chances == (0.9, 0.9, 0.01, 0.01)
    assert [PEOPLE[place].values for place in found.people] == [("F",), ("F",)]


def test_a_member_s_household_gives_no_alternate():
    people = tuple(replace(person, household="1" if person.id in {"p0", "p4", "p5"} else None) for person in PEOPLE)

    found = alternates_for(Problem(4, QUOTAS, people), (0, 1, 2, 3), (1.0, 1.0, 0.0, 0.0), count=1)

    assert found.people == (6,)


@pytest.mark.parametrize(
    ("panel", "count", "said"),
    [((0, 1, 2), 1, "3 people instead of 4"), ((0, 1, 4, 2), 1, "sexe = F: 3"), ((0, 1, 2, 3), 7, "6 people can be")],
)
def test_what_cannot_be_asked_is_refused(panel, count, said):
    with pytest.raises(NoAlternates, match=said):
        alternates_for(PROBLEM, panel, (0.1,) * len(panel), count=count)


def test_chances_are_checked():
    with pytest.raises(NoAlternates, match=r"1\.2 is not a chance"):
        dropout_chances(PROBLEM, (0,), 1.2)
    with pytest.raises(NoAlternates, match="No quota is about sexe = X"):
        dropout_chances(PROBLEM, (0,), 0.1, {("sexe", "X"): 0.1})
