"""Reading a register of addresses: columns of many makers, every fault at once with its line, duplicates counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belvedere.engines.sortition.addresses import cleaned_address, letters_of
from belvedere.engines.sortition.reading.faults import File
from belvedere.engines.sortition.reading.text import Findings, Row, Table, table_of
from belvedere.platform.territory.queries import communes_with_postal_codes

# The names that civil registers, electoral rolls, the national address base and spreadsheets give to their columns.
COLUMNS: dict[str, tuple[str, ...]] = {
    "addressee": ("destinataire", "nom complet", "nom et prenom", "nom d usage", "nom de famille", "nom"),
    "first_name": ("prenom", "prenoms"),
    "number": ("numero", "n", "numero de voie", "num voie"),
    "suffix": ("rep", "repetition", "indice de repetition"),
    "street": ("adresse", "adresse 1", "adresse1", "libelle voie", "nom voie", "voie", "rue", "ligne 4"),
    "complement": ("complement", "complement d adresse", "complement adresse", "adresse 2", "adresse2", "batiment"),
    "postal_code": ("code postal", "cp", "codepostal"),
    "city": ("commune", "ville", "nom commune", "localite", "libelle commune"),
    "insee": ("code insee", "insee", "code commune", "codeinsee"),
}
COLUMN_LABELS = {
    "street": gettext_lazy("l’adresse (adresse, voie, rue)"),
    "place": gettext_lazy("la commune (commune, ville, ou code INSEE)"),
}
STRUCTURE_SENTENCES = {
    "encoding": gettext_lazy("Le texte n’est lisible ni en UTF-8 ni en Windows-1252."),
    "not_text": gettext_lazy("Ce n’est pas du texte. Si c’est un classeur, enregistrez-le au format « CSV UTF-8 »."),
    "empty_file": gettext_lazy("Le fichier est vide."),
    "no_rows": gettext_lazy("Le fichier n’a que des titres de colonnes."),
    "broken_table": gettext_lazy("Des guillemets ne sont pas refermés."),
    "too_many_cells": gettext_lazy("Il y a plus de cases que de titres de colonnes."),
}
POSTAL_CODE_LENGTH = 5


@dataclass(frozen=True)
class RegisterRow:
    """An address that can be written to. ``fingerprint`` and ``household`` are marks under the recruitment's key."""

    line: int
    addressee: str
    street: str
    complement: str
    postal_code: str
    city: str
    commune_id: int
    fingerprint: str
    household: str


@dataclass(frozen=True)
class LineFault:
    """What is wrong at a line, and how to mend it."""

    line: int
    message: str


@dataclass(frozen=True)
class RegisterReading:
    """What a file holds: good rows without duplicates, faults by line, how many rows were there twice."""

    rows: tuple[RegisterRow, ...]
    faults: tuple[LineFault, ...]
    duplicates: int
    is_readable: bool = True

    @cached_property
    def by_commune(self) -> dict[int, int]:
        """Count the good rows by commune."""
        counts: dict[int, int] = {}
        for row in self.rows:
            counts[row.commune_id] = counts.get(row.commune_id, 0) + 1
        return counts


@dataclass(frozen=True)
class Places:
    """The communes of the territory, found by INSEE code, by name, by postal code where it has one commune only."""

    by_insee: Mapping[str, int]
    by_name: Mapping[str, int]
    by_postal_code: Mapping[str, int]
    names: Mapping[int, str]
    codes: Mapping[int, Sequence[str]]

    def find(self, insee: str, city: str, postal_code: str) -> int | None:
        """Return the commune of an address, or None when it is not of the territory."""
        if insee:
            return self.by_insee.get(insee)
        if city:
            return self.by_name.get(_place_name(city))
        return self.by_postal_code.get(postal_code)


def _place_name(city: str) -> str:
    words = ["saint" if word == "st" else "sainte" if word == "ste" else word for word in letters_of(city).split()]
    if "cedex" in words:
        words = words[: words.index("cedex")]
    return " ".join(words)


def places() -> Places:
    """Read the communes of the territory: two statements."""
    found = list(communes_with_postal_codes())
    codes = {commune.pk: [row.code for row in commune.postal_codes.all()] for commune in found}
    sharing: dict[str, list[int]] = {}
    for pk, own in codes.items():
        for code in own:
            sharing.setdefault(code, []).append(pk)
    return Places(
        by_insee={commune.insee: commune.pk for commune in found},
        by_name={_place_name(commune.name): commune.pk for commune in found},
        by_postal_code={code: pks[0] for code, pks in sharing.items() if len(pks) == 1},
        names={commune.pk: commune.name for commune in found},
        codes=codes,
    )


def mark(key: str, *parts: str) -> str:
    """Return the mark of an address under a recruitment's key: useless elsewhere, and once the key is gone."""
    return salted_hmac("belvedere.panels.address", "\x1f".join(parts), secret=key, algorithm="sha256").hexdigest()


def read_register(content: bytes, *, key: str, known: Places) -> RegisterReading:
    """Read a register whole: nothing stops at the first fault."""
    findings = Findings(File.RESPONDENTS)
    table = table_of(content, findings)
    faults = [
        LineFault(fault.line or 1, str(STRUCTURE_SENTENCES.get(fault.code, fault.message))) for fault in findings.faults
    ]
    columns = _columns(table)
    missing = [] if not table.header else _missing(columns)
    if missing:
        message = _("Il manque une colonne : %(names)s. Titres lus : %(header)s.")
        names = ", ".join(str(COLUMN_LABELS[name]) for name in missing)
        faults.append(LineFault(table.header_line, message % {"names": names, "header": ", ".join(table.header)}))
    if missing or not table.rows:
        return RegisterReading((), tuple(faults), 0, is_readable=False)
    return _read_rows(table, columns, faults, key, known)


def _columns(table: Table) -> dict[str, int]:
    """Return where each known column is; the first of its names that is there wins."""
    headers = {letters_of(header): place for place, header in reversed(list(enumerate(table.header)))}
    found = {}
    for name, aliases in COLUMNS.items():
        place = next((headers[alias] for alias in aliases if alias in headers), None)
        if place is not None:
            found[name] = place
    return found


def _missing(columns: Mapping[str, int]) -> list[str]:
    has_place = bool({"city", "insee", "postal_code"} & set(columns))
    return [*([] if "street" in columns else ["street"]), *([] if has_place else ["place"])]


def _read_rows(
    table: Table, columns: Mapping[str, int], faults: list[LineFault], key: str, known: Places
) -> RegisterReading:
    rows: dict[str, RegisterRow] = {}
    duplicates = 0
    for line in table.rows:
        read = _row(line, columns, key, known)
        if isinstance(read, LineFault):
            faults.append(read)
        elif read.fingerprint in rows:
            duplicates += 1
        else:
            rows[read.fingerprint] = read
    return RegisterReading(tuple(rows.values()), tuple(sorted(faults, key=lambda fault: fault.line)), duplicates)


def _row(line: Row, columns: Mapping[str, int], key: str, known: Places) -> RegisterRow | LineFault:
    cell = {name: " ".join(line.cells[place].split()) for name, place in columns.items()}
    street = " ".join(filter(None, (cell.get("number"), cell.get("suffix"), cell["street"])))
    postal_code = cell.get("postal_code", "").replace(" ", "")
    commune = known.find(cell.get("insee", ""), cell.get("city", ""), postal_code)
    fault = next(_row_faults(cell, street, postal_code, commune), None)
    if fault is not None or commune is None:
        return LineFault(line.line, fault or "")
    addressee = " ".join(filter(None, (cell.get("first_name"), cell.get("addressee"))))
    complement = cell.get("complement", "")
    place = cleaned_address(f"{street} {complement}", postal_code, known.names[commune])
    home = repr((place.number, place.way, place.street, place.flat, commune))
    surname = "" if place.flat else letters_of(cell.get("addressee", ""))
    own_codes = known.codes[commune]
    return RegisterRow(
        line=line.line,
        addressee=addressee[:150],
        street=street[:200],
        complement=complement[:200],
        postal_code=postal_code or (own_codes[0] if own_codes else ""),
        city=(cell.get("city") or known.names[commune])[:100],
        commune_id=commune,
        fingerprint=mark(key, home, letters_of(addressee)),
        household=mark(key, home, surname),
    )


def _row_faults(cell: Mapping[str, str], street: str, postal_code: str, commune: int | None) -> Iterator[str]:
    if not street:
        yield _("L’adresse est vide.")
    if postal_code and not (postal_code.isascii() and postal_code.isdigit() and len(postal_code) == POSTAL_CODE_LENGTH):
        yield _("Le code postal « %(code)s » n’a pas cinq chiffres.") % {"code": postal_code}
    if commune is None:
        place = cell.get("insee") or cell.get("city") or postal_code or "…"
        yield _("« %(place)s » n’est pas une commune du territoire.") % {"place": place}
