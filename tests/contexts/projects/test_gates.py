"""The gates: points read from facts, ticks, approvals, passages with a public reservation, statistics."""

from datetime import datetime

import pytest

from belvedere.contexts.projects.actions.gates import approve_gate, pass_gate, tick_point
from belvedere.contexts.projects.actions.questionnaire import freeze_verdict
from belvedere.contexts.projects.models import Approval, Passage, Project
from belvedere.contexts.projects.queries.gates import FACTS, gate_ahead, gate_row, gates_of
from belvedere.contexts.projects.queries.projects import full_projects
from belvedere.contexts.projects.queries.statistics import gates_by_department
from belvedere.contexts.projects.refusals import (
    AlreadyApproved,
    ApprovalsMissing,
    GateNotReached,
    NotTicked,
    ReservationNeeded,
    SayWhy,
)
from belvedere.contexts.projects.states.gates import SHEETS, Gate, Instance
from belvedere.contexts.projects.words import GATES, INSTANCES, ITEMS
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from tests.contexts.projects.world import AFTER, World


def red(project: Project, gate: Gate, now: datetime) -> list[str]:
    return [point.code for point in gate_row(full_projects().get(pk=project.pk), gate, now.date()).red]


def test_every_code_of_the_gates_has_its_words_and_its_fact() -> None:
    items = [item for sheet in SHEETS.values() for item in sheet.items]
    assert sorted(items) == sorted(ITEMS)
    assert sorted(item for sheet in SHEETS.values() for item in sheet.computed) == sorted(FACTS)
    assert (list(GATES), set(INSTANCES)) == (list(Gate), set(Instance))


def test_points_are_read_from_facts(world: World, now: datetime) -> None:
    project = world.opened(now)
    assert red(project, Gate.OPPORTUNITY, now) == list(SHEETS[Gate.OPPORTUNITY].items)
    project = world.planned(now, "Autre")
    freeze_verdict(project=project, by=world.lead, now=now)
    assert red(project, Gate.OPPORTUNITY, now) == ["problem", "already_said", "load"]
    assert red(project, Gate.FRAME, now) == ["communes_told", "verdict_reviewed"]


def test_a_tick_says_why_and_a_computed_point_is_not_ticked(world: World, now: datetime) -> None:
    project = world.opened(now)
    with pytest.raises(SayWhy):
        tick_point(project=project, item="problem", is_met=True, note=" ", by=world.lead, now=now)
    with pytest.raises(NotTicked):
        tick_point(project=project, item="verdict", is_met=True, note="Si", by=world.lead, now=now)
    with pytest.raises(NotAllowed):
        tick_point(project=project, item="problem", is_met=True, note="Oui", by=world.other, now=now)
    tick_point(project=project, item="problem", is_met=True, note="Le tracé", by=world.lead, now=now)
    assert "problem" not in red(project, Gate.OPPORTUNITY, now)
    tick_point(project=project, item="problem", is_met=False, note="", by=world.lead, now=now)
    assert "problem" in red(project, Gate.OPPORTUNITY, now)


def test_a_gate_wants_every_approval_each_by_somebody_else(world: World, elsewhere: World, now: datetime) -> None:
    project, gate = world.opened(now), Gate.OPPORTUNITY
    for role in (world.elected, world.other, elsewhere.agent):
        with pytest.raises(NotAllowed):
            approve_gate(project=project, gate=gate, instance=Instance.MANAGEMENT, by=role, now=now)
    with pytest.raises(NotAllowed):
        approve_gate(project=project, gate=gate, instance=Instance.COPIL, by=world.elected, now=now)
    approve_gate(project=project, gate=gate, instance=Instance.LEAD, by=world.lead, now=now)
    with pytest.raises(AlreadyApproved):
        approve_gate(project=project, gate=gate, instance=Instance.LEAD, by=world.lead, now=now)
    with pytest.raises(ApprovalsMissing) as refused:
        pass_gate(project=project, gate=gate, reservation="", by=world.lead, now=now)
    assert "Direction générale" in str(refused.value.message)
    approve_gate(project=project, gate=gate, instance=Instance.MANAGEMENT, by=world.agent, now=now)
    with pytest.raises(ReservationNeeded):
        pass_gate(project=project, gate=gate, reservation=" ", by=world.lead, now=now)
    passage = pass_gate(project=project, gate=gate, reservation="Verdict en cours", by=world.lead, now=now)
    assert passage.unmet == list(SHEETS[gate].items)
    with pytest.raises(GateNotReached):
        pass_gate(project=project, gate=gate, reservation="Encore", by=world.lead, now=now)
    with pytest.raises(GateNotReached):
        approve_gate(project=project, gate=Gate.MANDATE, instance=Instance.COPIL, by=world.elected, now=now)


def test_the_council_s_approval_cites_its_act(world: World, now: datetime) -> None:
    project = world.opened(now)
    for gate in (Gate.OPPORTUNITY, Gate.FRAME):
        world.passed(project, gate, now)
    approve_gate(project=project, gate=Gate.MANDATE, instance=Instance.COPIL, by=world.elected, now=now)
    with pytest.raises(SayWhy):
        approve_gate(project=project, gate=Gate.MANDATE, instance=Instance.COUNCIL, by=world.agent, now=now)
    approve_gate(project=project, gate=Gate.MANDATE, instance=Instance.COUNCIL, act="n° 12", by=world.agent, now=now)
    assert Approval.objects.get(instance=Instance.COUNCIL).act == "n° 12"


def test_a_gate_without_a_red_point_keeps_no_reservation(world: World, now: datetime) -> None:
    project = world.planned(now)
    freeze_verdict(project=project, by=world.lead, now=now)
    for item in SHEETS[Gate.OPPORTUNITY].ticked:
        tick_point(project=project, item=item, is_met=True, note="Vu", by=world.lead, now=now)
    world.approve(project, Gate.OPPORTUNITY, now)
    assert gate_row(full_projects().get(), Gate.OPPORTUNITY, now.date()).is_green
    pass_gate(project=project, gate=Gate.OPPORTUNITY, reservation="Pour rien", by=world.lead, now=now)
    passage = Passage.objects.get()
    assert (passage.reservation, passage.unmet, passage.has_reservation) == ("", [], False)
    event = Event.objects.get(kind="projects.gate_passed")
    assert event.payload == '{"department":"mobilites","gate":"P0","unmet":0}'


def test_a_project_goes_through_every_gate_and_departments_are_counted(world: World, now: datetime) -> None:
    project = world.reported(now)
    for gate in Gate:
        world.passed(project, gate, AFTER)
    project = full_projects().get(pk=project.pk)
    assert gate_ahead(project, AFTER.date()) is None
    rows = {row.gate: row for row in gates_of(project, AFTER.date())}
    assert [point.code for point in rows[Gate.REPORT].red] == ["contributions_read", "minority"]
    [department] = gates_by_department()
    assert (department.department, department.projects, department.passed, department.reserved) == (
        "Mobilités",
        1,
        8,
        8,
    )
    assert department.by_gate[0] == ("P0", 1, 1)
