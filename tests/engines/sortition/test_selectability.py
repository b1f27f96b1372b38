"""Who can never be drawn, against a list of every panel."""

import doctest
from importlib import import_module

import pytest
from hypothesis import given, settings

from belvedere.engines.sortition.feasibility import NoPanel
from belvedere.engines.sortition.problem import Person, Problem, Quota
from belvedere.engines.sortition.selectability import never_selectable
from tests.engines.sortition.small_problems import conflicts_of, panels_of, problems


def test_examples() -> None:
    assert doctest.testmod(import_module("belvedere.engines.sortition.selectability")).failed == 0


@settings(max_examples=50, deadline=None)
@given(problems())
def test_those_in_no_panel_and_the_fewest_rules_responsible(problem: Problem) -> None:
    panels = panels_of(problem)
    if not panels:
        with pytest.raises(NoPanel):
            never_selectable(problem)
        return
    found = never_selectable(problem)
    excluded = set(range(len(problem.people))).difference(*panels)
    assert sorted(person for exclusion in found for person in exclusion.people) == sorted(excluded)
    for exclusion in found:
        for person in exclusion.people:
            conflicts = list(conflicts_of(problem, person))
            assert frozenset(exclusion.conflict.rules) in conflicts
            assert len(exclusion.conflict.rules) == len(conflicts[0])


def test_people_share_their_reason() -> None:
    quotas = (Quota("âge", "25-34", 2, 3), Quota("origine", "ici", 2, 3), Quota("handicap", "oui", 0, 1))
    profiles = ["25-34 ici non", "25-34 là oui", "60+ ici non", "60+ là oui", "60+ ici oui", "60+ là non"]
    pool = tuple(Person(str(place), tuple(profile.split())) for place, profile in enumerate(profiles))
    found = never_selectable(Problem(3, quotas, pool))
    assert [(exclusion.people, exclusion.sentence) for exclusion in found] == [
        (
            (3, 4),
            (
                "People who can never be drawn: 2. With the people of the pool, these 2 rules leave no place for such "
                "a person. In conflict: at least 2 of âge = 25-34; at most 1 of handicap = oui."
            ),
        ),
        (
            (5,),
            (
                "People who can never be drawn: 1. With the people of the pool, these 3 rules leave no place for such "
                "a person. In conflict: 3 people in all; at least 2 of âge = 25-34; at least 2 of origine = ici."
            ),
        ),
    ]
