"""Several counts over time, one line each, named in a legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from belvedere.engines.indicators.periods import years_of
from belvedere.platform.ui.charts.axis import Axis, Writer, axis_of, short
from belvedere.platform.ui.charts.figure import Text
from belvedere.platform.ui.charts.series import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH


@dataclass(frozen=True)
class Line:
    """A line: its name in the legend, how it is drawn (``line``, ``course`` or ``former``), its values by day."""

    name: Text
    kind: str
    values: tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class DrawnLine:
    name: Text
    kind: str
    path: str


@dataclass(frozen=True)
class LinesDrawing:
    """Drawn lines; labels are places and words."""

    lines: list[DrawnLine]
    y_labels: list[tuple[str, str]]
    x_labels: list[tuple[str, str]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM
    template: str = "ui/charts/lines.html"


def drawn_lines(lines: Sequence[Line], *, write: Writer) -> LinesDrawing | None:
    """Return the drawing of lines on one scale that begins at zero, or None when there is no day."""
    days = sorted({day for line in lines for day, _value in line.values})
    if not days:
        return None
    up = axis_of([0.0, *(value for line in lines for _day, value in line.values)], start=BOTTOM, end=TOP)
    first, last = float(years_of(days[0])), float(years_of(days[-1]))
    across = Axis((first, last if last > first else first + 1), LEFT + 10, RIGHT - 14)
    years = range(days[0].year + 1, days[-1].year + 1)
    return LinesDrawing(
        lines=[DrawnLine(line.name, line.kind, _path(line, across, up)) for line in lines if line.values],
        y_labels=up.labels(write),
        x_labels=[(short(across.at(float(years_of(date(year, 1, 1))))), str(year)) for year in years],
    )


def _path(line: Line, across: Axis, up: Axis) -> str:
    places = [f"{short(across.at(float(years_of(day))))} {short(up.at(value))}" for day, value in line.values]
    return f"M{'L'.join(places)}" + ("h0.01" if len(places) == 1 else "")
