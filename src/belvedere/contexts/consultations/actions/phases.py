"""The phases of a consultation, and the line of the shared calendar that spans them."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.consultations.actions.locking import Payload, journal, locked_for
from belvedere.contexts.consultations.events import consultation as events
from belvedere.contexts.consultations.models import Consultation, Phase
from belvedere.contexts.consultations.queries.consultations import span_of
from belvedere.contexts.consultations.queries.readiness import lasts_long_enough
from belvedere.contexts.consultations.refusals import (
    AnswerBeforeTheEnd,
    LastPhase,
    NothingToAsk,
    OneDebateOnly,
    PhaseEndsBeforeItBegins,
    PhaseNotOpen,
    SayWhy,
    TooShortForThePublic,
)
from belvedere.contexts.consultations.states import ConsultationVerb, ToolKind
from belvedere.contexts.strategy.actions import move_event, plan_event
from belvedere.contexts.strategy.states import EventKind, EventState
from belvedere.platform.accounts.models import Role


@transaction.atomic
def plan_phase(
    *,
    consultation: Consultation,
    tool: ToolKind,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: Role,
    now: datetime,
    about: str = "",
) -> Phase:
    """Add a phase to a consultation that is not announced; the shared calendar follows."""
    locked = locked_for(consultation, ConsultationVerb.WRITE, by)
    if not title.strip():
        raise NothingToAsk
    if ends_at <= starts_at:
        raise PhaseEndsBeforeItBegins
    if tool == ToolKind.DEBATE and locked.phases.filter(tool=ToolKind.DEBATE.value).exists():
        raise OneDebateOnly
    last = locked.phases.aggregate(last=Max("number"))["last"] or 0
    phase = Phase.objects.create(
        consultation=locked,
        number=last + 1,
        tool=tool.value,
        title=title.strip(),
        about=about.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
    )
    _follow_in_the_calendar(locked, by=by, now=now)
    _journal_dates(locked, phase, by=by, now=now)
    return phase


@transaction.atomic
def move_phase(*, phase: Phase, starts_at: datetime, ends_at: datetime, by: Role, now: datetime) -> Phase:
    """Give a phase other dates, before it is announced."""
    locked = locked_for(phase.consultation, ConsultationVerb.WRITE, by)
    if ends_at <= starts_at:
        raise PhaseEndsBeforeItBegins
    return _redated(locked, phase, starts_at, ends_at, by=by, now=now)


@transaction.atomic
def prolong_phase(*, phase: Phase, ends_at: datetime, by: Role, now: datetime) -> Phase:
    """Let an announced phase last longer; what was announced is never shortened."""
    locked = locked_for(phase.consultation, ConsultationVerb.PROLONG, by)
    if ends_at <= phase.ends_at or ends_at <= now:
        raise PhaseEndsBeforeItBegins
    if locked.answer_on is not None and locked.answer_on <= timezone.localdate(ends_at):
        raise AnswerBeforeTheEnd
    return _redated(locked, phase, phase.starts_at, ends_at, by=by, now=now)


@transaction.atomic
def end_phase(*, phase: Phase, reason: str, by: Role, now: datetime) -> Phase:
    """End now a phase that was announced to last longer; the reason and the announced end stay public.

    The public keeps the least time that is owed to it: nothing changes if the whole would last less.
    """
    locked = locked_for(phase.consultation, ConsultationVerb.SHORTEN, by)
    if not reason.strip():
        raise SayWhy
    ended = Phase.objects.get(pk=phase.pk)
    ended.consultation = locked
    if not ended.is_open(now):
        raise PhaseNotOpen
    ended.announced_end, ended.ended_reason = ended.announced_end or ended.ends_at, reason.strip()
    ended.ends_at = now
    ended.save(update_fields=["ends_at", "announced_end", "ended_reason"])
    if not lasts_long_enough(locked, timezone.localdate(now)):
        raise TooShortForThePublic
    _follow_in_the_calendar(locked, by=by, now=now)
    payload: Payload = {
        "number": ended.number,
        "ended_on": timezone.localdate(now).isoformat(),
        "announced_on": timezone.localdate(ended.announced_end).isoformat(),
    }
    journal(locked, events.PHASE_ENDED, by=by, now=now, payload=payload)
    return ended


def _redated(
    consultation: Consultation, phase: Phase, starts_at: datetime, ends_at: datetime, *, by: Role, now: datetime
) -> Phase:
    phase.starts_at, phase.ends_at = starts_at, ends_at
    phase.announced_end, phase.ended_reason = None, ""
    phase.save(update_fields=["starts_at", "ends_at", "announced_end", "ended_reason"])
    _follow_in_the_calendar(consultation, by=by, now=now)
    _journal_dates(consultation, phase, by=by, now=now)
    return phase


@transaction.atomic
def drop_phase(*, phase: Phase, by: Role, now: datetime) -> None:
    """Take a phase off a consultation that is not announced; the last one stays: the calendar has its dates."""
    locked = locked_for(phase.consultation, ConsultationVerb.WRITE, by)
    if locked.phases.count() == 1:
        raise LastPhase
    number = phase.number
    Phase.objects.filter(pk=phase.pk).delete()
    _follow_in_the_calendar(locked, by=by, now=now)
    journal(locked, events.PHASE_DROPPED, by=by, now=now, payload={"number": number})


def _follow_in_the_calendar(consultation: Consultation, *, by: Role, now: datetime) -> None:
    """Make the line of the shared calendar span all the phases."""
    span = span_of(consultation)
    if span is None:
        return
    first, last = span
    if consultation.event is not None:
        if consultation.event.state != EventState.PLANNED:
            return
        if (consultation.event.starts_at, consultation.event.ends_at) != (first, last):
            consultation.event = move_event(event=consultation.event, starts_at=first, ends_at=last, by=by, now=now)
        return
    consultation.event = plan_event(
        kind=EventKind.CONSULTATION,
        title=consultation.title,
        starts_at=first,
        ends_at=last,
        is_all_day=True,
        url=settings.PUBLIC_URL + reverse("consultations:consultation", args=[consultation.slug]),
        file=consultation.matter,
        competence=consultation.competence,
        communes=list(consultation.communes.all()),
        by=by,
        now=now,
    )
    consultation.save(update_fields=["event"])


def _journal_dates(consultation: Consultation, phase: Phase, *, by: Role, now: datetime) -> None:
    payload: Payload = {
        "number": phase.number,
        "tool": phase.tool,
        "starts_on": timezone.localdate(phase.starts_at).isoformat(),
        "ends_on": timezone.localdate(phase.ends_at).isoformat(),
    }
    journal(consultation, events.PHASE_PLANNED, by=by, now=now, payload=payload)
