"""The register among the tools of a phase; what it leads to at the desk and on the public page."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.models import Consultation, Phase
from belvedere.contexts.consultations.queries.consultations import to_read_by
from belvedere.contexts.consultations.queries.register import register_counts
from belvedere.contexts.consultations.queries.report import published_report
from belvedere.contexts.consultations.queries.tools import Figures, Tool, declare_tool
from belvedere.contexts.consultations.states import ToolKind
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.languages import Data
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for


def _public(phase: Phase) -> str:
    return reverse("consultations:register", args=[phase.consultation.slug])


def _desk(phase: Phase) -> str:
    return reverse("consultations:register_desk", args=[phase.consultation.slug])


def _figures(phase: Phase) -> Figures:
    return [(_("contributions"), register_counts(phase.consultation).received)]


declare_tool(
    Tool(ToolKind.REGISTER, _("Registre"), _("Écrire une contribution"), public=_public, desk=_desk, figures=_figures)
)


@section("consultation", order=20)
def report_is_there(_request: HttpRequest, *, consultation: Consultation) -> Section | None:
    """The report, once it is published."""
    found = published_report(consultation)
    if found is None:
        return None
    return Section("consultations/sections/report.html", {"consultation": consultation, "report": found})


@section("consultation_desk", order=20)
def from_register_to_report(_request: HttpRequest, *, consultation: Consultation) -> Section | None:
    """The way from the register to the account, once people may have written."""
    if consultation.opened_at is None:
        return None
    counts = register_counts(consultation)
    return Section("consultations/sections/way.html", {"consultation": consultation, "counts": counts})


@waits_for
def contributions_to_read(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the signature of the inbox
    """The registers that hold something nobody has read."""
    if role.kind != RoleKind.AGENT:
        return []
    return [
        InboxItem(
            title=Data(row.title),
            detail=_("Contributions à lire au registre"),
            url=reverse("consultations:register_desk", args=[row.slug]),
            due_on=None,
            kind=_("Concertations"),
        )
        for row in to_read_by(role)
    ]
