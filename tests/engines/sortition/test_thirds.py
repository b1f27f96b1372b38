"""The rota: compared with every way to cut a small panel."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.renewal import NoRenewal
from belvedere.engines.sortition.thirds import excess_of, thirds_of
from tests.engines.sortition.small_problems import VALUES, panels_of, problems_with_panels


@st.composite
def panels(draw: st.DrawFn) -> Problem:
    """Draw people who all sit."""
    values = st.tuples(*map(st.sampled_from, VALUES.values()))
    people = tuple(Person(str(place), draw(values)) for place in range(draw(st.integers(2, 7))))
    quotas = tuple(Quota(name, value, 0, 9) for name, values in VALUES.items() for value in values)
    return Problem(len(people), quotas, people)


def cuts(size: int, parts: int, seated: dict[int, int]) -> list[list[tuple[int, ...]]]:
    """List every way to cut a panel in parts equal within one, as far as those who are seated let it."""
    return [
        [tuple(p for p in range(size) if given_to[p] == part) for part in range(parts)]
        for given_to in product(range(parts), repeat=size)
        if all(given_to[place] == part for place, part in seated.items())
    ]


def off_balance(size: int, cohorts: list[tuple[int, ...]]) -> int:
    low, high = size // len(cohorts), -(-size // len(cohorts))
    return sum(max(0, low - len(cohort), len(cohort) - high) for cohort in cohorts)


@settings(deadline=None, max_examples=40)
@given(panels(), st.integers(2, 3), st.integers(0, 9), st.data())
def test_no_cut_is_more_representative(problem, parts, seed, data):
    size = len(problem.people)
    seated = {place: data.draw(st.integers(0, parts - 1)) for place in range(data.draw(st.integers(0, size)))}

    found = thirds_of(problem, range(size), parts=parts, seated=seated, seed=seed)

    every = [(off_balance(size, cohorts), excess_of(problem, cohorts)) for cohorts in cuts(size, parts, seated)]
    assert (off_balance(size, list(found.cohorts)), found.excess) == min(every)
    assert sorted(place for cohort in found.cohorts for place in cohort) == list(range(size))
    assert all(place in found.cohorts[part] for place, part in seated.items())


QUOTAS = (Quota("sexe", "F", 3, 3), Quota("sexe", "H", 3, 3))
PEOPLE = tuple(Person(f"p{place}", (value,)) for place, value in enumerate("FFFHHHFH"))
PROBLEM = Problem(6, QUOTAS, PEOPLE)


def test_each_member_has_the_same_chance_of_each_cohort():
    counts = Counter()
    for seed in range(120):
        for number, cohort in enumerate(thirds_of(PROBLEM, range(6), seed=seed).cohorts):
            counts.update((place, number) for place in cohort)

    assert len(counts) == 18
    assert all(22 <= count <= 58 for count in counts.values())


def test_the_same_seed_gives_the_same_cohorts_whatever_the_order_of_the_people():
    turned = replace(PROBLEM, people=tuple(reversed(PEOPLE)))
    members = [place for place, person in enumerate(turned.people) if person.id < "p6"]

    def named(problem, panel):
        cohorts = thirds_of(problem, panel, seed=4).cohorts
        return [sorted(problem.people[place].id for place in cohort) for cohort in cohorts]

    assert named(PROBLEM, range(6)) == named(turned, members)


def renewable(problem: Problem, cohorts: list[tuple[int, ...]], panel: set[int]) -> bool:
    """Tell, from a list of all panels, whether people outside can take the seats of each cohort."""
    wholes = [set(whole) for whole in panels_of(problem)]
    return all(any(whole & panel == panel - set(cohort) for whole in wholes) for cohort in cohorts)


@settings(deadline=None, max_examples=50)
@given(problems_with_panels(), st.integers(2, 3), st.integers(0, 9))
def test_each_cohort_can_be_renewed_when_some_cut_lets_it(problem, parts, seed):
    problem = problem.without_households()
    panel = panels_of(problem)[0]

    found = thirds_of(problem, panel, parts=parts, seed=seed)

    every = [[tuple(panel[p] for p in cohort) for cohort in cut] for cut in cuts(len(panel), parts, {})]
    even = [cut for cut in every if off_balance(len(panel), cut) == 0]
    good = [cut for cut in even if renewable(problem, cut, set(panel))]
    assert off_balance(len(panel), list(found.cohorts)) == 0
    assert found.excess == min(excess_of(problem, cut) for cut in good or even)
    assert (found.not_renewable == ()) == bool(good)


def test_a_seat_that_only_members_can_hold_does_not_empty_a_whole_value():
    """Nobody outside is « y »: the two members who are must not leave together."""
    quotas = (Quota("sorte", "a", 2, 2), Quota("rang", "y", 1, 2))
    people = [("a", "y"), ("a", "x"), ("b", "y"), ("b", "x"), ("a", "x"), ("a", "x"), ("b", "x"), ("b", "x")]
    problem = Problem(4, quotas, tuple(Person(str(place), values) for place, values in enumerate(people)))

    for seed in range(5):
        found = thirds_of(problem, (0, 1, 2, 3), parts=2, seed=seed)
        assert (found.excess, found.not_renewable) == (0, ())
        apart = thirds_of(problem, (0, 1, 2, 3), parts=2, seated={0: 0, 2: 0}, seed=seed)
        assert apart.not_renewable == (0,)


def test_cohorts_that_nobody_could_renew_are_named():
    assert thirds_of(PROBLEM, range(6)).not_renewable == ()
    assert thirds_of(PROBLEM, range(6), candidates=()).not_renewable == (0, 1, 2)
    assert thirds_of(PROBLEM, range(6), parts=2).not_renewable == (0, 1)


@pytest.mark.parametrize(("parts", "seated"), [(1, {}), (3, {0: 3}), (3, {0: -1})])
def test_what_cannot_be_asked_is_refused(parts, seated):
    with pytest.raises(NoRenewal, match=f"{parts} cohorts: give 2 or more"):
        thirds_of(PROBLEM, range(6), parts=parts, seated=seated)
