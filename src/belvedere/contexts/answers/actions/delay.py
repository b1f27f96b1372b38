"""The public clock of an answer: suspended with a reason, started again, and the right person told in time."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.answers import events
from belvedere.contexts.answers.actions.locking import journal, locked_sheet
from belvedere.contexts.answers.models import AnswerSheet, Escalation, Suspension
from belvedere.contexts.answers.queries import clock_of
from belvedere.contexts.answers.queries.instruction import rungs_due, told_at
from belvedere.contexts.answers.refusals import SuspensionEndPast, TooLateToSuspend
from belvedere.contexts.answers.states import CLOCK, ClockVerb, Rung, SuspensionReason
from belvedere.platform.accounts.models import Role
from belvedere.platform.mail.actions import post_message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.calendar import working_days_within, working_deadline


def _locked(sheet: AnswerSheet, verb: ClockVerb, by: Role, today: date) -> AnswerSheet:
    locked = locked_sheet(sheet.pk)
    if not has_perm("answers.suspend", by, locked):
        raise NotAllowed
    if (clock_of(locked, today=today).state, verb) not in CLOCK:
        raise NotInThisState
    return locked


@transaction.atomic
def suspend_clock(*, sheet: AnswerSheet, reason: SuspensionReason, until: date, by: Role, now: datetime) -> Suspension:
    """Stop the clock from today until a day to come: the due date moves at once by as many working days."""
    today = timezone.localdate(now)
    sheet = _locked(sheet, ClockVerb.SUSPEND, by, today)
    if sheet.due_on < today:
        raise TooLateToSuspend
    if until <= today:
        raise SuspensionEndPast
    days = working_days_within(since=today, until=until)
    row = Suspension.objects.create(
        sheet=sheet, reason=reason.value, since=today, until=until, due_before=sheet.due_on, working_days=days
    )
    sheet.suspended_since, sheet.suspended_until = today, until
    sheet.due_on = working_deadline(start=sheet.due_on, working_days=days)
    sheet.save(update_fields=["suspended_since", "suspended_until", "due_on"])
    payload = {"reason": reason.value, "until_on": until.isoformat(), "due_on": sheet.due_on.isoformat()}
    journal(sheet, events.SUSPENDED, now=now, by=by, payload=payload)
    return row


def cut_suspension(sheet: AnswerSheet, *, on: date) -> None:
    """End today a suspension planned to last longer: only the working days really suspended count."""
    row = Suspension.objects.filter(sheet=sheet, until__gt=on).order_by("-since", "-pk").first()
    if row is None:
        return
    row.until, row.working_days = on, working_days_within(since=row.since, until=on)
    row.save(update_fields=["until", "working_days"])
    sheet.suspended_until = on
    sheet.due_on = working_deadline(start=row.due_before, working_days=row.working_days)
    sheet.save(update_fields=["suspended_until", "due_on"])


@transaction.atomic
def resume_clock(*, sheet: AnswerSheet, by: Role, now: datetime) -> AnswerSheet:
    """Start the clock again before the day that was said."""
    today = timezone.localdate(now)
    sheet = _locked(sheet, ClockVerb.RESUME, by, today)
    cut_suspension(sheet, on=today)
    journal(sheet, events.RESUMED, now=now, by=by, payload={"due_on": sheet.due_on.isoformat()})
    return sheet


@transaction.atomic
def escalate(*, sheet_id: int, rung: Rung, now: datetime) -> Escalation | None:
    """Tell the person of a rung that the time runs out, once by rung and by due date."""
    sheet = locked_sheet(sheet_id)
    if rung not in rungs_due(sheet, today=timezone.localdate(now)):
        return None
    row, is_new = Escalation.objects.get_or_create(
        sheet=sheet, rung=rung.value, due_on=sheet.due_on, defaults={"at": now, "told": 0}
    )
    if not is_new:
        return None
    link = settings.PUBLIC_URL + reverse("answers:sheet", args=[sheet.opinion.reference])
    clock = clock_of(sheet, today=timezone.localdate(now))
    posted = [
        post_message(
            territory=sheet.territory,
            to=role.user.email,
            template="answers/mail/time_runs_out",
            context={"sheet": sheet, "clock": clock, "link": link},
            now=now,
            kind="work",
            key=f"answers:escalation:{row.pk}:{role.user_id}",
        )
        for role in told_at(sheet, rung, on=timezone.localdate(now))
    ]
    row.told = sum(message is not None for message in posted)
    row.save(update_fields=["told"])
    payload = {"rung": rung.value, "due_on": sheet.due_on.isoformat(), "told": row.told}
    journal(sheet, events.ESCALATED, now=now, by=None, payload=payload)
    return row
