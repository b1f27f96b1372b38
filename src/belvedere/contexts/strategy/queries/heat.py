"""The heat map as a drawing: a square by commune and week, and the table that says the same."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belvedere.contexts.strategy.queries.thermometer import Cell, Thermometer
from belvedere.platform.ui.charts.figure import Figure, Row, Table
from belvedere.platform.ui.templatetags.ui import number, short_day

LABEL, SIDE, HEAD, TAIL = 190, 28, 34, 40  # units of the drawing


@dataclass(frozen=True)
class Band:
    """A commune: its name and where it is written."""

    name: str
    y: int


@dataclass(frozen=True)
class HeatDrawing:
    """The squares of each colour as one path, the days named above them, and where today is."""

    bands: tuple[Band, ...]
    squares: tuple[tuple[int, str], ...]
    heads: tuple[tuple[int, str], ...]
    now_x: int
    width: int
    height: int
    template: str = "strategy/parts/heat.html"


def heat_figure(found: Thermometer, *, today: date) -> Figure:
    """Return the heat map with its table and the sentence that says it."""
    red = [line.commune.name for line in found.lines if line.cells[found.this_week].is_red]
    return Figure(
        key="thermometre",
        title=_("Sollicitations par commune et par semaine"),
        sentence=_sentence(red, found),
        drawing=_drawing(found) if found.line else None,
        table=Table((_("Commune"), *(short_day(week) for week in found.weeks)), tuple(_rows(found))),
        source=_("agenda commun"),
        on=today,
        notes=(_("Heures demandées × part du public × effort, divisées par deux à chaque demi-vie."),),
    )


def _sentence(red: list[str], found: Thermometer) -> str:
    if found.line is None:
        return _("Personne n’a encore été sollicité : il n’y a rien à dessiner.")
    line = number(round(found.line, 2))
    if not red:
        return _("Aucune commune ne dépasse cette semaine le seuil du territoire (%(line)s).") % {"line": line}
    said = ngettext(
        "%(n)s commune dépasse cette semaine le seuil du territoire (%(line)s) : %(names)s.",
        "%(n)s communes dépassent cette semaine le seuil du territoire (%(line)s) : %(names)s.",
        len(red),
    )
    return said % {"n": len(red), "line": line, "names": ", ".join(red)}


def _rows(found: Thermometer) -> list[Row]:
    return [
        Row(line.commune.name, tuple(f"{number(round(cell.value, 2))}{_mark(cell)}" for cell in line.cells))
        for line in found.lines
    ]


def _mark(cell: Cell) -> str:
    return " !" if cell.is_red else ""


def _drawing(found: Thermometer) -> HeatDrawing:
    bands = tuple(Band(line.commune.name, HEAD + SIDE * rank + 18) for rank, line in enumerate(found.lines))
    drawn: dict[int, list[str]] = defaultdict(list)
    for rank, line in enumerate(found.lines):
        for week, cell in enumerate(line.cells):
            drawn[cell.step].append(f"M{LABEL + SIDE * week} {HEAD + SIDE * rank}h{SIDE - 2}v{SIDE - 2}h{2 - SIDE}z")
    heads = tuple((LABEL + SIDE * week, short_day(day)) for week, day in enumerate(found.weeks) if week % 4 == 1)
    return HeatDrawing(
        bands=bands,
        squares=tuple((step, "".join(paths)) for step, paths in sorted(drawn.items())),
        heads=heads,
        now_x=LABEL + SIDE * found.this_week,
        width=LABEL + SIDE * len(found.weeks) + TAIL,
        height=HEAD + SIDE * len(found.lines),
    )
