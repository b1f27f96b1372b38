"""What is open on the home page and in a commune; the desk; what waits for the agents of a body."""

from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.exports import CONSULTATION_COLUMNS
from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.consultations import (
    consultations_on,
    open_consultations,
    public_consultations,
    to_do_by,
    with_phases,
)
from belvedere.contexts.consultations.rules import READERS
from belvedere.contexts.consultations.states import ConsultationState
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.languages import Data
from belvedere.platform.territory.models import Commune
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

SHOWN = 5


class Sluggish(Protocol):
    """A policy, by its slug."""

    slug: str


desk(_("Concertations"), "consultations:desk", group=DeskGroup.PROJECTS, order=73, kinds=READERS)

declare_dataset(
    "concertations",
    _("Concertations"),
    _("Ce qui est demandé au public : question, dates, niveau promis, jour de la réponse."),
    url_name="consultations:consultations",
    table=lambda _today: Table(CONSULTATION_COLUMNS, public_consultations()),
    keywords=("concertation", "participation"),
)


@section("home", order=40)
def open_now(_request: HttpRequest) -> Section | None:
    """« On vous demande votre avis »: what is open, the first to close first."""
    found = list(open_consultations()[:SHOWN])
    return Section("consultations/sections/open.html", {"found": found}) if found else None


@section("commune", order=60)
def open_here(_request: HttpRequest, *, commune: Commune) -> Section | None:
    """What is open in a commune."""
    found = list(open_consultations().filter(communes=commune)[:SHOWN])
    return Section("consultations/sections/open.html", {"found": found}) if found else None


@section("policy", order=45)
def consultations_of_policy(_request: HttpRequest, *, policy: Sluggish) -> Section | None:
    """What is asked, or was, on this policy."""
    found = list(consultations_on(policy.slug)[:SHOWN])
    return Section("consultations/sections/policy.html", {"found": found}) if found else None


@waits_for
def next_steps(*, role: Role, now: datetime) -> list[InboxItem]:
    """What each consultation of the body waits for: to be opened on its day, its report, its account."""
    if role.kind != RoleKind.AGENT:
        return []
    return [item for item in (_waiting(row, now) for row in with_phases(to_do_by(role))) if item is not None]


def _waiting(row: Consultation, now: datetime) -> InboxItem | None:
    today = timezone.localdate(now)
    first = min((timezone.localdate(phase.starts_at) for phase in row.phases.all()), default=None)
    detail, due_on = {
        ConsultationState.ANNOUNCED: (_("À ouvrir : il manque encore quelque chose"), first),
        ConsultationState.CLOSED: (_("Bilan à publier"), row.answer_on),
        ConsultationState.REPORTED: (_("Comptes à rendre aux participants"), row.answer_on),
    }.get(ConsultationState(row.state), ("", None))
    if not detail or (row.state == ConsultationState.ANNOUNCED and (first is None or first > today)):
        return None
    url = reverse("consultations:consultation_desk", args=[row.slug])
    return InboxItem(title=Data(row.title), detail=detail, url=url, due_on=due_on, kind=_("Concertations"))
