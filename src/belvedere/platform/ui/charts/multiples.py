"""Small multiples: the same series in each place, on one scale, so that the eye compares slopes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from belvedere.engines.indicators.periods import years_of
from belvedere.platform.ui.charts.axis import Axis, Writer, axis_of, short

WIDTH, HEIGHT = 120, 56
LEFT, RIGHT, TOP, BOTTOM = 6, 114, 6, 50


@dataclass(frozen=True)
class Place:
    """A place and its values by day; ``last`` writes the last one, ``label`` is the whole sentence."""

    name: str
    url: str
    values: tuple[tuple[date, float | None], ...]
    last: str
    label: str
    is_current: bool = False


@dataclass(frozen=True)
class Small:
    """One of the drawings."""

    name: str
    url: str
    line: str
    end: tuple[str, str] | None
    last: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class MultiplesDrawing:
    """All the drawings and the two ends of the scale that they share."""

    smalls: list[Small]
    low: str
    high: str
    first: str
    last: str
    reference: str
    width: int = WIDTH
    height: int = HEIGHT
    template: str = "ui/charts/multiples.html"


def drawn_multiples(
    places: Sequence[Place], *, write: Writer, reference: Sequence[tuple[date, float | None]] = ()
) -> MultiplesDrawing | None:
    """Return the drawings, or None without two days to compare; ``reference`` is drawn behind each, for the whole."""
    everything = [pair for place in places for pair in place.values] + list(reference)
    values = [value for _day, value in everything if value is not None]
    days = sorted({day for day, value in everything if value is not None})
    if len(days) <= 1:
        return None
    up = axis_of(values, start=BOTTOM, end=TOP)
    axis = Axis((float(years_of(days[0])), float(years_of(days[-1]))), LEFT, RIGHT)
    across = {day: short(axis.at(float(years_of(day)))) for day in days}
    return MultiplesDrawing(
        smalls=[_small(place, across, up) for place in places],
        low=write(up.ticks[0]),
        high=write(up.ticks[-1]),
        first=str(days[0].year),
        last=str(days[-1].year),
        reference=_line(reference, across, up),
    )


def _small(place: Place, across: Mapping[date, str], up: Axis) -> Small:
    known = [(day, value) for day, value in place.values if value is not None]
    end = (across[known[-1][0]], short(up.at(known[-1][1]))) if known else None
    line = _line(place.values, across, up)
    return Small(place.name, place.url, line, end, place.last, place.label, place.is_current)


def _line(values: Sequence[tuple[date, float | None]], across: Mapping[date, str], up: Axis) -> str:
    words, is_drawing = [], False
    for day, value in values:
        if value is None:
            is_drawing = False
            continue
        words.append(f"{'L' if is_drawing else 'M'}{across[day]} {short(up.at(value))}")
        is_drawing = True
    return " ".join(words)
