"""What the projects show on their neighbours' pages, and what waits for whom."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.guide.queries.cards import rules_in_use
from belvedere.contexts.guide.words import said
from belvedere.contexts.projects.exports.tables import DATE_COLUMNS, GATE_COLUMNS, PROJECT_COLUMNS
from belvedere.contexts.projects.queries.affected import affected_projects
from belvedere.contexts.projects.queries.agenda import coming_in_commune, dates_of_all, reactions_awaited_from
from belvedere.contexts.projects.queries.planning import act_title
from belvedere.contexts.projects.queries.projects import asked_waiting_for, public_projects
from belvedere.contexts.projects.queries.statistics import gates_by_department
from belvedere.contexts.projects.queries.waiting import approvals_awaited_from, next_dates_of
from belvedere.contexts.projects.rules import READERS
from belvedere.contexts.projects.words import GATES, INSTANCES
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.languages import Data
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.states import BodyKind
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

SHOWN = 5


class Sluggish(Protocol):
    """A policy, by its slug."""

    slug: str


desk(_("Projets"), "projects:desk", group=DeskGroup.PROJECTS, order=70, kinds=READERS)
desk(
    _("Feu vert ?"),
    "projects:green_light",
    group=DeskGroup.PROJECTS,
    order=71,
    kinds=frozenset({RoleKind.ELECTED, RoleKind.AGENT}),
)
desk(
    _("Ma commune"),
    "projects:my_commune",
    group=DeskGroup.PROJECTS,
    order=72,
    kinds=frozenset({RoleKind.ELECTED, RoleKind.AGENT}),
)

declare_dataset(
    "projets",
    _("Projets"),
    _("Les projets publics : qui les conduit, où, à quelle porte ils en sont."),
    url_name="projects:projects",
    table=lambda _today: Table(PROJECT_COLUMNS, public_projects()),
    keywords=("projets", "concertation"),
)
declare_dataset(
    "agenda-des-projets",
    _("Agenda des projets"),
    _("Les dates à venir de tous les projets publics."),
    url_name="projects:agenda",
    table=lambda today: Table(DATE_COLUMNS, dates_of_all(since=today)),
    keywords=("projets", "agenda"),
)
declare_dataset(
    "portes-par-service",
    _("Portes par service"),
    _("Comment chaque service franchit les portes de ses projets, et combien avec réserve."),
    url_name="projects:gate_statistics",
    table=lambda _today: Table(GATE_COLUMNS, gates_by_department()),
    keywords=("projets", "gouvernance"),
)


@section("commune", order=40)
def projects_of_commune(_request: HttpRequest, *, commune: Commune) -> Section | None:
    """The public projects that arrive in this commune, with their dates of the weeks to come."""
    rows = coming_in_commune(commune, timezone.localdate())
    return Section("projects/sections/commune.html", {"rows": rows[:SHOWN], "commune": commune}) if rows else None


@section("policy", order=40)
def projects_of_policy(_request: HttpRequest, *, policy: Sluggish) -> Section | None:
    """The public projects of this policy."""
    rows = list(public_projects(policy=policy.slug)[:SHOWN])
    return Section("projects/sections/policy.html", {"rows": rows, "policy": policy}) if rows else None


@section("home", order=45)
def projects_under_way(_request: HttpRequest) -> Section | None:
    """The next dates of the projects."""
    rows = [(row, act_title(row.milestone)) for row in dates_of_all(since=timezone.localdate())[:SHOWN]]
    return Section("projects/sections/home.html", {"rows": rows}) if rows else None


@section("rules_desk", order=10)
def projects_to_judge_again(_request: HttpRequest, *, rules: Iterable[str] | None = None) -> Section:
    """The projects whose frozen verdict the rules in use no longer confirm, or that a change touches."""
    return Section("projects/sections/affected.html", {"rows": affected_projects(timezone.localdate(), rules)})


@waits_for
def next_dates(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """« Ma prochaine échéance »: one act and one date by project."""
    return [
        InboxItem(
            title=act_title(row.milestone),
            detail=Data(row.project.name),
            url=reverse("projects:project", args=[row.project.slug]),
            due_on=row.on,
            kind=_("Échéance de projet"),
        )
        for row in next_dates_of(role)
    ]


@waits_for
def questions_asked(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- as above
    """What a department is asked for a project."""
    questions = rules_in_use().questions
    return [
        InboxItem(
            title=said(questions[row.question].title) if row.question in questions else row.question,
            detail=Data(row.project.name),
            url=reverse("projects:asked", args=[row.pk]),
            due_on=row.due_on,
            kind=_("Question d’un projet"),
        )
        for row in asked_waiting_for(role)
    ]


@waits_for
def gates_to_approve(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- as above
    """The gates that wait for an elected member."""
    return [
        InboxItem(
            title=_("Porte %(gate)s, %(title)s") % {"gate": gate.value, "title": GATES[gate]},
            detail=f"{project.name} · {INSTANCES[instance]}",
            url=reverse("projects:gate", args=[project.slug, gate.value]),
            due_on=None,
            kind=_("Feu vert"),
        )
        for project, gate, instance in approvals_awaited_from(role)
    ]


@waits_for
def communes_told(*, role: Role, now: datetime) -> list[InboxItem]:
    """The projects on which a commune may still react."""
    if role.kind not in {RoleKind.ELECTED, RoleKind.AGENT} or role.body.kind != BodyKind.COMMUNE:
        return []
    return [
        InboxItem(
            title=Data(project.name),
            detail=_("Votre commune peut réagir avant que les habitants soient interrogés."),
            url=reverse("projects:reaction", args=[project.slug]),
            due_on=project.react_until,
            kind=_("Ce qui arrive dans ma commune"),
        )
        for project in reactions_awaited_from(role, timezone.localdate(now))
    ]
