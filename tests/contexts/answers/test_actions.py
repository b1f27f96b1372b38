"""The circuit of an answer: who may do what, in which state, and what the journal keeps."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from belvedere.contexts.answers import actions
from belvedere.contexts.answers.models import Answer, AnswerSheet
from belvedere.contexts.answers.queries import Figures, answers_of, clock_of, figures
from belvedere.contexts.answers.refusals import (
    AnswersIncomplete,
    DateAlreadyPast,
    ReasonNeeded,
    UnknownDepartment,
    ValidatedByItsAuthor,
)
from belvedere.contexts.answers.states import Draft, Horizon, SheetState, Verdict
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.calendar import working_deadline
from belvedere.platform.territory.models import Parameter
from tests.contexts.opinions import (
    ASKED_ON,
    Body2026,
    assigned,
    first_answer,
    make_opinion,
    published,
    requested,
    retained,
    submitted,
    validated,
)
from tests.factories import RoleFactory


def written() -> list[tuple[str, str, str, dict[str, object]]]:
    return [(event.kind, event.subject_id, event.matter, json.loads(event.payload)) for event in Event.objects.all()]


def test_request_opens_one_sheet_with_one_answer_by_recommendation(world: Body2026, now: datetime) -> None:
    opinion = make_opinion(world.body)
    first = actions.request_answers(opinion_reference=opinion.reference, asked_on=ASKED_ON, now=now)
    again = actions.request_answers(opinion_reference=opinion.reference, asked_on=date(2026, 11, 1), now=now)
    due_on = working_deadline(start=ASKED_ON, working_days=20)
    assert again == first
    assert (first.state, first.due_on, first.working_days) == (SheetState.REQUESTED, due_on, 20)
    assert list(answers_of(first).values_list("recommendation__number", "verdict", "is_complete")) == [
        (1, "", False),
        (2, "", False),
    ]
    payload = {"opinion": "A-2026-0001", "body": world.body.slug, "due_on": due_on.isoformat()}
    assert written() == [("answers.requested", "A-2026-0001", "E-2026-0001", payload)]


def test_deadline_does_not_move_with_the_reglement(world: Body2026, now: datetime) -> None:
    sheet = requested(world, now)
    Parameter.objects.update(value=90)
    again = actions.request_answers(opinion_reference=sheet.opinion.reference, asked_on=ASKED_ON, now=now)
    assert again.due_on == sheet.due_on


def test_whole_circuit_is_journalled(world: Body2026, now: datetime) -> None:
    sheet = published(world, now)
    assert [kind for kind, *_ in written()] == [
        "answers.requested",
        "answers.assigned",
        "answers.submitted",
        "answers.validated",
        "answers.published",
    ]
    assert written()[-1][3] == {
        "opinion": "A-2026-0001",
        "retained": 1,
        "partly_retained": 0,
        "under_study": 0,
        "rejected": 1,
        "days_late": sheet.days_late,
    }


def test_late_days_are_counted_at_publication_and_kept(world: Body2026, now: datetime) -> None:
    sheet = validated(world, now)
    late = actions.publish_answers(sheet=sheet, by=world.agent, now=_at(sheet.due_on + timedelta(days=7), now))
    assert late.days_late == 5
    assert clock_of(late, today=date(2030, 1, 1)).days_late == 5
    assert figures(now.date()) == Figures(due=0, in_time=0, late=1, on=now.date())


def test_figures_count_due_in_time_and_late(world: Body2026, now: datetime) -> None:
    published(world, _at(ASKED_ON, now), number=1)
    sheet = requested(world, now, number=2)
    assert figures(sheet.due_on) == Figures(due=1, in_time=1, late=0, on=sheet.due_on)
    after = sheet.due_on + timedelta(days=1)
    assert figures(after) == Figures(due=1, in_time=1, late=1, on=after)


def _at(day: date, now: datetime) -> datetime:
    return now.replace(year=day.year, month=day.month, day=day.day)


@pytest.mark.parametrize("who", ["elected", "drafter", "other_drafter"])
def test_only_an_agent_of_the_body_assigns(world: Body2026, now: datetime, who: str) -> None:
    sheet = requested(world, now)
    with pytest.raises(NotAllowed):
        actions.assign_department(sheet=sheet, department=world.department, by=getattr(world, who), now=now)


def test_nobody_of_another_body_does_anything(world: Body2026, other: Body2026, now: datetime) -> None:
    sheet = submitted(world, now)
    attempts: list[Callable[[], object]] = [
        lambda: actions.assign_department(sheet=sheet, department=other.department, by=other.agent, now=now),
        lambda: actions.draft_answer(answer=first_answer(sheet), draft=Draft(), by=other.drafter, now=now),
        lambda: actions.submit_answers(sheet=sheet, by=other.drafter, now=now),
        lambda: actions.send_back(sheet=sheet, reason="Non", by=other.elected, now=now),
        lambda: actions.validate_answers(sheet=sheet, by=other.elected, now=now),
        lambda: actions.publish_answers(sheet=sheet, by=other.agent, now=now),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert AnswerSheet.objects.get().state == SheetState.DRAFTED


@pytest.mark.parametrize("who", ["agent", "elected", "other_drafter"])
def test_only_the_department_in_charge_drafts_and_submits(world: Body2026, now: datetime, who: str) -> None:
    sheet = assigned(world, now)
    by = getattr(world, who)
    with pytest.raises(NotAllowed):
        actions.draft_answer(answer=first_answer(sheet), draft=retained(world), by=by, now=now)
    with pytest.raises(NotAllowed):
        actions.submit_answers(sheet=sheet, by=by, now=now)
    assert first_answer(sheet).verdict == ""


@pytest.mark.parametrize("who", ["agent", "drafter", "other_drafter"])
def test_only_an_elected_official_validates_or_sends_back(world: Body2026, now: datetime, who: str) -> None:
    sheet = submitted(world, now)
    by = getattr(world, who)
    with pytest.raises(NotAllowed):
        actions.validate_answers(sheet=sheet, by=by, now=now)
    with pytest.raises(NotAllowed):
        actions.send_back(sheet=sheet, reason="À revoir", by=by, now=now)


@pytest.mark.parametrize("who", ["elected", "drafter", "other_drafter"])
def test_only_an_agent_publishes(world: Body2026, now: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.publish_answers(sheet=validated(world, now), by=getattr(world, who), now=now)


def test_who_submitted_does_not_validate_under_another_role(world: Body2026, now: datetime) -> None:
    sheet = submitted(world, now)
    hat = RoleFactory(user=world.drafter.user, body=world.body, kind=RoleKind.ELECTED)
    with pytest.raises(ValidatedByItsAuthor):
        actions.validate_answers(sheet=sheet, by=hat, now=now)


def test_verbs_refuse_the_other_states(world: Body2026, now: datetime) -> None:
    sheet = assigned(world, now)
    with pytest.raises(NotInThisState):
        actions.validate_answers(sheet=sheet, by=world.elected, now=now)
    with pytest.raises(NotInThisState):
        actions.publish_answers(sheet=sheet, by=world.agent, now=now)


def test_department_of_another_body_is_refused(world: Body2026, other: Body2026, now: datetime) -> None:
    with pytest.raises(UnknownDepartment):
        actions.assign_department(sheet=requested(world, now), department=other.department, by=world.agent, now=now)
    sheet = assigned(world, now, number=2)
    draft = Draft(Verdict.RETAINED, "Oui", owner=other.department.pk, horizon=Horizon.SHORT, due_on=date(2027, 6, 30))
    with pytest.raises(UnknownDepartment):
        actions.draft_answer(answer=first_answer(sheet), draft=draft, by=world.drafter, now=now)


def test_draft_is_saved_in_parts(world: Body2026, now: datetime) -> None:
    sheet = assigned(world, now)
    draft = Draft(Verdict.RETAINED, "Une ligne de nuit.")
    answer = actions.draft_answer(answer=first_answer(sheet), draft=draft, by=world.drafter, now=now)
    assert (answer.draft, answer.is_complete) == (draft, False)
    with pytest.raises(AnswersIncomplete) as refusal:
        actions.submit_answers(sheet=sheet, by=world.drafter, now=now)
    assert refusal.value.numbers == [1, 2]
    full = actions.draft_answer(answer=answer, draft=retained(world), by=world.drafter, now=now)
    assert (full.draft, full.is_complete) == (retained(world), True)


def test_date_already_past_is_refused(world: Body2026, now: datetime) -> None:
    answer = first_answer(assigned(world, now))
    for draft in (retained(world, due_on=now.date()), Draft(Verdict.UNDER_STUDY, "Oui", study_until=date(2020, 1, 1))):
        with pytest.raises(DateAlreadyPast):
            actions.draft_answer(answer=answer, draft=draft, by=world.drafter, now=now)


def test_sending_back_says_why_to_the_department_only(world: Body2026, now: datetime) -> None:
    sheet = submitted(world, now)
    with pytest.raises(ReasonNeeded):
        actions.send_back(sheet=sheet, reason="  ", by=world.elected, now=now)
    sheet = actions.send_back(sheet=sheet, reason="Le coût manque", by=world.elected, now=now)
    assert (sheet.state, sheet.sent_back_reason) == (SheetState.ASSIGNED, "Le coût manque")
    assert "Le coût manque" not in json.dumps(written())
    assert actions.submit_answers(sheet=sheet, by=world.drafter, now=now).sent_back_reason == ""


@pytest.mark.parametrize(
    "parts",
    [
        {"verdict": ""},
        {"verdict": "ecarte"},
        {"verdict": "retenu_en_partie", "text": "Oui", "horizon": "court", "due_on": date(2027, 1, 4)},
        {"verdict": "a_l_etude", "text": "Oui"},
        {"verdict": "retenu", "text": "Oui"},
        {"verdict": "peut-etre", "is_complete": False},
    ],
)
def test_database_refuses_a_complete_answer_without_its_parts(
    world: Body2026, now: datetime, parts: dict[str, object]
) -> None:
    answer = first_answer(requested(world, now))
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(**{"is_complete": True, **parts})


def test_database_refuses_publication_without_date(world: Body2026, now: datetime) -> None:
    sheet = requested(world, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerSheet.objects.filter(pk=sheet.pk).update(state=SheetState.PUBLISHED)
