"""The debate among the tools of a phase."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.models import Phase
from belvedere.contexts.consultations.queries.tools import Tool, declare_tool
from belvedere.contexts.consultations.states import ToolKind


def _page(phase: Phase) -> str:
    return reverse("consultations:consultation", args=[phase.consultation.slug])


declare_tool(Tool(ToolKind.DEBATE, _("Débat"), _("Dire si l’on est d’accord"), public=_page))
