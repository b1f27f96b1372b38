"""The lists of the projects as CSV and JSON."""

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.projects.models import Deadline, Project, Proof
from belvedere.contexts.projects.queries.planning import act_title
from belvedere.contexts.projects.queries.statistics import DepartmentGates
from belvedere.contexts.projects.states.gates import next_gate
from belvedere.contexts.projects.words import CONSULTATIONS, PROOFS, STATES
from belvedere.platform.exchange.tables import Column

PROJECT_COLUMNS: list[Column[Project]] = [
    Column("projet", _("Projet"), lambda row: row.slug),
    Column("nom", _("Nom"), lambda row: row.name),
    Column("organisme", _("Organisme"), lambda row: row.body.slug),
    Column("service", _("Service"), lambda row: row.department.name),
    Column("communes", _("Communes"), lambda row: ", ".join(commune.slug for commune in row.communes.all())),
    Column("etat", _("État"), lambda row: str(STATES[row.state])),
    Column("concertation", _("Concertation"), lambda row: str(CONSULTATIONS[row.consultation])),
    Column("porte_suivante", _("Porte suivante"), lambda row: next_gate(one.gate for one in row.passages.all())),
    Column("reserves", _("Réserves"), lambda row: sum(bool(one.reservation) for one in row.passages.all())),
    Column("decision", _("Décision"), lambda row: row.decision_on),
]

GATE_COLUMNS: list[Column[DepartmentGates]] = [
    Column("organisme", _("Organisme"), lambda row: row.body),
    Column("service", _("Service"), lambda row: row.department),
    Column("projets", _("Projets"), lambda row: row.projects),
    Column("portes_franchies", _("Portes franchies"), lambda row: row.passed),
    Column("avec_reserve", _("Avec réserve"), lambda row: row.reserved),
]

PROOF_COLUMNS: list[Column[Proof]] = [
    Column("numero", _("N°"), lambda row: row.term.number),
    Column("modalite", _("Modalité annoncée"), lambda row: row.term.wording),
    Column("nature", _("Nature"), lambda row: str(PROOFS[row.kind])),
    Column("preuve", _("Preuve"), lambda row: row.title),
    Column("datee_du", _("Datée du"), lambda row: row.dated_on),
    Column("versee_le", _("Versée le"), lambda row: row.added_at.date()),
    Column("sha256", _("SHA-256"), lambda row: row.sha256),
]

DATE_COLUMNS: list[Column[Deadline]] = [
    Column("projet", _("Projet"), lambda row: row.project.slug),
    Column("acte", _("Acte"), lambda row: act_title(row.milestone)),
    Column("au_plus_tard_le", _("Au plus tard le"), lambda row: row.on),
    Column("fait_le", _("Fait le"), lambda row: row.done_on),
    Column("delai_legal", _("Délai légal"), lambda row: row.is_legal),
]
