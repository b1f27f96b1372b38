"""What the observatory shows on its neighbours' pages."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory import queries
from belvedere.contexts.observatory.exports import EXAMEN_COLUMNS, POLICY_COLUMNS
from belvedere.contexts.observatory.exports.figures import INDICATOR_COLUMNS
from belvedere.contexts.observatory.queries.alerts import alerts_waiting_for
from belvedere.contexts.observatory.queries.contests import contests_waiting_for
from belvedere.contexts.observatory.queries.indicators import indicators
from belvedere.contexts.observatory.queries.places import figures_here, neighbours
from belvedere.contexts.observatory.queries.readings import late_without_a_word, overdue_of
from belvedere.contexts.observatory.queries.snapshots import frozen_in
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.languages import Data
from belvedere.platform.territory.models import Body, Commune
from belvedere.platform.territory.queries import communes
from belvedere.platform.territory.states import BodyKind
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

SHOWN_ON_HOME = 3

declare_dataset(
    "politiques",
    _("Politiques"),
    _("Les politiques publiques suivies, l’acte sur lequel chacune se fonde, où en sont ses examens."),
    url_name="observatory:observatory",
    table=lambda _today: Table(POLICY_COLUMNS, queries.policies()),
    keywords=("politiques publiques",),
)
declare_dataset(
    "indicateurs",
    _("Indicateurs"),
    _("Ce que chaque indicateur mesure, sa méthode, ses limites, sa source et sa licence."),
    url_name="observatory:indicators",
    table=lambda _today: Table(INDICATOR_COLUMNS, indicators()),
    keywords=("indicateurs",),
)
declare_dataset(
    "examens",
    _("Examens"),
    _("Les examens ouverts sur les politiques, et où en est chacun."),
    url_name="observatory:examens",
    table=lambda _today: Table(EXAMEN_COLUMNS, queries.examens_in()),
    keywords=("examens",),
)


desk(
    _("Chiffres"),
    "observatory:desk",
    group=DeskGroup.OBSERVATORY,
    order=60,
    kinds=frozenset({RoleKind.AGENT, RoleKind.DEPARTMENT}),
)
desk(
    _("Ouvrir un examen"),
    "observatory:choose_examen",
    group=DeskGroup.OBSERVATORY,
    order=62,
    kinds=frozenset({RoleKind.AGENT}),
)


@waits_for
def contests_awaited_from(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The contests that this role answers, with their public deadline."""
    return [
        InboxItem(
            title=_("Contestation %(reference)s") % {"reference": row.reference},
            detail=Data(row.observation.series.indicator.name),
            url=reverse("observatory:answer_contest", args=[row.reference]),
            due_on=row.due_on,
            kind=_("Contestation"),
        )
        for row in contests_waiting_for(role)
    ]


@waits_for
def late_indicators_of(*, role: Role, now: datetime) -> list[InboxItem]:
    """The indicators that turned late without a word from this department since; the values that are overdue."""
    late = [
        InboxItem(
            title=Data(row.name),
            detail=_("En retard sur sa cible : dites la confiance du service"),
            url=reverse("observatory:confidence", args=[row.slug]),
            due_on=None,
            kind=_("Indicateur"),
        )
        for row in late_without_a_word(role)
    ]
    overdue = [
        InboxItem(
            title=Data(row.name),
            detail=_("Une nouvelle valeur était attendue"),
            url=reverse("observatory:bring", args=[row.slug]),
            due_on=row.next_due_on,
            kind=_("Indicateur"),
        )
        for row in overdue_of(role, on=timezone.localdate(now))
    ]
    return [*late, *overdue]


@waits_for
def alerts_awaited_from(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The values beyond their threshold on which this role has said nothing yet."""
    return [
        InboxItem(
            title=Data(row.indicator.name),
            detail=_("Seuil d’alerte passé : dites ce qui est fait"),
            url=reverse("observatory:answer_alert", args=[row.pk]),
            due_on=None,
            kind=_("Alerte"),
        )
        for row in alerts_waiting_for(role)
    ]


@section("home", order=40)
def latest_examens(_request: HttpRequest) -> Section | None:
    """The last examens opened."""
    found = list(queries.examens()[:SHOWN_ON_HOME])
    return Section("observatory/sections/home.html", {"examens": found}) if found else None


@section("matter", order=30)
def examen_of_matter(request: HttpRequest, *, matters: Iterable[str]) -> Section | None:
    """The examen of this matter, everywhere but on its own page."""
    place = request.resolver_match
    if place is not None and place.view_name == "observatory:examen":
        return None
    found = list(queries.examens().filter(reference__in=list(matters)))
    return Section("observatory/sections/matter.html", {"examens": found}) if found else None


@section("commune", order=70)
def policies_here(_request: HttpRequest, *, commune: Commune) -> Section | None:  # noqa: ARG001 -- the slot's
    """The policies of the bodies that act for the whole territory."""
    found = list(queries.policies().exclude(body__kind=BodyKind.COMMUNE))
    return Section("observatory/sections/commune.html", {"policies": found}) if found else None


@section("commune", order=60)
def figures_of_commune(_request: HttpRequest, *, commune: Commune) -> Section | None:
    """Every indicator seen from here, with the territory's value and the neighbours'."""
    every = list(communes())
    groups = figures_here(commune, every)
    near = neighbours(commune, every)
    content = {"groups": groups, "commune": commune, "neighbours": near}
    return Section("observatory/sections/figures.html", content) if groups else None


@section("body", order=40)
def policies_of_body(_request: HttpRequest, *, body: Body) -> Section | None:
    """What this body runs, and what is open on it."""
    found = list(queries.policies().filter(body=body))
    return Section("observatory/sections/body.html", {"policies": found}) if found else None


@section("dataset", order=10)
def frozen_dataset(_request: HttpRequest, *, slug: str) -> Section | None:
    """The same dataset as it was frozen, day by day."""
    found = frozen_in(slug)
    return Section("observatory/sections/frozen.html", {"frozen": found}) if found else None
