"""Weights of many panels near to expected counts: projected gradient, where exact least squares would be too slow."""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from belvedere.engines.sortition.polytope import Vector

_MOST_STEPS = 4_000
_CHECK = 200
_POWERS = 30
_POSITIVE = 1e-12


def simplex_weights(
    panels: NDArray[np.int16], expected: Vector, scale: Vector, start: Vector, *, tolerance: float
) -> Vector:
    """Return weights (zero or more, of sum 1) that lessen the scaled squared error of what the panels give.

    Parameters
    ----------
    panels : ndarray of int, shape (panels, types)
    expected : ndarray of float, shape (types,)
    scale : ndarray of float, shape (types,)
        One over the number of people of each type: the error that counts is a person's.
    start : ndarray of float, shape (panels known before,)
        Their weights of sum 1, to start from; empty when there are none.
    tolerance : float
        Stops when no person's error is larger.

    Returns
    -------
    ndarray of float, shape (panels,)

    Notes
    -----
    Nesterov's method with restarts on the simplex; a step costs one product by a sparse matrix each way. Source: Beck
    and Teboulle 2009; projection of Held, Wolfe and Crowder 1974.
    """
    root = np.sqrt(scale)
    held = sparse.csr_array(panels)
    matrix = sparse.csr_array((held.data * root[held.indices], held.indices, held.indptr), shape=panels.shape)
    target = expected * root
    step = 1.0 / _largest_eigenvalue(matrix)
    new = len(panels) - len(start)
    weights = np.append(start, np.zeros(new)) if len(start) else np.full(new, 1.0 / new)
    ahead, momentum, last = weights, 1.0, np.inf
    for turn in range(_MOST_STEPS):
        error = matrix.T @ ahead - target
        reached = onto_simplex(ahead - step * (matrix @ error))
        grown = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = reached + (momentum - 1) / grown * (reached - weights)
        weights, momentum = reached, grown
        if turn % _CHECK == _CHECK - 1:
            missing = matrix.T @ weights - target
            size = float(missing @ missing)
            if np.abs(missing * root).max() <= tolerance:
                break
            if size > last:
                ahead, momentum = weights, 1.0
            last = size
    return weights


def onto_simplex(values: Vector) -> Vector:
    """Return the nearest point of the simplex (zero or more, of sum 1). O(n log n).

    Examples
    --------
    >>> onto_simplex(np.array([0.7, 0.7, -1.0])).tolist()
    [0.5, 0.5, 0.0]
    """
    ordered = np.sort(values)[::-1]
    sums = np.cumsum(ordered) - 1
    kept = np.nonzero(ordered - sums / np.arange(1, len(values) + 1) > 0)[0][-1]
    nearest: Vector = np.maximum(values - sums[kept] / (kept + 1), 0.0)
    return nearest


def _largest_eigenvalue(matrix: sparse.csr_array) -> float:
    """Return a bound on the largest eigenvalue of the matrix times its transpose, near it (Collatz, 1942).

    The product has no negative entry: the largest growth of a positive vector is a bound whatever the vector.
    """
    ahead = np.ones(matrix.shape[0])
    largest = np.inf
    for _ in range(_POWERS):
        grown = matrix @ (matrix.T @ ahead)
        largest = min(largest, float((grown / ahead).max()))
        ahead = grown / grown.max() + _POSITIVE
    return largest
