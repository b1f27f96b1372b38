"""What the seminars show on their neighbours' pages, and what waits for whom."""

from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.seminar.exports import CONTRIBUTION_COLUMNS
from belvedere.contexts.seminar.queries.seminars import public_seminars
from belvedere.contexts.seminar.queries.synthesis import published_contributions, seminars_to_publish
from belvedere.contexts.seminar.rules import STAFF
from belvedere.contexts.seminar.states import SeminarState
from belvedere.contexts.seminar.words import SEMINAR_BADGES, SEMINAR_LABELS
from belvedere.platform.accounts.models import Role
from belvedere.platform.exchange.datasets import Table, declare_dataset
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

SHOWN_ON_HOME = 2
OPEN = [SeminarState.CONVENED.value, SeminarState.RUNNING.value]

desk(_("Séminaires"), "seminar:seminars_desk", group=DeskGroup.PROJECTS, order=78, kinds=STAFF)

declare_dataset(
    "seminaires",
    _("Séminaires : contributions"),
    _("Ce que les tables ont dit dans les séminaires publiés, par tour, avec le groupe où c’est rangé. Sans nom."),
    url_name="seminar:seminars",
    table=lambda _today: Table(CONTRIBUTION_COLUMNS, published_contributions()),
    keywords=("participation", "séminaire"),
)


@section("home", order=60)
def coming_seminars(_request: HttpRequest) -> Section | None:
    """The seminars that are convened or under way."""
    found = public_seminars().filter(state__in=OPEN)[:SHOWN_ON_HOME]
    rows = [(row, SEMINAR_LABELS[SeminarState(row.state)], SEMINAR_BADGES[SeminarState(row.state)]) for row in found]
    return Section("seminar/sections/home.html", {"rows": rows}) if rows else None


@waits_for
def records_to_publish(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The seminars that are closed and whose record is not public yet."""
    if role.kind not in STAFF:
        return []
    return [
        InboxItem(
            title=_("Compte rendu à publier : %(title)s") % {"title": row.title},
            detail=_("Contributions encore à ranger : %(left)s") % {"left": vars(row)["left"]},
            url=reverse("seminar:synthesis", args=[row.slug]),
            due_on=None,
            kind=_("Séminaire"),
        )
        for row in seminars_to_publish(role.body_id)
    ]
