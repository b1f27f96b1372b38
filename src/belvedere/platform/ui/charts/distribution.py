"""Where the places lie along one axis: one dot each, stacked where they meet."""

from collections.abc import Sequence
from dataclasses import dataclass

from belvedere.platform.ui.charts.axis import Writer, axis_of, short

WIDTH, LEFT, RIGHT = 360, 20, 340
DOT = 5.0
FLOOR = 26  # under the dots, for the axis


@dataclass(frozen=True)
class Spot:
    """A place and its value."""

    name: str
    value: float
    label: str
    is_current: bool = False


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    label: str
    kind: str


@dataclass(frozen=True)
class DistributionDrawing:
    """The dots, the axis, and the line of the whole territory."""

    dots: list[Dot]
    labels: list[tuple[str, str]]
    reference: str
    height: int
    ground: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    template: str = "ui/charts/distribution.html"


def drawn_distribution(
    spots: Sequence[Spot], *, write: Writer, reference: float | None = None
) -> DistributionDrawing | None:
    """Return the drawing, or None without a value."""
    if not spots:
        return None
    values = [spot.value for spot in spots] + ([reference] if reference is not None else [])
    axis = axis_of(values, start=LEFT, end=RIGHT)
    rows: list[float] = []  # the last place taken on each row, from the ground up
    placed = []
    for spot in sorted(spots, key=lambda spot: (spot.value, spot.name)):
        x = axis.at(spot.value)
        row = next((rank for rank, last in enumerate(rows) if x - last >= 2 * DOT), len(rows))
        rows[row:] = [x] if row == len(rows) else [x, *rows[row + 1 :]]
        placed.append((x, row, spot))
    ground = round(len(rows) * 2 * DOT + DOT)
    return DistributionDrawing(
        dots=[
            Dot(short(x), short(ground - DOT - row * 2 * DOT), spot.label, " is-current" if spot.is_current else "")
            for x, row, spot in placed
        ],
        labels=axis.labels(write),
        reference=short(axis.at(reference)) if reference is not None else "",
        height=ground + FLOOR,
        ground=ground,
    )
