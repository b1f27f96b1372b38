"""A meeting for a diary."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from belvedere.contexts.consultations.models import Meeting, Phase

MEDIA_TYPE = "text/calendar; charset=utf-8"


def meeting_as_ics(phase: Phase, meeting: Meeting | None, *, now: datetime) -> bytes:
    """Return a meeting as an iCalendar file (RFC 5545), the same identity each time."""
    consultation = phase.consultation
    event = Event()
    event.add("uid", f"{consultation.reference}-reunion-{phase.number}@belvedere")
    event.add("dtstamp", now)
    event.add("dtstart", phase.starts_at)
    event.add("dtend", phase.ends_at)
    event.add("summary", f"{phase.title} ({consultation.title})")
    if meeting is not None:
        event.add("location", ", ".join(part for part in (meeting.room, meeting.address) if part))
        event.add("description", meeting.programme)
    event.add("url", settings.PUBLIC_URL + reverse("consultations:meeting", args=[consultation.slug, phase.number]))
    calendar = Calendar()
    calendar.add("prodid", "-//Belvedere//concertations//FR")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
