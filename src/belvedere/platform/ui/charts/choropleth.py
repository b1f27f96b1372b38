"""A map in classes whose limits are printed; what is secret and what is absent are hatched, each its own way."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from belvedere.engines.indicators.scales import class_of, quantile_limits
from belvedere.platform.ui.charts.axis import Writer

CLASSES = 4
WIDTH = 1000  # of the outlines, see territory.Commune
SECRET, ABSENT = "secret", "absent"


@dataclass(frozen=True)
class Region:
    """A place on the map; ``gap`` is why it has no value: secret or absent. ``label`` is its whole sentence."""

    name: str
    url: str
    outline: str
    value: float | None
    label: str
    gap: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Drawn:
    """A region with its class."""

    name: str
    url: str
    outline: str
    label: str
    css_class: str
    gap: str


@dataclass(frozen=True)
class MapDrawing:
    """The regions, the classes with their limits as they are printed, and which hatchings are needed."""

    regions: list[Drawn]
    classes: list[tuple[int, str, str, bool]]
    has_secret: bool
    has_absent: bool
    height: int
    width: int = WIDTH
    template: str = "ui/charts/map.html"


def drawn_map(
    regions: Sequence[Region], *, height: int, write: Writer, limits: Sequence[Decimal] = ()
) -> MapDrawing | None:
    """Return the map, or None when no value is known; ``limits`` fixes the classes, else each holds as many places.

    Outlines are 1000 wide and ``height`` high.
    """
    values = [Decimal(repr(region.value)) for region in regions if region.value is not None]
    if not values:
        return None
    known = tuple(limits) or quantile_limits(values, CLASSES)
    steps = range(len(known) - 1)
    return MapDrawing(
        regions=[_drawn(region, known) for region in regions],
        classes=[
            (step + 1 + _offset(known), write(float(known[step])), write(float(known[step + 1])), step == steps[-1])
            for step in steps
        ],
        has_secret=any(region.gap == SECRET for region in regions),
        has_absent=any(region.gap == ABSENT for region in regions),
        height=height,
    )


def _offset(limits: Sequence[Decimal]) -> int:
    """Few classes take the strongest colours: one alone is not the palest."""
    return CLASSES - (len(limits) - 1)


def _drawn(region: Region, limits: Sequence[Decimal]) -> Drawn:
    if region.value is None:
        kind = f"map-{region.gap or ABSENT}"
    else:
        kind = f"map-step-{class_of(Decimal(repr(region.value)), limits) + 1 + _offset(limits)}"
    mine = " map-mine" if region.is_current else ""
    gap = "" if region.value is not None else "s" if region.gap == SECRET else "a"
    return Drawn(region.name, region.url, region.outline, region.label, f"{kind}{mine}", gap)
