"""A consultation from its mandate to its end: what the law asks, what the rules of the territory ask, what dates do."""

import json
from datetime import date, timedelta

import pytest

from belvedere.contexts.consultations.actions import life, mandate, phases
from belvedere.contexts.consultations.queries.mandates import mandate_from
from belvedere.contexts.consultations.queries.readiness import law_points, rule_points, rules_of
from belvedere.contexts.consultations.queries.report import blocks_of
from belvedere.contexts.consultations.refusals import (
    AnswerBeforeTheEnd,
    LastPhase,
    NothingToAsk,
    NotReady,
    OneDebateOnly,
    PhaseEndsBeforeItBegins,
    PhaseNotOpen,
    SayWhy,
    TooEarly,
    TooShortForThePublic,
)
from belvedere.contexts.consultations.states import ConsultationState, ToolKind
from belvedere.contexts.strategy.actions import waive_rule
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.search.queries import search
from belvedere.platform.territory.actions import set_parameter
from belvedere.platform.territory.states import Confidence
from tests.contexts.consultations.conftest import NOW, World, at
from tests.contexts.projects.world import World as ProjectWorld

TODAY = NOW.date()


def test_drafted_by_an_agent_of_the_body_only(world: World) -> None:
    for role in (world.elected, world.stranger):
        with pytest.raises(NotAllowed):
            mandate.draft_consultation(body=world.body, mandate=world.mandate(), by=role, now=NOW)
    with pytest.raises(NothingToAsk):
        world.draft(question=" ")
    assert [world.draft().slug for _ in range(3)] == [
        "les-arrets-de-demain",
        "les-arrets-de-demain-2",
        "les-arrets-de-demain-3",
    ]


@pytest.mark.parametrize(
    ("changes", "lacking"),
    [
        ({"open_words": ""}, "perimetre"),
        ({"decided_words": ""}, "perimetre"),
        ({"decider": ""}, "perimetre"),
        ({"level": ""}, "perimetre"),
        ({"communes": ()}, "perimetre"),
        ({"terms": ""}, "modalites"),
        ({"information": " "}, "information"),
        ({"answer_on": None}, "suites"),
        ({"answer_on": date(2027, 1, 22)}, "suites"),
    ],
)
def test_not_announced_without_what_the_law_asks(world: World, changes: dict[str, object], lacking: str) -> None:
    found = world.draft(**changes)
    world.plan(found)
    found = world.again(found)
    assert [point.code for point in law_points(found, TODAY) if not point.is_met] == [lacking]
    with pytest.raises(NotReady):
        life.announce_consultation(consultation=found, by=world.agent, now=NOW)
    assert world.again(found).state == ConsultationState.DRAFT


def test_reasonable_time_is_a_dated_number_of_the_territory(world: World) -> None:
    found = world.planned()
    set_parameter(
        body=world.body,
        code="consultation_least_days",
        value=31,
        since=date(2026, 1, 1),
        source="Charte de 2026",
        confidence=Confidence.UNVERIFIED,
    )
    point = next(point for point in law_points(found, TODAY) if point.code == "delai")
    assert (point.is_met, point.source) == (False, "Charte de 2026")


def test_announced_public_and_findable(world: World) -> None:
    found = world.announced()
    assert (found.state, found.announced_at) == (ConsultationState.ANNOUNCED, NOW)
    assert [hit.url for hit in search("arrêts de demain")] == [f"/concertations/{found.slug}/"]
    told = Event.objects.filter(kind="consultations.announced").get()
    assert told.matter == found.reference == "C-2026-0001"
    assert json.loads(told.payload) == {
        "body": world.body.name,
        "opens_on": "2026-12-23",
        "closes_on": "2027-01-22",
        "answer_on": "2027-03-15",
    }
    with pytest.raises(NotInThisState):
        mandate.write_mandate(consultation=found, mandate=world.mandate(), by=world.agent, now=NOW)


def test_opened_on_its_day_once_rules_are_kept(world: World) -> None:
    found = world.announced()
    assert [point.code for point in rule_points(rules_of(found, TODAY)) if not point.is_met] == ["sollicitation"]
    found = world.describe(found, told=False)
    assert [point.code for point in rule_points(rules_of(found, TODAY)) if not point.is_met] == ["R3"]
    with pytest.raises(TooEarly):
        life.open_consultation(consultation=found, by=world.agent, now=at(29))
    with pytest.raises(NotReady):
        life.open_consultation(consultation=found, by=world.agent, now=at(30))
    with pytest.raises(NotAllowed):
        life.open_consultation(consultation=found, by=world.stranger, now=at(30))


def test_opened_when_the_broken_rule_is_set_aside_in_public(world: World) -> None:
    found = world.describe(world.announced(), told=False)
    checked = rules_of(found, TODAY)
    assert checked is not None
    waive_rule(checked=checked, rule="R3", reason="Les maires l’ont demandé.", body=world.body, by=world.agent, now=NOW)
    opened = life.open_consultation(consultation=found, by=world.agent, now=at(30))
    assert (opened.state, opened.opened_at) == (ConsultationState.OPEN, at(30))


def test_the_clock_opens_what_is_ready_and_closes_what_is_over(world: World) -> None:
    ready, unready = world.describe(world.announced()), world.announced("Une autre question")
    assert life.follow_dates(now=at(29)) == 0
    assert life.follow_dates(now=at(30)) == 1
    assert [world.again(one).state for one in (ready, unready)] == ["ouverte", "annoncee"]
    assert life.follow_dates(now=at(60)) == 1
    assert world.again(ready).state == ConsultationState.CLOSED


def test_never_closed_before_the_day_announced(world: World) -> None:
    found = world.opened()
    with pytest.raises(TooEarly):
        life.close_consultation(consultation=found, by=world.agent, now=at(59))


def test_calendar_follows_the_phases(world: World) -> None:
    found = world.planned()
    assert found.event is not None
    assert (found.event.starts_at, found.event.ends_at) == (at(30), at(60))
    phases.move_phase(phase=found.phases.get(), starts_at=at(40), ends_at=at(80), by=world.agent, now=NOW)
    moved = world.again(found).event
    assert moved is not None
    assert (moved.starts_at, moved.ends_at) == (at(40), at(80))


def test_phases_are_refused(world: World) -> None:
    found = world.planned()
    with pytest.raises(OneDebateOnly):
        world.plan(found)
    with pytest.raises(LastPhase):
        phases.drop_phase(phase=found.phases.get(), by=world.agent, now=NOW)
    with pytest.raises(PhaseEndsBeforeItBegins):
        phases.move_phase(phase=found.phases.get(), starts_at=at(40), ends_at=at(40), by=world.agent, now=NOW)
    written = world.mandate(answer_on=date(2027, 1, 1))
    with pytest.raises(AnswerBeforeTheEnd):
        mandate.write_mandate(consultation=found, mandate=written, by=world.agent, now=NOW)


def test_announced_phase_is_prolonged_never_shortened(world: World) -> None:
    found = world.announced()
    phase = found.phases.get()
    with pytest.raises(PhaseEndsBeforeItBegins):
        phases.prolong_phase(phase=phase, ends_at=at(59), by=world.agent, now=NOW)
    with pytest.raises(AnswerBeforeTheEnd):
        phases.prolong_phase(phase=phase, ends_at=at(200), by=world.agent, now=NOW)
    assert phases.prolong_phase(phase=phase, ends_at=at(70), by=world.agent, now=NOW).ends_at == at(70)


def test_an_open_phase_ends_before_its_day_with_a_public_reason(world: World) -> None:
    found = world.opened()
    phase = found.phases.get()
    with pytest.raises(SayWhy):
        phases.end_phase(phase=phase, reason=" ", by=world.agent, now=at(45))
    with pytest.raises(NotAllowed):
        phases.end_phase(phase=phase, reason="La salle est fermée.", by=world.elected, now=at(45))
    for early_or_late in (at(29), at(61)):
        with pytest.raises(PhaseNotOpen):
            phases.end_phase(phase=phase, reason="La salle est fermée.", by=world.agent, now=early_or_late)
    with pytest.raises(TooShortForThePublic):  # fifteen days are owed, and one second lacks
        phases.end_phase(phase=phase, reason="La salle est fermée.", by=world.agent, now=at(45) - timedelta(seconds=1))
    assert (world.again(found).phases.get().ends_at, world.again(found).phases.get().announced_end) == (at(60), None)
    phases.end_phase(phase=phase, reason="La salle est fermée.", by=world.agent, now=at(45))
    found = world.again(found)
    phase, event = found.phases.get(), found.event
    assert event is not None
    assert (phase.ends_at, phase.announced_end, event.ends_at) == (at(45), at(60), at(45))
    told = Event.objects.get(kind="consultations.phase_ended")
    assert json.loads(told.payload) == {"number": 1, "ended_on": "2027-01-07", "announced_on": "2027-01-22"}
    assert "« Le débat » s’est arrêté le 7 janvier 2027, au lieu du 22 janvier 2027 : La salle est fermée." in [
        " ".join(str(block["text"]).split()) for block in blocks_of(found, None) if "text" in block
    ]
    assert life.close_consultation(consultation=found, by=world.agent, now=at(46)).state == ConsultationState.CLOSED


def test_a_phase_ended_early_may_be_prolonged_again(world: World) -> None:
    phase = world.opened().phases.get()
    phases.end_phase(phase=phase, reason="La salle est fermée.", by=world.agent, now=at(45))
    prolonged = phases.prolong_phase(
        phase=world.again(phase.consultation).phases.get(), ends_at=at(65), by=world.agent, now=at(46)
    )
    assert (prolonged.ends_at, prolonged.announced_end, prolonged.ended_reason) == (at(65), None, "")


def test_abandoned_with_a_reason(world: World) -> None:
    found = world.announced()
    with pytest.raises(SayWhy):
        life.abandon_consultation(consultation=found, reason=" ", by=world.agent, now=NOW)
    life.abandon_consultation(consultation=found, reason="Le projet est retiré.", by=world.agent, now=NOW)
    found = world.again(found)
    assert found.event is not None
    assert (found.state, found.event.state) == ("abandonnee", "annule")


def test_mandate_begins_with_what_the_gates_fixed(world: World) -> None:
    project = ProjectWorld(world.body, *world.communes).opened(NOW)
    begun = mandate_from(project.slug, world.agent, TODAY)
    assert (begun["question"], begun["open_words"], begun["project"]) == (
        "Où faire passer la ligne C ?",
        "Le tracé de la ligne C, les stations.",
        project.pk,
    )
    assert mandate_from(project.slug, world.stranger, TODAY) == {}
    found = world.draft(project_id=project.pk)
    assert world.again(found).matter == project.reference


def test_two_tools_in_one_consultation(world: World) -> None:
    found = world.planned()
    world.plan(found, ToolKind.MEETING, days=35)
    assert [phase.tool for phase in found.phases.order_by("number")] == ["debat", "reunion"]
