"""Reads of attendance: who is expected at a session, and what is written of each."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from belvedere.contexts.panels.models import Attendance, Seat, Session
from belvedere.contexts.panels.states.seat import SeatState


def expected_at(session: Session) -> QuerySet[Seat]:
    """Return the members for whom a session counts: those who sit, and those who left but are on its sheet."""
    known = Attendance.objects.filter(session=session).values("seat_id")
    found = Seat.objects.filter(panel=session.panel).filter(Q(state=SeatState.CONFIRMED.value) | Q(pk__in=known))
    return found.select_related("candidate__contact").order_by("pseudonym")


@dataclass(frozen=True)
class SheetRow:
    """A line of the sheet: ``attendance`` is None for a member who has said nothing."""

    seat: Seat
    attendance: Attendance | None


def sheet_of(session: Session) -> list[SheetRow]:
    """Return the sheet of a session, one line by member: two statements."""
    written = {row.seat_id: row for row in Attendance.objects.filter(session=session)}
    return [SheetRow(seat, written.get(seat.pk)) for seat in expected_at(session)]


def answers_of(seat: Seat) -> dict[int, Attendance]:
    """Return what is written of a member, by key of session: one statement."""
    return {row.session_id: row for row in Attendance.objects.filter(seat=seat)}
