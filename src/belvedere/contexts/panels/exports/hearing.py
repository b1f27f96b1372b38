"""The hearings of a panel as a public list: asked of whom, when, answered after how many days."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.panels.queries.hearing import HearingRow
from belvedere.contexts.panels.states.panel import HearingState
from belvedere.contexts.panels.words import HEARING_LABELS
from belvedere.platform.exchange.tables import Column

HEARING_COLUMNS: list[Column[HearingRow]] = [
    Column("demandee_a", _("Demandée à"), lambda row: row.hearing.asked_of),
    Column("organisme", _("Organisme"), lambda row: row.hearing.body.name if row.hearing.body else ""),
    Column("sujet", _("Sujet"), lambda row: row.hearing.subject),
    Column("demandee_le", _("Demandée le"), lambda row: timezone.localdate(row.hearing.requested_at)),
    Column("reponse_avant", _("Réponse demandée avant le"), lambda row: row.hearing.due_on),
    Column("etat", _("État"), lambda row: str(HEARING_LABELS[HearingState(row.hearing.state)])),
    Column("reponse", _("Réponse"), lambda row: row.hearing.answer),
    Column("jours", _("Jours"), lambda row: row.days),
    Column("jours_de_retard", _("Jours de retard"), lambda row: row.days_late),
]
