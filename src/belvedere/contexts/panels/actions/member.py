"""Writes of a member herself: what she answers, her public name, a hearing that she asks for, her resignation."""

from datetime import datetime

from django.db import transaction

from belvedere.contexts.panels.actions.attendance import Presence, write_rows
from belvedere.contexts.panels.actions.campaign import read_locked
from belvedere.contexts.panels.actions.mission import mission_of
from belvedere.contexts.panels.actions.seat import leave_seat
from belvedere.contexts.panels.actions.session import session_of
from belvedere.contexts.panels.actions.standing import journal_panel, read_locked_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Attendance, Hearing, Panel, Seat
from belvedere.contexts.panels.refusals.member import NotAMember
from belvedere.contexts.panels.refusals.standing import SessionBegun
from belvedere.contexts.panels.states.panel import AttendanceState, PanelState, SessionState
from belvedere.contexts.panels.states.seat import SeatState, SeatVerb
from belvedere.platform.journal.actions import INHABITANT


def locked_member(seat: Seat) -> tuple[Panel, Seat]:
    """Take the lock of a member's panel, then read her place; refuse whoever no longer sits on it."""
    if seat.panel is None:
        raise NotAMember
    panel = read_locked_panel(seat.panel.slug)
    held = Seat.objects.filter(pk=seat.pk, panel=panel, state=SeatState.CONFIRMED.value)
    current = held.filter(candidate__isnull=False).first()
    if current is None or panel.state != PanelState.ACTIVE:
        raise NotAMember
    return panel, current


@transaction.atomic
def answer_session(*, seat: Seat, number: int, presence: Presence, now: datetime) -> Attendance:
    """Write that a member comes or not, and what she needs; until the session begins."""
    panel, member = locked_member(seat)
    session = session_of(panel, number)
    said = presence.state in {AttendanceState.EXPECTED, AttendanceState.EXCUSED}
    if not said or session.state != SessionState.PLANNED or now >= session.starts_at:
        raise SessionBegun
    row = Attendance(
        session=session,
        seat=member,
        state=presence.state.value,
        needs_care=presence.needs_care,
        needs=presence.needs,
    )
    [written] = write_rows([row])
    journal_panel(panel, events.ATTENDANCE_ANSWERED, now=now, actor=INHABITANT, payload={"session": number})
    return written


@transaction.atomic
def agree_to_name(*, seat: Seat, name: str, now: datetime) -> Seat:
    """Write the name under which a member agrees to be public."""
    panel, member = locked_member(seat)
    member.public_name, member.name_agreed_at = name, now
    member.save(update_fields=["public_name", "name_agreed_at"])
    journal_panel(panel, events.NAME_AGREED, now=now, actor=INHABITANT)
    return member


@transaction.atomic
def withdraw_name(*, seat: Seat, now: datetime) -> Seat:
    """Take a member's name away from the public page, at once; she may do so once she has left, too."""
    if seat.panel is None:
        raise NotAMember
    panel = read_locked_panel(seat.panel.slug)
    Seat.objects.filter(pk=seat.pk).update(public_name="", name_agreed_at=None)
    journal_panel(panel, events.NAME_WITHDRAWN, now=now, actor=INHABITANT)
    seat.refresh_from_db(fields=["public_name", "name_agreed_at"])
    return seat


@transaction.atomic
def request_hearing(
    *, seat: Seat, asked_of: str, subject: str, mission_number: int | None = None, now: datetime
) -> Hearing:
    """Ask for a hearing on behalf of the panel: it becomes public once it is sent on, with the day of its answer."""
    panel, _member = locked_member(seat)
    mission = mission_of(panel, mission_number) if mission_number is not None else None
    hearing = Hearing.objects.create(panel=panel, mission=mission, asked_of=asked_of, subject=subject, requested_at=now)
    journal_panel(panel, events.HEARING_PROPOSED, now=now, actor=INHABITANT, payload={"hearing": hearing.pk})
    return hearing


@transaction.atomic
def resign_seat(*, seat: Seat, now: datetime) -> Seat:
    """Resign: the place goes at once to the one whom the next link of the chain designates."""
    campaign = read_locked(seat.draw.campaign.reference)
    current = Seat.objects.select_related("draw").filter(pk=seat.pk, state=SeatState.CONFIRMED.value).first()
    if current is None:
        raise NotAMember
    current.draw.campaign = campaign
    return leave_seat(campaign, current, SeatVerb.RESIGN, INHABITANT, now)
