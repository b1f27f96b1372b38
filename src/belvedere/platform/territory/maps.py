"""A map of the communes as data: outlines, classes of values with their printed limits, and the same in a table."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.urls import reverse

from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import communes

STEPS = 4
WIDTH = 1000
LETTER_WIDTH, LINE_HEIGHT = 11, 22  # of a name drawn on the map, in its own units
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Shape:
    """A commune on the map: ``step`` is 0 for nothing, 1 to 4 for a class of values; ``value`` None when unknown."""

    name: str
    url: str
    outline: str
    label_x: int
    label_y: int
    value: int | None
    step: int
    has_room: bool
    is_current: bool

    @property
    def is_absent(self) -> bool:
        return self.value is None

    @property
    def css_class(self) -> str:
        return f"map-step-{self.step}{' map-current' if self.is_current else ''}"


@dataclass(frozen=True)
class CommuneMap:
    """What the map component shows."""

    shapes: list[Shape]
    limits: list[tuple[int, int]]
    has_values: bool
    height: int
    width: int = WIDTH

    @property
    def has_zeros(self) -> bool:
        return any(shape.value == 0 for shape in self.shapes)

    @property
    def has_absents(self) -> bool:
        return self.has_values and any(shape.is_absent for shape in self.shapes)

    @property
    def current(self) -> Shape | None:
        return next((shape for shape in self.shapes if shape.is_current), None)


def class_limits(values: Iterable[int]) -> list[tuple[int, int]]:
    """Return at most four classes of equal width, printed with their limits, over the values that are not zero.

    >>> class_limits([1, 2, 8])
    [(1, 2), (3, 4), (5, 6), (7, 8)]
    >>> class_limits([1, 1])
    [(1, 1)]
    """
    largest = max(values, default=0)
    steps = min(STEPS, largest)
    bounds = [round(largest * step / steps) for step in range(steps + 1)] if steps else []
    return [(low + 1, high) for low, high in pairwise(bounds)]


def page_of(commune: Commune) -> str:
    return reverse("commune", args=[commune.slug])


def commune_map(
    values: Mapping[str, int | None] | None = None,
    *,
    found: Iterable[Commune] | None = None,
    current: str = "",
    url_of: Callable[[Commune], str] = page_of,
) -> CommuneMap:
    """Return the map of the territory with a number by commune (by Insee code); without numbers, the outlines alone.

    A commune that ``values`` does not name counts 0; one that it gives None is hatched: nobody knows. ``url_of`` says
    where each commune leads, its page unless a form has a choice for it.
    """
    known = values or {}
    limits = class_limits(value for value in known.values() if value)
    drawn = list(communes() if found is None else found)
    named = _named(drawn)
    shapes = [
        _shape(commune, known.get(commune.insee, 0), limits, current, url_of(commune), has_room=commune.insee in named)
        for commune in drawn
    ]
    height = max((extent(commune.outline).bottom for commune in drawn), default=0)
    return CommuneMap(shapes, limits, has_values=values is not None, height=round(height))


def _named(drawn: Iterable[Commune]) -> set[str]:
    """Return the codes of the communes whose name fits in them and touches no other, the widest communes first."""
    written: dict[str, tuple[float, float, float]] = {}
    for commune in sorted(drawn, key=lambda commune: -extent(commune.outline).width):
        half, x, y = len(commune.name) * LETTER_WIDTH / 2, commune.label_x, commune.label_y
        apart = all(abs(x - x2) > half + half2 or abs(y - y2) > LINE_HEIGHT for x2, y2, half2 in written.values())
        if 2 * half < extent(commune.outline).width and apart:
            written[commune.insee] = (x, y, half)
    return set(written)


def _shape(
    commune: Commune, value: int | None, limits: list[tuple[int, int]], current: str, url: str, *, has_room: bool
) -> Shape:
    return Shape(
        name=commune.name,
        url=url,
        outline=commune.outline,
        label_x=round(commune.label_x),
        label_y=round(commune.label_y),
        value=value,
        step=next((step for step, (low, high) in enumerate(limits, 1) if low <= (value or 0) <= high), 0),
        has_room=has_room,
        is_current=commune.slug == current,
    )


@dataclass(frozen=True)
class Extent:
    """How far an outline goes, in the units of the map."""

    width: float
    bottom: float


@lru_cache(maxsize=512)
def extent(outline: str) -> Extent:
    """Return how far a path of absolute points goes; outlines are few and never change, each is measured once."""
    numbers = [float(number) for number in _NUMBER.findall(outline)]
    across, down = numbers[::2], numbers[1::2]
    return Extent(max(across, default=0) - min(across, default=0), max(down, default=0))
