"""The picture of a map, from what was kept of it: marks with a shape by group, letters, one's own place."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import Any, Protocol  # Any: what a JSON column holds

COLUMNS, ROWS = 64, 44  # people in the same cell and group make one larger mark
CELL, MARGIN = 10, 24
WIDTH, HEIGHT = (COLUMNS - 1) * CELL + 2 * MARGIN, (ROWS - 1) * CELL + 2 * MARGIN
SMALLEST, LARGEST = 4.6, 13.0
LINE = 1e-9  # a map no wider than this is a line
_SIDES = (0, 4, 3, 6, 5)  # a circle, a square, a triangle…: groups are told apart without their colours


class Standing(Protocol):
    """Where somebody stands, as the engine says it."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def radius(self) -> float: ...


@dataclass(frozen=True)
class Mark:
    """People who stand in one place: the path of their mark, their group (-1: none)."""

    path: str
    group: int


@dataclass(frozen=True)
class Letter:
    """The name of a group, where its middle is."""

    x: float
    y: float
    letter: str


@dataclass(frozen=True)
class Place:
    """Where one stands, and the circle that holds the true place 95 times in 100."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Picture:
    """A map ready to be drawn in a frame of ``width`` × ``height``."""

    width: int
    height: int
    marks: list[Mark]
    letters: list[Letter]
    place: Place | None


def picture_of(result: Mapping[str, Any], standing: Standing | None = None) -> Picture | None:
    """Return the picture of a map; None when nobody is on it."""
    if not result["marks"]:
        return None
    marks = [Mark(_path(column, row, group, people), group) for column, row, group, people in result["marks"]]
    letters = [Letter(*_at(result["frame"], one["x"], one["y"]), one["letter"]) for one in result["groups"]]
    place = None
    if standing is not None:
        x, y = _at(result["frame"], standing.x, standing.y)
        place = Place(x, y, min(standing.radius * _scale(result["frame"]), WIDTH / 2))
    return Picture(WIDTH, HEIGHT, marks, letters, place)


def _at(frame: list[float], x: float, y: float) -> tuple[float, float]:
    """Return a place of the map in the picture; who stands outside its frame is drawn on its edge."""
    left, bottom, right, top = frame
    across, up = _share(left, right, x), _share(bottom, top, y)
    return round(MARGIN + across * (COLUMNS - 1) * CELL, 1), round(HEIGHT - MARGIN - up * (ROWS - 1) * CELL, 1)


def _share(low: float, high: float, value: float) -> float:
    if high - low <= LINE:
        return 0.5
    return min(max((value - low) / (high - low), 0.0), 1.0)


def _scale(frame: list[float]) -> float:
    left, bottom, right, top = frame
    return ((COLUMNS - 1) * CELL / max(right - left, 1e-9) + (ROWS - 1) * CELL / max(top - bottom, 1e-9)) / 2


def _path(column: int, row: int, group: int, people: int) -> str:
    x, y = MARGIN + column * CELL, HEIGHT - MARGIN - row * CELL
    size = min(SMALLEST * sqrt(people), LARGEST)
    sides = _SIDES[group] if group >= 0 else 0
    if not sides:
        r = size * 0.9
        return f"M{x - r:.1f} {y}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0Z"
    angles = (2 * pi * (corner + 0.5) / sides + pi / 2 for corner in range(sides))
    corners = (f"{x + size * 1.1 * cos(angle):.1f} {y + size * 1.1 * sin(angle):.1f}" for angle in angles)
    return f"M{'L'.join(corners)}Z"
