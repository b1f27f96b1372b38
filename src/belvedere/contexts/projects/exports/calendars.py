"""The dates of projects as an iCalendar file."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from belvedere.contexts.projects.models import Deadline
from belvedere.contexts.projects.queries.planning import act_title

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar_of(name: str, deadlines: Iterable[Deadline], *, now: datetime) -> bytes:
    """Return dates as an iCalendar (RFC 5545): one day-long event by act, the same identity each time."""
    calendar = Calendar()
    calendar.add("prodid", "-//Belvedere//projets//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for row in deadlines:
        event = Event()
        event.add("uid", f"{row.project.reference}-{row.milestone}@belvedere")
        event.add("dtstamp", now)
        event.add("dtstart", row.done_on or row.on)
        event.add("dtend", (row.done_on or row.on) + timedelta(days=1))
        event.add("summary", f"{row.project.name} : {act_title(row.milestone)}")
        event.add("transp", "TRANSPARENT")
        if row.project.is_public:
            event.add("url", f"{settings.PUBLIC_URL}/projets/{row.project.slug}/")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
