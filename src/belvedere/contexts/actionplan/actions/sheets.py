"""Writing the sheets of actions: added, revised, moved to another horizon; each former sheet is kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.actionplan import events
from belvedere.contexts.actionplan.actions.moving import journal, locked
from belvedere.contexts.actionplan.actions.plan import locked_plan
from belvedere.contexts.actionplan.models import Action, ActionOrigin, Plan, Revision
from belvedere.contexts.actionplan.queries.sheets import (
    Directory,
    directory,
    horizon_ends,
    needs_of_plan,
    sheet_of,
    with_parts,
)
from belvedere.contexts.actionplan.refusals import PrerequisitesCycle, SheetIncomplete, TooFarForHorizon
from belvedere.contexts.actionplan.states.cells import tidied
from belvedere.contexts.actionplan.states.sheets import ActionSheet
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.plans.network import cycle_among
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.actions import next_reference


@transaction.atomic
def add_action(*, sheet: ActionSheet, by: Role, now: datetime) -> Action:
    """Add an action to the plan: the body that leads it adds any, another body its own."""
    plan, known, sheet = locked_plan(), directory(), tidied(sheet)
    leads = has_perm("actionplan.lead", by, plan)
    if not leads and (by.body.slug != sheet.body or not has_perm("actionplan.write_sheet", by, _drafted(sheet, known))):
        raise NotAllowed
    _check(sheet, "", plan, known, on=timezone.localdate(now))
    action = write_new(plan, sheet, known, now=now)
    payload: dict[str, Value] = {"body": sheet.body, "horizon": sheet.horizon, "due_on": sheet.due_on.isoformat()}
    journal(action, events.ADDED, now=now, actor=Actor.role(by), payload=payload)
    return action


@transaction.atomic
def revise_action(*, action: Action, sheet: ActionSheet, why: str = "", by: Role, now: datetime) -> Action:
    """Write the sheet of an action again; the former one stays readable at its date."""
    plan, action, before = _to_write(action, by)
    known, sheet = directory(), tidied(sheet)
    changed = before.changed_fields(sheet)
    if not changed:
        return action
    _check(sheet, action.reference, plan, known, on=timezone.localdate(now), before=before)
    write_sheet(action, sheet, known, why=why, now=now)
    journal(action, events.REVISED, now=now, actor=Actor.role(by), payload={"fields": list(changed)})
    return action


@transaction.atomic
def move_action(
    *, action: Action, horizon: str, due_on: date | None = None, why: str = "", by: Role, now: datetime
) -> Action:
    """Move an action to another horizon, or another date.

    Without a date, it keeps its own if the new horizon is nearer and holds it; else it takes the horizon's last day.
    """
    plan, action, before = _to_write(action, by)
    ends = horizon_ends(plan, on=timezone.localdate(now))
    if horizon not in ends:
        raise SheetIncomplete
    if due_on is None:
        is_nearer = ends[horizon] <= ends[before.horizon]
        due_on = min(before.due_on, ends[horizon]) if is_nearer else ends[horizon]
    after = replace(before, horizon=horizon, due_on=due_on, starts_on=min(before.starts_on, due_on))
    if after == before:
        return action
    known = directory()
    _check(after, action.reference, plan, known, on=timezone.localdate(now), before=before)
    write_sheet(action, after, known, why=why, now=now)
    payload: dict[str, Value] = {
        "horizon_before": before.horizon,
        "horizon": after.horizon,
        "due_on_before": before.due_on.isoformat(),
        "due_on": after.due_on.isoformat(),
    }
    journal(action, events.MOVED, now=now, actor=Actor.role(by), payload=payload)
    return action


def _drafted(sheet: ActionSheet, known: Directory) -> Action:
    """Return an action that is not written yet, of which one asks who may write it."""
    body = known.bodies.get(sheet.body)
    if body is None:
        raise SheetIncomplete
    return Action(body=body, department=known.departments.get((sheet.body, sheet.department)))


def _to_write(action: Action, by: Role) -> tuple[Plan, Action, ActionSheet]:
    """Take the locks, the plan's first, and read the sheet as it is under them."""
    plan, action = locked_plan(), locked(action.pk)
    if not has_perm("actionplan.lead", by, plan) and not has_perm("actionplan.write_sheet", by, action):
        raise NotAllowed
    return plan, action, sheet_of(with_parts(Action.objects.filter(pk=action.pk)).get())


def _check(
    sheet: ActionSheet, reference: str, plan: Plan, known: Directory, *, on: date, before: ActionSheet | None = None
) -> None:
    if not sheet.title or sheet.due_on < sheet.starts_on or not _names_what_is_there(sheet, known):
        raise SheetIncomplete
    ends = horizon_ends(plan, on=on)
    if sheet.horizon not in ends:
        raise SheetIncomplete
    last = ends[sheet.horizon]
    is_untouched = before is not None and (before.horizon, before.due_on) == (sheet.horizon, sheet.due_on)
    if sheet.due_on > last and not is_untouched:
        raise TooFarForHorizon(last.isoformat())
    if reference and sheet.prerequisites:
        cycle = cycle_among({**needs_of_plan(), reference: set(sheet.prerequisites)})
        if cycle:
            raise PrerequisitesCycle(cycle)


def _names_what_is_there(sheet: ActionSheet, known: Directory) -> bool:
    return (
        sheet.body in known.bodies
        and (not sheet.department or (sheet.body, sheet.department) in known.departments)
        and (sheet.axis is None or sheet.axis in known.axes)
        and set(sheet.partners) <= known.bodies.keys()
        and set(sheet.communes) <= known.communes.keys()
        and set(sheet.prerequisites) <= known.actions.keys()
    )


def write_new(plan: Plan, sheet: ActionSheet, known: Directory, *, now: datetime) -> Action:
    """Insert an action and its sheet, already checked; the caller journals."""
    year = timezone.localdate(now).year
    reference = next_reference(territory=plan.territory, prefix="P", year=year)
    action = Action(
        territory=plan.territory,
        reference=reference,
        matter=reference,
        created_at=now,
        is_demonstration=plan.territory.is_demonstration,
    )
    write_sheet(action, sheet, known, now=now)
    return action


def write_sheet(action: Action, sheet: ActionSheet, known: Directory, *, why: str = "", now: datetime) -> None:
    """Write a sheet already checked, and keep it as a revision; the caller journals."""
    action.title, action.summary = sheet.title, sheet.summary
    action.body = known.bodies[sheet.body]
    action.department = known.departments.get((sheet.body, sheet.department))
    action.axis = known.axes[sheet.axis] if sheet.axis is not None else None
    action.horizon, action.starts_on, action.due_on = sheet.horizon, sheet.starts_on, sheet.due_on
    action.cost_euros, action.cost_note = sheet.cost_euros, sheet.cost_note
    action.deliverables, action.indicators, action.risks = map(
        list, (sheet.deliverables, sheet.indicators, sheet.risks)
    )
    action.updated_at = now
    action.save()
    action.partners.set([known.bodies[slug] for slug in sheet.partners])
    action.communes.set([known.communes[slug] for slug in sheet.communes])
    action.prerequisites.set([known.actions[reference] for reference in sheet.prerequisites])
    _write_origins(action, sheet)
    keep_revisions([(action, sheet)], why=why, now=now)


def _write_origins(action: Action, sheet: ActionSheet) -> None:
    ActionOrigin.objects.filter(action=action).delete()
    ActionOrigin.objects.bulk_create(
        ActionOrigin(action=action, rank=rank, kind=origin.kind, label=origin.label, url=origin.url)
        for rank, origin in enumerate(sheet.origins, start=1)
    )


def keep_revisions(written: Iterable[tuple[Action, ActionSheet]], *, why: str = "", now: datetime) -> None:
    """Keep sheets as they stand from now on."""
    Revision.objects.bulk_create(
        Revision(action=action, at=now, content=sheet.as_json(), why=why.strip()) for action, sheet in written
    )
