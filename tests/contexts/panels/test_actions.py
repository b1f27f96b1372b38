"""An avis drafted, then recorded for good."""

import dataclasses
import json
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from belvedere.contexts.observatory.actions import note_opinion
from belvedere.contexts.panels.actions.opinion import draft_opinion, index_opinion, record_opinion
from belvedere.contexts.panels.models import Opinion, Recommendation
from belvedere.contexts.panels.queries import opinion as queries
from belvedere.contexts.panels.refusals.opinion import (
    AlreadyRecorded,
    ExamenNotOpen,
    GivenInTheFuture,
    OpinionIncomplete,
    SameRecommendationTwice,
)
from belvedere.contexts.panels.states.opinion import OpinionDraft, OpinionState, RecommendationDraft
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, Refusal
from belvedere.platform.search.queries import search
from tests.contexts.examens import WHOLE, Panel2026
from tests.factories import BodyFactory, RoleFactory

EXAMEN = "E-2026-0001"


def draft(by: Role, now: datetime, said: OpinionDraft = WHOLE) -> Opinion:
    return draft_opinion(examen_reference=EXAMEN, draft=said, by=by, now=now)


def record(by: Role, now: datetime) -> Opinion:
    return record_opinion(examen_reference=EXAMEN, by=by, now=now)


def recorded_events() -> list[tuple[str, str, dict[str, object]]]:
    found = Event.objects.filter(kind="panels.opinion_recorded")
    return [(row.subject_id, row.matter, json.loads(row.payload)) for row in found]


def test_what_is_typed_is_what_is_kept(world: Panel2026, now: datetime) -> None:
    opinion = draft(world.facilitator, now)
    assert (opinion.reference, opinion.state, opinion.body_id) == ("A-2026-0001", OpinionState.DRAFT, world.body.pk)
    assert Opinion.objects.get().draft == WHOLE
    assert recorded_events() == []


def test_a_draft_written_again_keeps_its_number_and_forgets_the_rest(world: Panel2026, now: datetime) -> None:
    draft(world.agent, now)
    shorter = OpinionDraft(title="Autre", recommendations=(RecommendationDraft(" "), RecommendationDraft(" Une ")))
    assert draft(world.facilitator, now, shorter).reference == "A-2026-0001"
    assert Opinion.objects.get().draft == OpinionDraft(title="Autre", recommendations=(RecommendationDraft("Une"),))


def test_a_draft_is_nobody_elses(world: Panel2026, now: datetime) -> None:
    draft(world.agent, now)
    assert list(queries.opinions()) == []
    with pytest.raises(Opinion.DoesNotExist):
        queries.opinion_by_reference("A-2026-0001")


def test_recording_makes_it_public_and_tells_who_answers(world: Panel2026, now: datetime) -> None:
    draft(world.agent, now)
    opinion = record(world.facilitator, now)
    assert (opinion.state, opinion.recorded_at) == (OpinionState.RECORDED, now)
    assert recorded_events() == [
        (
            "A-2026-0001",
            EXAMEN,
            {
                "examen": EXAMEN,
                "policy": "mobilites",
                "body": "clermont-auvergne-metropole",
                "recommendations": 2,
            },
        )
    ]
    assert list(
        queries.recommendations_of("A-2026-0001").values_list("number", "text", "votes_for", "votes_against")
    ) == [
        (1, "Un premier bus avant 7 heures.", 38, 2),
        (2, "Un bus par heure.", None, None),
    ]


def test_nobody_else_writes_nor_records(world: Panel2026, now: datetime) -> None:
    elsewhere = BodyFactory(territory=world.body.territory, slug="autre")
    draft(world.agent, now)
    for kind in RoleKind:
        stranger = RoleFactory(body=elsewhere, kind=kind)
        for act in (draft, record):
            with pytest.raises(NotAllowed):
                act(stranger, now)
    for kind in set(RoleKind) - {RoleKind.AGENT, RoleKind.FACILITATOR}:
        with pytest.raises(NotAllowed):
            record(RoleFactory(body=world.body, kind=kind), now)
    assert Opinion.objects.get().state == OpinionState.DRAFT


def test_an_unknown_examen(world: Panel2026, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        draft_opinion(examen_reference="E-1999-0001", draft=WHOLE, by=world.agent, now=now)


def test_a_recorded_avis_no_longer_changes(world: Panel2026, now: datetime) -> None:
    draft(world.agent, now)
    record(world.agent, now)
    for act in (draft, record):
        with pytest.raises(AlreadyRecorded):
            act(world.agent, now)
    assert len(recorded_events()) == 1


def test_an_examen_that_has_moved_takes_no_avis(world: Panel2026, now: datetime) -> None:
    draft(world.agent, now)
    note_opinion(reference=EXAMEN, given_at=now, now=now)
    for act in (draft, record):
        with pytest.raises(ExamenNotOpen):
            act(world.agent, now)


@pytest.mark.parametrize(
    ("said", "refusal", "words"),
    [
        (OpinionDraft(), OpinionIncomplete, "le titre, la date de l’avis, comment le panel a été composé"),
        (dataclasses.replace(WHOLE, recommendations=()), OpinionIncomplete, "au moins une recommandation"),
        (
            dataclasses.replace(
                WHOLE, recommendations=(RecommendationDraft("Un bus"), RecommendationDraft(" un  BUS "))
            ),
            SameRecommendationTwice,
            "La recommandation 2 répète",
        ),
        (dataclasses.replace(WHOLE, given_on=date(2026, 11, 24)), GivenInTheFuture, "dans l’avenir"),
    ],
)
def test_what_is_unfit_is_refused_and_its_draft_kept(
    world: Panel2026, now: datetime, said: OpinionDraft, refusal: type[Refusal], words: str
) -> None:
    draft(world.agent, now, said)
    with pytest.raises(refusal) as refused:
        record(world.agent, now)
    assert words in str(refused.value.message)
    assert (Opinion.objects.get().state, recorded_events()) == (OpinionState.DRAFT, [])


def test_nothing_to_record_before_a_draft(world: Panel2026, now: datetime) -> None:
    with pytest.raises(OpinionIncomplete):
        record(world.agent, now)


def test_the_database_holds_the_same(world: Panel2026, now: datetime) -> None:
    opinion = draft(world.agent, now)
    for change in ({"state": "enregistre"}, {"state": "perdu"}, {"recorded_at": now}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Opinion.objects.filter(pk=opinion.pk).update(**change)
    for number, text in ((0, "Zéro"), (1, "Deux fois"), (3, "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Recommendation.objects.create(opinion=opinion, number=number, text=text)
    twin = Opinion.objects.get()
    twin.pk, twin.reference = None, "A-2026-0099"
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_a_recorded_avis_can_be_found(world: Panel2026, now: datetime) -> None:
    draft(world.agent, now)
    with pytest.raises(Opinion.DoesNotExist):
        index_opinion(reference="A-2026-0001")
    record(world.agent, now)
    index_opinion(reference="A-2026-0001")
    assert [(hit.kind, hit.url) for hit in search("premier bus")] == [("avis", "/panel/avis/A-2026-0001/")]
