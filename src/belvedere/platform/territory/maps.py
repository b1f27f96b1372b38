"""A map of the communes as data: outlines, classes of values with their printed limits, and the same in a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.urls import reverse

from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import communes

STEPS = 4
WIDTH, HEIGHT = 1000, 774


@dataclass(frozen=True)
class Shape:
    """A commune on the map: ``step`` is 0 for nothing, 1 to 4 for a class of values, None on a map without values."""

    name: str
    url: str
    outline: str
    label_x: float
    label_y: float
    value: int | None
    step: int | None

    @property
    def css_class(self) -> str:
        return "map-plain" if self.step is None else f"map-step-{self.step}"


@dataclass(frozen=True)
class CommuneMap:
    """What the map component shows."""

    shapes: list[Shape]
    limits: list[tuple[int, int]]
    has_values: bool

    width: int = WIDTH
    height: int = HEIGHT


def class_limits(values: list[int]) -> list[tuple[int, int]]:
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


def _step(value: int | None, limits: list[tuple[int, int]]) -> int | None:
    if value is None:
        return None
    return next((step for step, (low, high) in enumerate(limits, 1) if low <= value <= high), 0)


def _shape(commune: Commune, value: int | None, limits: list[tuple[int, int]]) -> Shape:
    return Shape(
        name=commune.name,
        url=reverse("commune", args=[commune.slug]),
        outline=commune.outline,
        label_x=commune.label_x,
        label_y=commune.label_y,
        value=value,
        step=_step(value, limits),
    )


def commune_map(values: Mapping[str, int] | None = None) -> CommuneMap:
    """Return the map of the territory with a number by commune (by Insee code); without numbers, the outlines alone."""
    known = values or {}
    limits = class_limits([value for value in known.values() if value > 0])
    shapes = [
        _shape(
            commune, known.get(commune.insee, 0 if values is not None else None), limits if values is not None else []
        )
        for commune in communes()
    ]
    return CommuneMap(shapes=shapes, limits=limits, has_values=values is not None)
