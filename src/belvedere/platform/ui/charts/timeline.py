"""Things that last, one bar each, on a scale of time: read on screen by scrolling, whole on an A3 sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from belvedere.engines.indicators.periods import years_of
from belvedere.platform.ui.charts.axis import Axis, short
from belvedere.platform.ui.charts.figure import Text

WIDTH, GUTTER, TOP, ROW = 1200, 430, 34, 24
LONGEST_LABEL = 62
NARROWEST_BAR = 6.0


@dataclass(frozen=True)
class Span:
    """A thing that lasts.

    ``kind`` is its colour (due, open, kept, late, contested, neutral); ``words`` are its whole sentence; ``is_marked``
    underlines it; ``after`` are the keys of those that it waits for.
    """

    key: str
    label: str
    url: str
    starts_on: date
    ends_on: date
    kind: str
    words: str
    is_marked: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lane:
    """The spans under one title."""

    title: Text
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class DrawnSpan:
    span: Span
    label: str
    x: str
    y: str
    length: str
    text_y: str


@dataclass(frozen=True)
class DrawnLane:
    title: Text
    y: str
    spans: list[DrawnSpan]


@dataclass(frozen=True)
class TimelineDrawing:
    """Drawn lanes, the years above, today's place, the links between what waits and what it waits for."""

    lanes: list[DrawnLane]
    years: list[tuple[str, str]]
    today: str
    links: list[str]
    height: int
    width: int = WIDTH
    gutter: int = GUTTER
    top: int = TOP
    template: str = "ui/charts/timeline.html"


def drawn_timeline(lanes: Sequence[Lane], *, today: date) -> TimelineDrawing | None:
    """Return the drawing of lanes, or None when nothing lasts."""
    spans = [span for lane in lanes for span in lane.spans]
    if not spans:
        return None
    first = date(min(min(span.starts_on for span in spans).year, today.year), 1, 1)
    last = date(max(max(span.ends_on for span in spans).year, today.year) + 1, 1, 1)
    across = Axis((float(years_of(first)), float(years_of(last))), GUTTER, WIDTH - 8)
    drawn, places, y = [], {}, TOP
    for lane in lanes:
        title_y, y = y, y + ROW
        rows = []
        for span in lane.spans:
            row = _drawn(span, across, y)
            places[span.key] = (across.at(float(years_of(span.starts_on))), across.at(float(years_of(span.ends_on))), y)
            rows.append(row)
            y += ROW
        drawn.append(DrawnLane(lane.title, str(title_y + 16), rows))
    years = [(short(across.at(float(years_of(date(year, 1, 1))))), str(year)) for year in range(first.year, last.year)]
    return TimelineDrawing(drawn, years, short(across.at(float(years_of(today)))), _links(spans, places), y + 8)


def _drawn(span: Span, across: Axis, y: int) -> DrawnSpan:
    start, end = across.at(float(years_of(span.starts_on))), across.at(float(years_of(span.ends_on)))
    label = span.label if len(span.label) <= LONGEST_LABEL else f"{span.label[: LONGEST_LABEL - 1].rstrip()}…"
    return DrawnSpan(span, label, short(start), str(y + 5), short(max(end - start, NARROWEST_BAR)), str(y + 16))


def _links(spans: Sequence[Span], places: dict[str, tuple[float, float, int]]) -> list[str]:
    """Draw, from the end of what is needed to the start of what waits, a line with one corner."""
    paths = []
    for span in spans:
        for needed in span.after:
            if needed in places:
                (_start, end, from_y), (start, _end, to_y) = places[needed], places[span.key]
                paths.append(f"M{short(end)} {from_y + 12}H{short(max(start, end) + 4)}V{to_y + 12}H{short(start)}")
    return paths
