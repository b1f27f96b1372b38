"""Shares and means of answers, raw or weighted, with their 95 % intervals."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from belvedere.engines.weighting.faults import NobodyAnswered

NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval; ``effective_size`` is how many equal answers would be as precise."""

    value: float
    low: float
    high: float
    effective_size: float


def share(chosen: Sequence[bool], weights: Sequence[float] | None = None) -> Estimate:
    """Return the share of the answers that chose something.

    The interval is Wilson's (1927), on Kish's effective size when answers are weighted: it measures the chance of a
    draw, not the choice of who answered.

    Parameters
    ----------
    chosen : sequence of bool
        One by answer.
    weights : sequence of float, optional
        One by answer, at least 0, some above 0; all equal by default.

    Raises
    ------
    NobodyAnswered
        Without an answer, or when every weight is 0.

    Notes
    -----
    O(answers).

    Examples
    --------
    >>> found = share([True] * 81 + [False] * 182)
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.308, 0.2553, 0.3662)
    """
    held, size = _held(len(chosen), weights)
    value = sum(weight for weight, is_chosen in zip(held, chosen, strict=True) if is_chosen) / sum(held)
    square = NORMAL_95**2
    middle = (value + square / (2 * size)) / (1 + square / size)
    half = NORMAL_95 / (1 + square / size) * math.sqrt(value * (1 - value) / size + square / (4 * size**2))
    return Estimate(value, max(middle - half, 0.0), min(middle + half, 1.0), size)


def mean(values: Sequence[float], weights: Sequence[float] | None = None) -> Estimate:
    """Return the mean of numbers, with its interval (normal, on the effective size); alone, a number has no interval.

    >>> found = mean([1.0, 2.0, 3.0, 4.0])
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (2.5, 1.23, 3.77)
    >>> mean([7.0])
    Estimate(value=7.0, low=-inf, high=inf, effective_size=1.0)
    """
    held, size = _held(len(values), weights)
    total = sum(held)
    value = sum(weight * number for weight, number in zip(held, values, strict=True)) / total
    if size <= 1:
        return Estimate(value, -math.inf, math.inf, size)
    spread = sum(weight * (number - value) ** 2 for weight, number in zip(held, values, strict=True)) / total
    half = NORMAL_95 * math.sqrt(spread / (size - 1))
    return Estimate(value, value - half, value + half, size)


def _held(count: int, weights: Sequence[float] | None) -> tuple[Sequence[float], float]:
    held = [1.0] * count if weights is None else weights
    total = sum(held)
    if total <= 0:
        raise NobodyAnswered("There is no answer to count. Wait for the first answers.")
    return held, total**2 / sum(weight**2 for weight in held)
