"""Consultations as tables."""

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.queries.consultations import span_of
from belvedere.contexts.consultations.states import ConsultationState
from belvedere.contexts.consultations.words import STATES
from belvedere.platform.exchange.tables import Column

CONSULTATION_COLUMNS: list[Column[Consultation]] = [
    Column("reference", _("Référence"), lambda row: row.reference),
    Column("titre", _("Titre"), lambda row: row.title),
    Column("question", _("Question"), lambda row: row.question),
    Column("organisme", _("Organisme"), lambda row: row.body.slug),
    Column("projet", _("Projet"), lambda row: row.project.slug if row.project else ""),
    Column("communes", _("Communes"), lambda row: ", ".join(commune.slug for commune in row.communes.all())),
    Column("etat", _("État"), lambda row: str(STATES[ConsultationState(row.state)])),
    Column("niveau", _("Niveau promis"), lambda row: row.level),
    Column("debut", _("Début"), lambda row: span[0] if (span := span_of(row)) else None),
    Column("fin", _("Fin"), lambda row: span[1] if (span := span_of(row)) else None),
    Column("reponse_promise", _("Réponse promise"), lambda row: row.answer_on),
]
