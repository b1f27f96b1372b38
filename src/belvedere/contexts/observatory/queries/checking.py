"""A file of figures against its indicator: what it says, and every fault by line and column."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.models import Indicator, Observation
from belvedere.contexts.observatory.queries.consistency import doubts_about
from belvedere.contexts.observatory.queries.figures import observations
from belvedere.contexts.observatory.states.figures import HIDDEN, Confidentiality, ObservationStatus
from belvedere.contexts.observatory.states.sheets import Figure
from belvedere.engines.indicators.periods import NotAPeriod, end_of
from belvedere.platform.exchange.faults import Fault
from belvedere.platform.exchange.sheets import Sheet, read_sheet
from belvedere.platform.territory.queries import communes

REQUIRED = ("territoire", "periode", "valeur")
OPTIONAL = ("ventilation", "statut", "confidentialite", "marge", "note")
LONGEST = {"ventilation": 120, "note": 300}
ABSENT = frozenset({ObservationStatus.MISSING, ObservationStatus.WITHHELD})
_BREAKDOWN = re.compile(r"(?:[\w+-]+=[\w+-]+)(?:;[\w+-]+=[\w+-]+)*")
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Checked:
    """A file once looked at: its figures, what forbids to publish it, what to look at before doing so."""

    figures: list[Figure] = field(default_factory=list)
    errors: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    row_count: int = 0
    fresh: int = 0
    revised: int = 0

    @property
    def unchanged(self) -> int:
        return len(self.figures) - self.fresh - self.revised


def checked_file(*, indicator: Indicator, content: bytes, file_name: str) -> Checked:
    """Look at a file line by line, then as a whole against what is known: three statements."""
    sheet = read_sheet(content, file_name)
    missing = [Fault(1, name, _("Cette colonne manque.")) for name in REQUIRED if name not in sheet.header]
    twice = [Fault(1, name, _("Cette colonne est là deux fois.")) for name, n in Counter(sheet.header).items() if n > 1]
    if missing or twice:
        return Checked(errors=[*missing, *twice], row_count=len(sheet.lines))
    areas = {commune.insee for commune in communes()} | {indicator.territory.siren}
    reader = _Reader(indicator, areas, has_decimal_commas=sheet.has_decimal_commas)
    figures = [(line, reader.figure(line, cells)) for line, cells in _cells(sheet)]
    good = [(line, figure) for line, figure in figures if figure is not None]
    known = _known(indicator)
    fresh = sum((f.area, f.breakdown, f.period) not in known for _line, f in good)
    revised = sum(_revises(known.get((f.area, f.breakdown, f.period)), f) for _line, f in good)
    return Checked(
        figures=[figure for _line, figure in good],
        errors=[*reader.errors, *_said_twice(good), *_ending_together(good, known)],
        doubts=doubts_about(indicator, good, known) if not reader.errors else [],
        row_count=len(sheet.lines),
        fresh=fresh,
        revised=revised,
    )


def _cells(sheet: Sheet) -> Iterator[tuple[int, Cells]]:
    for line, cells in sheet.lines:
        yield line, dict(zip(sheet.header, cells, strict=False))


def _known(indicator: Indicator) -> dict[tuple[str, str, str], Observation]:
    found = observations().filter(series__indicator=indicator).select_related("series")
    return {(row.series.area, row.series.breakdown, row.period): row for row in found}


def _revises(before: Observation | None, figure: Figure) -> bool:
    said = (figure.value, figure.status, figure.confidentiality, figure.margin, figure.note)
    return before is not None and said != (
        before.value,
        before.status,
        before.confidentiality,
        before.margin,
        before.note,
    )


def _said_twice(good: list[tuple[int, Figure]]) -> list[Fault]:
    first: dict[tuple[str, str, str], int] = {}
    faults = []
    for line, figure in good:
        key = (figure.area, figure.breakdown, figure.period)
        if key in first:
            faults.append(Fault(line, "territoire", _("Déjà dit à la ligne {line}."), {"line": first[key]}))
        first.setdefault(key, line)
    return faults


def _ending_together(good: list[tuple[int, Figure]], known: Mapping[tuple[str, str, str], Observation]) -> list[Fault]:
    """A year and its December end the same day: no curve could say which of them comes last."""
    ends = {(area, breakdown, end_of(period)): period for area, breakdown, period in known}
    faults = []
    for line, figure in good:
        other = ends.setdefault((figure.area, figure.breakdown, end_of(figure.period)), figure.period)
        if other != figure.period:
            said = {"found": figure.period, "other": other}
            message = _("« {found} » finit le même jour que « {other} » : une série garde un seul pas de temps.")
            faults.append(Fault(line, "periode", message, said))
    return faults


class _Reader:
    """Reads cells one by one and keeps each fault with its line and its column."""

    def __init__(self, indicator: Indicator, areas: set[str], *, has_decimal_commas: bool) -> None:
        self.indicator, self.areas, self.has_decimal_commas = indicator, areas, has_decimal_commas
        self.errors: list[Fault] = []
        self._line = 0

    def figure(self, line: int, cells: Cells) -> Figure | None:
        """Return the figure of a line, or None once its faults are noted."""
        self._line, before = line, len(self.errors)
        area, period = cells.get("territoire", ""), cells.get("periode", "")
        self._check_place(area, period)
        status = self._status(cells.get("statut", ""), has_value=bool(cells.get("valeur")))
        secrecy = self._secrecy(cells.get("confidentialite", ""))
        value = self._value(cells.get("valeur", ""), status, secrecy)
        margin = self._number("marge", cells.get("marge", ""))
        if margin is not None and margin < 0:
            self._note("marge", _("Une marge est positive ou nulle."))
        breakdown, note = cells.get("ventilation", ""), cells.get("note", "")
        self._check_words(breakdown, note)
        if len(self.errors) > before:
            return None
        return Figure(area, period, value, breakdown, status, secrecy, margin, note)

    def _note(self, column: str, message: Promise, **said: object) -> None:
        self.errors.append(Fault(self._line, column, message, said))

    def _check_place(self, area: str, period: str) -> None:
        if area not in self.areas:
            self._note("territoire", _("« {found} » n’est pas une commune du territoire."), found=area)
        try:
            end_of(period)
        except NotAPeriod:
            self._note("periode", _("« {found} » : écrivez 2024, 2024-S1, 2024-Q3 ou 2024-09."), found=period)

    def _check_words(self, breakdown: str, note: str) -> None:
        if breakdown and not _BREAKDOWN.fullmatch(breakdown):
            self._note("ventilation", _("« {found} » : écrivez « sexe=F;age=65+ »."), found=breakdown)
        for name, text in (("ventilation", breakdown), ("note", note)):
            if len(text) > LONGEST[name]:
                self._note(name, _("Trop long : {most} caractères au plus."), most=LONGEST[name])

    def _status(self, text: str, *, has_value: bool) -> ObservationStatus:
        if not text:
            return ObservationStatus.NORMAL if has_value else ObservationStatus.MISSING
        try:
            return ObservationStatus(text)
        except ValueError:
            self._note("statut", _("« {found} » : écrivez {codes}."), found=text, codes=", ".join(ObservationStatus))
            return ObservationStatus.NORMAL

    def _secrecy(self, text: str) -> Confidentiality:
        try:
            return Confidentiality(text or "F")
        except ValueError:
            self._note("confidentialite", _("« {found} » : écrivez {codes}."), found=text, codes="F, C, D")
            return Confidentiality.FREE

    def _value(self, text: str, status: ObservationStatus, secrecy: Confidentiality) -> float | None:
        value = self._number("valeur", text)
        if value is None:
            if not text and status not in ABSENT:
                self._note("valeur", _("Vide : dites pourquoi dans « statut » (M absente, Q non publiée)."))
            return None
        if status in ABSENT:
            self._note("valeur", _("Absente n’est pas zéro : laissez vide, ou changez le statut."))
        if secrecy in HIDDEN:
            self._note("valeur", _("Une valeur secrète ne s’écrit pas : laissez vide."))
        low, high = self.indicator.lower_bound, self.indicator.upper_bound
        if (low is not None and value < low) or (high is not None and value > high):
            self._note("valeur", _("{found} sort des bornes de l’indicateur."), found=text)
        return value

    def _number(self, column: str, text: str) -> float | None:
        if not text:
            return None
        bare = re.sub(r"[\s\u00a0\u202f]", "", text)
        try:
            value = float(bare.replace(",", ".") if self.has_decimal_commas else bare)
        except ValueError:
            value = float("nan")
        if not isfinite(value):
            self._note(column, _("« {found} » n’est pas un nombre."), found=text)
            return None
        return value
