"""How consultations say their codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.states import ConsultationState

STATES: Mapping[ConsultationState, Promise] = {
    ConsultationState.DRAFT: _("En préparation"),
    ConsultationState.ANNOUNCED: _("Annoncée"),
    ConsultationState.OPEN: _("Ouverte"),
    ConsultationState.CLOSED: _("Close, bilan à venir"),
    ConsultationState.REPORTED: _("Bilan publié"),
    ConsultationState.ACCOUNTED: _("Comptes rendus"),
    ConsultationState.ABANDONED: _("Abandonnée"),
}
BADGES: Mapping[ConsultationState, str] = {
    ConsultationState.DRAFT: "neutral",
    ConsultationState.ANNOUNCED: "due",
    ConsultationState.OPEN: "open",
    ConsultationState.CLOSED: "due",
    ConsultationState.REPORTED: "kept",
    ConsultationState.ACCOUNTED: "kept",
    ConsultationState.ABANDONED: "late",
}
