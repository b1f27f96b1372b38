"""Writing in the shared calendar: what a body plans, whom it asks, which communes it told, what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.locking import Payload, journal, locked_event
from belvedere.contexts.strategy.models import AgendaEvent, EventCommune, Solicitation
from belvedere.contexts.strategy.refusals import EndsBeforeItBegins, TextNeeded
from belvedere.contexts.strategy.states import EventKind, EventState, EventVerb, Method, Public
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Subject
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Body, Commune, Competence


@dataclass(frozen=True)
class Asking:
    """What an event asks of people: each field is one that the rules of subsidiarity or the thermometer read."""

    method: Method
    minutes: int
    share_percent: float
    publics: frozenset[Public]
    subject: str = ""
    question: str = ""
    partners: tuple[Body, ...] = ()
    mandated_by: Body | None = None
    known_already: str = ""
    under_a_state_procedure: bool | None = None
    only_documents: bool = False
    council_is_due: bool | None = None
    council_seised_on: date | None = None
    takes_requests: bool = True
    forwards_in_working_days: int | None = None
    evaluation_goes_up: bool | None = None
    touched: frozenset[str] = field(default_factory=frozenset)
    asked_in: frozenset[str] = field(default_factory=frozenset)
    answered_in: frozenset[str] = field(default_factory=frozenset)


def _journal(event: AgendaEvent, *, by: Role, now: datetime) -> None:
    payload: Payload = {
        "event": event.pk,
        "state": event.state,
        "starts_on": timezone.localdate(event.starts_at).isoformat(),
    }
    subject = Subject("agenda", str(event.pk))
    journal(event.territory, events.EVENT_CHANGED, subject=subject, by=by, now=now, payload=payload, matter=event.file)


@transaction.atomic
def plan_event(
    *,
    kind: EventKind,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    is_all_day: bool = False,
    place: str = "",
    url: str = "",
    file: str = "",
    competence: Competence | None = None,
    communes: Iterable[Commune] = (),
    by: Role,
    now: datetime,
) -> AgendaEvent:
    """Write a date of one's body in the shared calendar."""
    if not has_perm("strategy.plan_event", by, by.body):
        raise NotAllowed
    if ends_at <= starts_at:
        raise EndsBeforeItBegins
    if not title.strip():
        raise TextNeeded
    event = AgendaEvent.objects.create(
        territory=by.body.territory,
        body=by.body,
        kind=kind.value,
        title=title.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        is_all_day=is_all_day,
        place=place.strip(),
        url=url,
        file=file.strip(),
        competence=competence,
        is_demonstration=by.body.territory.is_demonstration,
    )
    EventCommune.objects.bulk_create([EventCommune(event=event, commune=commune) for commune in communes])
    payload: Payload = {
        "event": event.pk,
        "body": by.body.name,
        "kind": kind.value,
        "starts_on": timezone.localdate(starts_at).isoformat(),
    }
    subject = Subject("agenda", str(event.pk))
    journal(event.territory, events.EVENT_PLANNED, subject=subject, by=by, now=now, payload=payload, matter=event.file)
    return event


@transaction.atomic
def describe_solicitation(*, event: AgendaEvent, asking: Asking, by: Role, now: datetime) -> Solicitation:
    """Say what an event asks of whom, where its effects are felt, where people are asked and answered."""
    locked = locked_event(event, EventVerb.MOVE, by)
    facts = {
        "method": asking.method.value,
        "minutes": asking.minutes,
        "share_percent": asking.share_percent,
        "publics": sorted(public.value for public in asking.publics),
        "subject": asking.subject,
        "question": asking.question.strip(),
        "mandated_by": asking.mandated_by,
        "known_already": asking.known_already.strip(),
        "under_a_state_procedure": asking.under_a_state_procedure,
        "only_documents": asking.only_documents,
        "council_is_due": asking.council_is_due,
        "council_seised_on": asking.council_seised_on,
        "takes_requests": asking.takes_requests,
        "forwards_in_working_days": asking.forwards_in_working_days,
        "evaluation_goes_up": asking.evaluation_goes_up,
    }
    asked, _is_new = Solicitation.objects.update_or_create(event=locked, defaults=facts)
    asked.partners.set(asking.partners)
    _place(locked, asking)
    _journal(locked, by=by, now=now)
    return asked


def _place(event: AgendaEvent, asking: Asking) -> None:
    """Write where an event is felt, asks and answers; the day on which a commune was told is kept."""
    concerned = asking.touched | asking.asked_in
    EventCommune.objects.filter(event=event).exclude(commune__insee__in=concerned).delete()
    known = {row.commune.insee: row for row in EventCommune.objects.filter(event=event).select_related("commune")}
    for commune in Commune.objects.filter(insee__in=concerned):
        row = known.get(commune.insee) or EventCommune(event=event, commune=commune)
        row.is_touched = commune.insee in asking.touched
        row.is_asked = commune.insee in asking.asked_in
        row.is_answered = commune.insee in asking.answered_in
        row.save()


@transaction.atomic
def tell_communes(*, event: AgendaEvent, communes: Iterable[Commune], on: date, by: Role, now: datetime) -> int:
    """Record the day on which the mayors of some communes were told of an event, the first time that they were."""
    locked = locked_event(event, EventVerb.MOVE, by)
    places = EventCommune.objects.filter(event=locked, commune__in=list(communes), told_on=None)
    told = places.update(told_on=on)
    if told:
        payload: Payload = {"event": locked.pk, "communes": told, "on": on.isoformat()}
        subject = Subject("agenda", str(locked.pk))
        journal(
            locked.territory, events.COMMUNES_TOLD, subject=subject, by=by, now=now, payload=payload, matter=locked.file
        )
    return told


@transaction.atomic
def move_event(*, event: AgendaEvent, starts_at: datetime, ends_at: datetime, by: Role, now: datetime) -> AgendaEvent:
    """Give a planned event other dates."""
    locked = locked_event(event, EventVerb.MOVE, by)
    if ends_at <= starts_at:
        raise EndsBeforeItBegins
    locked.starts_at, locked.ends_at = starts_at, ends_at
    locked.save(update_fields=["starts_at", "ends_at"])
    _journal(locked, by=by, now=now)
    return locked


@transaction.atomic
def cancel_event(*, event: AgendaEvent, by: Role, now: datetime) -> AgendaEvent:
    """Cancel a planned event; it stays in the calendar as such."""
    locked = locked_event(event, EventVerb.CANCEL, by)
    locked.save(update_fields=["state"])
    _journal(locked, by=by, now=now)
    return locked


@transaction.atomic
def report_event(*, event: AgendaEvent, people_reached: int, by: Role, now: datetime) -> AgendaEvent:
    """Say how many people an event reached, once it has begun."""
    locked = locked_event(event, EventVerb.REPORT, by)
    asked = Solicitation.objects.filter(event=locked).first()
    if asked is None or locked.starts_at > now:
        raise NotInThisState
    asked.people_reached = people_reached
    asked.save(update_fields=["people_reached"])
    locked.state = EventState.HELD.value
    locked.save(update_fields=["state"])
    _journal(locked, by=by, now=now)
    return locked
