"""The seminars of the demonstration, made by their own actions: one is over and public, one is being prepared."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any  # a parsed file
from uuid import NAMESPACE_URL, uuid5

from belvedere.contexts.actionplan.queries.sheets import the_plan
from belvedere.contexts.seminar.actions import (
    opinions,
    outcomes,
    people,
    polls,
    preparing,
    seating,
    synthesis,
    tables,
)
from belvedere.contexts.seminar.actions.preparing import Description
from belvedere.contexts.seminar.models import Contribution, Guest, Seminar
from belvedere.contexts.seminar.queries.seating import asked_of
from belvedere.contexts.seminar.queries.seminars import guests_of
from belvedere.contexts.seminar.states import OutcomeKind, PlanKind, PollRule, Template
from belvedere.contexts.strategy.demo.people import role_in
from belvedere.engines.seating.arranging import arrange
from belvedere.engines.seating.report import report_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.demo import Demo

METROPOLE = "clermont-auvergne-metropole"
_FILE = Path(__file__).parent / "data" / "demo.toml"
HELD, COMING, SEED, MOVES = -40, 25, 2026, 4000
CHOSEN, TUESDAY = 2, 1
# The phones that judge what the tables say, and the two clusters of which each half of them likes one.
PHONES, AGREED = 12, (2, 4)
# What each voter approves, by the rank of the voter: clusters by number.
APPROVED = ((1, 3), (1,), (1, 2), (2, 4), (3,))


def load(*, demo: Demo) -> None:
    agent = role_in(METROPOLE, RoleKind.AGENT, demo.today)
    if agent is None:
        return
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    _hold(told, _tuesday(HELD, demo), demo, agent)
    _prepare(told, _tuesday(COMING, demo), demo, agent)


def _tuesday(days: int, demo: Demo) -> int:
    """Return the Tuesday of the week of a day, counted from today like it."""
    return days - demo.at(days=days).weekday() + TUESDAY


def _create(told: dict[str, Any], days: int, last: int, template: Template, demo: Demo, agent: Role) -> Seminar:
    starts_on = demo.at(days=days).date()
    description = Description(
        told["title"], told["purpose"], told["place"], starts_on, starts_on + timedelta(days=last - 1)
    )
    now = min(demo.at(days=days - 60), demo.at(days=-10))
    return preparing.create_seminar(description=description, template=template, by=agent, now=now)


def _list(seminar: Seminar, told: dict[str, Any], demo: Demo, agent: Role, days: int) -> None:
    now = min(demo.at(days=days - 40), demo.at(days=-8))
    for name, (quota, *_people) in told["colleges"].items():
        preparing.set_college(seminar=seminar, name=name, quota=quota, by=agent, now=now)
    rows = [
        people.Listed(name, college, f"{college} (démonstration)")
        for college, (_quota, *names) in told["colleges"].items()
        for name in names
    ]
    people.list_guests(seminar=seminar, rows=rows, by=agent, now=now)
    preparing.convene_seminar(seminar=seminar, by=agent, now=now)


def _prepare(told: dict[str, Any], days: int, demo: Demo, agent: Role) -> None:
    """The three days that come: its programme can be changed, its tables drawn."""
    seminar = _create(told["coming"], days, 3, Template.IMMERSION, demo, agent)
    _list(seminar, told, demo, agent, days)


def _hold(told: dict[str, Any], days: int, demo: Demo, agent: Role) -> None:
    seminar = _create(told["held"], days, 1, Template.RELAUNCH, demo, agent)
    _list(seminar, told, demo, agent, days)
    preparing.begin_seminar(seminar=seminar, by=agent, now=demo.at(days=days))
    guests = list(guests_of(seminar))
    for guest in guests:
        guest.seminar = seminar
        people.note_arrival(guest=guest, by=agent, now=demo.at(days=days))
    _sit(seminar, days, demo, agent)
    _talk(seminar, told, days, demo, agent)
    _choose(seminar, guests, days, demo, agent)
    _conclude(seminar, told, days, demo, agent)


def _sit(seminar: Seminar, days: int, demo: Demo, agent: Role) -> None:
    now = demo.at(days=days)
    plan = seating.ask_tables(seminar=seminar, kind=PlanKind.DRAW, seed=SEED, by=agent, now=now)
    asked = asked_of(seminar)
    drawn = arrange(asked.problem, seed=SEED, moves=MOVES)
    report = report_of(asked.problem, drawn)
    seating.record_tables(plan_id=plan.pk, asked=asked, seating=drawn.seating, report=report, now=now)


def _talk(seminar: Seminar, told: dict[str, Any], days: int, demo: Demo, agent: Role) -> None:
    said: dict[int, list[int]] = {}
    for number, hour in ((1, 10), (2, 14)):
        now = demo.at(days=days, hour=hour)
        tables.open_round(seminar=seminar, number=number, minutes=60, by=agent, now=now)
        for rank, row in enumerate(told["said"]):
            if row["round"] != number:
                continue
            written = tables.contribute(
                seminar=seminar,
                number=number,
                table=row["table"],
                text=row["text"],
                client_id=uuid5(NAMESPACE_URL, f"demo:seminar:{rank}"),
                is_minority=row.get("is_minority", False),
                now=now + timedelta(minutes=5 + rank),
            )
            said.setdefault(row["cluster"], []).append(written.pk)
            _judge(seminar, written, row["cluster"])
        tables.close_round(seminar=seminar, number=number, by=agent, now=now + timedelta(minutes=60))
    now = demo.at(days=days, hour=15)
    tables.report_table(
        seminar=seminar, number=2, table=5, text="Des réunions moins nombreuses.", minority="Deux voix contre.", now=now
    )
    opinions.draw_room_map(seminar=seminar, now=now)
    for number, row in enumerate(told["clusters"], start=1):
        synthesis.write_cluster(seminar=seminar, **row, contributions=said[number], by=agent, now=now)


def _judge(seminar: Seminar, written: Contribution, cluster: int) -> None:
    """Two camps agree on answers and on the calendar; one would go to the market, the other keeps its meetings."""
    for phone in range(PHONES):
        agrees = cluster not in AGREED or phone % 2 == AGREED.index(cluster)
        tables.take_stance(
            seminar=seminar,
            number=written.round.number,
            table=written.table,
            contribution_id=written.pk,
            device=f"{phone:032d}",
            agrees=agrees,
        )


def _choose(seminar: Seminar, guests: list[Guest], days: int, demo: Demo, agent: Role) -> None:
    now = demo.at(days=days, hour=16)
    terms = polls.Terms("Ce qui compte le plus", PollRule.APPROVAL, seats=CHOSEN, minimum=1)
    polls.write_poll(seminar=seminar, terms=terms, by=agent, now=now)
    polls.open_poll(seminar=seminar, number=1, by=agent, now=now)
    for rank, guest in enumerate(guests):
        polls.cast_ballot(guest=guest, number=1, approved=APPROVED[rank % len(APPROVED)])
    polls.close_poll(seminar=seminar, number=1, by=agent, now=now)


def _conclude(seminar: Seminar, told: dict[str, Any], days: int, demo: Demo, agent: Role) -> None:
    now = demo.at(days=days, hour=17)
    if the_plan() is not None:
        wording = outcomes.Wording("Répondre en public, à une date", "Une réponse écrite sous deux mois.", "", "court")
        outcomes.carry_out(
            seminar=seminar, cluster=1, kind=OutcomeKind.ACTION, wording=wording, by=agent, now=demo.at(days=-2)
        )
    for rank, marks in enumerate(((5, 4, 5), (4, 4, 3), (4, 3, 5))):
        useful, heard, met = marks
        outcomes.evaluate(seminar=seminar, device=f"{rank:032d}", useful=useful, heard=heard, met=met, text="", now=now)
    preparing.close_seminar(seminar=seminar, by=agent, now=now)
    preparing.conclude_seminar(seminar=seminar, lessons=told["held"]["lessons"], by=agent, now=now)
    preparing.publish_seminar(seminar=seminar, by=agent, now=demo.at(days=days + 2))
