"""Classes of a map and graduations of an axis: limits that can be printed."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from math import ceil

from belvedere.engines.indicators.observations import IndicatorError

FEWEST_TICKS = 3
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


class NoScale(IndicatorError):
    """No value, no class or limits that do not rise: nothing can be drawn."""

    code = "no_scale"


def quantile_limits(values: Sequence[Decimal], classes: int) -> tuple[Decimal, ...]:
    """Return the limits of classes that hold about as many values each; equal values are never parted.

    Parameters
    ----------
    values : sequence of Decimal
        Those that are known; at least one.
    classes : int
        At most so many; fewer when values are equal.

    Returns
    -------
    tuple of Decimal
        From the least value to the greatest, both included; each limit is a value, as it is printed. One class when all
        values are equal: its two limits are this value.

    Raises
    ------
    NoScale
        Without a value or a class.

    Examples
    --------
    >>> [int(limit) for limit in quantile_limits([Decimal(n) for n in (5, 7, 7, 8, 9, 12, 20, 25)], 4)]
    [5, 7, 9, 20, 25]
    """
    if not values or classes < 1:
        raise NoScale("no class can be made: give at least one value and one class")
    ordered = sorted(values)
    inner = {ordered[ceil(rank * len(ordered) / classes)] for rank in range(1, classes) if rank < len(ordered)}
    return (ordered[0], *sorted(inner - {ordered[0]}), ordered[-1])


def class_of(value: Decimal, limits: Sequence[Decimal]) -> int:
    """Return the class of a value, from 0: each holds its lower limit, the last one its upper limit too.

    Values outside the limits, which fixed limits may leave out, go to the first or the last class.

    Parameters
    ----------
    value : Decimal
    limits : sequence of Decimal
        Rising, from ``quantile_limits`` or fixed; two at least.

    Raises
    ------
    NoScale
        When limits are fewer than two or do not rise.

    Examples
    --------
    >>> fixed = [Decimal(0), Decimal(10), Decimal(20), Decimal(60)]
    >>> [class_of(Decimal(value), fixed) for value in (3, 10, 60, 75)]
    [0, 1, 2, 2]
    """
    if len(limits) < 2 or list(limits) != sorted(limits):  # noqa: PLR2004 -- a class has two limits
        raise NoScale("the limits of classes must rise, from the least to the greatest: give two at least")
    return min(max(bisect_right(limits, value) - 1, 0), len(limits) - 2)


def ticks(low: Decimal, high: Decimal, *, most: int = 6) -> tuple[Decimal, ...]:
    """Return round graduations that enclose an interval: 1, 2, 2.5 or 5 times a power of ten apart.

    Parameters
    ----------
    low, high : Decimal
        The least and greatest values to show, in order. An axis that must start at zero is given 0 as ``low``.
    most : int
        At most so many graduations, 3 at least: an axis on both sides of zero shows it and both ends.

    Returns
    -------
    tuple of Decimal
        The first is at most ``low``, the last at least ``high``; the smallest step that keeps them few enough.

    Raises
    ------
    NoScale
        When ``high`` is below ``low`` or ``most`` below 3.

    Examples
    --------
    >>> [str(tick) for tick in ticks(Decimal("0"), Decimal("25"))]
    ['0', '5', '10', '15', '20', '25']
    >>> [str(tick) for tick in ticks(Decimal("9.2"), Decimal("10.1"), most=5)]
    ['9.0', '9.5', '10.0', '10.5']
    """
    if high < low or most < FEWEST_TICKS:
        raise NoScale("no axis goes from a value to a smaller one, or has fewer than three graduations")
    if high == low:
        high = low + 1
    exponent = ((high - low) / most).adjusted() - 1
    while True:
        for step in (factor.scaleb(exponent).normalize() for factor in _STEPS):
            first, last = _floor(low, step), -_floor(-high, step)
            if last - first < most:
                return tuple(step * rank + Decimal(0) for rank in range(first, last + 1))  # « 20 », not « 2E+1 »
        exponent += 1


def _floor(value: Decimal, step: Decimal) -> int:
    return int((value / step).to_integral_value(rounding="ROUND_FLOOR"))
