"""A consultation announced, opened, closed, abandoned: by an agent, or by the clock on the days announced."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from belvedere.contexts.consultations.actions.finding import index_consultation
from belvedere.contexts.consultations.actions.locking import journal, locked_for
from belvedere.contexts.consultations.events import consultation as events
from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.consultations import due_to_close, due_to_open, span_of
from belvedere.contexts.consultations.queries.readiness import law_points, rule_points, rules_of, unmet
from belvedere.contexts.consultations.refusals import NotReady, SayWhy, TooEarly
from belvedere.contexts.consultations.states import ConsultationVerb
from belvedere.contexts.strategy.actions import cancel_event
from belvedere.platform.accounts.models import Role


@transaction.atomic
def announce_consultation(*, consultation: Consultation, by: Role, now: datetime) -> Consultation:
    """Make a consultation public with its terms, once it has all that the law asks of it."""
    locked = locked_for(consultation, ConsultationVerb.ANNOUNCE, by)
    lacking = unmet(law_points(locked, timezone.localdate(now)))
    span = span_of(locked)
    if lacking or span is None:
        raise NotReady(lacking)
    locked.announced_at = now
    locked.save(update_fields=["state", "announced_at"])
    index_consultation(locked)
    payload = {
        "body": locked.body.name,
        "opens_on": timezone.localdate(span[0]).isoformat(),
        "closes_on": timezone.localdate(span[1]).isoformat(),
        "answer_on": locked.answer_on.isoformat() if locked.answer_on else "",
    }
    journal(locked, events.ANNOUNCED, by=by, now=now, payload=payload)
    return locked


@transaction.atomic
def open_consultation(*, consultation: Consultation, by: Role | None, now: datetime) -> Consultation:
    """Open a consultation on the day announced: the law's floor holds, each rule is kept or set aside in public."""
    locked = locked_for(consultation, ConsultationVerb.OPEN, by)
    span = span_of(locked)
    if span is None or span[0] > now:
        raise TooEarly
    today = timezone.localdate(now)
    lacking = unmet([*law_points(locked, today), *rule_points(rules_of(locked, today))])
    if lacking:
        raise NotReady(lacking)
    locked.opened_at = now
    locked.save(update_fields=["state", "opened_at"])
    journal(locked, events.OPENED, by=by, now=now, payload={"closes_on": timezone.localdate(span[1]).isoformat()})
    return locked


@transaction.atomic
def close_consultation(*, consultation: Consultation, by: Role | None, now: datetime) -> Consultation:
    """Close a consultation once its last phase has ended: the time announced is never shortened."""
    locked = locked_for(consultation, ConsultationVerb.CLOSE, by)
    span = span_of(locked)
    if span is None or span[1] > now:
        raise TooEarly
    locked.closed_at = now
    locked.save(update_fields=["state", "closed_at"])
    journal(locked, events.CLOSED, by=by, now=now)
    return locked


@transaction.atomic
def abandon_consultation(*, consultation: Consultation, reason: str, by: Role, now: datetime) -> Consultation:
    """Give up a consultation before it opens; the reason is public if it was announced."""
    locked = locked_for(consultation, ConsultationVerb.ABANDON, by)
    if not reason.strip():
        raise SayWhy
    locked.ended_reason = reason.strip()
    locked.save(update_fields=["state", "ended_reason"])
    if locked.event is not None:
        cancel_event(event=locked.event, by=by, now=now)
    journal(locked, events.ABANDONED, by=by, now=now)
    return locked


def follow_dates(*, now: datetime) -> int:
    """Open what is due and ready, close what is over; what is not ready waits in its agents' inbox."""
    moved = 0
    for consultation in due_to_close(now):
        close_consultation(consultation=consultation, by=None, now=now)
        moved += 1
    for consultation in due_to_open(now):
        try:
            open_consultation(consultation=consultation, by=None, now=now)
        except NotReady:
            continue
        moved += 1
    return moved
