"""Who leaves first: compared with every choice of members."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.sortition.departures import longest_served
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.renewal import NoRenewal, eligible
from tests.engines.sortition.small_problems import panels_of, problems


@settings(deadline=None, max_examples=50)
@given(problems(), st.data())
def test_those_who_leave_served_the_longest_among_the_choices_that_can_be_filled(problem, data):
    everyone = range(len(problem.people))
    panel = tuple(data.draw(st.permutations(list(everyone)))[: problem.size])
    resigned = frozenset(place for place in panel if data.draw(st.booleans()) and data.draw(st.booleans()))
    sessions = {place: data.draw(st.integers(0, 4)) for place in panel}
    free = [place for place in panel if place not in resigned]
    count = data.draw(st.integers(0, len(free)))
    candidates = eligible(problem, panel)

    found = longest_served(problem, panel, sessions, count, candidates=candidates, resigned=resigned, seed=1)

    panels = [set(whole) for whole in panels_of(problem)]
    choices = [set(chosen) | resigned for chosen in combinations(free, count)]
    fillable = [chosen for chosen in choices if any(whole & set(panel) == set(panel) - chosen for whole in panels)]
    assert set(found) in (fillable or choices)
    served = [sum(sessions[place] for place in chosen) for chosen in fillable or choices]
    assert sum(sessions[place] for place in found) == max(served)
    assert found == tuple(sorted(found))


QUOTAS = (Quota("sexe", "F", 2, 2), Quota("sexe", "H", 2, 2))
PROBLEM = Problem(4, QUOTAS, tuple(Person(f"p{place}", (value,)) for place, value in enumerate("FFHHFH")))


def test_among_equals_the_seed_draws_and_the_same_seed_gives_the_same():
    found = [longest_served(PROBLEM, range(4), {}, 2, candidates=(4, 5), seed=seed) for seed in range(40)]

    again = [longest_served(PROBLEM, range(4), {}, 2, candidates=(4, 5), seed=seed) for seed in range(40)]
    assert found == again
    assert set(found) == {(0, 2), (0, 3), (1, 2), (1, 3)}


def test_the_quotas_keep_somebody_who_served_long():
    assert longest_served(PROBLEM, range(4), {2: 9, 3: 8, 0: 1}, 2, candidates=(4, 5)) == (0, 2)


def test_more_people_than_there_are_cannot_leave():
    with pytest.raises(NoRenewal, match="4 people to leave among 3"):
        longest_served(PROBLEM, range(4), {}, 4, candidates=(4, 5), resigned=(0,))
