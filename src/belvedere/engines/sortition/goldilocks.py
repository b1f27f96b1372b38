"""Neither too low nor too high: the compromise between the lowest and the highest probability (Goldilocks).

A low probability invites to misreport what one is in order to be drawn more surely; a high one gives the same people a
seat each time. The objective weighs both, as multiples of the mean probability k ÷ n: ``highest ÷ mean + γ × mean ÷
lowest``, to be as small as can be. Source: Baharav & Flanigan, *Fair, Manipulation-Robust, and Transparent Sortition*,
EC 2024 (arXiv 2406.15009).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np

from belvedere.engines.sortition.claims import LARGEST_GAP, most_of, short, sparse_of
from belvedere.engines.sortition.extremes import Extremes, Pair, Selectable, fairest_under
from belvedere.engines.sortition.leximin import Marginals
from belvedere.engines.sortition.polytope import Polytope, Vector
from belvedere.engines.sortition.types import Counts

GAMMA = 1.0
"""How much a low probability counts against a high one."""

_STEPS = 200
_SAME = 1e-11


@dataclass(frozen=True)
class Compromise:
    """The value of the objective, and multipliers that prove that no lottery has a smaller one.

    Attributes
    ----------
    value : float
    mean : float
        Mean probability of the people whom some panel can take.
    gamma : float
    floor, ceiling : ndarray of float, shape (types,)
        Weights of the lowest and of the highest probability.
    prices : ndarray of float, shape (rows,)
    """

    value: float
    mean: float
    gamma: float
    floor: Vector
    ceiling: Vector
    prices: Vector

    def bound(self, polytope: Polytope, sizes: Counts, probabilities: Vector) -> float:
        """Return a value that the objective is never under.

        Each count is at least size × lowest and at most size × highest; so, added up with the weights,
        ``lift × lowest − fall × highest`` is never over a sum that the prices bound. With ``fall`` brought to
        1 ÷ mean, the objective is at least ``lift × lowest + γ × mean ÷ lowest − sum``, which is smallest where its
        two terms are equal. Only types whose probability is not zero count.
        """
        taken = probabilities > 0
        fall = float(self.ceiling[taken] @ sizes[taken]) * self.mean
        lift = float(self.floor[taken] @ sizes[taken]) / fall
        total = most_of(np.where(taken, self.floor - self.ceiling, 0.0), self.prices, polytope) / fall
        return 2 * sqrt(self.gamma * self.mean * lift) - total

    def faults(self, sizes: Counts, probabilities: Vector) -> Iterator[str]:
        """Yield what makes the compromise no proof."""
        taken = probabilities > 0
        if min(self.floor.min(initial=0.0), self.ceiling.min(initial=0.0)) < 0:
            yield "a weight is negative"
        mean = float(probabilities @ sizes) / float(sizes[taken].sum())
        if abs(mean - self.mean) > LARGEST_GAP:
            yield "the mean is not that of the probabilities"
        reached = compromise(float(probabilities[taken].min()), float(probabilities.max()), self.mean, self.gamma)
        if reached > self.value + LARGEST_GAP:
            yield f"the probabilities reach {reached:.9f} only"

    def as_json(self) -> dict[str, object]:
        """Return plain values: multipliers that are zero are left out."""
        return {
            "value": short(self.value),
            "mean": short(self.mean),
            "gamma": short(self.gamma),
            "floor": sparse_of(self.floor),
            "ceiling": sparse_of(self.ceiling),
            "prices": sparse_of(self.prices),
        }


def compromise(lowest: float, highest: float, mean: float, gamma: float = GAMMA) -> float:
    """Return the objective.

    >>> compromise(0.1, 0.4, 0.2), compromise(0.2, 0.2, 0.2)
    (4.0, 2.0)
    """
    return highest / mean + gamma * mean / lowest


def goldilocks_marginals(polytope: Polytope, sizes: Counts, selectable: Selectable) -> Marginals:
    """Return the probabilities by type of the best compromise, proven so; among them, the leximin ones.

    Parameters
    ----------
    polytope : Polytope
    sizes : ndarray of int, shape (types,)
        People by type, who share its expected count equally.
    selectable : ndarray of bool, shape (types,)
        Types that some panel holds; the others keep a probability of 0 and do not count.

    Returns
    -------
    Marginals
        With one claim, a `Compromise`.

    Raises
    ------
    SolverFailed
        When HiGHS concludes nothing.

    Notes
    -----
    The pairs (lowest, highest) that can be had are a convex polygon. The search walks its lower edge between two
    corners, asking for a corner beyond their chord, until the chord is an edge; the best point of an edge has a
    closed form. A linear programme of types + 2 columns by corner, some tens at most, then those of leximin.
    """
    extremes = Extremes(polytope, sizes, selectable)
    best = _best_pair(extremes, float(sizes[selectable].sum()))
    mean = best.people / float(sizes[selectable].sum())
    proof = extremes.best(GAMMA * mean / best.lowest**2, 1 / mean)
    probabilities = fairest_under(polytope, sizes, selectable, best.highest)
    value = compromise(float(probabilities[selectable].min()), float(probabilities.max()), mean)
    claim = Compromise(value, mean, GAMMA, proof.floor, proof.ceiling, proof.prices)
    return Marginals(probabilities, (claim,))


@dataclass(frozen=True, slots=True)
class _Corner:
    lowest: float
    highest: float
    people: float


def _best_pair(extremes: Extremes, selectable_people: float) -> _Corner:
    """Walk the lower edge of the polygon of pairs to the best compromise."""
    right = _corner(extremes.steepest())
    mean = right.people / selectable_people
    left = _corner(extremes.best(GAMMA / mean, 1 / mean))
    for _ in range(_STEPS):
        if right.lowest - left.lowest <= _SAME:
            return right
        slope = (right.highest - left.highest) / (right.lowest - left.lowest)
        middle = _corner(extremes.best(slope / mean, 1 / mean))
        if _beyond(middle, slope) <= _beyond(left, slope) + _SAME:
            return _best_between(left, right, slope, mean)
        better = _corner(extremes.best(GAMMA * mean / max(middle.lowest, _SAME) ** 2, 1 / mean))
        if abs(better.lowest - middle.lowest) <= _SAME:
            return middle
        left, right = (middle, right) if better.lowest > middle.lowest else (left, middle)
    return right


def _corner(pair: Pair) -> _Corner:
    return _Corner(pair.lowest, pair.highest, pair.people)


def _beyond(corner: _Corner, slope: float) -> float:
    return slope * corner.lowest - corner.highest


def _best_between(left: _Corner, right: _Corner, slope: float, mean: float) -> _Corner:
    """Return the best point of an edge: where ``slope ÷ mean = γ × mean ÷ lowest²``, or the nearest end."""
    lowest = min(max(mean * sqrt(GAMMA / slope), left.lowest), right.lowest) if slope > 0 else right.lowest
    return _Corner(lowest, left.highest + slope * (lowest - left.lowest), left.people)
