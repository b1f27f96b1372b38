"""The lists of the strategy as CSV and JSON: the matrix, the commitments, the calendar, the heat map."""

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.strategy.queries.agenda import Dated
from belvedere.contexts.strategy.queries.commitments import Tested
from belvedere.contexts.strategy.queries.coverage import Cell
from belvedere.contexts.strategy.queries.thermometer import Thermometer
from belvedere.platform.exchange.tables import Column


def _decimal(value: float | None) -> str | None:
    return None if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


COVERAGE_COLUMNS: list[Column[Cell]] = [
    Column("competence", _("Compétence"), lambda cell: cell.competence.label),
    Column("niveau", _("Niveau"), lambda cell: cell.level.value),
    Column("offre", _("Offre"), lambda cell: cell.coverage.value),
    Column("instances", _("Instances"), lambda cell: " ; ".join(offer.name for offer in cell.offers)),
    Column("actes", _("Actes"), lambda cell: " ; ".join(dict.fromkeys(grant.act for grant in cell.acts))),
    Column("consultations", _("Consultations"), lambda cell: cell.asked),
    Column("a_venir", _("À venir"), lambda cell: cell.coming),
    Column("derniere_le", _("Dernière le"), lambda cell: cell.last_on),
    Column("personnes_touchees", _("Personnes touchées"), lambda cell: cell.people_reached),
    Column("saisines", _("Saisines"), lambda cell: cell.referrals),
    Column("promesses", _("Promesses"), lambda cell: cell.promises),
    Column("promesses_tenues", _("Promesses tenues"), lambda cell: cell.promises_kept),
    Column("candidate_au_plan", _("Candidate au plan"), lambda cell: cell.is_candidate),
]
COMMITMENT_COLUMNS: list[Column[Tested]] = [
    Column("engagement", _("Engagement"), lambda row: row.element.key),
    Column("enonce", _("Énoncé"), lambda row: row.element.title_fr),
    Column("indicateur", _("Indicateur"), lambda row: row.test.indicator if row.test else None),
    Column("valeur", _("Valeur"), lambda row: _decimal(row.measure.value)),
    Column("numerateur", _("Numérateur"), lambda row: _decimal(row.measure.numerator)),
    Column("denominateur", _("Dénominateur"), lambda row: _decimal(row.measure.denominator)),
    Column("comparaison", _("Comparaison"), lambda row: row.test.comparison if row.test else None),
    Column("cible", _("Cible"), lambda row: _decimal(row.test.target) if row.test else None),
    Column("a_partir_du", _("À partir du"), lambda row: row.test.due_on if row.test else None),
    Column("verdict", _("Verdict"), lambda row: row.keeping.value),
]
AGENDA_COLUMNS: list[Column[Dated]] = [
    Column("debut", _("Début"), lambda row: row.starts_at.isoformat()),
    Column("fin", _("Fin"), lambda row: row.ends_at.isoformat()),
    Column("nature", _("Nature"), lambda row: row.kind.value),
    Column("titre", _("Titre"), lambda row: row.title),
    Column("organisme", _("Organisme"), lambda row: row.body),
    Column("communes", _("Communes"), lambda row: " ; ".join(row.communes)),
    Column("lieu", _("Lieu"), lambda row: row.place),
    Column("etat", _("État"), lambda row: row.state),
]
HeatRow = tuple[str, str, str, str]
HEAT_COLUMNS: list[Column[HeatRow]] = [
    Column("insee", _("Code Insee"), lambda row: row[0]),
    Column("commune", _("Commune"), lambda row: row[1]),
    Column("semaine", _("Semaine du"), lambda row: row[2]),
    Column("indice", _("Indice"), lambda row: row[3]),
]


def heat_rows(found: Thermometer) -> list[HeatRow]:
    """Return the heat map as rows: one by commune and week."""
    return [
        (line.commune.insee, line.commune.name, week.isoformat(), f"{cell.value:.4f}")
        for line in found.lines
        for week, cell in zip(found.weeks, line.cells, strict=True)
    ]
