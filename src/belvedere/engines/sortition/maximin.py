"""The lowest probability as high as it can be, then the highest as low as it can be."""

import numpy as np

from belvedere.engines.sortition.extremes import Extremes, Selectable, fairest_under
from belvedere.engines.sortition.leximin import Level, Marginals
from belvedere.engines.sortition.polytope import Polytope
from belvedere.engines.sortition.types import Counts


def maximin_marginals(polytope: Polytope, sizes: Counts, selectable: Selectable) -> Marginals:
    """Return probabilities by type whose lowest is the highest possible, proven so.

    Among them, the highest probability is as low as it can be; among those, they are leximin, so that there is one
    answer only.

    Parameters
    ----------
    polytope : Polytope
    sizes : ndarray of int, shape (types,)
        People by type, who share its expected count equally.
    selectable : ndarray of bool, shape (types,)
        Types that some panel holds; the others keep a probability of 0.

    Returns
    -------
    Marginals
        With one level.

    Raises
    ------
    SolverFailed
        When HiGHS concludes nothing.

    Notes
    -----
    Three linear programmes of types + 2 columns, then those of leximin. The panels may reach less than the polytope:
    the caller adds what they cannot pass as cuts, and calls again.
    """
    extremes = Extremes(polytope, sizes, selectable)
    best = extremes.best(1.0, 0.0)
    highest = extremes.steepest().highest
    weights = best.floor / float(best.floor @ sizes)
    level = Level(best.lowest, weights, best.prices, np.logical_not(selectable))
    return Marginals(fairest_under(polytope, sizes, selectable, highest), (level,))
