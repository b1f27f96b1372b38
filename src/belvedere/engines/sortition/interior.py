"""Maximises a weighted sum of logarithms within rows, by a primal-dual interior method of our own: no solver.

Newton's method on the conditions of optimality, where each product of a slack and its price is brought towards zero
(Mehrotra's predictor and corrector, *SIAM J. Optimization* 2 (1992) 575–601). The rows that hold with equality at every
point are found first, by one linear programme: without them the inside is not empty, and the method converges.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import qr

from belvedere.engines.sortition.highs import Model
from belvedere.engines.sortition.programme import SolverFailed

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_BLOWN_UP = 1e5
_ENOUGH = 1e-11
_TOO_FAR = 1e-4
_PATIENCE = 10
_TO_THE_EDGE = 0.995
_LEAST_CENTRING = 1e-3
_INDEPENDENT = 1e-9
_REGULAR = 1e-15
_FIRST_PRICE = 1e-2


@dataclass(frozen=True)
class Region:
    """Points 0 < p ≤ cap with ``equal × p = value`` and ``under × p ≤ bound``."""

    equal: Matrix
    value: Vector
    under: Matrix
    bound: Vector
    cap: Vector


def region_of(matrix: Matrix, lower: Vector, upper: Vector, cap: Vector) -> Region:
    """Sort two-sided rows into equalities and inequalities."""
    equal = lower == upper
    above = np.isfinite(upper) & ~equal
    below = np.isfinite(lower) & ~equal
    under = np.vstack([matrix[above], -matrix[below]])
    return Region(matrix[equal], upper[equal], under, np.append(upper[above], -lower[below]), cap)


def most_even(weights: Vector, region: Region) -> Vector:
    """Return the point of a region where ``Σ weight × log p`` is the largest.

    Parameters
    ----------
    weights : ndarray of float, shape (columns,)
        Positive.
    region : Region
        With a point where every p is positive.

    Returns
    -------
    ndarray of float, shape (columns,)

    Raises
    ------
    SolverFailed
        When the method does not converge. How near the optimum the point is, its own proof tells (see `nash`).

    Notes
    -----
    Some tens of iterations, each O(columns × rows² + rows³).

    Examples
    --------
    >>> region = Region(np.ones((1, 3)), np.array([1.0]), np.array([[0.0, 0, 1]]), np.array([0.2]), np.ones(3))
    >>> most_even(np.ones(3), region).round(9).tolist()
    [0.4, 0.4, 0.2]
    """
    tight, full = _always_tight(region)
    point = region.cap.copy()
    if full.all():
        return point
    equal = np.vstack([region.equal, region.under[tight]])
    value = np.append(region.value, region.bound[tight]) - equal[:, full] @ region.cap[full]
    under = region.under[~tight]
    bound = region.bound[~tight] - under[:, full] @ region.cap[full]
    kept = _independent(equal[:, ~full])
    inside = Region(equal[kept][:, ~full], value[kept], under[:, ~full], bound, region.cap[~full])
    point[~full] = _Newton(weights[~full] / weights.sum(), inside).point()
    return point


def _always_tight(region: Region) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the rows, and the caps, that hold with equality at every point of the region.

    The region is blown up by a factor θ ≥ 1, so that every row that can have some slack has one of 1. A slack that
    is not 1 after a hundred thousand times is rounding.
    """
    columns, rows = len(region.cap), len(region.bound)
    bound = np.append(region.bound, region.cap)
    equal = np.hstack([region.equal, -region.value[:, None]])
    under = np.hstack([np.vstack([region.under, np.eye(columns)]), -bound[:, None]])
    matrix = sparse.block_array(
        [
            [sparse.csr_array(equal), None],
            [sparse.csr_array(under), sparse.eye_array(rows + columns, format="csr")],
        ],
        format="csr",
    )
    lower = np.append(np.zeros(len(region.value)), np.full(rows + columns, -np.inf))
    most = np.concatenate([np.full(columns + 1, np.inf), np.ones(rows + columns)])
    model = Model(matrix, lower, np.zeros(matrix.shape[0]), most)
    model.column_bounds(columns, 1.0, _BLOWN_UP)
    model.costs(np.append(np.zeros(columns + 1), np.ones(rows + columns)))
    if not model.run():
        raise model.failed("looking for rows that are always tight")
    slacks = model.point[columns + 1 :]
    return slacks[:rows] < 1 / 2, slacks[rows:] < 1 / 2


def _independent(rows: Matrix) -> NDArray[np.int64]:
    """Return the numbers of rows that the others do not make up."""
    if not len(rows):
        return np.arange(0)
    triangle, order = qr(rows.T, mode="r", pivoting=True)
    sizes = np.abs(np.diag(triangle))
    return np.sort(order[: int((sizes > _INDEPENDENT * sizes.max(initial=1.0)).sum())])


@dataclass(frozen=True)
class _State:
    """A point, the slack and the price of each inequality (rows, then caps), and the prices of the equalities."""

    p: Vector
    slack: Vector
    price: Vector
    price_equal: Vector

    def moved(self, step: "_State", length: float) -> "_State":
        return _State(
            self.p + length * step.p,
            self.slack + length * step.slack,
            self.price + length * step.price,
            self.price_equal + length * step.price_equal,
        )

    @property
    def complementarity(self) -> float:
        """Mean product of a slack and its price: zero at the optimum."""
        return float(self.slack @ self.price) / len(self.slack)

    def room_along(self, step: "_State") -> float:
        """Return how far a step may go, one at most, with all that must be positive staying so."""
        room = 1.0
        for values, moves in ((self.p, step.p), (self.slack, step.slack), (self.price, step.price)):
            falls = moves < 0
            room = min(room, float((-_TO_THE_EDGE * values[falls] / moves[falls]).min(initial=1.0)))
        return room


class _Newton:
    """Newton's steps towards the optimum of a region whose inside is not empty."""

    def __init__(self, weights: Vector, region: Region) -> None:
        self.weights, self.region = weights, region
        self.rows = np.vstack([region.equal, region.under])

    def point(self) -> Vector:
        """Return the optimum: the best point met before rounding stops the progress."""
        best = state = self._start()
        since_best = 0
        while self._error(best) > _ENOUGH and since_best < _PATIENCE:
            ahead = self._step(state, 0.0)
            reached = state.moved(ahead, state.room_along(ahead)).complementarity
            centring = max((reached / state.complementarity) ** 3, _LEAST_CENTRING)
            step = self._step(state, centring * state.complementarity)
            state = state.moved(step, state.room_along(step))
            is_better = self._error(state) < self._error(best)
            best, since_best = (state, 0) if is_better else (best, since_best + 1)
        if self._error(best) > _TOO_FAR:
            raise SolverFailed("The sum of logarithms did not reach its maximum. Report the files.")
        return best.p

    def _start(self) -> _State:
        p = self.region.cap / 2
        slack = np.append(np.maximum(self.region.bound - self.region.under @ p, 1.0), p)
        return _State(p, slack, np.full(len(slack), _FIRST_PRICE), np.zeros(len(self.region.value)))

    def _residuals(self, state: _State) -> tuple[Vector, Vector, Vector]:
        """Return what is missing to stationarity, to the equalities and to the slacks of the rows."""
        under = len(self.region.bound)
        prices = np.append(state.price_equal, state.price[:under])
        stationary = -self.weights / state.p + self.rows.T @ prices + state.price[under:]
        equal = self.region.equal @ state.p - self.region.value
        return stationary, equal, self.region.under @ state.p + state.slack[:under] - self.region.bound

    def _error(self, state: _State) -> float:
        """Return how far a state is from optimality: residuals, and products of a slack and its price."""
        stationary, equal, under = self._residuals(state)
        worst = max(float(np.abs(each).max(initial=0.0)) for each in (stationary / self.weights, equal, under))
        return max(worst, state.complementarity * len(state.slack))

    def _step(self, state: _State, target: float) -> _State:
        """Return Newton's step to where every slack times its price is ``target``; caps and slacks are eliminated."""
        stationary, equal, under = self._residuals(state)
        count = len(self.region.bound)
        wanted = (target - state.slack * state.price) / state.slack
        bend = self.weights / state.p**2 + (state.price / state.slack)[count:]
        pull = -stationary - wanted[count:]
        give = (state.slack / state.price)[:count]
        push = np.append(-equal, -under - wanted[:count] * give)
        scaled = self.rows / bend
        system = scaled @ self.rows.T
        system[np.diag_indices(len(system))] += np.append(np.full(len(equal), _REGULAR * np.trace(system)), give)
        prices = np.linalg.solve(system, scaled @ pull - push).astype(np.float64)
        p = (pull - self.rows.T @ prices) / bend
        slack = np.append(-under - self.region.under @ p, -p)
        return _State(p, slack, wanted - state.price / state.slack * slack, prices[: len(equal)])
