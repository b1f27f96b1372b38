"""Writes of attendance: what each member answers, who was there, and what they needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from belvedere.contexts.panels.actions.allowance import settle
from belvedere.contexts.panels.actions.session import locked_session
from belvedere.contexts.panels.actions.standing import journal_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Attendance, Session
from belvedere.contexts.panels.queries.attendance import expected_at
from belvedere.contexts.panels.refusals.standing import SessionNotBegun, SheetClosed
from belvedere.contexts.panels.states.panel import AttendanceState, SessionState
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor

# After that, what a member needed to come is erased: it may say something of her health.
NEEDS_KEPT = timedelta(days=90)
_SEEN = frozenset({AttendanceState.PRESENT, AttendanceState.ABSENT})


@dataclass(frozen=True)
class Presence:
    """What is written of a member for a session."""

    state: AttendanceState
    needs_care: bool = False
    needs: str = ""


@transaction.atomic
def record_attendance(
    *, slug: str, number: int, presences: Mapping[str, Presence], by: Role, now: datetime
) -> list[Attendance]:
    """Write the sheet of a session, by pseudonym; those present at a session held are owed their allowances.

    Someone of whom nothing is said keeps what was written; a name that is not on the sheet is ignored.
    """
    session = locked_session(slug, number, by)
    if session.state == SessionState.CANCELLED or now > session.ends_at + NEEDS_KEPT:
        raise SheetClosed
    if now < session.starts_at and any(presence.state in _SEEN for presence in presences.values()):
        raise SessionNotBegun
    seats = {seat.pseudonym: seat.pk for seat in expected_at(session)}
    rows = [
        _row(session, seats[name], presence)
        for name, presence in presences.items()
        if name in seats and presence != Presence(AttendanceState.EXPECTED)
    ]
    silent = [seats[name] for name, one in presences.items() if name in seats and one.state is AttendanceState.EXPECTED]
    Attendance.objects.filter(session=session, seat__in=silent).update(
        state=AttendanceState.EXPECTED.value, needs_care=False, needs=""
    )
    written = write_rows(rows)
    settle(session, now)
    counts = [sum(row.state == state for row in rows) for state in ("present", "excuse", "absent")]
    payload: dict[str, Value] = {
        "session": number,
        **dict(zip(("present", "excused", "absent"), counts, strict=True)),
    }
    journal_panel(session.panel, events.ATTENDANCE_RECORDED, now=now, actor=Actor.role(by), payload=payload)
    return written


def _row(session: Session, seat_id: int, presence: Presence) -> Attendance:
    return Attendance(
        session=session,
        seat_id=seat_id,
        state=presence.state.value,
        needs_care=presence.needs_care,
        needs=presence.needs,
    )


def write_rows(rows: list[Attendance]) -> list[Attendance]:
    """Write rows of a sheet, one by member and session, over those there."""
    return Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["session", "seat"],
        update_fields=["state", "needs_care", "needs"],
    )


@transaction.atomic
def erase_needs(*, now: datetime) -> int:
    """Erase what members needed at the sessions that are long past; return how many rows."""
    old = Attendance.objects.filter(session__ends_at__lt=now - NEEDS_KEPT).exclude(needs="", needs_care=False)
    return old.update(needs="", needs_care=False)
