"""The other looks at the plan: what each says, under a bounded number of statements, with one action and with three."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from belvedere.contexts.actionplan import actions
from belvedere.contexts.actionplan.queries import boards
from belvedere.contexts.actionplan.states import Verb
from belvedere.contexts.actionplan.states.sheets import Origin
from tests.contexts.actionplan.plans import added, opened
from tests.contexts.actionplan.test_actions import created
from tests.contexts.opinions import Body2026
from tests.factories import CommuneFactory

BOUNDS = {
    "plan": 10,
    "board": 11,
    "timeline": 15,
    "shares": 6,
    "late": 4,
    "progress": 5,
    "on_a_day": 5,
    "draft": 4,
    "iterations": 4,
}


def page(name: str, **asked: str) -> str:
    return Client().get(reverse(f"actionplan:{name}"), asked).content.decode()


@pytest.mark.parametrize("name", BOUNDS)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_statements_do_not_grow(
    world: Body2026, now: datetime, django_assert_max_num_queries: Callable, name: str, count: int
) -> None:
    opened(world, now)
    needed: tuple[str, ...] = ()
    for rank in range(count):
        action = added(world, now, title=f"Action {rank}", prerequisites=needed, due_on=date(2026, 12, 1))
        needed = (action.reference,)
    page(name)
    with django_assert_max_num_queries(BOUNDS[name]):
        html = page(name)
    if name in {"plan", "board", "timeline", "on_a_day"}:
        assert [f"Action {rank}" in html for rank in range(count)] == [True] * count


def test_board_puts_each_action_under_its_horizon(world: Body2026, now: datetime) -> None:
    opened(world, now)
    added(world, now, title="Proche")
    added(world, now, title="Lointaine", horizon="long", due_on=date(2031, 1, 1))
    done = added(world, now, title="Finie")
    actions.record_progress(action=done, verb=Verb.FINISH, percent=100, note="Vu", by=world.drafter, now=now)
    columns = boards.board(boards.actions())
    assert [(column.horizon, column.total, [row.title for row in column.rows]) for column in columns] == [
        ("court", 1, ["Proche"]),
        ("moyen", 0, []),
        ("long", 1, ["Lointaine"]),
    ]
    assert "Finie" not in page("board")
    assert [row.title for row in boards.board(boards.actions().filter(horizon="long"))[2].rows] == ["Lointaine"]


def test_late_says_why(world: Body2026, now: datetime) -> None:
    opened(world, now)
    first = added(world, now, title="La charte", due_on=date(2026, 12, 10))
    late = added(world, now, due_on=date(2026, 12, 5), prerequisites=(first.reference,))
    actions.record_progress(
        action=late, verb=Verb.ADVANCE, percent=20, note="La charte n’est pas signée.", by=world.drafter, now=now
    )
    today = date(2026, 12, 8)
    [row] = boards.explained(boards.late_actions(today), today=today)
    assert (row.action, row.days, row.note, row.waits_for) == (late, 3, "La charte n’est pas signée.", [first])


def test_critical_path_and_dates_that_do_not_hold(world: Body2026, now: datetime) -> None:
    opened(world, now)
    first = added(world, now, due_on=date(2027, 6, 30))
    second = added(world, now, due_on=date(2027, 3, 1), prerequisites=(first.reference,))
    alone = added(world, now, due_on=date(2027, 2, 1))
    found = boards.network()
    assert found is not None
    assert found.path == (first.reference, second.reference)
    days = (date(2027, 3, 1) - date(2026, 12, 1)).days
    assert found.untenable == {second.reference: date(2027, 6, 30) + timedelta(days=days)}
    assert found.schedule.slots[alone.reference].slack > 0
    assert "ne tiennent pas" in page("timeline")


def test_shares_count_each_action_once(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    for slug in ("royat", "durtol"):
        CommuneFactory(territory=world.body.territory, slug=slug)
    added(world, now, communes=("royat", "durtol"), partners=("autre-commune",))
    created(world, now)
    today = date(2027, 7, 15)
    assert [(row.key, row.total, row.late) for row in boards.by_axis(today)] == [("1", 1, 1)]
    assert [(row.key, row.total, row.late) for row in boards.by_body(today)] == [(world.body.slug, 2, 2)]
    named = {row.key: row.total for row in boards.by_commune(today)}
    assert (named["royat"], named["durtol"]) == (1, 1)
    assert "Former trente" in page("plan", commune="royat")
    assert "Former trente" not in page("plan", axis="1", horizon="long")


def test_burn_up_follows_what_is_done_and_dropped(world: Body2026, now: datetime) -> None:
    plan = opened(world, now)
    done, dropped = added(world, now), added(world, now)
    later = now + timedelta(days=40)
    actions.record_progress(action=done, verb=Verb.FINISH, percent=1, note="Vu", by=world.drafter, now=later)
    actions.record_progress(action=dropped, verb=Verb.ABANDON, percent=0, note="Non", by=world.drafter, now=later)
    found = boards.levels(plan, today=date(2027, 3, 31))
    assert [(level.scope, level.done) for level in found] == [(2, 0), (2, 0), (1, 1), (1, 1), (1, 1), (1, 1)]


@pytest.mark.parametrize(("asked", "seen"), [("2026-11-22", False), ("2026-11-23", True), ("demain", True)])
def test_plan_on_a_day(world: Body2026, now: datetime, asked: str, seen: bool) -> None:
    opened(world, now)
    added(world, now)
    assert ("Former trente" in page("on_a_day", au=asked)) is seen


def test_sheet_is_public_with_its_origin(world: Body2026, other: Body2026, now: datetime) -> None:
    opened(world, now)
    action = added(
        world, now, summary="Deux jours", cost_euros=45_000, deliverables=("Un programme",), risks=("Des départs",),
        indicators=("Agents formés",), partners=("autre-commune",),
        origins=(Origin("saisine", "S-2026-0001", "/saisines/S-2026-0001/"),),
    )  # fmt: skip
    html = Client().get(reverse("actionplan:action", args=[action.reference])).content.decode()
    words = ("Deux jours", "45\N{NO-BREAK SPACE}000", "Un programme", "Des départs", "Agents formés", "Autre commune")
    assert [word for word in words if word not in html] == []
    assert 'href="/saisines/S-2026-0001/"' in html
