"""The gates of a project: points ticked, approvals given, gates passed, with a public reservation if need be."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belvedere.contexts.projects import events
from belvedere.contexts.projects.actions.locking import journal, locked_for, locked_project, moved
from belvedere.contexts.projects.models import Approval, Passage, Project, Tick
from belvedere.contexts.projects.queries.gates import GateRow, gate_row
from belvedere.contexts.projects.queries.projects import full_projects
from belvedere.contexts.projects.refusals import (
    AlreadyApproved,
    ApprovalsMissing,
    GateNotReached,
    NotTicked,
    ReservationNeeded,
    SayWhy,
)
from belvedere.contexts.projects.rules import may_approve
from belvedere.contexts.projects.states import Verb
from belvedere.contexts.projects.states.gates import SHEETS, Gate, Instance
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed


@transaction.atomic
def tick_point(*, project: Project, item: str, is_met: bool, note: str, by: Role, now: datetime) -> Tick:
    """Say that a point is met, with what makes it true, or that it no longer is."""
    project = locked_for(project, by)
    if not any(item in sheet.ticked for sheet in SHEETS.values()):
        raise NotTicked
    if is_met and not note.strip():
        raise SayWhy
    tick, _ = Tick.objects.update_or_create(
        project=project,
        item=item,
        defaults={"is_met": is_met, "note": note.strip(), "ticked_by": by, "ticked_at": now},
    )
    journal(project, events.TICKED, now=now, by=by, payload={"item": item, "is_met": is_met})
    return tick


def _next_gate(project: Project, gate: Gate, now: datetime) -> GateRow:
    """Return a gate of a locked project; refuse one that is not the next."""
    row = gate_row(full_projects().get(pk=project.pk), gate, timezone.localdate(now))
    if not row.is_next:
        raise GateNotReached
    return row


@transaction.atomic
def approve_gate(
    *, project: Project, gate: Gate, instance: Instance, by: Role, now: datetime, act: str = "", on: date | None = None
) -> Approval:
    """Approve the next gate for an instance; the council's approval cites its act. One person, one instance."""
    project = moved(locked_project(project.pk), Verb.WORK)
    if instance not in SHEETS[gate].instances or not may_approve(by, project, instance):
        raise NotAllowed
    _next_gate(project, gate, now)
    if instance is Instance.COUNCIL and not act.strip():
        raise SayWhy
    given = Approval.objects.filter(project=project, gate=gate)
    if given.filter(instance=instance).exists() or given.filter(given_by__user=by.user_id).exists():
        raise AlreadyApproved
    approval = Approval.objects.create(
        project=project,
        gate=gate,
        instance=instance,
        given_by=by,
        given_on=on or timezone.localdate(now),
        act=act.strip(),
    )
    journal(project, events.APPROVED, now=now, by=by, payload={"gate": gate.value, "instance": instance.value})
    return approval


@transaction.atomic
def pass_gate(*, project: Project, gate: Gate, reservation: str, by: Role, now: datetime) -> Passage:
    """Pass the next gate once it is approved; what is not met asks for a reservation, which is public."""
    project = locked_for(project, by)
    row = _next_gate(project, gate, now)
    if row.waiting:
        raise ApprovalsMissing([str(missing.title) for missing in row.waiting])
    unmet = [point.code for point in row.red]
    if unmet and not reservation.strip():
        raise ReservationNeeded(len(unmet))
    passage = Passage.objects.create(
        project=project,
        gate=gate,
        passed_on=timezone.localdate(now),
        passed_by=by,
        unmet=unmet,
        reservation=reservation.strip() if unmet else "",
    )
    payload = {"gate": gate.value, "unmet": len(unmet), "department": project.department.slug}
    journal(project, events.GATE_PASSED, now=now, by=by, payload=payload)
    return passage
