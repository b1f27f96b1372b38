"""The circuit of an answer: one function by intent. A draft is not an official act: only what follows is journalled."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belvedere.contexts.answers import events
from belvedere.contexts.answers.actions.approval import next_visas, open_visas, refuse_author
from belvedere.contexts.answers.actions.delay import cut_suspension
from belvedere.contexts.answers.actions.locking import journal, locked_for
from belvedere.contexts.answers.models import Answer, AnswerSheet, Visa
from belvedere.contexts.answers.queries import answers_of, verdict_counts
from belvedere.contexts.answers.refusals import AnswersIncomplete, DateAlreadyPast, ReasonNeeded, UnknownDepartment
from belvedere.contexts.answers.states import Draft, Verb, Verdict, kept_parts, missing_parts
from belvedere.contexts.panels.queries.opinion import opinion_by_reference
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.calendar import working_days_left, working_deadline
from belvedere.platform.territory.models import Department
from belvedere.platform.territory.queries import parameter_in_force


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
        journal(
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
    sheet = locked_for(sheet, Verb.ASSIGN, by)
    if department.body_id != sheet.body_id:
        raise UnknownDepartment
    sheet.department, sheet.assigned_at = department, now
    sheet.save(update_fields=["department", "assigned_at", "state"])
    journal(sheet, events.ASSIGNED, now=now, by=by, payload={"department": department.slug})
    return sheet


def _refuse_past_dates(draft: Draft, now: datetime) -> None:
    today = timezone.localdate(now)
    if any(day is not None and day <= today for day in (draft.study_until, draft.due_on)):
        raise DateAlreadyPast


@transaction.atomic
def draft_answer(*, answer: Answer, draft: Draft, by: Role, now: datetime) -> Answer:
    """Save what the department says to one recommendation, even if parts are still missing."""
    sheet = locked_for(answer.sheet, Verb.DRAFT, by)
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
    """Hand the draft to the approval chain, once every recommendation has a complete answer."""
    sheet = locked_for(sheet, Verb.SUBMIT, by)
    incomplete = [answer.recommendation.number for answer in answers_of(sheet) if missing_parts(answer.draft)]
    if incomplete:
        raise AnswersIncomplete(incomplete)
    sheet.submitted_at, sheet.submitted_by, sheet.sent_back_reason = now, by, ""
    open_visas(sheet)
    sheet.save()
    journal(sheet, events.SUBMITTED, now=now, by=by)
    return sheet


@transaction.atomic
def send_back(*, sheet: AnswerSheet, reason: str, by: Role, now: datetime) -> AnswerSheet:
    """Give the draft back to the department, with a reason that only the department reads."""
    sheet = locked_for(sheet, Verb.SEND_BACK, by)
    if not reason.strip():
        raise ReasonNeeded
    Visa.objects.filter(pk__in=[visa.pk for visa in next_visas(sheet)[:1]]).update(sent_back_at=now)
    sheet.sent_back_reason = reason.strip()
    sheet.save(update_fields=["state", "sent_back_reason"])
    journal(sheet, events.SENT_BACK, now=now, by=by)
    return sheet


@transaction.atomic
def validate_answers(*, sheet: AnswerSheet, by: Role, now: datetime) -> AnswerSheet:
    """Give the last visa of the chain, as an elected official of the body that answers."""
    sheet = locked_for(sheet, Verb.VALIDATE, by)
    refuse_author(sheet, by)
    Visa.objects.filter(pk__in=[visa.pk for visa in next_visas(sheet)]).update(given_at=now)
    sheet.validated_at = now
    sheet.save(update_fields=["state", "validated_at"])
    journal(sheet, events.VALIDATED, now=now, by=by)
    return sheet


@transaction.atomic
def publish_answers(*, sheet: AnswerSheet, by: Role, now: datetime) -> AnswerSheet:
    """Publish the validated answers; the delay in working days is counted now and kept."""
    sheet = locked_for(sheet, Verb.PUBLISH, by)
    counts = verdict_counts(answers_of(sheet))
    cut_suspension(sheet, on=timezone.localdate(now))
    late_days = max(0, -working_days_left(today=timezone.localdate(now), due_on=sheet.due_on))
    sheet.published_at, sheet.days_late = now, late_days
    sheet.save(update_fields=["state", "published_at", "days_late"])
    journal(
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
