"""Reads of the shared calendar: a month of every body, what clashes in it, the next dates of a commune."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from belvedere.contexts.panels.queries.session import public_sessions_between
from belvedere.contexts.referrals.queries.reserve import reserves_between
from belvedere.contexts.strategy.models import AgendaEvent, CalendarAddress, EventCommune
from belvedere.contexts.strategy.states import EventKind, EventState
from belvedere.contexts.strategy.words import EVENT_LABELS
from belvedere.engines.solicitations.overlaps import Slot, clashes
from belvedere.platform.exchange.calendars import Entry
from belvedere.platform.territory.models import Body, CouncilSession


@dataclass(frozen=True)
class Dated:
    """Something of the calendar, wherever it comes from: typed, imported, a council's session, a panel's."""

    key: str
    kind: EventKind
    title: str
    body: str
    body_slug: str
    starts_at: datetime
    ends_at: datetime
    is_all_day: bool
    place: str
    url: str
    communes: tuple[str, ...] = ()
    is_cancelled: bool = False
    state: str = EventState.PLANNED.value
    is_demonstration: bool = False

    @property
    def shown_title(self) -> str | Promise:
        """Its title, or what it is when it has none."""
        return self.title or EVENT_LABELS[self.kind]

    @property
    def day(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self) -> date:
        return timezone.localdate(self.ends_at - timedelta(seconds=1))


@dataclass(frozen=True)
class Conflict:
    """Two things that people of a commune cannot both attend, or one that a reserve forbids."""

    first: Dated
    second: Dated
    communes: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What of the calendar is looked at."""

    body: str = ""
    commune: str = ""
    kind: str = ""


def day_begins(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))


def events() -> QuerySet[AgendaEvent]:
    """Return the events with their body, what they ask and their communes: two statements."""
    places = EventCommune.objects.select_related("commune__body").order_by("commune__name_folded")
    found = AgendaEvent.objects.select_related("territory", "body", "competence", "solicitation")
    return found.prefetch_related(Prefetch("communes", places))


def event_by_pk(pk: int) -> AgendaEvent | None:
    return events().filter(pk=pk).first()


def events_between(first: date, last: date, wanted: Wanted | None = None) -> QuerySet[AgendaEvent]:
    """Return the events that touch some days, with their body, by beginning: one statement."""
    asked = wanted or Wanted()
    found = AgendaEvent.objects.select_related("body").filter(
        starts_at__lt=day_begins(last + timedelta(days=1)), ends_at__gt=day_begins(first)
    )
    if asked.body:
        found = found.filter(body__slug=asked.body)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.commune:
        # An event without communes is everybody's.
        found = found.filter(Q(communes__commune__slug=asked.commune) | Q(communes=None) & ~Q(body__kind="commune"))
        found = found.distinct()
    return found.order_by("starts_at", "pk")


def events_of(body: Body) -> QuerySet[AgendaEvent]:
    """Return the events of a body, the latest first: two statements."""
    return events().filter(body=body).order_by("-starts_at", "-pk")


def shown_between(first: date, last: date, wanted: Wanted | None = None) -> list[Dated]:
    """Return the events that touch some days, with the names of their communes: two statements."""
    names: dict[int, list[str]] = defaultdict(list)
    places = EventCommune.objects.filter(
        event__starts_at__lt=day_begins(last + timedelta(days=1)), event__ends_at__gt=day_begins(first)
    )
    for pk, name in places.order_by("commune__name_folded").values_list("event", "commune__name"):
        names[pk].append(name)
    return [_shown(event, tuple(names[event.pk])) for event in events_between(first, last, wanted)]


def _shown(event: AgendaEvent, communes: tuple[str, ...]) -> Dated:
    return Dated(
        key=str(event.pk),
        kind=EventKind(event.kind),
        title=event.title,
        body=event.body.name,
        body_slug=event.body.slug,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        is_all_day=event.is_all_day,
        place=event.place,
        url=reverse("strategy:event", args=[event.pk]),
        communes=communes,
        is_cancelled=event.state == EventState.CANCELLED,
        state=event.state,
        is_demonstration=event.is_demonstration,
    )


def calendar_between(first: date, last: date, wanted: Wanted | None = None) -> list[Dated]:
    """Return all that happens between two days, in order: five statements, whatever there is.

    Council sessions and panel sessions come from where they are kept; reserves from the referrals.
    """
    asked = wanted or Wanted()
    found = shown_between(first, last, asked)
    if asked.kind in {"", EventKind.COUNCIL}:
        found += _councils(first, last, asked)
    if asked.kind in {"", EventKind.MEETING}:
        found += _panels(first, last, asked)
    if asked.kind in {"", EventKind.RESERVE}:
        found += _reserves(first, last, asked)
    return sorted(found, key=lambda one: (one.starts_at, one.key))


def _is_wanted(body: Body, asked: Wanted) -> bool:
    if asked.body and body.slug != asked.body:
        return False
    return not asked.commune or body.kind != "commune" or body.slug == asked.commune


def _councils(first: date, last: date, asked: Wanted) -> list[Dated]:
    rows = CouncilSession.objects.filter(held_on__range=(first, last)).select_related("body")
    return [
        Dated(
            key=f"conseil-{row.pk}",
            kind=EventKind.COUNCIL,
            title="",
            body=row.body.name,
            body_slug=row.body.slug,
            starts_at=day_begins(row.held_on),
            ends_at=day_begins(row.held_on + timedelta(days=1)),
            is_all_day=True,
            place="",
            url=reverse("body", args=[row.body.slug]),
        )
        for row in rows
        if _is_wanted(row.body, asked)
    ]


def _panels(first: date, last: date, asked: Wanted) -> list[Dated]:
    return [
        Dated(
            key=f"panel-{session.pk}",
            kind=EventKind.MEETING,
            title=session.title,
            body=session.panel.body.name,
            body_slug=session.panel.body.slug,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            is_all_day=False,
            place=session.place,
            url=reverse("panels:public_panel", args=[session.panel.slug]),
        )
        for session in public_sessions_between(day_begins(first), day_begins(last + timedelta(days=1)))
        if _is_wanted(session.panel.body, asked)
    ]


def _reserves(first: date, last: date, asked: Wanted) -> list[Dated]:
    return [
        Dated(
            key=f"reserve-{row.pk}",
            kind=EventKind.RESERVE,
            title="",
            body=row.body.name if row.body else "",
            body_slug=row.body.slug if row.body else "",
            starts_at=day_begins(row.starts_on),
            ends_at=day_begins(row.resumes_on),
            is_all_day=True,
            place="",
            url="",
        )
        for row in reserves_between(first, last)
        if row.body is None or _is_wanted(row.body, asked)
    ]


def conflicts_in(found: Sequence[Dated]) -> list[Conflict]:
    """Return what clashes: meetings at the same hour in the same commune, and what a reserve forbids."""
    by_key = {one.key: one for one in found if not one.is_cancelled}
    meetings = [
        Slot(one.key, frozenset(one.communes), one.starts_at, one.ends_at)
        for one in by_key.values()
        if one.communes and not one.is_all_day and one.kind in {EventKind.MEETING, EventKind.CONSULTATION}
    ]
    clashing = [Conflict(by_key[one.first], by_key[one.second], tuple(sorted(one.places))) for one in clashes(meetings)]
    reserves = [one for one in by_key.values() if one.kind == EventKind.RESERVE]
    asking = [one for one in by_key.values() if one.kind == EventKind.CONSULTATION]
    return clashing + [
        Conflict(reserve, one, one.communes)
        for reserve in reserves
        for one in asking
        if reserve.body_slug in {"", one.body_slug}
        and one.starts_at < reserve.ends_at
        and reserve.starts_at < one.ends_at
    ]


def coming_for(commune: str, *, today: date, weeks: int = 12) -> list[Dated]:
    """Return what comes in a commune in the next weeks: « ce qui arrive dans ma commune »."""
    found = shown_between(today, today + timedelta(weeks=weeks), Wanted(commune=commune))
    return [one for one in found if not one.is_cancelled]


def as_entries(found: Iterable[Dated], *, site: str, titles: dict[EventKind, str]) -> list[Entry]:
    """Return the calendar as a file for any diary; what has no title of its own takes that of its kind."""
    return [
        Entry(
            uid=f"{one.key}@{site.removeprefix('https://').removeprefix('http://')}",
            recurrence="",
            title=f"{one.title or titles[one.kind]} · {one.body}" if one.body else titles[one.kind],
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            is_all_day=one.is_all_day,
            place=one.place,
            url=f"{site}{one.url}" if one.url else "",
            is_cancelled=one.is_cancelled,
        )
        for one in found
    ]


def calendar_addresses_due(now: datetime) -> list[int]:
    """Return the addresses whose time has come: one statement."""
    return list(CalendarAddress.objects.filter(next_at__lte=now).order_by("pk").values_list("pk", flat=True))


def calendar_address_of(body: Body) -> CalendarAddress | None:
    """Return where the calendar of a body is read again, if it is."""
    return CalendarAddress.objects.filter(body=body).first()
