"""Who owes an answer, before when, and how late: the public list as CSV and JSON."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.queries import clock_of
from belvedere.contexts.answers.queries.league import BodyDelays
from belvedere.platform.exchange.tables import Column


def _published_on(sheet: AnswerSheet) -> date | None:
    return timezone.localdate(sheet.published_at) if sheet.published_at else None


def columns(today: date) -> list[Column[AnswerSheet]]:
    """Return the columns of the list as of a day: delays of what is not published are counted on it."""
    return [
        Column("avis", pgettext_lazy("un seul", "Avis"), lambda sheet: sheet.opinion.reference),
        Column("examen", _("Examen"), lambda sheet: sheet.opinion.examen.reference),
        Column("politique", _("Politique"), lambda sheet: sheet.opinion.examen.policy.name),
        Column("organisme", _("Organisme"), lambda sheet: sheet.body.name),
        Column("attendue_le", _("Attendue le"), lambda sheet: sheet.due_on),
        Column("delai_jours_ouvres", _("Délai (jours ouvrés)"), lambda sheet: sheet.working_days),
        Column("source_du_delai", _("Source du délai"), lambda sheet: sheet.working_days_source),
        Column(
            "suspendue_jusqu_au", _("Suspendue jusqu’au"), lambda sheet: clock_of(sheet, today=today).suspended_until
        ),
        Column("etat", _("État"), lambda sheet: sheet.state),
        Column("publiee_le", _("Publiée le"), _published_on),
        Column("retard_jours_ouvres", _("Retard (jours ouvrés)"), lambda sheet: clock_of(sheet, today=today).days_late),
    ]


def delay_columns(today: date) -> list[Column[BodyDelays]]:
    """Return the columns of the delays of each body as of a day; medians and shares are text, with a point."""
    return [
        Column("organisme", _("Organisme"), lambda row: row.body.name),
        Column("siren", _("Siren"), lambda row: row.body.siren),
        Column("reponses_publiees", _("Réponses publiées"), lambda row: row.published),
        Column(
            "delai_median_jours_ouvres", _("Délai médian (jours ouvrés)"), lambda row: _decimal(row.median_working_days)
        ),
        Column("dans_le_delai", _("Dans le délai"), lambda row: row.in_time),
        Column("part_dans_le_delai", _("Part dans le délai"), lambda row: _decimal(row.share_in_time)),
        Column("attendues", _("Attendues"), lambda row: row.due),
        Column("en_retard", _("En retard aujourd’hui"), lambda row: row.late_now),
        Column("au", _("Au"), lambda _row: today),
    ]


def _decimal(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}".rstrip("0").rstrip(".")
