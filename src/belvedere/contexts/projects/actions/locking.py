"""What the writes of the projects share: the lock on a project, the state that a verb leads to, the journal."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from rules import has_perm

from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.refusals import DayNotCome
from belvedere.contexts.projects.states import (
    CONSULTATION,
    TRANSITIONS,
    ConsultationState,
    ConsultationVerb,
    ProjectState,
    Verb,
)
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState


def journal(
    project: Project, kind: Kind, *, now: datetime, by: Role | None, payload: Mapping[str, Value] | None = None
) -> None:
    """Write what happened to a project."""
    record(
        kind=kind,
        territory=project.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("projet", project.reference),
        matter=project.reference,
        payload=payload,
    )


def locked_project(pk: int) -> Project:
    """Take the lock and read the project again."""
    return Project.objects.select_for_update(of=("self",)).select_related("territory", "body", "department").get(pk=pk)


def locked_for(project: Project, by: Role, verb: Verb = Verb.WORK) -> Project:
    """Take the lock, read the project again, check who asks and that the verb applies; set the state it leads to."""
    locked = locked_project(project.pk)
    if not has_perm("projects.run", by, locked):
        raise NotAllowed
    return moved(locked, verb)


def moved(locked: Project, verb: Verb) -> Project:
    """Set the state that a verb leads to; refuse a verb that does not apply."""
    reached = TRANSITIONS.get((ProjectState(locked.state), verb))
    if reached is None:
        raise NotInThisState
    locked.state = reached
    return locked


def consultation_moved(locked: Project, verb: ConsultationVerb) -> Project:
    """Set the state of the consultation that a verb leads to; refuse a verb that does not apply."""
    reached = CONSULTATION.get((ConsultationState(locked.consultation), verb))
    if reached is None:
        raise NotInThisState
    locked.consultation = reached
    return locked


def refuse_a_day_to_come(day: date, now: datetime) -> None:
    if day > timezone.localdate(now):
        raise DayNotCome
