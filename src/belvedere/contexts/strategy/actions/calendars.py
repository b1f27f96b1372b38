"""Reading the calendar of a commune into the shared one."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.strategy import events
from belvedere.contexts.strategy.actions.locking import Payload, journal
from belvedere.contexts.strategy.models import AgendaEvent, EventCommune
from belvedere.contexts.strategy.refusals import CalendarRefused
from belvedere.contexts.strategy.states import EventKind, EventState
from belvedere.engines.rules.months import add_months
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.calendars import Entry, Fault, NotACalendar, read_calendar
from belvedere.platform.journal.actions import Subject
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body, Commune

MONTHS_BEFORE, MONTHS_AFTER = 24, 24
_FIELDS = ("title", "starts_at", "ends_at", "is_all_day", "place", "url", "kind", "state")
_KINDS = (
    ("conseil municipal", EventKind.COUNCIL),
    ("conseil métropolitain", EventKind.COUNCIL),
    ("concertation", EventKind.CONSULTATION),
    ("enquête publique", EventKind.CONSULTATION),
    ("atelier", EventKind.CONSULTATION),
    ("réunion", EventKind.MEETING),
)


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    added: int
    changed: int
    removed: int
    unchanged: int
    faults: tuple[Fault, ...]


def kind_of(title: str) -> EventKind:
    """Guess what an event is from its title, as communes write them; what cannot be guessed is another date."""
    words = title.casefold()
    return next((kind for sign, kind in _KINDS if sign in words), EventKind.OTHER)


@transaction.atomic
def import_calendar(*, content: bytes, by: Role, now: datetime) -> Imported:
    """Bring the calendar of one's body up to date from a file: what it no longer holds is removed, if still to come.

    Again, the same file changes nothing. What was typed here, or asks people something, is left alone.
    """
    if not has_perm("strategy.plan_event", by, by.body):
        raise NotAllowed
    return bring_up_to_date(body_id=by.body_id, content=content, by=by, now=now)


def bring_up_to_date(*, body_id: int, content: bytes, by: Role | None, now: datetime) -> Imported:
    """Do what ``import_calendar`` says, for a person or for an address that is read again."""
    today = timezone.localdate(now)
    first, last = add_months(today, -MONTHS_BEFORE), add_months(today, MONTHS_AFTER)
    try:
        read = read_calendar(content, first=first, last=last)
    except NotACalendar as refused:
        raise CalendarRefused(str(refused)) from None
    body = Body.objects.select_for_update(of=("self",)).select_related("territory").get(pk=body_id)
    known = {(row.uid, row.recurrence): row for row in AgendaEvent.objects.filter(body=body).exclude(uid="")}
    seen = {(entry.uid, entry.recurrence): entry for entry in read.entries}
    new = [_row(body, entry) for key, entry in seen.items() if key not in known]
    changed = [row for key, row in known.items() if key in seen and _update(row, seen[key])]
    gone = [
        row.pk
        for key, row in known.items()
        if key not in seen and row.starts_at > now and not hasattr(row, "solicitation")
    ]
    AgendaEvent.objects.bulk_create(new)
    AgendaEvent.objects.bulk_update(changed, _FIELDS)
    AgendaEvent.objects.filter(pk__in=gone).delete()
    commune = Commune.objects.filter(body=body).first()
    if commune is not None:
        EventCommune.objects.bulk_create([EventCommune(event=event, commune=commune) for event in new])
    faults = len(read.faults)
    payload: Payload = {
        "body": body.name,
        "added": len(new),
        "changed": len(changed),
        "removed": len(gone),
        "faults": faults,
    }
    subject = Subject("calendrier", body.slug)
    journal(body.territory, events.CALENDAR_IMPORTED, subject=subject, by=by, now=now, payload=payload)
    unchanged = len(known) - len(changed) - len(gone)
    return Imported(len(new), len(changed), len(gone), unchanged, read.faults)


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "title": entry.title,
        "starts_at": entry.starts_at,
        "ends_at": entry.ends_at,
        "is_all_day": entry.is_all_day,
        "place": entry.place,
        "url": entry.url,
        "kind": kind_of(entry.title).value,
        "state": EventState.CANCELLED.value if entry.is_cancelled else EventState.PLANNED.value,
    }


def _row(body: Body, entry: Entry) -> AgendaEvent:
    return AgendaEvent(territory=body.territory, body=body, uid=entry.uid, recurrence=entry.recurrence, **_facts(entry))


def _update(row: AgendaEvent, entry: Entry) -> bool:
    """Bring a row up to date with its file; tell whether something changed. What was held stays held."""
    facts = _facts(entry)
    if row.state == EventState.HELD and not entry.is_cancelled:
        facts["state"] = row.state
    has_changed = any(getattr(row, name) != value for name, value in facts.items())
    for name, value in facts.items():
        setattr(row, name, value)
    return has_changed
