"""What the panels show on their neighbours' pages, and what waits for whom."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from belvedere.contexts.panels.exports.opinion import OPINION_COLUMNS
from belvedere.contexts.panels.queries import opinion as queries
from belvedere.contexts.panels.rules.opinion import WRITERS
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

SHOWN_ON_HOME = 2

desk(_("Avis"), "panels:desk", group=DeskGroup.PANELS, order=30, kinds=WRITERS)

declare_dataset(
    "avis",
    _("Avis des panels"),
    _("Les avis rendus par les panels et qui doit y répondre."),
    url_name="panels:panel",
    table=lambda _today: Table(OPINION_COLUMNS, queries.listed_opinions()),
    keywords=("panel citoyen", "tirage au sort"),
)


@section("matter", order=40)
def opinions_of_matter(_request: HttpRequest, *, matters: Iterable[str]) -> Section | None:
    """The avis given in the examen of this matter."""
    found = list(queries.opinions_of_examens(matters))
    return Section("panels/sections/matter.html", {"opinions": found}) if found else None


@section("home", order=50)
def latest_opinions(_request: HttpRequest) -> Section | None:
    """The last avis recorded."""
    found = list(queries.listed_opinions()[:SHOWN_ON_HOME])
    return Section("panels/sections/home.html", {"opinions": found}) if found else None


@waits_for
def awaited_from(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The open examens whose avis this role may record."""
    return [
        InboxItem(
            title=_("Avis à enregistrer : %(policy)s") % {"policy": examen.policy},
            detail=_("Examen %(reference)s, quand le panel aura rendu son avis") % {"reference": examen.reference},
            url=reverse("panels:record", args=[examen.reference]),
            due_on=None,
            kind=pgettext_lazy("un seul", "Avis"),
        )
        for examen in queries.examens_waiting_for(role)
    ]
