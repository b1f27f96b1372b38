"""Calendars as files (iCalendar, RFC 5545): read with their repetitions, written for any diary. Decision 0073."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import recurring_ical_events
from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Component, Event

MOST_ENTRIES = 5000
MOST_BYTES = 2_000_000
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_LONGEST = 300


@dataclass(frozen=True)
class Entry:
    """Something that a calendar says: once, or one day of a repetition (``recurrence`` names the day)."""

    uid: str
    recurrence: str
    title: str
    starts_at: datetime
    ends_at: datetime
    is_all_day: bool = False
    place: str = ""
    url: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True)
class Fault:
    """What could not be read: which event, and why."""

    title: str
    reason: str


@dataclass(frozen=True)
class ReadCalendar:
    """What a file holds between two days, and what in it could not be read."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


class NotACalendar(ValueError):
    """The file is not a calendar: the message says what it lacks."""


def read_calendar(content: bytes, *, first: date, last: date) -> ReadCalendar:
    """Return what a calendar says between two days, its repetitions told one by one.

    An event that cannot be read is a fault and the others are kept; a file that is no calendar is refused.
    """
    if len(content) > MOST_BYTES:
        raise NotACalendar(_("Le fichier dépasse deux mégaoctets."))
    try:
        calendar = Calendar.from_ical(content)
    except (ValueError, IndexError, UnicodeDecodeError):
        raise NotACalendar(_("Ce fichier n’est pas un calendrier (.ics).")) from None
    if not isinstance(calendar, Calendar):
        raise NotACalendar(_("Ce fichier ne contient pas de calendrier."))
    faults = []
    for event in list(calendar.events):
        reason = _fault_of(event)
        if reason:
            faults.append(Fault(_text(event, "SUMMARY") or _("(sans titre)"), reason))
            calendar.subcomponents.remove(event)
    found = list(islice(_entries(calendar, first, last), MOST_ENTRIES + 1))
    if len(found) > MOST_ENTRIES:
        raise NotACalendar(_("Ce calendrier contient plus de 5 000 événements : coupez-le en plusieurs fichiers."))
    return ReadCalendar(tuple(found), tuple(faults))


def _fault_of(event: Event) -> str:
    if not _text(event, "UID"):
        return _("l’événement n’a pas d’identifiant (UID)")
    try:
        start, end = event.start, event.end
    except ValueError:
        return _("l’événement n’a pas de date de début lisible")
    if _instant(end) < _instant(start):
        return _("la fin précède le début")
    rule = event.get("RRULE")
    if rule and not isinstance(rule, list) and set(rule.get("FREQ", [])) & _TOO_OFTEN:
        return _("l’événement se répète plus d’une fois par jour")
    return ""


def _entries(calendar: Calendar, first: date, last: date) -> Iterator[Entry]:
    ends = _instant(last + timedelta(days=1))
    # A meeting that happens once keeps its name when it is moved; a day of a repetition is named by that day.
    repeating = {_text(event, "UID") for event in calendar.events if event.get("RRULE") or event.get("RDATE")}
    for event in recurring_ical_events.of(calendar, skip_bad_series=True).after(_instant(first)):
        start = event.start
        if _instant(start) >= ends:
            return
        is_all_day = not isinstance(start, datetime)
        # A day alone ends the day after: an event lasts a moment at least.
        stop = max(_instant(event.end), _instant(start) + (timedelta(days=1) if is_all_day else timedelta(minutes=1)))
        uid, repeated = _text(event, "UID"), event.get("RECURRENCE-ID")
        yield Entry(
            uid=uid,
            recurrence=repeated.dt.isoformat() if repeated is not None and uid in repeating else "",
            title=_text(event, "SUMMARY") or _("(sans titre)"),
            starts_at=_instant(start),
            ends_at=stop,
            is_all_day=is_all_day,
            place=_text(event, "LOCATION"),
            url=_web_address(_text(event, "URL")),
            is_cancelled=_text(event, "STATUS").upper() == "CANCELLED",
        )


def _text(event: Component, name: str) -> str:
    return " ".join(str(event.get(name, "")).replace("\x00", "").split())[:_LONGEST]


def _web_address(text: str) -> str:
    return text if text.startswith(("https://", "http://")) else ""


def _instant(moment: date) -> datetime:
    """Return an instant: a day begins at midnight here, an hour without a zone is of here."""
    zone = ZoneInfo(settings.TIME_ZONE)
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), tzinfo=zone)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def write_calendar(entries: Iterable[Entry], *, name: str, now: datetime) -> bytes:
    """Return a calendar that any diary reads or subscribes to."""
    calendar = Calendar()
    calendar.add("PRODID", "-//Belvedere//Agenda//FR")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", name)
    for entry in entries:
        event = Event()
        event.add("UID", entry.uid)
        event.add("DTSTAMP", now)
        event.add("SUMMARY", entry.title)
        zone = ZoneInfo(settings.TIME_ZONE)
        starts, ends = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
        event.add("DTSTART", starts.date() if entry.is_all_day else entry.starts_at)
        event.add("DTEND", ends.date() if entry.is_all_day else entry.ends_at)
        for field, text in (("LOCATION", entry.place), ("URL", entry.url)):
            if text:
                event.add(field, text)
        event.add("STATUS", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
