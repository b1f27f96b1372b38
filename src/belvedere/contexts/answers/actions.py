"""Writes of the answers: one function by intent. A draft is not an official act: only what follows it is journalled."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.answers import events
from belvedere.contexts.answers.models import SHEET_STATE_LABELS, Answer, AnswerSheet
from belvedere.contexts.answers.queries import ROLE_OF_STATE, answers_of, sheets, verdict_counts
from belvedere.contexts.answers.refusals import (
    AnswersIncomplete,
    DateAlreadyPast,
    ReasonNeeded,
    UnknownDepartment,
    ValidatedByItsAuthor,
)
from belvedere.contexts.answers.rules import PERMISSIONS
from belvedere.contexts.answers.states import TRANSITIONS, Draft, SheetState, Verb, Verdict, kept_parts, missing_parts
from belvedere.contexts.panels.queries.opinion import opinion_by_reference
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.mail.actions import post_message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.calendar import working_days_left, working_deadline
from belvedere.platform.territory.models import Department
from belvedere.platform.territory.queries import parameter_in_force


def _journal(
    sheet: AnswerSheet, kind: Kind, *, now: datetime, by: Role | None, payload: Mapping[str, Value] | None = None
) -> None:
    record(
        kind=kind,
        territory=sheet.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("reponse", sheet.opinion.reference),
        matter=sheet.opinion.examen.reference,
        payload=payload,
    )


def _locked(sheet: AnswerSheet, verb: Verb, by: Role) -> AnswerSheet:
    """Take the lock, read the sheet again, check who asks and that the verb applies; set the state it leads to."""
    locked = (
        AnswerSheet.objects.select_for_update(of=("self",))
        .select_related("territory", "body", "opinion__examen")
        .get(pk=sheet.pk)
    )
    if not has_perm(PERMISSIONS[verb], by, locked):
        raise NotAllowed
    reached = TRANSITIONS.get((SheetState(locked.state), verb))
    if reached is None:
        raise NotInThisState
    locked.state = reached
    return locked


@transaction.atomic
def request_answers(*, opinion_reference: str, asked_on: date, now: datetime) -> AnswerSheet:
    """Open the sheet of an avis, with one empty answer by recommendation; asked twice, it is opened once.

    The delay is the règlement's on the day of the avis: it stays the sheet's even if the règlement changes.
    """
    opinion = opinion_by_reference(opinion_reference)
    delay = parameter_in_force(body=opinion.body, code="answer.working_days", on=asked_on)
    sheet, is_new = AnswerSheet.objects.get_or_create(
        opinion=opinion,
        defaults={
            "territory": opinion.territory,
            "body": opinion.body,
            "requested_at": now,
            "due_on": working_deadline(start=asked_on, working_days=delay.value),
            "working_days": delay.value,
            "working_days_source": delay.source,
        },
    )
    if is_new:
        Answer.objects.bulk_create(Answer(sheet=sheet, recommendation=item) for item in opinion.recommendations.all())
        _journal(
            sheet,
            events.REQUESTED,
            now=now,
            by=None,
            payload={"opinion": opinion.reference, "body": opinion.body.slug, "due_on": sheet.due_on.isoformat()},
        )
    return sheet


@transaction.atomic
def assign_department(*, sheet: AnswerSheet, department: Department, by: Role, now: datetime) -> AnswerSheet:
    """Entrust the drafting to a department of the body; before submission it can be given to another."""
    sheet = _locked(sheet, Verb.ASSIGN, by)
    if department.body_id != sheet.body_id:
        raise UnknownDepartment
    sheet.department, sheet.assigned_at = department, now
    sheet.save(update_fields=["department", "assigned_at", "state"])
    _journal(sheet, events.ASSIGNED, now=now, by=by, payload={"department": department.slug})
    return sheet


def _refuse_past_dates(draft: Draft, now: datetime) -> None:
    today = timezone.localdate(now)
    if any(day is not None and day <= today for day in (draft.study_until, draft.due_on)):
        raise DateAlreadyPast


@transaction.atomic
def draft_answer(*, answer: Answer, draft: Draft, by: Role, now: datetime) -> Answer:
    """Save what the department says to one recommendation, even if parts are still missing."""
    sheet = _locked(answer.sheet, Verb.DRAFT, by)
    draft = kept_parts(draft)
    _refuse_past_dates(draft, now)
    if draft.owner is not None and not Department.objects.filter(pk=draft.owner, body=sheet.body_id).exists():
        raise UnknownDepartment
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    answer.verdict = draft.verdict.value if draft.verdict else ""
    answer.text, answer.reason = draft.text, draft.reason
    answer.study_until, answer.due_on = draft.study_until, draft.due_on
    answer.owner_id = draft.owner
    answer.horizon = draft.horizon.value if draft.horizon else ""
    answer.is_complete = not missing_parts(draft)
    answer.save()
    return answer


@transaction.atomic
def submit_answers(*, sheet: AnswerSheet, by: Role, now: datetime) -> AnswerSheet:
    """Hand the draft to the elected official, once every recommendation has a complete answer."""
    sheet = _locked(sheet, Verb.SUBMIT, by)
    incomplete = [answer.recommendation.number for answer in answers_of(sheet) if missing_parts(answer.draft)]
    if incomplete:
        raise AnswersIncomplete(incomplete)
    sheet.submitted_at, sheet.submitted_by, sheet.sent_back_reason = now, by, ""
    sheet.save(update_fields=["state", "submitted_at", "submitted_by", "sent_back_reason"])
    _journal(sheet, events.SUBMITTED, now=now, by=by)
    return sheet


@transaction.atomic
def send_back(*, sheet: AnswerSheet, reason: str, by: Role, now: datetime) -> AnswerSheet:
    """Give the draft back to the department, with a reason that only the department reads."""
    sheet = _locked(sheet, Verb.SEND_BACK, by)
    if not reason.strip():
        raise ReasonNeeded
    sheet.sent_back_reason = reason.strip()
    sheet.save(update_fields=["state", "sent_back_reason"])
    _journal(sheet, events.SENT_BACK, now=now, by=by)
    return sheet


@transaction.atomic
def validate_answers(*, sheet: AnswerSheet, by: Role, now: datetime) -> AnswerSheet:
    """Approve the draft as an elected official of the body that answers."""
    sheet = _locked(sheet, Verb.VALIDATE, by)
    if sheet.submitted_by is not None and sheet.submitted_by.user_id == by.user_id:
        raise ValidatedByItsAuthor
    sheet.validated_at = now
    sheet.save(update_fields=["state", "validated_at"])
    _journal(sheet, events.VALIDATED, now=now, by=by)
    return sheet


@transaction.atomic
def publish_answers(*, sheet: AnswerSheet, by: Role, now: datetime) -> AnswerSheet:
    """Publish the validated answers; the delay in working days is counted now and kept."""
    sheet = _locked(sheet, Verb.PUBLISH, by)
    counts = verdict_counts(answers_of(sheet))
    late_days = max(0, -working_days_left(today=timezone.localdate(now), due_on=sheet.due_on))
    sheet.published_at, sheet.days_late = now, late_days
    sheet.save(update_fields=["state", "published_at", "days_late"])
    _journal(
        sheet,
        events.PUBLISHED,
        now=now,
        by=by,
        payload={
            "opinion": sheet.opinion.reference,
            "retained": counts[Verdict.RETAINED],
            "partly_retained": counts[Verdict.PARTLY_RETAINED],
            "under_study": counts[Verdict.UNDER_STUDY],
            "rejected": counts[Verdict.REJECTED],
            "days_late": sheet.days_late,
        },
    )
    return sheet


@transaction.atomic
def tell_whose_turn_it_is(*, opinion_reference: str, occasion: str, now: datetime) -> int:
    """Post a mail to each person whose turn it is; the same occasion never writes twice."""
    sheet = sheets().select_related("territory").get(opinion__reference=opinion_reference)
    kind = ROLE_OF_STATE.get(SheetState(sheet.state))
    turn = [role for role in roles_of_body(body=sheet.body, on=timezone.localdate(now)) if role.kind == kind]
    if sheet.state == SheetState.ASSIGNED:
        turn = [role for role in turn if role.department_id == sheet.department_id]
    path = reverse("answers:sheet", args=[opinion_reference])
    context = {"sheet": sheet, "step": SHEET_STATE_LABELS[SheetState(sheet.state)], "link": settings.PUBLIC_URL + path}
    posted = [
        post_message(
            territory=sheet.territory,
            to=role.user.email,
            template="answers/mail/your_turn",
            context=context,
            now=now,
            kind="work",
            key=f"answers:{occasion}:{role.user_id}",
        )
        for role in turn
    ]
    return sum(message is not None for message in posted)
