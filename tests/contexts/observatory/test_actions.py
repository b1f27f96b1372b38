"""Policies described, examens opened, followed and closed."""

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from belvedere.contexts.observatory import actions, queries
from belvedere.contexts.observatory.models import Examen, Objective, Policy, PolicyFact
from belvedere.contexts.observatory.states import ExamenState
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.search.queries import search
from belvedere.platform.territory.models import Body
from tests.contexts.examens import MOBILITY, Panel2026, more_examens
from tests.factories import BodyFactory, RoleFactory


def events(kind: str) -> list[tuple[str, str, str, dict[str, object]]]:
    found = Event.objects.filter(kind=kind).order_by("sequence")
    return [(row.subject_kind, row.subject_id, row.matter, json.loads(row.payload)) for row in found]


def test_a_policy_is_described_whole(metropole: Body, now: datetime) -> None:
    policy = actions.describe_policy(body=metropole, competence=None, sheet=MOBILITY, now=now)
    assert list(policy.objectives.values_list("number", "wording", "horizon_year", "source", "is_demonstration")) == [
        (1, "Deux lignes de bus rapides.", None, "inspire-clermontmetropole.fr", False),
        (2, "Un bus par heure le dimanche.", 2028, "", True),
    ]
    stories = queries.stories(queries.policy_page().get())
    assert [(story.heading, [fact.happened_on for fact in story.facts]) for story in stories] == [
        ("InspiRe", [date(2021, 1, 1), date(2022, 9, 30)])
    ]
    assert events("observatory.policy_described") == [("politique", "mobilites", "", {"policy": "mobilites"})]
    assert [(hit.kind, hit.key) for hit in search("concertation", every_word=True)] == [("politique", "mobilites")]


def test_a_policy_described_again_replaces_what_was_said(metropole: Body, now: datetime) -> None:
    actions.describe_policy(body=metropole, competence=None, sheet=MOBILITY, now=now)
    shorter = dataclasses.replace(MOBILITY, summary="Autre", objectives=MOBILITY.objectives[:1], facts=())
    actions.describe_policy(body=metropole, competence=None, sheet=shorter, now=now)
    assert Policy.objects.values_list("summary", flat=True).get() == "Autre"
    assert (Objective.objects.count(), PolicyFact.objects.count()) == (1, 0)


def test_a_real_objective_without_source_is_refused_by_the_database(world: Panel2026) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Objective.objects.create(policy=world.policy, number=9, wording="Sans source")


def test_an_act_without_source_is_refused_by_the_database(world: Panel2026) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Policy.objects.filter(pk=world.policy.pk).update(source="")


def test_an_unknown_state_is_refused_by_the_database(world: Panel2026) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Examen.objects.filter(pk=world.examen.pk).update(state="perdu")


def test_an_examen_is_opened_once_by_referral(world: Panel2026, now: datetime) -> None:
    territory = world.body.territory
    asked = {"territory": territory, "policy_slug": "mobilites", "referral_reference": "S-2026-0001", "now": now}
    first, second = actions.open_examen(**asked), actions.open_examen(**asked)
    assert first == second
    assert (first.reference, first.state, first.opened_at) == ("E-2026-0002", ExamenState.OPENED, now)
    assert events("observatory.examen_opened") == [
        ("examen", "E-2026-0001", "E-2026-0001", {"referral": "", "policy": "mobilites"}),
        ("examen", "E-2026-0002", "E-2026-0002", {"referral": "S-2026-0001", "policy": "mobilites"}),
    ]


def test_the_database_refuses_two_examens_for_one_referral(world: Panel2026, now: datetime) -> None:
    more_examens(world.body, now, 1)
    twin = Examen.objects.get(referral_reference="S-2026-9000")
    twin.pk, twin.reference = None, "E-2026-0099"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_the_observatory_may_open_several_examens_itself(world: Panel2026, now: datetime) -> None:
    other = actions.open_examen(territory=world.body.territory, policy_slug="mobilites", question=" Où ? ", now=now)
    assert (other.reference, other.question) == ("E-2026-0002", "Où ?")


def test_no_examen_on_an_unknown_policy(world: Panel2026, now: datetime) -> None:
    with pytest.raises(Policy.DoesNotExist):
        actions.open_examen(territory=world.body.territory, policy_slug="inconnue", now=now)


def test_an_examen_moves_when_told_and_only_once(world: Panel2026, now: datetime) -> None:
    given = datetime(2026, 11, 1, 9, tzinfo=UTC)
    for _time in range(2):
        actions.note_opinion(reference="E-2026-0001", given_at=given, now=now)
    for _time in range(2):
        actions.note_answer(reference="E-2026-0001", published_at=given + timedelta(days=9), now=now)
    actions.note_opinion(reference="E-2026-0001", given_at=now, now=now)
    examen = Examen.objects.get()
    assert (examen.state, examen.moved_at) == (ExamenState.ANSWERED, given + timedelta(days=9))
    assert [payload for *_rest, payload in events("observatory.examen_moved")] == [
        {"state": "avis_rendu"},
        {"state": "repondu"},
    ]


def test_no_answer_before_an_opinion(world: Panel2026, now: datetime) -> None:
    with pytest.raises(NotInThisState):
        actions.note_answer(reference="E-2026-0001", published_at=now, now=now)
    assert Examen.objects.get().state == ExamenState.OPENED


def answered(world: Panel2026, now: datetime) -> None:
    actions.note_opinion(reference=world.examen.reference, given_at=now, now=now)
    actions.note_answer(reference=world.examen.reference, published_at=now, now=now)


def test_the_agent_closes_an_answered_examen_once(world: Panel2026, now: datetime) -> None:
    answered(world, now)
    actions.close_examen(reference="E-2026-0001", by=world.agent, now=now)
    assert Examen.objects.get().state == ExamenState.CLOSED
    assert events("observatory.examen_closed") == [("examen", "E-2026-0001", "E-2026-0001", {})]
    with pytest.raises(NotInThisState):
        actions.close_examen(reference="E-2026-0001", by=world.agent, now=now)


def test_no_one_else_closes_it(world: Panel2026, now: datetime) -> None:
    answered(world, now)
    stranger = RoleFactory(body=BodyFactory(territory=world.body.territory, slug="autre"))
    for role in (world.facilitator, world.elected, stranger):
        with pytest.raises(NotAllowed):
            actions.close_examen(reference="E-2026-0001", by=role, now=now)
    assert Examen.objects.get().state == ExamenState.ANSWERED


def test_an_examen_that_still_waits_is_not_closed(world: Panel2026, now: datetime) -> None:
    with pytest.raises(NotInThisState):
        actions.close_examen(reference="E-2026-0001", by=world.agent, now=now)
