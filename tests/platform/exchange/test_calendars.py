"""Calendars as communes export them: repetitions, whole days, what cannot be read; and written again."""

from datetime import UTC, date, datetime

import pytest

from belvedere.platform.exchange import calendars
from belvedere.platform.exchange.calendars import Entry, Fault, NotACalendar, read_calendar, write_calendar

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//FR\r\n"
FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)


def calendar_of(*events: str) -> bytes:
    rows = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n".replace("\n ", "\n") for event in events)
    return f"{HEAD}{rows}END:VCALENDAR\r\n".encode()


MEETING = "UID:a\r\nSUMMARY:Réunion de quartier\r\nDTSTART:20261105T180000Z\r\nDTEND:20261105T200000Z\r\nLOCATION:Salle"
WEEKLY = "UID:b\r\nSUMMARY:Permanence\r\nDTSTART;VALUE=DATE:20261102\r\nRRULE:FREQ=WEEKLY;COUNT=3"
LOCAL = "UID:c\r\nSUMMARY:Atelier\r\nDTSTART:20261110T190000\r\nDURATION:PT2H\r\nSTATUS:CANCELLED"


def read(*events: str) -> tuple[Entry, ...]:
    return read_calendar(calendar_of(*events), first=FIRST, last=LAST).entries


def test_event_is_read_whole() -> None:
    at = datetime(2026, 11, 5, 18, tzinfo=UTC)
    assert read(MEETING) == (Entry("a", "", "Réunion de quartier", at, at.replace(hour=20), place="Salle"),)


def test_repetition_is_told_day_by_day() -> None:
    found = read(WEEKLY)
    assert [(one.uid, one.recurrence[:10], one.is_all_day) for one in found] == [
        ("b", "2026-11-02", True),
        ("b", "2026-11-09", True),
        ("b", "2026-11-16", True),
    ]


def test_hour_without_a_zone_is_of_here_and_what_is_cancelled_says_so() -> None:
    [found] = read(LOCAL)
    assert (found.starts_at.astimezone(UTC), found.is_cancelled) == (datetime(2026, 11, 10, 18, tzinfo=UTC), True)


def test_what_lies_outside_the_days_is_left_out() -> None:
    assert read(MEETING.replace("20261105", "20270105")) == ()


def test_event_that_cannot_be_read_is_a_fault_and_the_others_are_kept() -> None:
    found = read_calendar(
        calendar_of(
            MEETING,
            "SUMMARY:Sans identifiant\r\nDTSTART:20261105T180000Z",
            "UID:d\r\nSUMMARY:Sans date",
            "UID:e\r\nSUMMARY:À rebours\r\nDTSTART:20261105T180000Z\r\nDTEND:20261104T180000Z",
            "UID:f\r\nSUMMARY:Sans cesse\r\nDTSTART:20261105T180000Z\r\nRRULE:FREQ=SECONDLY",
        ),
        first=FIRST,
        last=LAST,
    )
    assert [entry.uid for entry in found.entries] == ["a"]
    assert found.faults == (
        Fault("Sans identifiant", "l’événement n’a pas d’identifiant (UID)"),
        Fault("Sans date", "l’événement n’a pas de date de début lisible"),
        Fault("À rebours", "la fin précède le début"),
        Fault("Sans cesse", "l’événement se répète plus d’une fois par jour"),
    )


@pytest.mark.parametrize(
    "content", [b"", b"nom;date\n", b"\xff\xfe", b"BEGIN:VCARD\r\nEND:VCARD\r\n", b"x" * 2_000_001]
)
def test_file_that_is_no_calendar_is_refused(content: bytes) -> None:
    with pytest.raises(NotACalendar):
        read_calendar(content, first=FIRST, last=LAST)


def test_endless_calendar_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "MOST_ENTRIES", 2)
    with pytest.raises(NotACalendar, match="5 000"):
        read(WEEKLY)


def test_calendar_written_is_read_again() -> None:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    entries = read(MEETING, LOCAL)
    written = write_calendar(entries, name="Agenda", now=now)
    again = read_calendar(written, first=FIRST, last=LAST).entries
    assert again == entries
