"""Indicators and their values as CSV and JSON."""

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.models import Indicator, Observation
from belvedere.platform.exchange.tables import Column

INDICATOR_COLUMNS: list[Column[Indicator]] = [
    Column("indicateur", _("Indicateur"), lambda row: row.slug),
    Column("nom", _("Nom"), lambda row: row.name),
    Column("politique", _("Politique"), lambda row: row.policy.slug),
    Column("nature", _("Nature"), lambda row: row.kind),
    Column("definition", _("Définition"), lambda row: row.definition),
    Column("numerateur", _("Numérateur"), lambda row: row.numerator),
    Column("denominateur", _("Dénominateur"), lambda row: row.denominator),
    Column("unite", _("Unité"), lambda row: row.unit),
    Column("sens", _("Sens (1 : mieux vaut plus)"), lambda row: row.polarity),
    Column("decimales", _("Décimales publiées"), lambda row: row.decimals),
    Column("methode", _("Méthode"), lambda row: row.method),
    Column("limites", _("Limites"), lambda row: row.limits),
    Column("source", _("Source"), lambda row: row.source),
    Column("licence", _("Licence"), lambda row: row.licence),
    Column("reutilisation", _("Réutilisation"), lambda row: row.reuse),
    Column("frequence", _("Fréquence"), lambda row: row.frequency),
    Column("prochaine_valeur", _("Prochaine valeur"), lambda row: row.next_due_on),
    Column("organisme", _("Organisme"), lambda row: row.body.slug),
    Column("catalogue", _("Numéro au catalogue national"), lambda row: row.external_id or None),
]


def _written(value: float | None) -> str | None:
    return None if value is None else f"{value:.10g}"


VALUE_COLUMNS: list[Column[Observation]] = [
    Column("territoire", _("Territoire"), lambda row: row.series.area),
    Column("nom", _("Nom"), lambda row: row.series.commune.name if row.series.commune else None),
    Column("periode", _("Période"), lambda row: row.period),
    Column("valeur", _("Valeur"), lambda row: _written(row.value)),
    Column("ventilation", _("Ventilation"), lambda row: row.series.breakdown or None),
    Column("statut", _("Statut (SDMX)"), lambda row: row.status),
    Column("confidentialite", _("Confidentialité (SDMX)"), lambda row: row.confidentiality),
    Column("marge", _("Marge"), lambda row: _written(row.margin)),
    Column("note", _("Note"), lambda row: row.note or None),
    Column("revision", _("Révision"), lambda row: row.revision),
]
