"""The shared calendar: what was asked, what is planned, the calendar of a commune read from its file, the offers."""

import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any  # a parsed file

from django.utils import timezone

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.actions.agenda import Asking
from belvedere.contexts.strategy.demo.people import role_in
from belvedere.contexts.strategy.models import AgendaEvent
from belvedere.contexts.strategy.queries.agenda import events
from belvedere.contexts.strategy.queries.subsidiarity import check_event
from belvedere.contexts.strategy.states import EventKind, Method, Public
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.calendars import Entry, write_calendar
from belvedere.platform.territory.demo import Demo
from belvedere.platform.territory.models import Body, Commune, Competence
from belvedere.platform.territory.states import Level

_FILE = Path(__file__).parent.parent / "data" / "demo_agenda.toml"
METROPOLE, COMMUNE = "clermont-auvergne-metropole", "chamalieres"
WAIVED = "jardins-eau"
LEAST_NOTICE = 60  # days between planning and opening, when no other is told


def load(*, demo: Demo) -> None:
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for row in written["asked"]:
        agent = role_in(row["body"], RoleKind.AGENT, demo.today)
        if agent is not None:
            _ask(row, demo, agent)
    _waive(demo)
    keeper = role_in(METROPOLE, RoleKind.AGENT, demo.today)
    if keeper is not None:
        for row in written["offers"]:
            _offer(row, demo, keeper)
        actions.set_number(
            code="candidate_referrals",
            value=1,
            since=demo.at(days=-300).date(),
            source="Démonstration : elle a peu de saisines",
            by=keeper,
            now=demo.at(days=-300),
        )
    town = role_in(COMMUNE, RoleKind.AGENT, demo.today)
    if town is not None:
        actions.import_calendar(content=_calendar(demo), by=town, now=demo.dawn)


def _planned_at(row: dict[str, Any], demo: Demo) -> datetime:
    return min(demo.at(days=row["days"] - LEAST_NOTICE), demo.at(days=-2))


def _ask(row: dict[str, Any], demo: Demo, agent: Role) -> None:
    now = _planned_at(row, demo)
    communes = list(Commune.objects.filter(slug__in=row["communes"]).order_by("slug"))
    lasts_days = row["lasts"] > 1
    starts_at = demo.at(days=row["days"], hour=0 if lasts_days else 18)
    event = actions.plan_event(
        kind=EventKind.CONSULTATION,
        title=row["title"],
        starts_at=starts_at,
        ends_at=demo.at(days=row["days"] + row["lasts"], hour=0) if lasts_days else starts_at + timedelta(hours=2),
        is_all_day=lasts_days,
        file=row.get("file", ""),
        competence=Competence.objects.filter(code=row["competence"]).first(),
        by=agent,
        now=now,
    )
    insee = frozenset(commune.insee for commune in communes)
    actions.describe_solicitation(
        event=event,
        asking=Asking(
            method=Method(row["method"]),
            minutes=row["minutes"],
            share_percent=row["share"],
            publics=frozenset(Public(public) for public in row["publics"]),
            subject=row["subject"],
            partners=tuple(Body.objects.filter(slug__in=row.get("partners", []))),
            under_a_state_procedure=False,
            council_is_due=False,
            forwards_in_working_days=10,
            evaluation_goes_up=True,
            touched=insee,
            asked_in=insee,
            answered_in=insee,
        ),
        by=agent,
        now=now,
    )
    if "told" in row:
        told_on = timezone.localdate(starts_at - timedelta(days=row["told"]))
        if told_on <= demo.today:
            actions.tell_communes(event=event, communes=communes, on=told_on, by=agent, now=now)
    if "reached" in row:
        over = demo.at(days=row["days"] + row["lasts"] + 5)
        actions.report_event(event=event, people_reached=row["reached"], by=agent, now=over)


def _waive(demo: Demo) -> None:
    """Set aside in public the rule that one plan breaks; another keeps breaking its own."""
    event: AgendaEvent | None = events().filter(solicitation__subject=WAIVED).first()
    agent = role_in(METROPOLE, RoleKind.AGENT, demo.today)
    if event is None or agent is None:
        return
    checked = check_event(event, on=demo.today)
    for one in checked.blocking:
        actions.waive_rule(
            checked=checked,
            rule=one.verdict.rule.id,
            reason="Les trois maires ont eux-mêmes proposé ces ateliers : la date leur sera confirmée.",
            body=event.body,
            by=agent,
            now=demo.dawn,
            matter=event.file,
        )


def _offer(row: dict[str, Any], demo: Demo, keeper: Role) -> None:
    competence = Competence.objects.filter(code=row["competence"]).first()
    if competence is None:
        return
    actions.set_offer(
        competence=competence,
        level=Level(row["level"]),
        name=row["name"],
        source=row["source"],
        since=demo.at(days=row["days"]).date(),
        legal_basis=row.get("legal_basis", ""),
        body=Body.objects.filter(slug=row.get("body", "")).first(),
        by=keeper,
        now=demo.at(days=-300),
    )


def _calendar(demo: Demo) -> bytes:
    """Return the calendar that a commune would export: two council meetings, a neighbourhood meeting each month."""
    dates = [
        ("conseil-1", "Conseil municipal de Chamalières", 15, 18),
        ("conseil-2", "Conseil municipal de Chamalières", 78, 18),
        *((f"quartier-{month}", "Réunion de quartier", 10 + 30 * month, 19) for month in range(4)),
    ]
    entries = []
    for uid, title, days, hour in dates:
        day = demo.at(days=days).date()
        starts_at = datetime.combine(day, time(hour), tzinfo=demo.at(days=days).tzinfo)
        entries.append(
            Entry(f"{uid}@demo.invalid", "", title, starts_at, starts_at + timedelta(hours=2), place="Hôtel de ville")
        )
    return write_calendar(entries, name="Chamalières", now=demo.dawn)
