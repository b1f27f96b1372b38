"""A value over time, with its margin, the target and the way to it, and the targets that were given up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from belvedere.engines.indicators.periods import years_of
from belvedere.platform.ui.charts.axis import Axis, Writer, axis_of, short

WIDTH, HEIGHT = 360, 210
LEFT, RIGHT, TOP, BOTTOM = 52, 346, 12, 180
FEW_PERIODS = 2
MOST_DOTS = 60  # more would touch each other: the first, the last and the uncertain ones are enough
CROWDED = 7  # more periods than this: only some are named on the axis


@dataclass(frozen=True)
class Point:
    """A value at the end of its period; None is absent, and the line stops there. ``label`` is its whole sentence."""

    on: date
    period: str
    value: float | None
    label: str = ""
    margin: float | None = None
    is_uncertain: bool = False
    is_break: bool = False


@dataclass(frozen=True)
class Course:
    """The way to a target: base, milestones, target, each with its day and its value."""

    steps: tuple[tuple[date, float], ...]
    label: str = ""


@dataclass(frozen=True)
class Mark:
    """A dot of the line."""

    x: str
    y: str
    label: str
    kind: str = ""


@dataclass(frozen=True)
class SeriesDrawing:
    """A drawn series; paths are empty when there is nothing to draw of their kind."""

    y_labels: list[tuple[str, str]]
    x_labels: list[tuple[str, str]]
    line: str
    band: str
    course: str
    former: tuple[str, ...]
    marks: list[Mark]
    milestones: list[Mark]
    breaks: list[str]
    has_uncertain: bool
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM
    template: str = "ui/charts/series.html"


def drawn_series(
    points: Sequence[Point], *, write: Writer, course: Course | None = None, former: Sequence[Course] = ()
) -> SeriesDrawing | None:
    """Return the drawing of a series, or None when no value is known."""
    known = [point for point in points if point.value is not None]
    if not known:
        return None
    courses = [*([course] if course else []), *former]
    days = [point.on for point in known] + [day for way in courses for day, _value in way.steps]
    values = [value for point in known for value in _reach(point)] + [v for way in courses for _day, v in way.steps]
    up = axis_of(values, start=BOTTOM, end=TOP)
    across = _time_axis(days)
    return SeriesDrawing(
        y_labels=up.labels(write),
        x_labels=_named_periods(known, course, across),
        line=" ".join(_lines(points, across, up)),
        band=_band(known, across, up),
        course=_path(course, across, up) if course else "",
        former=tuple(_path(way, across, up) for way in former),
        marks=[_mark(point, across, up) for point in _dotted(known)],
        milestones=_milestones(course, across, up),
        breaks=[short(across.at(_x(point.on))) for point in known if point.is_break],
        has_uncertain=any(point.is_uncertain for point in known),
    )


def _dotted(known: Sequence[Point]) -> list[Point]:
    if len(known) <= MOST_DOTS:
        return list(known)
    return [point for point in known if point is known[0] or point is known[-1] or point.is_uncertain]


def _reach(point: Point) -> tuple[float, float]:
    value, margin = point.value or 0.0, point.margin or 0.0
    return value - margin, value + margin


def _x(day: date) -> float:
    return float(years_of(day))


def _time_axis(days: Sequence[date]) -> Axis:
    first, last = _x(min(days)), _x(max(days))
    if first == last:
        first, last = first - 1, last + 1
    return Axis((first, last), LEFT + 10, RIGHT - 14)


def _named_periods(known: Sequence[Point], course: Course | None, across: Axis) -> list[tuple[str, str]]:
    """Name the first and the last period, those between when there is room, and the horizon."""
    step = max(1, -(-(len(known) - 1) // (CROWDED - 1)))
    named = [known[rank] for rank in range(len(known) - 1, -1, -step)][::-1]
    labels = [(across.at(_x(point.on)), point.period) for point in named]
    if course:
        day = course.steps[-1][0]
        labels = [*labels, (across.at(_x(day)), str(day.year))]
    kept: list[tuple[float, str]] = []
    for place, words in sorted(labels, reverse=True):
        if not kept or kept[-1][0] - place > len(words) * 8.0:
            kept.append((place, words))
    return [(short(place), words) for place, words in reversed(kept)]


def _lines(points: Sequence[Point], across: Axis, up: Axis) -> Iterator[str]:
    """Draw the line; it is lifted where a value is absent or where the series breaks."""
    is_drawing = False
    for point in points:
        if point.value is None:
            is_drawing = False
            continue
        command = "L" if is_drawing and not point.is_break else "M"
        yield f"{command}{short(across.at(_x(point.on)))} {short(up.at(point.value))}"
        is_drawing = True


def _band(known: Sequence[Point], across: Axis, up: Axis) -> str:
    if not any(point.margin for point in known) or len(known) < FEW_PERIODS:
        return ""
    above = [f"{short(across.at(_x(point.on)))} {short(up.at(_reach(point)[1]))}" for point in known]
    below = [f"{short(across.at(_x(point.on)))} {short(up.at(_reach(point)[0]))}" for point in reversed(known)]
    return f"M{'L'.join([*above, *below])}Z"


def _path(course: Course, across: Axis, up: Axis) -> str:
    places = [f"{short(across.at(_x(day)))} {short(up.at(value))}" for day, value in course.steps]
    return f"M{'L'.join(places)}"


def _mark(point: Point, across: Axis, up: Axis) -> Mark:
    kind = " is-uncertain" if point.is_uncertain else ""
    return Mark(short(across.at(_x(point.on))), short(up.at(point.value or 0.0)), point.label, kind)


def _milestones(course: Course | None, across: Axis, up: Axis) -> list[Mark]:
    if course is None:
        return []
    last = len(course.steps) - 1
    return [
        Mark(short(across.at(_x(day))), short(up.at(value)), "", " is-target" if rank == last else "")
        for rank, (day, value) in enumerate(course.steps)
        if rank
    ]
