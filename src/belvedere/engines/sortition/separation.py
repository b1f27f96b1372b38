"""What keeps expected counts out of the hull of the panels: a facet of it, or the lottery that gives them after all."""

import numpy as np
from scipy import sparse

from belvedere.engines.sortition.decomposition import Mixture, Panels
from belvedere.engines.sortition.highs import Model
from belvedere.engines.sortition.oracle import Oracle
from belvedere.engines.sortition.polytope import Cut, Vector
from belvedere.engines.sortition.types import Counts

_TOLERANCE = 1e-9
_BEYOND = 1e-9


def separate(expected: Vector, sizes: Counts, oracle: Oracle, panels: Panels, tolerance: float) -> Mixture:
    """Return panels whose mean is ``expected`` to ``tolerance`` by person, or the facet of the hull that it breaks.

    Parameters
    ----------
    expected : ndarray of float, shape (types,)
    sizes : ndarray of int, shape (types,)
    oracle : Oracle
        Asked for the best panel, with its proof, at each step.
    panels : Panels
        Those known; more are added.
    tolerance : float
        Largest error of a probability.

    Returns
    -------
    Mixture
        With ``cut`` when no lottery comes that near.

    Notes
    -----
    The nearest mixture of the known panels is a linear programme; its prices ask for a panel that would bring it
    nearer (column generation). When there is none, the prices are the normal of a facet: unlike a direction of least
    squares, its factors are clean, so that few of them are needed.
    """
    while True:
        error, normal, level, weights = _nearest(expected, sizes, panels)
        matrix = panels.rows
        kept = weights > 0
        given = matrix.T @ weights
        if error <= tolerance:
            return Mixture(matrix[kept], weights[kept], given)
        best = oracle.best(normal)
        if best is None:
            raise oracle.whole.failed("looking for what keeps a point out")
        if best.value <= level + _BEYOND or not panels.add(best.counts):
            scale = float(np.abs(normal).max())
            cut = Cut(normal / scale, max(best.value, best.bound) / scale)
            return Mixture(matrix[kept], weights[kept], given, cut, is_within=False)


def _nearest(expected: Vector, sizes: Counts, panels: Panels) -> tuple[float, Vector, float, Vector]:
    """Return the least largest error by person, its prices by type and for the sum, and the weights of the panels."""
    matrix = np.array(panels.rows, dtype=float).T
    kinds, count = matrix.shape
    errors = sizes.astype(float)[:, None]
    rows = np.vstack([np.hstack([matrix, -errors]), np.hstack([matrix, errors]), np.append(np.ones(count), 0.0)])
    none = np.full(kinds, np.inf)
    model = Model(
        sparse.csr_array(rows),
        np.concatenate([-none, expected, [1.0]]),
        np.concatenate([expected, none, [1.0]]),
        np.full(count + 1, np.inf),
    )
    for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        model.option(name, _TOLERANCE)
    model.costs(np.append(np.zeros(count), -1.0))
    if not model.run():
        raise model.failed("looking for the nearest lottery")
    point, prices = model.point, model.prices
    weights = np.maximum(point[:-1], 0.0)
    return float(point[-1]), -(prices[:kinds] + prices[kinds:-1]), float(prices[-1]), weights / weights.sum()
