"""Sheets of the plan: who writes them, what they may hold, the cycle that is named, the horizon to which one moves."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from belvedere.contexts.actionplan.actions.plan import open_plan, write_axis
from belvedere.contexts.actionplan.actions.sheets import add_action, move_action, revise_action
from belvedere.contexts.actionplan.models import Action, Plan, Revision
from belvedere.contexts.actionplan.queries.iterations import actions_on, standings
from belvedere.contexts.actionplan.queries.sheets import sheet_of, with_parts
from belvedere.contexts.actionplan.refusals import (
    NoPlan,
    PlanAlreadyOpen,
    PrerequisitesCycle,
    SheetIncomplete,
    TooFarForHorizon,
)
from belvedere.contexts.actionplan.states.sheets import ActionSheet, Origin, sheet_of_json
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from tests.contexts.actionplan.plans import added, opened, sheet
from tests.contexts.opinions import Body2026
from tests.factories import CommuneFactory


def read(action: Action) -> ActionSheet:
    return sheet_of(with_parts(Action.objects.filter(pk=action.pk)).get())


def test_plan_is_opened_once_by_an_officer_of_the_metropole(world: Body2026, other: Body2026, now: datetime) -> None:
    other.body.kind = "commune"
    other.body.save()
    for by in (world.elected, world.drafter, other.agent):
        with pytest.raises(NotAllowed):
            open_plan(
                title="Plan", mandate_ends_on=date(2032, 3, 31), short_months=12, medium_months=36,
                iteration_months=6, source="Délibération", by=by, now=now,
            )  # fmt: skip
    plan = opened(world, now)
    assert (plan.body, plan.opened_on) == (world.body, now.date())
    with pytest.raises(PlanAlreadyOpen):
        opened(world, now)
    with pytest.raises(NotAllowed):
        write_axis(number=2, name="Deux", aim="", by=other.agent, now=now)
    assert list(Event.objects.values_list("kind", flat=True)) == [
        "actionplan.plan_opened",
        "actionplan.axis_written",
    ]


def test_without_a_plan_nothing_is_written(world: Body2026, now: datetime) -> None:
    with pytest.raises(NoPlan):
        added(world, now)


def test_sheet_is_read_as_it_was_written(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    CommuneFactory(territory=world.body.territory, slug="royat")
    first = added(world, now, title="Adopter la charte")
    whole = sheet(
        world,
        summary="Trente agents, deux jours.",
        partners=("autre-commune",),
        communes=("royat",),
        cost_euros=45_000,
        cost_note="sur deux ans",
        prerequisites=(first.reference,),
        deliverables=("Un programme", "Trente attestations"),
        indicators=("Agents formés",),
        risks=("Départs",),
        origins=(
            Origin("etude", "Étude de 2019, partie 4.6"),
            Origin("saisine", "S-2026-0012", "/saisines/S-2026-0012/"),
        ),
    )
    action = add_action(sheet=whole, by=world.agent, now=now)
    assert read(action) == whole
    assert sheet_of_json(json.loads(json.dumps(whole.as_json()))) == whole
    assert Revision.objects.filter(action=action).values_list("content", flat=True).get() == whole.as_json()
    assert (action.reference, action.matter) == ("P-2026-0002", "P-2026-0002")


def test_other_bodies_write_their_own_actions_only(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    theirs = add_action(sheet=sheet(world, body="autre-commune", department=""), by=other.agent, now=now)
    ours = added(world, now)
    for by in (other.agent, other.drafter, world.elected, world.other_drafter):
        with pytest.raises(NotAllowed):
            revise_action(action=ours, sheet=sheet(world, title="Autre"), by=by, now=now)
        with pytest.raises(NotAllowed):
            move_action(action=ours, horizon="long", by=by, now=now)
    with pytest.raises(NotAllowed):
        add_action(sheet=sheet(world), by=other.agent, now=now)
    revised = revise_action(action=theirs, sheet=replace(read(theirs), title="À nous"), by=other.agent, now=now)
    again = revise_action(action=revised, sheet=read(revised), by=other.agent, now=now)
    assert (again.title, Event.objects.filter(kind="actionplan.revised").count()) == ("À nous", 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"due_on": date(2026, 11, 30)},
        {"axis": 7},
        {"body": "personne"},
        {"department": "inconnu"},
        {"partners": ("personne",)},
        {"communes": ("paris",)},
        {"prerequisites": ("P-2026-0999",)},
        {"horizon": "eternel"},
    ],
)
def test_incomplete_sheet_is_refused(world: Body2026, now: datetime, wrong: dict[str, object]) -> None:
    opened(world, now)
    with pytest.raises(SheetIncomplete):
        added(world, now, **wrong)
    assert Action.objects.count() == 0


@pytest.mark.parametrize(
    ("horizon", "last"), [("court", date(2027, 11, 23)), ("moyen", date(2029, 11, 23)), ("long", date(2032, 3, 31))]
)
def test_date_stays_within_its_horizon(world: Body2026, now: datetime, horizon: str, last: date) -> None:
    opened(world, now)
    assert added(world, now, horizon=horizon, due_on=last).due_on == last
    with pytest.raises(TooFarForHorizon):
        added(world, now, horizon=horizon, due_on=last + timedelta(days=1))


def test_cycle_is_refused_and_named(world: Body2026, now: datetime) -> None:
    opened(world, now)
    first = added(world, now)
    second = added(world, now, prerequisites=(first.reference,))
    third = added(world, now, prerequisites=(second.reference,))
    with pytest.raises(PrerequisitesCycle) as refused:
        revise_action(action=first, sheet=sheet(world, prerequisites=(third.reference,)), by=world.agent, now=now)
    assert set(refused.value.cycle) == {first.reference, second.reference, third.reference}
    assert refused.value.cycle[0] == refused.value.cycle[-1]
    assert first.reference in str(refused.value.message)
    with pytest.raises(PrerequisitesCycle):
        revise_action(action=first, sheet=sheet(world, prerequisites=(first.reference,)), by=world.agent, now=now)
    assert read(first).prerequisites == ()


def test_moving_takes_the_last_day_of_a_farther_horizon_and_keeps_a_nearer_date(world: Body2026, now: datetime) -> None:
    opened(world, now)
    action = added(world, now)
    action = move_action(
        action=action, horizon="moyen", why="Le recrutement attend le budget.", by=world.agent, now=now
    )
    assert (action.horizon, action.due_on) == ("moyen", date(2029, 11, 23))
    action = move_action(action=action, horizon="court", by=world.drafter, now=now)
    assert (action.horizon, action.due_on) == ("court", date(2027, 11, 23))
    same = move_action(action=action, horizon="court", by=world.agent, now=now)
    assert same.due_on == date(2027, 11, 23)
    moves = [
        json.loads(text) for text in Event.objects.filter(kind="actionplan.moved").values_list("payload", flat=True)
    ]
    assert [(move["horizon_before"], move["horizon"], move["due_on"]) for move in moves] == [
        ("court", "moyen", "2029-11-23"),
        ("moyen", "court", "2027-11-23"),
    ]
    assert list(Revision.objects.order_by("pk").values_list("why", flat=True)) == [
        "",
        "Le recrutement attend le budget.",
        "",
    ]


def test_plan_is_read_at_any_date(world: Body2026, now: datetime) -> None:
    opened(world, now)
    action = added(world, now)
    later = now + timedelta(days=10)
    revise_action(action=action, sheet=sheet(world, title="Former soixante référents"), by=world.agent, now=later)

    def titles(day: date) -> list[str]:
        return [row.sheet.title for row in standings(actions_on(day), day)]

    assert titles(now.date() - timedelta(days=1)) == []
    assert titles(now.date() + timedelta(days=9)) == ["Former trente référents"]
    assert titles(later.date()) == ["Former soixante référents"]


def test_former_sheets_are_never_changed(world: Body2026, now: datetime) -> None:
    opened(world, now)
    added(world, now)
    for write in (lambda: Revision.objects.update(why="x"), lambda: Revision.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    assert Plan.objects.count() == 1
