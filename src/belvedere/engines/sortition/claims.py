"""What prices prove of a lottery, by additions and products: a bound that no lottery over the panels passes."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np

from belvedere.engines.sortition.polytope import Polytope, Vector
from belvedere.engines.sortition.types import Counts

LARGEST_GAP = 1e-6
_DIGITS = 12


class Claim(Protocol):
    """A value that a lottery reaches, and prices of the rows that prove that none does better."""

    @property
    def value(self) -> float:
        """What is claimed: a probability, a mean of logarithms…"""

    def bound(self, polytope: Polytope, sizes: Counts, probabilities: Vector) -> float:
        """Return a bound on the value, by weak duality: any prices prove some bound."""

    def faults(self, sizes: Counts, probabilities: Vector) -> Iterator[str]:
        """Yield what makes the claim no proof: multipliers of a wrong sign, a value that the lottery does not reach."""

    def as_json(self) -> dict[str, object]:
        """Return plain values."""


def most_of(factors: Vector, prices: Vector, polytope: Polytope, least: Vector | float = 0.0) -> float:
    """Return a value that ``Σ factor × count`` passes at no point of the polytope.

    The rows are added up with their prices; what they leave of a factor is paid at the bound of its column.

    Parameters
    ----------
    factors : ndarray of float, shape (types,)
    prices : ndarray of float, shape (rows,)
        Positive for the upper bound of a row, negative for its lower bound.
    polytope : Polytope
    least : ndarray of float, shape (types,), optional
        Expected counts known to be reached.
    """
    rest = factors - polytope.matrix.T @ prices
    return worth_of(prices, polytope) + float(rest @ np.where(rest > 0, polytope.most, least))


def worth_of(prices: Vector, polytope: Polytope) -> float:
    """Return what the bounds of the rows are worth at these prices."""
    used = prices != 0
    ends = np.where(prices > 0, polytope.upper, polytope.lower)
    return float(prices[used] @ ends[used])


def short(value: float) -> float:
    """Round to the digits that are published."""
    return round(float(value), _DIGITS)


def sparse_of(values: Vector) -> dict[str, float]:
    """Return the values that are not zero, by place."""
    return {str(place): short(values[place]) for place in np.nonzero(values)[0]}
