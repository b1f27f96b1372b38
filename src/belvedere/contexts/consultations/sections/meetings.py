"""The meeting among the tools of a phase."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.models import Phase
from belvedere.contexts.consultations.queries.meetings import meeting_of, registrations_of
from belvedere.contexts.consultations.queries.tools import Figures, Tool, Words, declare_tool
from belvedere.contexts.consultations.states import ToolKind


def _public(phase: Phase) -> str:
    return reverse("consultations:meeting", args=[phase.consultation.slug, phase.number])


def _desk(phase: Phase) -> str:
    return reverse("consultations:meeting_desk", args=[phase.consultation.slug, phase.number])


def _figures(phase: Phase) -> Figures:
    meeting = meeting_of(phase)
    if meeting is None:
        return []
    if meeting.present is not None:
        return [(_("personnes présentes"), meeting.present)]
    return [(_("personnes inscrites"), registrations_of(meeting).count())]


def _missing(phase: Phase) -> list[Words]:
    return [] if meeting_of(phase) is not None else [_("le lieu et le programme de la réunion")]


declare_tool(
    Tool(
        ToolKind.MEETING,
        _("Réunion"),
        _("S’inscrire"),
        public=_public,
        desk=_desk,
        figures=_figures,
        missing=_missing,
    )
)
