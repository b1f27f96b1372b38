"""The debate among the tools of a phase, and the statements that wait to be read."""

from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from belvedere.contexts.consultations.models import Phase
from belvedere.contexts.consultations.queries.debates import debate_of_phase, figures_of, shown_statements, waiting_for
from belvedere.contexts.consultations.queries.tools import Figures, Tool, declare_tool
from belvedere.contexts.consultations.states import ToolKind
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.languages import Data
from belvedere.platform.ui.slots import InboxItem, waits_for


def _public(phase: Phase) -> str:
    return reverse("consultations:debate", args=[phase.consultation.slug])


def _desk(phase: Phase) -> str:
    return reverse("consultations:debate_desk", args=[phase.consultation.slug])


def _figures(phase: Phase) -> Figures:
    debate = debate_of_phase(phase)
    if debate is None:
        return []
    figures = figures_of(debate)
    return [(_("participants"), figures.participants), (_("votes"), figures.votes)]


def _missing(phase: Phase) -> list[str | Promise]:
    debate = debate_of_phase(phase)
    if debate is None:
        return [_("Réglez le débat.")]
    return [] if shown_statements(debate).exists() else [_("Écrivez des propos de départ pour le débat.")]


declare_tool(
    Tool(
        ToolKind.DEBATE,
        _("Débat"),
        _("Dire si l’on est d’accord"),
        public=_public,
        desk=_desk,
        figures=_figures,
        missing=_missing,
    )
)


@waits_for
def statements_to_be_read(*, role: Role, now: datetime) -> list[InboxItem]:  # noqa: ARG001 -- the inbox gives it to all
    """The debates of the body where statements wait for the moderation."""
    if role.kind != RoleKind.AGENT:
        return []
    return [
        InboxItem(
            title=Data(title),
            detail=ngettext("%(n)s propos à lire", "%(n)s propos à lire", waiting) % {"n": waiting},
            url=reverse("consultations:debate_desk", args=[slug]),
            due_on=None,
            kind=_("Débat"),
        )
        for title, slug, waiting in waiting_for(role)
    ]
