"""What panels show on their neighbours' pages, and what waits for whom."""

from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.queries import waiting
from belvedere.contexts.panels.queries.standing import public_panels
from belvedere.contexts.panels.rules.opinion import WRITERS
from belvedere.contexts.panels.states.panel import PanelState
from belvedere.contexts.panels.words import PANEL_LABELS
from belvedere.platform.accounts.models import Role
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

desk(_("Panels"), "panels:panels", group=DeskGroup.PANELS, order=32, kinds=WRITERS)


@section("panels", order=10)
def panels(_request: HttpRequest) -> Section | None:
    """The panels at work, then those that have ended."""
    rows = [(row, PANEL_LABELS[PanelState(row.state)]) for row in public_panels()]
    return Section("panels/sections/panels.html", {"panels": rows}) if rows else None


class Referenced(Protocol):
    """An examen, by its reference."""

    reference: str


@section("examen", order=31)
def panels_of_examen(_request: HttpRequest, *, examen: Referenced) -> Section | None:
    """The panels whose mission is this examen."""
    found = public_panels().filter(missions__examen__reference=examen.reference).distinct()
    rows = [(row, PANEL_LABELS[PanelState(row.state)]) for row in found]
    return Section("panels/sections/panels.html", {"panels": rows}) if rows else None


@waits_for
def work_of_panels(*, role: Role, now: datetime) -> list[InboxItem]:
    """The sessions that passed and are not closed, the hearings to send on or to answer."""
    if role.kind not in WRITERS:
        return []
    sessions = [
        InboxItem(
            title=_("Séance à clore : %(title)s") % {"title": row.title},
            detail=_("Dire si elle s’est tenue, et qui était présent."),
            url=reverse("panels:session", args=[row.panel.slug, row.number]),
            due_on=None,
            kind=_("Panel"),
        )
        for row in waiting.sessions_to_close(role.body, now)
    ]
    hearings = [
        InboxItem(
            title=_("Audition : %(asked)s") % {"asked": row.asked_of},
            detail=_("Noter la réponse.") if row.due_on else _("Un membre la demande : la transmettre."),
            url=reverse("panels:hearing", args=[row.panel.slug, row.pk]),
            due_on=row.due_on,
            kind=_("Panel"),
        )
        for row in waiting.hearings_to_follow(role.body)
    ]
    return [*sessions, *hearings]
