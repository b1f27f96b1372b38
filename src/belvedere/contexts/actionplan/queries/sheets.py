"""The sheets of actions as they are written today, and what a sheet may name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from belvedere.contexts.actionplan.models import Action, Axis, Plan
from belvedere.contexts.actionplan.states.sheets import ActionSheet, Horizon, Origin
from belvedere.engines.rules.months import add_months
from belvedere.platform.territory.models import Body, Commune, Department


def the_plan() -> Plan | None:
    """Return the plan of the territory in scope, once it is open."""
    return Plan.objects.select_related("body", "territory").first()


def axes() -> QuerySet[Axis]:
    """Return the axes of the plan, in order."""
    return Axis.objects.order_by("number")


def tied_to_the_strategy() -> list[tuple[str, str]]:
    """Return the axes that carry out an axis of the strategy, by name, with the key of that one: one statement."""
    return [(str(axis), axis.strategy_key) for axis in axes().exclude(strategy_key="")]


def with_parts(found: QuerySet[Action]) -> QuerySet[Action]:
    """Read, with actions, everything that their sheets hold: five statements, whatever their number."""
    return found.select_related("body", "department", "axis").prefetch_related(
        "partners", "communes", "prerequisites", "origins"
    )


def sheet_of(action: Action) -> ActionSheet:
    """Return the sheet of an action read by ``with_parts``."""
    return ActionSheet(
        title=action.title,
        body=action.body.slug,
        horizon=action.horizon,
        starts_on=action.starts_on,
        due_on=action.due_on,
        axis=action.axis.number if action.axis else None,
        department=action.department.slug if action.department else "",
        summary=action.summary,
        partners=tuple(sorted(body.slug for body in action.partners.all())),
        communes=tuple(sorted(commune.slug for commune in action.communes.all())),
        cost_euros=action.cost_euros,
        cost_note=action.cost_note,
        prerequisites=tuple(sorted(needed.reference for needed in action.prerequisites.all())),
        deliverables=tuple(action.deliverables),
        indicators=tuple(action.indicators),
        risks=tuple(action.risks),
        origins=tuple(Origin(row.kind, row.label, row.url) for row in action.origins.all()),
    )


@dataclass(frozen=True)
class Directory:
    """What a sheet may name, by the name that it uses: five statements, once."""

    bodies: dict[str, Body]
    departments: dict[tuple[str, str], Department]
    communes: dict[str, Commune]
    axes: dict[int, Axis]
    actions: dict[str, int]


def directory() -> Directory:
    """Read what sheets may name."""
    return Directory(
        bodies={body.slug: body for body in Body.objects.all()},
        departments={(row.body.slug, row.slug): row for row in Department.objects.select_related("body")},
        communes={commune.slug: commune for commune in Commune.objects.filter(left_on=None)},
        axes={axis.number: axis for axis in axes()},
        actions=dict(Action.objects.values_list("reference", "pk")),
    )


def needs_of_plan() -> dict[str, set[str]]:
    """Return what each action waits for: those that wait for nothing are left out."""
    found: dict[str, set[str]] = {}
    pairs = Action.objects.filter(prerequisites__isnull=False).values_list("reference", "prerequisites__reference")
    for reference, needed in pairs:
        found.setdefault(reference, set()).add(needed)
    return found


def horizon_ends(plan: Plan, *, on: date) -> dict[str, date]:
    """Return the last day of each horizon, seen from a day: the mandate bounds them all once it is near."""
    ends = {
        Horizon.SHORT.value: add_months(on, plan.short_months),
        Horizon.MEDIUM.value: add_months(on, plan.medium_months),
    }
    last = max(plan.mandate_ends_on, ends[Horizon.MEDIUM.value])
    return {**ends, Horizon.LONG.value: last}
