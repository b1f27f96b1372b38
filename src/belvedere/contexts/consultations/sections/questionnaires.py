"""The questionnaire among the tools of a phase."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.models import Phase
from belvedere.contexts.consultations.queries.questionnaires import questionnaire_of, sent_sheets
from belvedere.contexts.consultations.queries.tools import Figures, Tool, Words, declare_tool
from belvedere.contexts.consultations.states import ToolKind


def _public(phase: Phase) -> str:
    if questionnaire_of(phase) is None:
        return ""
    return reverse("consultations:questionnaire", args=[phase.consultation.slug, phase.number])


def _desk(phase: Phase) -> str:
    return reverse("consultations:questionnaire_desk", args=[phase.consultation.slug, phase.number])


def _figures(phase: Phase) -> Figures:
    row = questionnaire_of(phase)
    return [(_("réponses"), sent_sheets(row).count())] if row is not None else []


def _missing(phase: Phase) -> list[Words]:
    row = questionnaire_of(phase)
    return [] if row is not None and row.questions.all() else [_("les questions du questionnaire")]


declare_tool(
    Tool(
        ToolKind.QUESTIONNAIRE,
        _("Questionnaire"),
        _("Répondre au questionnaire"),
        public=_public,
        desk=_desk,
        figures=_figures,
        missing=_missing,
    )
)
