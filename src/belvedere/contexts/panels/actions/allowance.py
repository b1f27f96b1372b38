"""Writes of allowances: owed to those present, given once to the accountant, then paid."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.panels.actions.standing import journal_panel, read_locked_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Allowance, Attendance, Panel, Session
from belvedere.contexts.panels.queries.allowance import last_export, rates_of
from belvedere.contexts.panels.refusals.standing import NothingToExport
from belvedere.contexts.panels.rules.standing import RUN
from belvedere.contexts.panels.states.panel import (
    ALLOWANCE,
    AllowanceKind,
    AllowanceState,
    AllowanceVerb,
    AttendanceState,
    SessionState,
)
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState


def _granted(attendance: Attendance) -> set[AllowanceKind]:
    """Return what is owed for a presence: care and access only to those who said that they need them."""
    kinds = {AllowanceKind.SESSION, AllowanceKind.TRAVEL, AllowanceKind.MEAL}
    if attendance.needs_care:
        kinds.add(AllowanceKind.CARE)
    if attendance.needs:
        kinds.add(AllowanceKind.ACCESS)
    return kinds


def settle(session: Session, now: datetime) -> None:
    """Write what is owed for a session held, at the amounts of its day; what was transmitted no longer changes.

    The caller holds the panel's lock.
    """
    if session.state != SessionState.HELD:
        return
    rates = rates_of(session.panel.body, timezone.localdate(session.starts_at))
    present = Attendance.objects.filter(session=session, state=AttendanceState.PRESENT.value)
    wanted = {(one.seat_id, kind) for one in present for kind in _granted(one) & set(rates)}
    known = list(Allowance.objects.filter(session=session))
    former = [row.pk for row in known if (row.seat_id, row.kind) not in wanted and row.state == AllowanceState.DUE]
    Allowance.objects.filter(pk__in=former).delete()
    written = {(row.seat_id, AllowanceKind(row.kind)) for row in known}
    Allowance.objects.bulk_create(
        Allowance(seat_id=seat, session=session, kind=kind.value, amount_cents=rates[kind].value, moved_at=now)
        for seat, kind in sorted(wanted - written)
    )


def _accounts_of(slug: str, by: Role) -> Panel:
    """Take the lock of a panel that this role runs; what is owed is paid even once the panel has ended."""
    panel = read_locked_panel(slug)
    if not has_perm(RUN, by, panel):
        raise NotAllowed
    return panel


@transaction.atomic
def export_allowances(*, slug: str, by: Role, now: datetime) -> int:
    """Put everything that is owed in a new file for the accountant; return its number."""
    panel = _accounts_of(slug, by)
    due = list(Allowance.objects.filter(session__panel=panel, state=AllowanceState.DUE.value))
    if not due:
        raise NothingToExport
    number = last_export(panel) + 1
    state = ALLOWANCE[AllowanceState.DUE, AllowanceVerb.EXPORT]
    Allowance.objects.filter(pk__in=[row.pk for row in due]).update(
        state=state.value, export_number=number, moved_at=now
    )
    payload: dict[str, Value] = {"export": number, "lines": len(due), "cents": sum(row.amount_cents for row in due)}
    journal_panel(panel, events.ALLOWANCES_EXPORTED, now=now, actor=Actor.role(by), payload=payload)
    return number


@transaction.atomic
def mark_paid(*, slug: str, export_number: int, by: Role, now: datetime) -> int:
    """Write that the accountant has paid a file; return how many allowances it held."""
    panel = _accounts_of(slug, by)
    rows = Allowance.objects.filter(session__panel=panel, export_number=export_number)
    waiting = list(rows.filter(state=AllowanceState.EXPORTED.value).values_list("pk", flat=True))
    if not waiting:
        raise NotInThisState
    state = ALLOWANCE[AllowanceState.EXPORTED, AllowanceVerb.PAY]
    Allowance.objects.filter(pk__in=waiting).update(state=state.value, moved_at=now)
    payload: dict[str, Value] = {"export": export_number, "lines": len(waiting)}
    journal_panel(panel, events.ALLOWANCES_PAID, now=now, actor=Actor.role(by), payload=payload)
    return len(waiting)
