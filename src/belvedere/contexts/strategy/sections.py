"""What the strategy shows on its neighbours' pages, and what waits for whom."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.strategy.exports import AGENDA_COLUMNS, COMMITMENT_COLUMNS, COVERAGE_COLUMNS
from belvedere.contexts.strategy.queries.agenda import calendar_address_of, calendar_between, coming_for
from belvedere.contexts.strategy.queries.commitments import commitments_on
from belvedere.contexts.strategy.queries.coverage import matrix
from belvedere.contexts.strategy.queries.documents import amendments_waiting_for, axes_in_force
from belvedere.contexts.strategy.queries.settings import values_on
from belvedere.contexts.strategy.queries.subsidiarity import Checked, check_events, coming_plans
from belvedere.contexts.strategy.rules import READERS
from belvedere.engines.rules.months import add_months
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.languages import Data
from belvedere.platform.territory.models import Commune
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

AGENTS = frozenset({RoleKind.AGENT})

desk(_("Stratégie"), "strategy:desk", group=DeskGroup.PROJECTS, order=74, kinds=READERS)
desk(_("Agenda commun"), "strategy:agenda_desk", group=DeskGroup.PROJECTS, order=75, kinds=READERS)
desk(
    _("Offre de participation"),
    "strategy:offers",
    group=DeskGroup.PROJECTS,
    order=76,
    kinds=AGENTS,
    perm="strategy.keep",
)
desk(_("Réglages de la stratégie"), "strategy:numbers", group=DeskGroup.PROJECTS, order=77, kinds=AGENTS)

declare_dataset(
    "couverture",
    _("Couverture : niveaux et compétences"),
    _("Qui offre quoi, à quel niveau, sur quelle compétence : offre, consultations, saisines, promesses tenues."),
    url_name="strategy:coverage",
    table=lambda today: Table(
        COVERAGE_COLUMNS,
        [cell for row in matrix(today=today, values=values_on(today)) for cell in row.cells],
    ),
    keywords=("participation", "compétences"),
)
declare_dataset(
    "engagements-testes",
    _("Engagements testés de la stratégie"),
    _("Chaque engagement public, l’indicateur qui le teste, sa valeur du jour, sa cible et son verdict."),
    url_name="strategy:commitments",
    table=lambda today: Table(COMMITMENT_COLUMNS, commitments_on(today)),
    keywords=("engagements", "stratégie"),
)
declare_dataset(
    "agenda",
    _("Agenda commun"),
    _("Les dates de tous les organismes, un an avant et un an après : concertations, réunions, conseils, réserves."),
    url_name="strategy:agenda",
    table=lambda today: Table(AGENDA_COLUMNS, calendar_between(add_months(today, -12), add_months(today, 12))),
    keywords=("agenda", "concertation"),
)


@section("commune", order=70)
def coming_here(_request: HttpRequest, *, commune: Commune) -> Section | None:
    """« Ce qui arrive dans ma commune »: the next twelve weeks of every body."""
    found = coming_for(commune.slug, today=timezone.localdate())
    return Section("strategy/sections/coming.html", {"found": found[:12], "commune": commune}) if found else None


@waits_for
def amendments_to_arbitrate(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The amendments that an elected official of the body arbitrates."""
    if role.kind != RoleKind.ELECTED:
        return []
    return [
        InboxItem(
            title=_("Amendement %(number)s à la stratégie") % {"number": row.number},
            detail=_("Déposé par %(body)s, à arbitrer avec une raison publique") % {"body": row.body.name},
            url=reverse("strategy:decide", args=[row.version.number, row.number]),
            due_on=None,
            kind=_("Stratégie"),
        )
        for row in amendments_waiting_for(role)
    ]


@waits_for
def rules_to_mend(*, role: Role, now: datetime) -> list[InboxItem]:
    """The consultations of the body that break a rule which nobody set aside."""
    if role.kind != RoleKind.AGENT:
        return []
    today = timezone.localdate(now)
    mine = list(coming_plans(today).filter(body=role.body_id))
    return [
        InboxItem(
            title=Data(plan.title),
            detail=_("Règles à respecter ou à lever : %(rules)s")
            % {"rules": ", ".join(one.verdict.rule.id for one in found.blocking)},
            url=reverse("strategy:event_desk", args=[plan.pk]),
            due_on=timezone.localdate(plan.starts_at),
            kind=_("Agenda commun"),
        )
        for plan, found in zip(mine, check_events(mine, on=today), strict=True)
        if not found.is_kept
    ]


@waits_for
def calendars_not_read(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The address of one's calendar, when it could not be read."""
    address = calendar_address_of(role.body) if role.kind == RoleKind.AGENT else None
    if address is None or not address.problem:
        return []
    url = reverse("strategy:bring")
    return [InboxItem(_("Votre calendrier n’a pas pu être lu"), address.said_problem, url, None, _("Agenda"))]


@section("subsidiarity", order=10)
def rules_of_subsidiarity(_request: HttpRequest, *, checked: Checked, waive_to: str = "") -> Section:
    """What the rules say of a neighbour's plan; ``waive_to`` is where its own page sets one aside."""
    return Section("strategy/parts/judged.html", {"checked": checked, "waive_to": waive_to})


@section("plan_axes", order=10)
def aims_of_the_plan(_request: HttpRequest, *, tied: Sequence[tuple[str, str]]) -> Section | None:
    """The axes of the strategy in force that those of the plan carry out: by name of the latter, with a key."""
    aims = {axis.key: axis for axis in axes_in_force(timezone.localdate())} if tied else {}
    rows = [(name, aims[key]) for name, key in tied if key in aims]
    return Section("strategy/sections/plan_axes.html", {"rows": rows}) if rows else None
