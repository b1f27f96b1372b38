"""The plan of the demonstration: opened, filled from a file of data, gone through two iterations by its own actions."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any  # a parsed file

from belvedere.contexts.actionplan.actions import iterations
from belvedere.contexts.actionplan.actions.plan import open_plan, write_axis
from belvedere.contexts.actionplan.actions.retrospective import answer_retrospective, group_replies
from belvedere.contexts.actionplan.actions.sheets import add_action, move_action
from belvedere.contexts.actionplan.models import Action, Review
from belvedere.contexts.actionplan.queries.sheets import the_plan
from belvedere.contexts.actionplan.rules import owns
from belvedere.contexts.actionplan.states import Verb
from belvedere.contexts.actionplan.states.cells import origin_of
from belvedere.contexts.actionplan.states.iterations import Question
from belvedere.contexts.actionplan.states.sheets import ActionSheet
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Body

FILE = Path(__file__).parent.parent / "data" / "plan.toml"
LEAD = "clermont-auvergne-metropole"
OPENED, WRITTEN = -395, -394
FIRST_MANDATE, MANDATE_YEARS = 2026, 6
STORIES = ("first", "second")
AS_BEFORE = "Rien n’a changé depuis la dernière revue : le calendrier écrit tient toujours."
UNREVIEWED = 7  # one action in seven is not reviewed, as happens


@dataclass
class Story:
    """Who acts in the plan of the demonstration, and the actions by the names of the file."""

    demo: Demo
    told: dict[str, Any]
    roles: list[Role]
    officer: Role
    elected: Role
    actions: dict[str, Action]

    def day(self, days: int) -> date:
        return self.demo.today + timedelta(days=days)


def load(*, demo: Demo) -> None:
    """Make the plan, once, where the bodies that it names have somebody to act for them."""
    story = _cast(demo)
    if story is None or the_plan() is not None:
        return
    _open(story)
    rows = {row["key"]: row for row in story.told["action"]}
    for key in TopologicalSorter({key: row.get("needs", ()) for key, row in rows.items()}).static_order():
        _add(story, rows[key], WRITTEN)
    for rank, row in enumerate(story.told["iteration"]):
        _go_through(story, rank, row)


def _cast(demo: Demo) -> Story | None:
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    owners = {row["owner"].partition("/")[0] for row in (*told["action"], *told["late_entry"])}
    bodies = {body.slug: body for body in Body.objects.filter(slug__in=owners)}
    roles = [role for body in bodies.values() for role in roles_of_body(body=body, on=demo.today)]
    found = partial(_first, roles)
    officer, elected = found(RoleKind.AGENT), found(RoleKind.ELECTED)
    if bodies.keys() != owners or officer is None or elected is None:
        return None
    return Story(demo, told, roles, officer, elected, {})


def _first(roles: list[Role], kind: RoleKind) -> Role | None:
    return next((role for role in roles if role.kind == kind and role.body.slug == LEAD), None)


def _open(story: Story) -> None:
    year = FIRST_MANDATE
    while date(year, 3, 31) <= story.demo.today:
        year += MANDATE_YEARS
    now = story.demo.at(OPENED)
    open_plan(
        title=story.told["title"],
        mandate_ends_on=date(year, 3, 31),
        short_months=12,
        medium_months=36,
        iteration_months=6,
        source=story.told["source"],
        by=story.officer,
        now=now,
    )
    for axis in story.told["axis"]:
        write_axis(by=story.officer, now=now, **axis)


def _add(story: Story, row: dict[str, Any], on: int) -> None:
    body, _slash, department = row["owner"].partition("/")
    sheet = ActionSheet(
        title=row["title"],
        body=body,
        department=department,
        axis=row["axis"],
        horizon=row["horizon"],
        starts_on=story.day(row["start"]),
        due_on=story.day(row["due"]),
        partners=tuple(row.get("partners", ())),
        communes=tuple(row.get("communes", ())),
        cost_euros=row.get("cost"),
        cost_note=row.get("note", ""),
        prerequisites=tuple(story.actions[key].reference for key in row.get("needs", ())),
        deliverables=tuple(row.get("deliverables", ())),
        indicators=tuple(row.get("indicators", ())),
        risks=tuple(row.get("risks", ())),
        origins=tuple(map(origin_of, row["origins"])),
    )
    story.actions[row["key"]] = add_action(sheet=sheet, by=story.officer, now=story.demo.at(on))


def _go_through(story: Story, rank: int, row: dict[str, Any]) -> None:
    at, lead = story.demo.at, story.officer
    iterations.open_iteration(
        review_until=story.day(row["review"][1]),
        replies_until=story.day(row["prepared"]),
        act=story.told["source"],
        by=lead,
        now=at(row["opened"]),
    )
    _review(story, STORIES[rank], row)
    iterations.look_back(by=lead, now=at(row["looked_back"]))
    _look_back(story, row)
    iterations.prepare_version(by=lead, now=at(row["prepared"]))
    for move in story.told["move"]:
        if row["looked_back"] < move["on"] < row["adopted"]:
            _move(story, move)
    if rank == 0:
        for late in story.told["late_entry"]:
            _add(story, late, row["prepared"])
    iterations.adopt_version(act=row["act"], by=story.elected, now=at(row["adopted"]))


def _review(story: Story, name: str, row: dict[str, Any]) -> None:
    """Let each owner tell where their actions are; some say nothing."""
    told = {
        story.actions[each["key"]].pk: each[name]
        for each in (*story.told["action"], *story.told["late_entry"])
        if name in each and each["key"] in story.actions
    }
    waiting = list(Review.objects.filter(reviewed_at=None, iteration__state="revue").select_related("action"))
    first, last = row["review"]
    for rank, review in enumerate(waiting):
        action = review.action
        owner = next((role for role in story.roles if owns(role, action)), None)
        if owner is None or (action.pk not in told and rank % UNREVIEWED == 0):
            continue
        days = (action.due_on - story.demo.today).days
        verb, percent, words, expected = told.get(action.pk, ("", action.percent, AS_BEFORE, max(days, last)))
        iterations.review_action(
            action=action,
            verb=Verb(verb) if verb else None,
            percent=percent,
            note=words,
            expected_on=story.day(expected),
            by=owner,
            now=story.demo.at(first + rank * (last - first) // len(waiting), 10),
        )


def _look_back(story: Story, row: dict[str, Any]) -> None:
    groups = {}
    for question, body, words, title in row["replies"]:
        by = next((role for role in story.roles if role.kind == RoleKind.AGENT and role.body.slug == body), None)
        now = story.demo.at(row["looked_back"] + 2)
        [reply] = answer_retrospective(words={Question(question): words}, is_anonymous=False, by=by, now=now)
        groups[reply.pk] = title
    group_replies(groups=groups, refused=set(), by=story.officer, now=story.demo.at(row["prepared"]))


def _move(story: Story, move: dict[str, Any]) -> None:
    move_action(
        action=story.actions[move["key"]],
        horizon=move["horizon"],
        due_on=story.day(move["due"]),
        why=move["why"],
        by=story.officer,
        now=story.demo.at(move["on"]),
    )
