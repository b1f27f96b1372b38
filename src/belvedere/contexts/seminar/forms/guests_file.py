"""A file of people, read whole: each line that cannot be read is named."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from belvedere.contexts.seminar.actions.people import Listed
from belvedere.contexts.seminar.models import College
from belvedere.contexts.seminar.refusals import GuestsFileRefused
from belvedere.platform.exchange.sheets import read_sheet

COLUMNS = {
    "nom": "name",
    "college": "college",
    "collège": "college",
    "organisme": "organisation",
    "courriel": "email",
    "email": "email",
    "regime": "diet",
    "régime": "diet",
    "acces": "access",
    "accès": "access",
    "table": "fixed_table",
    "ensemble": "together",
    "separes": "apart",
    "séparés": "apart",
}
_LENGTHS = {"name": 120, "organisation": 120, "diet": 200, "access": 200, "together": 40, "apart": 40, "email": 254}


def read_guests(content: bytes, file_name: str, *, colleges: list[College]) -> list[Listed]:
    """Return the people of a file.

    Raises
    ------
    GuestsFileRefused
        With each line that cannot be read, and why; nothing is kept.
    """
    sheet = read_sheet(content, file_name)
    places = {COLUMNS[name]: place for place, name in enumerate(sheet.header) if name in COLUMNS}
    if not {"name", "college"} <= places.keys():
        raise GuestsFileRefused([_("Il faut une colonne « nom » et une colonne « college ».")])
    known = {key for row in colleges for key in (row.slug, row.name.casefold())}
    rows, faults = [], []
    for line, cells in sheet.lines:
        typed = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        fault = _fault(typed, known)
        if fault:
            faults.append(_("Ligne %(line)s : %(fault)s") % {"line": line, "fault": fault})
            continue
        table = typed.pop("fixed_table", "")
        rows.append(Listed(**typed, fixed_table=int(table) if table else None))
    if faults:
        raise GuestsFileRefused(faults)
    return rows


def _fault(typed: dict[str, str], known: set[str]) -> str:
    if not typed["name"]:
        return _("il manque le nom.")
    if typed["college"].casefold() not in known:
        return _("le collège « %(college)s » n’existe pas.") % {"college": typed["college"]}
    table = typed.get("fixed_table", "")
    if table and not (table.isdigit() and int(table) >= 1):
        return _("la table est un nombre.")
    if any(len(value) > _LENGTHS.get(name, 1000) for name, value in typed.items()):
        return _("un texte est trop long.")
    if typed.get("email"):
        try:
            validate_email(typed["email"])
        except ValidationError:
            return _("l’adresse électronique n’en est pas une.")
    return ""
