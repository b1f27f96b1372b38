"""The probabilities whose product over people is the largest (Nash welfare): proportional fairness."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from belvedere.engines.sortition.claims import LARGEST_GAP, most_of, short, sparse_of
from belvedere.engines.sortition.extremes import Selectable
from belvedere.engines.sortition.highs import Model
from belvedere.engines.sortition.interior import most_even, region_of
from belvedere.engines.sortition.leximin import Marginals
from belvedere.engines.sortition.polytope import Polytope, Vector
from belvedere.engines.sortition.types import Counts


@dataclass(frozen=True)
class Welfare:
    """The mean logarithm of the probabilities, and prices that prove that no lottery has a larger one.

    Attributes
    ----------
    value : float
        Over the people whose probability is not zero.
    prices : ndarray of float, shape (rows,)
    """

    value: float
    prices: Vector

    def bound(self, polytope: Polytope, sizes: Counts, probabilities: Vector) -> float:
        """Return a mean logarithm that no lottery passes.

        A logarithm is under its tangent: log q ≤ log p + q ÷ p − 1. So the mean for any other lottery q is at most
        that of p, plus the mean of q ÷ p less one; and the prices bound the mean of q ÷ p.
        """
        share = _shares(sizes, probabilities)
        slopes = np.divide(share, probabilities * sizes, out=np.zeros(len(share)), where=share > 0)
        return mean_logarithm(sizes, probabilities) + most_of(slopes, self.prices, polytope) - 1

    def faults(self, sizes: Counts, probabilities: Vector) -> Iterator[str]:
        """Yield what makes the welfare no proof."""
        if abs(mean_logarithm(sizes, probabilities) - self.value) > LARGEST_GAP:
            yield "the mean logarithm is not that of the probabilities"

    def as_json(self) -> dict[str, object]:
        """Return plain values: prices that are zero are left out."""
        return {"value": short(self.value), "prices": sparse_of(self.prices)}


def mean_logarithm(sizes: Counts, probabilities: Vector) -> float:
    """Return the mean over people of the logarithm of their probability, for those whose probability is not zero."""
    taken = probabilities > 0
    return float(_shares(sizes, probabilities)[taken] @ np.log(probabilities[taken]))


def _shares(sizes: Counts, probabilities: Vector) -> Vector:
    """Return the share of each type in the people whose probability is not zero."""
    counted: Vector = np.where(probabilities > 0, sizes, 0).astype(np.float64)
    return counted / float(counted.sum())


def nash_marginals(polytope: Polytope, sizes: Counts, selectable: Selectable) -> Marginals:
    """Return the probabilities by type whose product over people is the largest, proven so.

    No other lottery raises the probabilities by a positive mean percentage: what some gain, others lose at least as
    much in proportion. There is one answer only.

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
        With one claim, a `Welfare`.

    Raises
    ------
    SolverFailed
        When the method does not converge, or HiGHS concludes nothing.

    Notes
    -----
    Tens of Newton's steps, each O(types × rows² + rows³), and two linear programmes.
    """
    columns = np.nonzero(selectable)[0]
    counts = sizes[columns].astype(float)
    matrix = polytope.matrix[:, columns].toarray() * counts
    region = region_of(matrix, polytope.lower, polytope.upper, polytope.most[columns] / counts)
    probabilities = np.zeros(len(sizes))
    probabilities[columns] = most_even(counts, region)
    return Marginals(probabilities, (_proof(polytope, sizes, probabilities),))


def _proof(polytope: Polytope, sizes: Counts, probabilities: Vector) -> Welfare:
    """Return the prices that bound the mean of q ÷ p over the lotteries q."""
    taken = probabilities > 0
    model = Model(polytope.matrix, polytope.lower, polytope.upper, np.where(taken, polytope.most, 0.0))
    model.costs(np.where(taken, 1 / np.where(taken, probabilities, 1.0), 0.0))
    if not model.run():
        raise model.failed("proving the welfare")
    people = float(sizes[taken].sum())
    return Welfare(mean_logarithm(sizes, probabilities), model.prices / people)
