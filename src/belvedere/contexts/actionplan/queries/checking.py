"""A file of actions against the plan: what it says, and every fault by line and column with its mend."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any  # the fields of a sheet, each of its own type

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.actionplan.models import Action, Plan
from belvedere.contexts.actionplan.queries.sheets import (
    Directory,
    directory,
    horizon_ends,
    needs_of_plan,
    sheet_of,
    with_parts,
)
from belvedere.contexts.actionplan.states.cells import (
    COLUMNS,
    LONGEST,
    LONGEST_LINE,
    REQUIRED,
    names,
    one_by_line,
    origin_of,
    tidied,
)
from belvedere.contexts.actionplan.states.sheets import ActionSheet, Horizon, OriginKind
from belvedere.engines.plans.network import cycle_among
from belvedere.platform.exchange.cells import bare
from belvedere.platform.exchange.faults import Fault
from belvedere.platform.exchange.sheets import Sheet, read_sheet

NEW = "N"
Cells = Mapping[str, str]


@dataclass(frozen=True)
class FileRow:
    """A good row: the line, the reference or the name that the file gives to a new action, the sheet."""

    line: int
    key: str
    sheet: ActionSheet
    before: ActionSheet | None = None

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_changed(self) -> bool:
        return self.sheet != self.before


@dataclass(frozen=True)
class CheckedPlan:
    """A file once looked at: its good rows, its faults."""

    rows: list[FileRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    row_count: int = 0

    @property
    def added(self) -> list[FileRow]:
        return [row for row in self.rows if row.is_new]

    @property
    def revised(self) -> list[FileRow]:
        return [row for row in self.rows if not row.is_new and row.is_changed]

    @property
    def unchanged(self) -> int:
        return len(self.rows) - len(self.added) - len(self.revised)


def checked_plan(*, plan: Plan, content: bytes, file_name: str, on: date) -> CheckedPlan:
    """Look at a file line by line, then as a whole: a dozen statements, whatever its length."""
    sheet = read_sheet(content, file_name)
    faults = _faults_of_header(sheet)
    if faults:
        return CheckedPlan(faults=faults, row_count=len(sheet.lines))
    lines = [(line, dict(zip(sheet.header, map(bare, cells), strict=False))) for line, cells in sheet.lines]
    reader = _Reader(plan, directory(), _known(lines), on)
    rows = [row for line, cells in lines if (row := reader.row(line, cells)) is not None]
    rows = _without_twins(rows, reader)
    rows = _without_cycles(_with_prerequisites_that_hold(rows, reader), reader)
    return CheckedPlan(rows, sorted(reader.faults, key=lambda fault: fault.line), len(sheet.lines))


def _faults_of_header(sheet: Sheet) -> list[Fault]:
    missing = [
        Fault(1, name, _("Cette colonne manque."), remedy=_("Ajoutez-la, comme dans le modèle."))
        for name in REQUIRED
        if name not in sheet.header
    ]
    strange = [
        Fault(1, name, _("Cette colonne n’est pas connue."), remedy=_("Enlevez-la, ou reprenez le nom du modèle."))
        for name in dict.fromkeys(sheet.header)
        if name not in COLUMNS
    ]
    twice = [
        Fault(1, name, _("Cette colonne est là deux fois."), remedy=_("Gardez-en une."))
        for name, count in Counter(sheet.header).items()
        if count > 1
    ]
    return [*missing, *strange, *twice]


def _known(lines: list[tuple[int, dict[str, str]]]) -> dict[str, tuple[ActionSheet, str]]:
    """Read the actions that the file names, with their states."""
    wanted = {cells.get("reference", "") for _line, cells in lines}
    found = with_parts(Action.objects.filter(reference__in=wanted)) if wanted else Action.objects.none()
    return {row.reference: (sheet_of(row), row.state) for row in found}


def _without_twins(rows: list[FileRow], reader: "_Reader") -> list[FileRow]:
    first: dict[str, int] = {}
    kept = []
    for row in rows:
        if row.key in first:
            said = {"first": first[row.key], "found": row.key}
            reader.note(
                row.line, "reference", _("« {found} » est déjà à la ligne {first}."), _("Gardez une ligne."), **said
            )
            continue
        first[row.key] = row.line
        kept.append(row)
    return kept


def _with_prerequisites_that_hold(rows: list[FileRow], reader: "_Reader") -> list[FileRow]:
    """Take away the rows that wait for what is neither in the plan nor in a good row, until none does."""
    while True:
        there = reader.known.actions.keys() | {row.key for row in rows}
        kept = []
        for row in rows:
            absent = [needed for needed in row.sheet.prerequisites if needed not in there]
            if absent:
                mend = _("Écrivez des références du plan, ou les repères (N1…) de lignes justes du fichier.")
                reader.note(row.line, "prerequis", _("« {found} » n’existe pas."), mend, found=", ".join(absent))
            else:
                kept.append(row)
        if len(kept) == len(rows):
            return rows
        rows = kept


def _without_cycles(rows: list[FileRow], reader: "_Reader") -> list[FileRow]:
    """Take away the rows of a loop, named, until there is none."""
    known = needs_of_plan()
    while True:
        cycle = cycle_among({**known, **{row.key: set(row.sheet.prerequisites) for row in rows}})
        inside = [row for row in rows if row.key in cycle]
        if not inside:
            return rows
        for row in inside:
            words = _("Ces actions s’attendraient l’une l’autre : {found}.")
            reader.note(row.line, "prerequis", words, _("Enlevez un prérequis de la boucle."), found=" → ".join(cycle))
        rows = _with_prerequisites_that_hold([row for row in rows if row not in inside], reader)


class _Reader:
    """Reads cells one by one and keeps each fault with its line, its column, its reason and its mend."""

    def __init__(self, plan: Plan, known: Directory, sheets: Mapping[str, tuple[ActionSheet, str]], on: date) -> None:
        self.known, self.sheets = known, sheets
        self.ends = horizon_ends(plan, on=on)
        self.faults: list[Fault] = []
        self._line = 0
        self._new = 0

    def note(self, line: int, column: str, words: Promise | str, mend: Promise | str, **said: object) -> None:
        self.faults.append(Fault(line, column, words, said, mend))

    def _wrong(self, column: str, words: Promise | str, mend: Promise | str, **said: object) -> None:
        self.note(self._line, column, words, mend, **said)

    def row(self, line: int, cells: Cells) -> FileRow | None:
        """Return the row of a line, or None once its faults are noted."""
        self._line, before = line, len(self.faults)
        key = self._key(cells.get("reference", ""))
        old, state = self.sheets.get(key, (None, ""))
        if cells.get("etat", "") not in {"", state or "prevue"}:
            mend = _(
                "Remettez « {state} » : l’état d’une action ne change qu’avec une preuve, dans l’espace de travail."
            )
            self._wrong("etat", _("L’état ne s’importe pas."), mend, state=state or "prevue")
        found = dict(self._fields(cells))
        self._check_department(found, old)
        if len(self.faults) > before:
            return None
        sheet = tidied(replace(old, **found) if old is not None else ActionSheet(**found))
        self._check_dates(sheet, old)
        return FileRow(line, key, sheet, old) if len(self.faults) == before else None

    def _key(self, text: str) -> str:
        if not text:
            self._new += 1
            return f"{NEW}·{self._new}"  # a name that nobody can write
        if text in self.sheets or (text.startswith(NEW) and text[1:].isdigit()):
            return text
        mend = _("Reprenez la référence du plan ; pour une nouvelle action, laissez vide ou écrivez N1, N2…")
        self._wrong("reference", _("« {found} » n’est pas dans le plan."), mend, found=text)
        return text

    def _fields(self, cells: Cells) -> Iterator[tuple[str, Any]]:
        """Yield the fields that the file has columns for: a column that is not there changes nothing."""
        yield "title", self._title(cells["titre"])
        yield "body", self._one_of("organisme", cells["organisme"], self.known.bodies)
        yield "horizon", self._one_of("horizon", cells["horizon"].lower(), dict.fromkeys(map(str, Horizon)))
        yield "starts_on", self._day("debut", cells["debut"])
        yield "due_on", self._day("echeance", cells["echeance"])
        for column, (name, read) in self._optional().items():
            if column in cells:
                yield name, read(cells[column])

    def _optional(self) -> dict[str, tuple[str, Callable[[str], Any]]]:
        """The field and the reader of each column that a file may leave out."""
        return {
            "axe": ("axis", self._axis),
            "cout_euros": ("cost_euros", partial(self._number, "cout_euros")),
            "service": ("department", partial(self._short, "service")),
            "resume": ("summary", partial(self._short, "resume")),
            "note_cout": ("cost_note", partial(self._short, "note_cout")),
            "livrables": ("deliverables", partial(self._lines, "livrables")),
            "indicateurs": ("indicators", partial(self._lines, "indicateurs")),
            "risques": ("risks", partial(self._lines, "risques")),
            "partenaires": ("partners", partial(self._all_of, "partenaires", codes=self.known.bodies)),
            "communes": ("communes", partial(self._all_of, "communes", codes=self.known.communes)),
            "prerequis": ("prerequisites", names),
            "origines": ("origins", lambda text: tuple(map(self._origin, one_by_line(text)))),
        }

    def _title(self, text: str) -> str:
        if not text:
            self._wrong("titre", _("Le titre est vide."), _("Dites en quelques mots ce qui sera fait."))
        return self._short("titre", text)

    def _short(self, column: str, text: str) -> str:
        most = LONGEST.get(column)
        if most is not None and len(text) > most:
            self._wrong(column, _("Trop long."), _("Écrivez {most} caractères au plus."), most=most)
        return text

    def _lines(self, column: str, text: str) -> tuple[str, ...]:
        lines = one_by_line(text)
        if any(len(line) > LONGEST_LINE for line in lines):
            self._wrong(
                column, _("Une ligne est trop longue."), _("Écrivez {most} caractères au plus."), most=LONGEST_LINE
            )
        return lines

    def _one_of(self, column: str, text: str, codes: Mapping[str, object]) -> str:
        if text not in codes:
            mend = _("Écrivez l’un de ces codes : {codes}.")
            self._wrong(column, _("« {found} » n’est pas connu."), mend, found=text, codes=", ".join(sorted(codes)))
        return text

    def _all_of(self, column: str, text: str, codes: Mapping[str, object]) -> tuple[str, ...]:
        found = names(text)
        for name in found:
            if name not in codes:
                self._one_of(column, name, codes)
        return found

    def _check_department(self, found: dict[str, Any], old: ActionSheet | None) -> None:
        body, slug = found["body"], found.get("department", old.department if old else "")
        if slug and body in self.known.bodies and (body, slug) not in self.known.departments:
            codes = ", ".join(sorted(name for owner, name in self.known.departments if owner == body))
            mend = _("Laissez vide, ou écrivez l’un de ces codes : {codes}.")
            self._wrong(
                "service", _("« {found} » n’est pas un service de cet organisme."), mend, found=slug, codes=codes
            )

    def _axis(self, text: str) -> int | None:
        number = self._number("axe", text)
        if number is not None and number not in self.known.axes:
            codes = ", ".join(map(str, sorted(self.known.axes)))
            self._wrong("axe", _("Cet axe n’existe pas."), _("Écrivez l’un de ces numéros : {codes}."), codes=codes)
        return number

    def _number(self, column: str, text: str) -> int | None:
        plain = text.replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "").replace(" ", "")
        if not plain:
            return None
        if not (plain.isascii() and plain.isdigit()) or len(plain) > 15:  # noqa: PLR2004 -- what the column holds
            mend = _("Écrivez un nombre entier, sans unité ni virgule.")
            self._wrong(column, _("« {found} » n’est pas un nombre entier."), mend, found=text)
            return None
        return int(plain)

    def _day(self, column: str, text: str) -> date:
        day, _slash, rest = text.partition("/")
        month, _slash, year = rest.partition("/")
        try:
            return date(int(year), int(month), int(day)) if rest else date.fromisoformat(text)
        except ValueError:
            mend = _("Écrivez le jour comme 2027-06-30 ou 30/06/2027.")
            self._wrong(column, _("« {found} » n’est pas une date."), mend, found=text)
            return date.min

    def _origin(self, line: str) -> object:
        origin = origin_of(line)
        codes = ", ".join(map(str, OriginKind))
        if origin.kind not in set(OriginKind) or not origin.label:
            mend = _("Écrivez « nature | intitulé | adresse » ; natures : {codes}.")
            self._wrong("origines", _("« {found} » ne se lit pas."), mend, found=line, codes=codes)
        elif origin.url and not origin.url.startswith(("/", "https://")):
            mend = _("Écrivez une adresse en https://…, ou qui commence par / sur ce site.")
            self._wrong("origines", _("« {found} » n’est pas une adresse."), mend, found=origin.url)
        return origin

    def _check_dates(self, sheet: ActionSheet, old: ActionSheet | None) -> None:
        if sheet.due_on < sheet.starts_on:
            self._wrong("echeance", _("Elle vient avant le début."), _("Repoussez l’échéance, ou avancez le début."))
            return
        last = self.ends[sheet.horizon]
        if sheet.due_on > last and (old is None or (old.horizon, old.due_on) != (sheet.horizon, sheet.due_on)):
            mend = _("À cet horizon, écrivez {last} au plus tard, ou choisissez un horizon plus lointain.")
            self._wrong("echeance", _("Elle dépasse l’horizon."), mend, last=last.isoformat())
