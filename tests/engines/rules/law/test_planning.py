"""Back-planning: the reference's worked example, brute force on small calendars, impossible calendars."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.rules.law.closed_days import read_shared_days, voters_blackout
from belvedere.engines.rules.law.delays import after
from belvedere.engines.rules.law.plan import Fix, MissedSession, make_plan
from belvedere.engines.rules.law.planning import (
    Acts,
    Calendar,
    ImpossibleCalendar,
    Period,
    acts_of,
    latest_dates,
    pushed_dates,
)
from belvedere.engines.rules.law.project_plan import Order, ProjectPlan, plan_project
from belvedere.engines.rules.law.ruleset import Milestone, Unit
from belvedere.engines.rules.law.shipped import CALENDAR, shipped_rules, shipped_texts
from tests.engines.rules.law.cases import INSPIRE, facts, law

SESSIONS = [date(2027, month, day) for month, day in ((2, 12), (4, 2), (6, 25), (9, 24), (11, 5), (12, 17))]
HOLIDAYS = frozenset(
    {date(2027, 3, 29), date(2027, 5, 6), date(2027, 5, 17), date(2027, 7, 14), date(2027, 11, 1), date(2027, 11, 11)}
)
CONSULTATION = ["CU-DELIB", "CU-OUV", "CU-CLOT", "CU-BILAN"]
SHARED = read_shared_days(shipped_texts()[CALENDAR])


def acts(names: list[str] = CONSULTATION) -> Acts:
    return acts_of(shipped_rules().milestones, names)


def project(given_answers: dict[str, object], decision: date = date(2027, 12, 20)) -> ProjectPlan:
    return plan_project(
        law(), facts(given_answers), sessions=SESSIONS, decision_on=decision, holidays=HOLIDAYS, shared=SHARED
    )


def test_the_worked_example_three_days_late_cost_three_months() -> None:
    plan = make_plan(acts(), Calendar(SESSIONS, HOLIDAYS), date(2027, 12, 20))
    assert plan.dates == {
        "CU-DELIB": date(2027, 6, 25),
        "CU-OUV": date(2027, 10, 6),
        "CU-CLOT": date(2027, 11, 17),
        "CU-BILAN": date(2027, 12, 17),
        "DECISION": date(2027, 12, 17),
    }
    assert plan.acts[0].missed == MissedSession(date(2027, 9, 24), days_late=3, days_lost=91)
    assert plan.fixes == (Fix("CU-DELIB", "CU-DELIB", 3, date(2027, 9, 24), 91),)
    assert plan.critical == ("CU-DELIB", "CU-OUV", "CU-CLOT", "CU-BILAN", "DECISION")


def test_the_cheapest_fix_does_what_it_says() -> None:
    fix = make_plan(acts(), Calendar(SESSIONS, HOLIDAYS), date(2027, 12, 20)).fixes[0]
    shorter = acts().with_delay(fix.shorten, 15 - fix.days)
    assert latest_dates(shorter, Calendar(SESSIONS, HOLIDAYS), date(2027, 12, 20))[fix.act] == fix.new_date
    less = acts().with_delay(fix.shorten, 15 - fix.days + 1)
    assert latest_dates(less, Calendar(SESSIONS, HOLIDAYS), date(2027, 12, 20))[fix.act] < fix.new_date


def test_inspire_matches_the_reference_and_says_what_order_is_to_settle() -> None:
    found = project(INSPIRE)
    assert {name: found.plan.dates[name] for name in CONSULTATION} == {
        "CU-DELIB": date(2027, 6, 25),
        "CU-OUV": date(2027, 10, 6),
        "CU-CLOT": date(2027, 11, 17),
        "CU-BILAN": date(2027, 12, 17),
    }
    note = "Le bilan de la concertation est joint au dossier de l’enquête (C. urb. L. 103-6)."
    assert found.orders == (Order("CU-BILAN", "EP-OUV", note, "C. env. L. 123-9"),)
    assert found.rules == ("CE-123-2", "CU-R103-1-2")


def test_the_report_comes_before_the_inquiry_when_the_final_decision_is_aimed_at() -> None:
    found = project({**INSPIRE, "decision_visee": "decision_finale"})
    assert found.plan.dates == {
        "CU-DELIB": date(2027, 6, 25),
        "CU-OUV": date(2027, 7, 13),  # 14 July is a holiday
        "CU-CLOT": date(2027, 8, 25),
        "CU-BILAN": date(2027, 9, 24),
        "EP-AVIS": date(2027, 10, 1),
        "EP-OUV": date(2027, 10, 18),
        "EP-CLOT": date(2027, 11, 17),
        "DECISION": date(2027, 12, 17),
    }
    assert found.orders == ()
    assert [(advice.act, advice.days) for advice in found.plan.advice] == [("EP-OUV", 16), ("CU-OUV", 44)]


def test_what_follows_the_report_is_left_out_when_the_report_is_aimed_at() -> None:
    found = project({**INSPIRE, "decision_visee": "bilan"})
    assert (found.rules, "EP-OUV" in found.plan.dates) == (("CU-R103-1-2",), False)


def test_a_poll_is_a_sunday_outside_the_blackout() -> None:
    years = {"annee_scrutin": 2030, "annee_prochain_renouvellement": 2032}
    given_answers = {"niveau": "metropole", "consultation_electeurs": True, **years}
    sessions = [date(2030, 6, 28), date(2030, 10, 4), date(2031, 3, 7)]
    found = plan_project(
        law(), facts(given_answers), sessions=sessions, decision_on=sessions[-1], holidays=frozenset(), shared=SHARED
    )
    assert found.plan.dates == {
        "ELEC-DELIB": date(2030, 10, 4),
        "ELEC-SCRUTIN": date(2030, 12, 29),
        "DECISION": date(2031, 3, 7),
    }
    assert not voters_blackout(2032).holds(date(2030, 12, 29))


def test_a_rule_that_is_undecided_is_told() -> None:
    found = project({"nature": "zac"})
    assert found.undecided == {
        "CE-123-2": ("evaluation_environnementale", "exempte_enquete"),
        "CE-123-19": ("evaluation_environnementale", "exempte_enquete"),
        "CGCT-5211-49": ("niveau", "consultation_electeurs", "annee_scrutin", "annee_prochain_renouvellement"),
    }


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            date(2027, 3, 1),
            (
                "« Délibération fixant objectifs et modalités » (CU-DELIB) needs a date on or before 2026-11-17 "
                "(15 days before « CU-OUV »), and there is no council session. To mend: hold a session for « "
                "CU-DELIB » on or before 2026-11-17; or decide on 2027-06-25, the first session for which "
                "everything holds."
            ),
        ),
        (
            date(2027, 1, 15),
            (
                "« Délibération finale / décision » (DECISION) needs a date on or before 2027-01-15, and there "
                "is no council session. To mend: hold a session for « DECISION » on or before 2027-01-15; or "
                "decide on 2027-06-25, the first session for which everything holds."
            ),
        ),
        (
            date(2027, 5, 1),
            (
                "« Délibération fixant objectifs et modalités » (CU-DELIB) needs a date on or before 2027-01-05 "
                "(15 days before « CU-OUV »), and there is no council session. To mend: shorten the advised "
                "delay of 42 days between « CU-OUV » and « CU-CLOT » by 40 days; or hold a session for « "
                "CU-DELIB » on or before 2027-01-05; or decide on 2027-06-25, the first session for which "
                "everything holds."
            ),
        ),
    ],
)
def test_an_impossible_calendar_names_what_to_relax(target: date, message: str) -> None:
    with pytest.raises(ImpossibleCalendar) as refused:
        make_plan(acts(), Calendar(SESSIONS, HOLIDAYS), target)
    assert str(refused.value) == message


def test_nothing_is_planned_before_the_first_day_allowed() -> None:
    calendar = Calendar(SESSIONS, HOLIDAYS, not_before=date(2027, 7, 1))
    with pytest.raises(
        ImpossibleCalendar, match=r"\(CU-DELIB\) needs a date on or before 2027-09-21 .* from 2027-07-01"
    ):
        make_plan(acts(), calendar, date(2027, 12, 20))


def test_a_slip_goes_to_the_next_session_that_holds() -> None:
    sessions = [*SESSIONS, date(2028, 2, 11)]
    plan = make_plan(acts(), Calendar(sessions, HOLIDAYS), date(2027, 12, 20))
    opening = next(act for act in plan.acts if act.milestone.id == "CU-OUV")
    assert [(slip.days, slip.decision_on, slip.days_lost) for slip in opening.slips] == [
        (1, date(2028, 2, 11), 56),
        (7, date(2028, 2, 11), 56),
        (30, date(2028, 2, 11), 56),
    ]


# Small calendars: four acts over three weeks, all dates tried.
START = date(2027, 3, 1)
DAYS = [START + timedelta(days=number) for number in range(18)]
BASE = shipped_rules().milestones["DECISION"]


def small_act(name: str, before: str, delay: int, unit: Unit, *, council: bool, longest: int | None) -> Milestone:
    return replace(
        BASE,
        id=name,
        before=before,
        delay=delay,
        unit=unit,
        is_council=council,
        maximum_days=longest,
        blackout="closed",
    )


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Acts, Calendar]:
    delays, units = st.integers(0, 4), st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS])

    def drawn(name: str, before: str) -> Milestone:
        delay = draw(delays)
        longest = draw(st.one_of(st.none(), st.integers(delay + 2, delay + 5)))
        return small_act(name, before, delay, draw(units), council=draw(st.booleans()), longest=longest)

    named = {
        "DECISION": BASE,
        "c": drawn("c", "DECISION"),
        "b": drawn("b", draw(st.sampled_from(["c", "DECISION"]))),
        "a": replace(drawn("a", "b"), follows=()),
    }
    named["c"] = replace(named["c"], follows=("a",) if draw(st.booleans()) else ())
    sessions = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=2, max_size=8)))
    first = draw(st.sampled_from(DAYS))
    closed = {"closed": [Period("closed", first, first + timedelta(days=draw(st.integers(0, 4))))]}
    holidays = frozenset(draw(st.sets(st.sampled_from(DAYS), max_size=2)))
    return acts_of(named, ["a", "b", "c"]), Calendar(sessions, holidays, closed, START)


def _holds(found: Acts, calendar: Calendar, dates: Mapping[str, date]) -> bool:
    for link in found.links:
        first, then = dates[link.earlier], dates[link.later]
        earliest = first if link.is_order else after(first, link.of.delay, link.of.unit, calendar.holidays)
        longest = None if link.is_order else link.of.maximum_days
        if then < earliest or (longest is not None and (then - first).days > longest):
            return False
    return True


def _all_solutions(found: Acts, calendar: Calendar, target: date) -> Iterator[dict[str, date]]:
    names = list(found.milestones)
    allowed = [
        [day for day in DAYS if calendar.allows(found.milestones[name], day) and (name != "DECISION" or day <= target)]
        for name in names
    ]
    for days in product(*allowed):
        dates = dict(zip(names, days, strict=True))
        if _holds(found, calendar, dates):
            yield dates


@given(calendars())
@settings(max_examples=40)
def test_planned_dates_hold_and_are_the_latest_that_do(drawn: tuple[Acts, Calendar]) -> None:
    found, calendar = drawn
    solutions = list(_all_solutions(found, calendar, DAYS[-1]))
    if not solutions:
        with pytest.raises(ImpossibleCalendar):
            latest_dates(found, calendar, DAYS[-1])
        return
    dates = latest_dates(found, calendar, DAYS[-1])
    assert dates in solutions
    assert dates == {name: max(solution[name] for solution in solutions) for name in dates}


@given(st.integers(1, 40), st.sampled_from(CONSULTATION))
@settings(max_examples=20)
def test_what_is_pushed_still_respects_every_delay(days: int, late: str) -> None:
    calendar = Calendar([*SESSIONS, date(2028, 2, 11), date(2028, 6, 30)], HOLIDAYS)
    planned = latest_dates(acts(), calendar, date(2027, 12, 20))
    pushed = pushed_dates(acts(), calendar, planned, late, days)
    assert pushed[late] >= planned[late] + timedelta(days=days)
    for link in acts().links:
        assert pushed[link.later] >= link.earliest(pushed[link.earlier], calendar.holidays)
