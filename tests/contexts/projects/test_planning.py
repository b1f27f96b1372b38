"""The calendar of a project: InspiRe's dates are those of the reference; an impossible one says what to relax."""

from datetime import date, datetime

import pytest

from belvedere.contexts.projects.actions.planning import adopt_plan, mark_done
from belvedere.contexts.projects.exports.calendars import calendar_of
from belvedere.contexts.projects.models import Deadline
from belvedere.contexts.projects.queries.planning import lines_of, next_line, plan_of, warnings_of
from belvedere.contexts.projects.refusals import DayNotCome, ImpossiblePlan
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.projects.world import AFTER, DECISION_ON, World

WORKED_EXAMPLE = {
    "CU-DELIB": date(2027, 6, 25),
    "CU-OUV": date(2027, 10, 6),
    "CU-CLOT": date(2027, 11, 17),
    "CU-BILAN": date(2027, 12, 17),
    "DECISION": date(2027, 12, 17),
}


def test_inspire_has_the_dates_of_the_worked_example(world: World, now: datetime) -> None:
    project = world.planned(now)
    assert {row.milestone: row.on for row in project.deadlines.all()} == WORKED_EXAMPLE
    warned = warnings_of(plan_of(project, decision_on=DECISION_ON, on=now.date()))
    assert "celle du 24/09/2027 tombe 3 jours trop tard et ferait perdre 91 jours" in warned.missed[0]
    assert "permet la séance du 24/09/2027 et fait gagner 91 jours" in warned.fixes[0]
    line = next_line(project.deadlines.all(), now.date())
    assert line is not None
    assert (line.deadline.milestone, line.draft) == ("CU-DELIB", "delib_objectifs_modalites")


def test_an_act_done_keeps_its_day_when_the_plan_is_made_again(world: World, now: datetime) -> None:
    project = world.planned(now)
    vote = project.deadlines.get(milestone="CU-DELIB")
    with pytest.raises(DayNotCome):
        mark_done(deadline=vote, on=date(2027, 6, 25), by=world.lead, now=now)
    with pytest.raises(NotAllowed):
        mark_done(deadline=vote, on=date(2027, 6, 25), by=world.other, now=AFTER)
    mark_done(deadline=vote, on=date(2027, 6, 25), by=world.lead, now=AFTER)
    with pytest.raises(NotInThisState):
        mark_done(deadline=vote, on=date(2027, 6, 25), by=world.lead, now=AFTER)
    adopt_plan(project=project, decision_on=DECISION_ON, by=world.lead, now=now)
    lines = lines_of(Deadline.objects.filter(project=project), now.date())
    assert [(line.deadline.milestone, line.deadline.done_on, line.is_next) for line in lines] == [
        ("CU-DELIB", date(2027, 6, 25), False),
        ("CU-OUV", None, True),
        ("CU-CLOT", None, False),
        ("CU-BILAN", None, False),
        ("DECISION", None, False),
    ]


def test_an_impossible_calendar_says_what_to_relax_and_loses_nothing(world: World, now: datetime) -> None:
    project = world.planned(now)
    with pytest.raises(ImpossiblePlan) as refused:
        adopt_plan(project=project, decision_on=date(2027, 3, 1), by=world.lead, now=now)
    assert "Délibération fixant objectifs et modalités" in str(refused.value.message)
    assert "tenir une séance" in str(refused.value.next_step)
    assert "décider le " in str(refused.value.next_step)
    assert Deadline.objects.filter(project=project).count() == len(WORKED_EXAMPLE)


def test_a_council_without_sessions_is_told(world: World, now: datetime) -> None:
    project = world.answered(now)
    with pytest.raises(ImpossiblePlan) as refused:
        adopt_plan(project=project, decision_on=DECISION_ON, by=world.lead, now=now)
    assert "tenir une séance" in str(refused.value.next_step)


def test_the_dates_as_a_calendar(world: World, now: datetime) -> None:
    project = world.published(now)
    written = calendar_of(project.name, project.deadlines.all(), now=now).decode()
    assert written.count("BEGIN:VEVENT") == len(WORKED_EXAMPLE)
    assert "DTSTART;VALUE=DATE:20270625" in written
    assert "UID:PJ-2026-0001-CU-DELIB@belvedere" in written
    assert "/projets/inspire/" in written.replace("\r\n ", "")
