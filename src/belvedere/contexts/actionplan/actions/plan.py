"""Opening the plan and writing its axes."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.actionplan import events
from belvedere.contexts.actionplan.actions.moving import journal_plan
from belvedere.contexts.actionplan.models import Axis, Plan
from belvedere.contexts.actionplan.refusals import NoPlan, PlanAlreadyOpen, SheetIncomplete
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Territory


@transaction.atomic
def open_plan(
    *,
    title: str,
    mandate_ends_on: date,
    short_months: int,
    medium_months: int,
    iteration_months: int,
    source: str,
    by: Role,
    now: datetime,
) -> Plan:
    """Open the plan of the territory: the body of who opens it leads it."""
    if not has_perm("actionplan.open_plan", by):
        raise NotAllowed
    territory = Territory.objects.select_for_update().get(pk=by.body.territory_id)
    if Plan.objects.exists():
        raise PlanAlreadyOpen
    today = timezone.localdate(now)
    if not title.strip() or not source.strip() or mandate_ends_on <= today or not 0 < short_months < medium_months:
        raise SheetIncomplete
    plan = Plan.objects.create(
        territory=territory,
        body=by.body,
        title=title.strip(),
        opened_on=today,
        short_months=short_months,
        medium_months=medium_months,
        mandate_ends_on=mandate_ends_on,
        iteration_months=iteration_months,
        source=source.strip(),
    )
    journal_plan(plan, "plan", events.PLAN_OPENED, now=now, actor=Actor.role(by), payload={"body": by.body.slug})
    return plan


@transaction.atomic
def write_axis(*, number: int, name: str, aim: str, by: Role, now: datetime, strategy_key: str = "") -> Axis:
    """Write an axis of the plan, or write it again; ``strategy_key`` names an axis of the strategy.

    Keys never change from a version of the strategy to the next: one that the version in force lacks leads nowhere.
    """
    plan = locked_plan()
    if not has_perm("actionplan.lead", by, plan):
        raise NotAllowed
    if not name.strip() or number < 1:
        raise SheetIncomplete
    facts = {"name": name.strip(), "aim": aim.strip(), "strategy_key": strategy_key}
    axis, _is_new = Axis.objects.update_or_create(plan=plan, number=number, defaults=facts)
    journal_plan(plan, "plan", events.AXIS_WRITTEN, now=now, actor=Actor.role(by), payload={"number": number})
    return axis


def locked_plan() -> Plan:
    """Take the lock of the plan, under which its graph, its iterations and its versions change."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("territory", "body").first()
    if plan is None:
        raise NoPlan
    return plan
