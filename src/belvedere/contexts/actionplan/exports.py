"""The plan as CSV and JSON, one line by action; its sheets as CSV and XLSX, which can be brought back."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any  # a schema is JSON

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.queries.sheets import Directory, sheet_of
from belvedere.contexts.actionplan.states import ActionState
from belvedere.contexts.actionplan.states.cells import COLUMNS, LONGEST, REQUIRED, cells_of
from belvedere.contexts.actionplan.states.sheets import Horizon
from belvedere.platform.exchange.cells import guarded
from belvedere.platform.exchange.tables import Column
from belvedere.platform.exchange.workbooks import workbook

Cell = str | int | date | None


def columns(today: date) -> list[Column[Action]]:
    """Return the columns of the plan as of a day: an action is late on that day or not."""
    return [
        Column("reference", _("Référence"), lambda action: action.reference),
        Column("titre", _("Titre"), lambda action: action.title),
        Column("organisme", _("Organisme"), lambda action: action.body.name),
        Column("service", _("Service"), lambda action: action.department.name if action.department else ""),
        Column("horizon", _("Horizon"), lambda action: action.horizon),
        Column("echeance", _("Échéance"), lambda action: action.due_on),
        Column("etat", _("État"), lambda action: action.state),
        Column("avancement_pour_cent", _("Avancement (%)"), lambda action: action.percent),
        Column("en_retard", _("En retard"), lambda action: "oui" if action.is_late_on(today) else "non"),
        Column("examen", _("Examen"), lambda action: action.matter if action.answer_id else ""),
        Column("avis", pgettext_lazy("un seul", "Avis"), lambda action: action.opinion_reference),
        Column("recommandation", _("Recommandation"), lambda action: action.recommendation_number),
        Column("demonstration", _("Démonstration"), lambda action: "oui" if action.is_demonstration else "non"),
    ]


def sheet_rows(found: Iterable[Action]) -> list[list[Cell]]:
    """Return the rows of a file of sheets, from actions read by ``with_parts``."""
    rows = []
    for action in found:
        sheet = sheet_of(action)
        cells: dict[str, Cell] = {
            **cells_of(sheet),
            "reference": action.reference,
            "debut": sheet.starts_on,
            "echeance": sheet.due_on,
            "etat": action.state,
        }
        rows.append([_guarded(cells[name]) for name in COLUMNS])
    return rows


def _guarded(cell: Cell) -> Cell:
    return guarded(cell) if isinstance(cell, str) else cell


def sheets_as_csv(found: Iterable[Action]) -> bytes:
    """Return sheets as CSV: UTF-8 with a byte order mark, so that spreadsheets read the accents."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerows([list(COLUMNS), *(["" if cell is None else cell for cell in row] for row in sheet_rows(found))])
    return written.getvalue().encode("utf-8-sig")


def sheets_as_xlsx(found: Iterable[Action]) -> bytes:
    return workbook("Plan d’actions", COLUMNS, sheet_rows(found))


def table_schema(known: Directory) -> dict[str, Any]:
    """Return the Table Schema of a file of sheets: columns, codes, bounds (Frictionless, Table Schema 1)."""
    enums: dict[str, list[Any]] = {
        "organisme": sorted(known.bodies),
        "horizon": [horizon.value for horizon in Horizon],
        "axe": sorted(known.axes),
        "etat": [state.value for state in ActionState],
    }
    kinds = {"axe": "integer", "debut": "date", "echeance": "date", "cout_euros": "integer"}
    return {
        "name": "plan-d-actions",
        "title": str(_("Fiches du plan d’actions")),
        "primaryKey": ["reference"],
        "missingValues": [""],
        "fields": [_field(name, kinds.get(name, "string"), enums.get(name, [])) for name in COLUMNS],
    }


def _field(name: str, kind: str, codes: list[Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if name in REQUIRED else {}
    if codes:
        constraints["enum"] = codes
    if name in LONGEST:
        constraints["maxLength"] = LONGEST[name]
    if name == "cout_euros":
        constraints["minimum"] = 0
    return {"name": name, "type": kind, "description": str(DESCRIPTIONS[name]), "constraints": constraints}


DESCRIPTIONS = {
    "reference": _("La référence dans le plan ; vide, ou N1, N2… pour une nouvelle action"),
    "axe": _("Le numéro de l’axe"),
    "titre": _("Ce qui sera fait, en quelques mots"),
    "resume": _("Ce qui sera fait, en quelques phrases"),
    "organisme": _("Le code de l’organisme qui doit le faire"),
    "service": _("Le code de son service"),
    "partenaires": _("Les codes des organismes partenaires, séparés par des virgules"),
    "communes": _("Les codes des communes concernées, séparés par des virgules"),
    "horizon": _("court, moyen ou long"),
    "debut": _("Le premier jour"),
    "echeance": _("Le dernier jour"),
    "cout_euros": _("Le coût en euros, sans virgule"),
    "note_cout": _("Ce qu’il faut savoir du coût"),
    "prerequis": _("Les références des actions qui doivent être faites avant, séparées par des virgules"),
    "livrables": _("Ce qui sera livré, un par ligne dans la cellule"),
    "indicateurs": _("À quoi on verra l’effet, un par ligne dans la cellule"),
    "risques": _("Ce qui peut l’empêcher, un par ligne dans la cellule"),
    "origines": _("D’où elle vient, une par ligne : nature | intitulé | adresse"),
    "etat": _("Son état, pour mémoire : il ne s’importe pas"),
}
