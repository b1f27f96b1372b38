"""What recruitments show on their neighbours' pages, and what waits for whom."""

from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.queries import campaign as queries
from belvedere.contexts.panels.rules.opinion import WRITERS
from belvedere.contexts.panels.states.campaign import CampaignState
from belvedere.contexts.panels.words import PUBLIC_SENTENCES, STATE_LABELS, STEP_SENTENCES
from belvedere.platform.accounts.models import Role
from belvedere.platform.ui.desks import DeskGroup, desk
from belvedere.platform.ui.slots import InboxItem, Section, section, waits_for

SHOWN_ON_HOME = 2

desk(_("Recrutements"), "panels:campaigns", group=DeskGroup.PANELS, order=31, kinds=WRITERS)


@section("home", order=45)
def open_recruitments(_request: HttpRequest) -> Section | None:
    """The recruitments in which people can sign up now."""
    found = queries.public_campaigns().filter(state=CampaignState.REGISTRATION)[:SHOWN_ON_HOME]
    rows = [(row, PUBLIC_SENTENCES[CampaignState(row.state)]) for row in found]
    return Section("panels/sections/recruitments.html", {"rows": rows}) if rows else None


class Referenced(Protocol):
    """An examen, by its reference."""

    reference: str


@section("examen", order=30)
def recruitments_of_examen(_request: HttpRequest, *, examen: Referenced) -> Section | None:
    """The recruitments that serve this examen."""
    found = queries.public_campaigns().filter(examen__reference=examen.reference)
    rows = [(row, PUBLIC_SENTENCES[CampaignState(row.state)]) for row in found]
    return Section("panels/sections/recruitments.html", {"rows": rows}) if rows else None


@waits_for
def next_steps(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The recruitments of the body, each with its next step."""
    return [
        InboxItem(
            title=_("%(title)s : %(step)s") % {"title": row.title, "step": STATE_LABELS[CampaignState(row.state)]},
            detail=STEP_SENTENCES[CampaignState(row.state)],
            url=reverse("panels:campaign_desk", args=[row.reference]),
            due_on=row.responses_until if row.state == CampaignState.REGISTRATION else None,
            kind=_("Recrutement"),
        )
        for row in queries.campaigns_waiting_for(role)
    ]
