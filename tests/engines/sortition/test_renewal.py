"""Renewals: compared with every choice of newcomers, and followed over years."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.sortition.feasibility import NoPanel
from belvedere.engines.sortition.problem import Distribution, Person, Problem, Quota
from belvedere.engines.sortition.relaxation import relaxations
from belvedere.engines.sortition.renewal import (
    NoRenewal,
    Priority,
    Refusal,
    Terms,
    Words,
    broken_promises,
    can_renew,
    renew,
    whole_problem,
)
from belvedere.engines.sortition.solving import check_certificate
from belvedere.engines.sortition.thirds import thirds_of
from tests.engines.sortition.small_problems import panels_of, problems


@st.composite
def renewals(draw: st.DrawFn) -> tuple[Problem, tuple[int, ...], tuple[int, ...], dict[int, int]]:
    """Draw a pool, some who sit (not always a panel), some of them who leave, and some who sat before."""
    problem = draw(problems())
    everyone = list(range(len(problem.people)))
    panel = tuple(draw(st.permutations(everyone))[: draw(st.integers(0, problem.size))])
    leaving = tuple(place for place in panel if draw(st.booleans()))
    if len(panel) - len(leaving) == problem.size:
        leaving = panel[:1]
    former = {place: draw(st.integers(1, 3)) for place in everyone if place not in panel and draw(st.booleans())}
    return problem, panel, leaving, former


def possible(problem, panel, leaving, former, terms) -> set[tuple[int, ...]]:
    """List the whole panels that a renewal may lead to."""
    staying = set(panel) - set(leaving)
    found = []
    for whole in panels_of(problem):
        back = [former[place] for place in whole if place in former]
        is_too_soon = any(since <= terms.cooling_renewals for since in back)
        is_twice = bool(back) and terms.priority is Priority.NEVER
        if staying <= set(whole) and not set(leaving).intersection(whole) and not is_too_soon and not is_twice:
            found.append((len(back), whole))
    if terms.priority is Priority.LAST:
        fewest = min((back for back, _ in found), default=0)
        found = [(back, whole) for back, whole in found if back == fewest]
    return {whole for _, whole in found}


@settings(deadline=None, max_examples=50)
@given(renewals(), st.integers(0, 2), st.sampled_from(Priority))
def test_a_renewal_leads_to_the_panels_of_a_listing_and_to_no_other(case, cooling, priority):
    problem, panel, leaving, former = case
    terms = Terms(cooling, priority)
    expected = possible(problem, panel, leaving, former, terms)
    try:
        found = renew(problem, panel, leaving, former=former, terms=terms)
    except NoPanel:
        assert expected == set()
        return
    assert {found.panel_with(newcomers) for newcomers in panels_of(found.problem)} == expected
    assert {found.panel_with(newcomers) for newcomers in found.solution.distribution.panels} <= expected
    assert list(broken_promises(problem, found, former)) == []
    assert check_certificate(found.problem, found.solution) == ()
    reachable = set().union(*expected) - set(found.staying)
    chances = dict(zip(found.candidates, found.solution.probabilities, strict=True))
    assert {place for place, chance in chances.items() if chance > 1e-6} == reachable


@settings(deadline=None, max_examples=40)
@given(renewals())
def test_every_relaxation_of_a_renewal_lets_those_who_stay_sit(case):
    problem, panel, leaving, former = case
    try:
        renew(problem, panel, leaving, former=former)
    except NoPanel:
        whole = whole_problem(problem, panel, leaving, former=former)
        for proposal in relaxations(whole):
            assert proposal.applied_to(whole).is_panel(proposal.panel)
            stay = [place for place in proposal.panel if whole.people[place].values[-1] == Words().stays]
            assert len(stay) == len(set(panel) - set(leaving))


QUOTAS = (Quota("sexe", "F", 2, 2), Quota("sexe", "H", 2, 2))
PEOPLE = tuple(Person(f"p{place}", (value,)) for place, value in enumerate("FFHHFFFHHH"))
PROBLEM = Problem(4, QUOTAS, PEOPLE)


def test_those_who_sat_before_come_only_where_the_quotas_need_them():
    renewal = renew(PROBLEM, (0, 1, 2, 3), (0, 2), former={4: 3, 5: 3, 6: 3, 7: 2})

    assert renewal.fewest_former == 1
    assert renewal.problem.quotas[2:] == (
        Quota("membership", "former member", 1, 1),
        Quota("membership", "new", 1, 1),
    )
    chances = dict(zip(renewal.candidates, renewal.solution.probabilities, strict=True))
    assert chances == pytest.approx({4: 1 / 3, 5: 1 / 3, 6: 1 / 3, 7: 0, 8: 1 / 2, 9: 1 / 2})


def test_the_pool_is_told_who_cannot_come_and_why():
    homes = {"p1": "A", "p5": "A", "p0": "B", "p6": "B"}
    problem = replace(PROBLEM, people=tuple(replace(person, household=homes.get(person.id)) for person in PEOPLE))

    renewal = renew(problem, (0, 1, 2, 3), (0, 2), former={7: 1, 8: 2}, terms=Terms(1))
    never = renew(problem, (0, 1, 2, 3), (0, 2), former={7: 1, 8: 2}, terms=Terms(1, Priority.NEVER))

    assert renewal.refused == {0: Refusal.LEAVES, 2: Refusal.LEAVES, 5: Refusal.HOUSEHOLD, 7: Refusal.COOLING}
    assert renewal.candidates == (4, 6, 8, 9)
    assert never.refused == {**renewal.refused, 8: Refusal.SERVED}


def test_empty_seats_are_filled_though_nobody_leaves():
    renewal = renew(PROBLEM, (0, 2, 3), ())

    assert renewal.problem.size == 1
    assert renewal.solution.probabilities == pytest.approx((1 / 4, 1 / 4, 1 / 4, 1 / 4, 0, 0, 0))


def test_a_category_of_the_same_name_is_left_alone():
    quotas = (Quota("membership", "F", 2, 2), Quota("membership", "H", 2, 2))

    renewal = renew(replace(PROBLEM, quotas=quotas), (0, 1, 2, 3), (0,), former={4: 1})

    assert renewal.problem.categories == ("membership", "membership′")


def test_why_no_renewal_exists_is_told_on_the_whole_panel():
    with pytest.raises(NoPanel) as caught:
        renew(replace(PROBLEM, people=PEOPLE[:5]), (0, 1, 2, 3), (2,))

    assert [rule.sentence for rule in caught.value.conflict.rules] == [
        "at least 2 of sexe = H",
    ]


def test_those_who_stay_may_be_too_many_already():
    narrower = replace(PROBLEM, quotas=(Quota("sexe", "F", 1, 1), Quota("sexe", "H", 3, 3)))

    with pytest.raises(NoPanel) as caught:
        renew(narrower, (0, 1, 2, 3), (2,))

    assert "at least 3 of membership = stays" in [rule.sentence for rule in caught.value.conflict.rules]


@pytest.mark.parametrize(
    ("leaving", "terms", "said"),
    [
        ((7,), Terms(), "p7 does not sit and cannot leave"),
        ((), Terms(), "4 people stay for 4 seats"),
        ((0,), Terms(-1), "A cooling period of -1 renewals"),
    ],
)
def test_what_cannot_be_asked_is_refused(leaving, terms, said):
    with pytest.raises(NoRenewal, match=said):
        renew(PROBLEM, (0, 1, 2, 3), leaving, terms=terms)


def test_a_panel_that_breaks_a_promise_is_named():
    renewal = renew(PROBLEM, (0, 1, 2, 3), (0, 2), former={4: 3})
    places = {place: number for number, place in enumerate(renewal.candidates)}
    panels = ((places[5], places[6]), (places[4], places[7]))
    wrong = replace(renewal, solution=replace(renewal.solution, distribution=Distribution(panels, (0.5, 0.5))))

    assert list(broken_promises(PROBLEM, wrong, {4: 3})) == [
        "panel 1: sexe = F: 3, outside 2–2",
        "panel 1: sexe = H: 1, outside 2–2",
        "panel 2: not 0 people who sat before",
    ]


CATEGORIES = {"sexe": ("F", "H"), "âge": ("16-29", "30-59", "60+"), "commune": ("Aubière", "Orcines", "Cébazat")}
STANDING = (
    Quota("sexe", "F", 6, 6),
    Quota("sexe", "H", 6, 6),
    *(Quota("âge", value, 3, 5) for value in CATEGORIES["âge"]),
    *(Quota("commune", value, 3, 5) for value in CATEGORIES["commune"]),
)


def _years(seed: int) -> list[tuple[frozenset[str], ...]]:
    """Follow a standing panel of 12 over six renewals by thirds, with new candidates and a resignation at each."""
    generator = np.random.default_rng(seed)
    arrived = 0

    def arrivals(count: int) -> tuple[Person, ...]:
        nonlocal arrived
        arrived += count
        values = (tuple(str(generator.choice(names)) for names in CATEGORIES.values()) for _ in range(count))
        return tuple(Person(f"p{arrived - count + place:03}", found) for place, found in enumerate(values))

    people = arrivals(60)
    problem = Problem(12, STANDING, people)
    everyone = renew(problem, (), ())
    panel = everyone.panel_with(everyone.solution.distribution.panels[0])
    cohorts = dict(_by_person(thirds_of(problem, panel, seed=seed).cohorts))
    left: dict[int, int] = {}
    told = []
    for year in range(6):
        problem = replace(problem, people=(*problem.people, *arrivals(10)))
        resigned = next(place for place in panel if cohorts[place] != year % 3)
        leaving = {place for place in panel if cohorts[place] == year % 3} | {resigned}
        since = {place: year - when for place, when in left.items()}
        renewal = renew(problem, panel, leaving, former=since, terms=Terms(2), seed=seed)
        drawn = renewal.solution.distribution.panels[int(generator.integers(len(renewal.solution.distribution.panels)))]
        panel = renewal.panel_with(drawn)
        assert problem.is_panel(panel)
        left |= dict.fromkeys(leaving, year)
        stay = {place: cohorts[place] for place in renewal.staying}
        cohorts = dict(_by_person(thirds_of(problem, panel, seated=stay, seed=seed).cohorts))
        assert {place: cohorts[place] for place in stay} == stay
        assert Counter(cohorts.values()) == {0: 4, 1: 4, 2: 4}
        told.append(tuple(frozenset(problem.people[p].id for p in panel if cohorts[p] == part) for part in range(3)))
    return told


def _by_person(cohorts):
    return ((place, number) for number, cohort in enumerate(cohorts) for place in cohort)


def test_six_renewals_keep_the_quotas_at_each_and_share_the_service():
    told = _years(5)

    service = Counter(name for cohorts in told for name in frozenset().union(*cohorts))
    assert sum(service.values()) == 6 * 12
    assert max(service.values()) <= 3
    assert _years(5) == told


def test_whether_a_renewal_exists_is_what_a_listing_says():
    for staying in combinations(range(4), 2):
        found = can_renew(PROBLEM, staying, range(4, 10))
        assert found == any(PROBLEM.is_panel((*staying, *new)) for new in combinations(range(4, 10), 2))
