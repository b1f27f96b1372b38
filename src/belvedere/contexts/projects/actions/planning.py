"""The calendar of a project: adopted from a plan, followed act by act."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belvedere.contexts.projects import events
from belvedere.contexts.projects.actions.locking import journal, locked_for, refuse_a_day_to_come
from belvedere.contexts.projects.models import Deadline, Project
from belvedere.contexts.projects.queries.planning import plan_of
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotInThisState


@transaction.atomic
def adopt_plan(*, project: Project, decision_on: date, by: Role, now: datetime) -> list[Deadline]:
    """Count the acts back from the day of the decision and keep their dates; what is done already keeps its own."""
    project = locked_for(project, by)
    found = plan_of(project, decision_on=decision_on, on=timezone.localdate(now))
    done = {row.milestone for row in Deadline.objects.filter(project=project, done_on__isnull=False)}
    Deadline.objects.filter(project=project, done_on=None).delete()
    rows = [
        Deadline(
            project=project,
            milestone=act.milestone.id,
            on=act.on,
            is_legal=act.milestone.is_legal,
            is_council=act.milestone.is_council,
            is_critical=act.is_critical,
        )
        for act in found.plan.acts
        if act.milestone.id not in done
    ]
    Deadline.objects.bulk_create(rows)
    project.decision_on = decision_on
    project.save(update_fields=["decision_on"])
    payload: dict[str, Value] = {"decision_on": decision_on.isoformat(), "acts": len(rows)}
    journal(project, events.PLANNED, now=now, by=by, payload=payload)
    return rows


@transaction.atomic
def mark_done(*, deadline: Deadline, on: date, by: Role, now: datetime) -> Deadline:
    """Say on which day an act took place."""
    project = locked_for(deadline.project, by)
    refuse_a_day_to_come(on, now)
    row = Deadline.objects.select_for_update(of=("self",)).filter(pk=deadline.pk, done_on=None).first()
    if row is None:
        raise NotInThisState
    row.done_on = on
    row.save(update_fields=["done_on"])
    payload: dict[str, Value] = {"milestone": row.milestone, "on": on.isoformat()}
    journal(project, events.ACT_DONE, now=now, by=by, payload=payload)
    return row
