"""Axes: round graduations, and where a value falls between two ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from belvedere.engines.indicators.scales import ticks

Writer = Callable[[float], str]
MOST_TICKS = 5
ZERO_WITHIN = 3  # an axis begins at zero when its least value is less than this share of its extent away from it


def short(number: float) -> str:
    """Write a coordinate: a tenth of a unit is finer than a screen, whatever the language.

    >>> short(12.04), short(12.5), short(-0.01)
    ('12', '12.5', '0')
    """
    text = f"{number:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@dataclass(frozen=True)
class Axis:
    """From values to places: ``start`` is where the least graduation lies, ``end`` the greatest."""

    ticks: tuple[float, ...]
    start: float
    end: float

    def at(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def labels(self, write: Writer) -> list[tuple[str, str]]:
        """Return each graduation as the place and the words of its label."""
        return [(short(self.at(tick)), write(tick)) for tick in self.ticks]


def axis_of(values: Sequence[float], *, start: float, end: float, most: int = MOST_TICKS) -> Axis:
    """Return an axis that holds some values; it begins at zero when zero is near them."""
    low, high = min(values), max(values)
    if 0 < low < (high - low) * ZERO_WITHIN:
        low = 0.0
    if high == low:
        low, high = low - abs(low) / 10, high + abs(high) / 10
    found = ticks(Decimal(repr(float(low))), Decimal(repr(float(high))), most=most)
    return Axis(tuple(float(tick) for tick in found), start, end)
