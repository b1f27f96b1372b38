"""Horizontal bars, one by place, in the order in which they are given: never a ranking of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from belvedere.platform.ui.charts.axis import axis_of, short

WIDTH = 200


@dataclass(frozen=True)
class Bar:
    """A place with its value; ``words`` is the value as it is written, or why there is none."""

    name: str
    url: str
    value: float | None
    words: str
    is_current: bool = False


@dataclass(frozen=True)
class DrawnBar:
    name: str
    url: str
    words: str
    start: str
    length: str
    is_known: bool
    is_current: bool


@dataclass(frozen=True)
class BarsDrawing:
    """The bars, the place of zero, and the line of the whole territory. The drawing is the table itself."""

    bars: list[DrawnBar]
    reference: str
    width: int = WIDTH
    is_table: bool = True
    template: str = "ui/charts/bars.html"


def drawn_bars(bars: Sequence[Bar], *, reference: float | None = None) -> BarsDrawing | None:
    """Return the bars, all from zero, or None without a value."""
    values = [bar.value for bar in bars if bar.value is not None] + ([reference] if reference is not None else [])
    if not values:
        return None
    axis = axis_of([0.0, *values], start=0, end=WIDTH)
    zero = axis.at(0.0)
    drawn = []
    for bar in bars:
        end = axis.at(bar.value) if bar.value is not None else zero
        drawn.append(
            DrawnBar(
                bar.name,
                bar.url,
                bar.words,
                short(min(zero, end)),
                short(abs(end - zero)),
                bar.value is not None,
                bar.is_current,
            )
        )
    return BarsDrawing(drawn, short(axis.at(reference)) if reference is not None else "")
