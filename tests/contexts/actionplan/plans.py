"""A plan that is open, with an axis and some actions, for the tests of what follows."""

from datetime import date, datetime, timedelta
from typing import Any

from belvedere.contexts.actionplan.actions.iterations import adopt_version, look_back, open_iteration, prepare_version
from belvedere.contexts.actionplan.actions.plan import open_plan, write_axis
from belvedere.contexts.actionplan.actions.sheets import add_action
from belvedere.contexts.actionplan.models import Action, Iteration, Plan, Version
from belvedere.contexts.actionplan.states.sheets import ActionSheet
from tests.contexts.opinions import Body2026

STARTS, DUE = date(2026, 12, 1), date(2027, 6, 30)


def opened(world: Body2026, now: datetime) -> Plan:
    plan = open_plan(
        title="Plan d’actions de la participation",
        mandate_ends_on=date(2032, 3, 31),
        short_months=12,
        medium_months=36,
        iteration_months=6,
        source="Délibération de test",
        by=world.agent,
        now=now,
    )
    write_axis(number=1, name="Un cadre commun", aim="Que chacun sache qui consulte qui.", by=world.agent, now=now)
    return plan


def sheet(world: Body2026, **fields: Any) -> ActionSheet:
    known: dict[str, Any] = {
        "title": "Former trente référents",
        "body": world.body.slug,
        "department": "mobilites",
        "horizon": "court",
        "starts_on": STARTS,
        "due_on": DUE,
        "axis": 1,
    }
    return ActionSheet(**{**known, **fields})


def added(world: Body2026, now: datetime, **fields: Any) -> Action:
    return add_action(sheet=sheet(world, **fields), by=world.agent, now=now)


def iteration(world: Body2026, now: datetime) -> Iteration:
    today = now.date()
    return open_iteration(
        review_until=today + timedelta(days=30),
        replies_until=today + timedelta(days=45),
        act="Délibération du 20 novembre 2026",
        by=world.agent,
        now=now,
    )


def adopted(world: Body2026, now: datetime) -> Version:
    look_back(by=world.agent, now=now)
    prepare_version(by=world.agent, now=now)
    return adopt_version(act="Délibération du 28 mai 2027", by=world.elected, now=now)
