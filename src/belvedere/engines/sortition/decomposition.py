"""Turns expected counts into a lottery over real panels that gives them: herding, then non-negative least squares."""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import nnls

from belvedere.engines.sortition.oracle import Found, Oracle
from belvedere.engines.sortition.polytope import Cut, Vector
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.progress import Progress, Tell
from belvedere.engines.sortition.types import Counts
from belvedere.engines.sortition.weighing import simplex_weights

_SUM_WEIGHT = 50.0
_VIOLATED = 1e-6
_STALLED = 1e-8
_TINY = 1e-9
_BETTER, _MOST_IDLE = 0.95, 4
_MANY, _GROWTH = 1500, 128
_KEY = 16
_DIGITS, _DIGITS_OF_WEIGHTS = 10, 9


@dataclass(frozen=True)
class Mixture:
    """Panels as counts by type with their weights (which sum to 1), and what they give; ``cut``: why they cannot."""

    panels: NDArray[np.int16]
    weights: Vector
    expected: Vector
    cut: Cut | None = None
    is_within: bool = True


class Panels:
    """The panels found so far, each once, in one table that grows: those of a large pool fill the memory."""

    def __init__(self) -> None:
        self._table = np.zeros((0, 0), dtype=np.int16)
        self._seen: set[bytes] = set()

    @property
    def rows(self) -> NDArray[np.int16]:
        """Counts by type, a panel by row."""
        return self._table[: len(self._seen)]

    def add(self, counts: Counts) -> bool:
        """Keep a panel; tell whether it is new."""
        row = counts.astype(np.int16)
        key = blake2b(row.tobytes(), digest_size=_KEY).digest()
        if key in self._seen:
            return False
        place = len(self._seen)
        if place == len(self._table):
            grown = np.zeros((place + _GROWTH, len(row)), dtype=np.int16)
            grown[:place] = self._table if place else 0
            self._table = grown
        self._table[place] = row
        self._seen.add(key)
        return True


def decompose(
    expected: Vector, sizes: Counts, oracle: Oracle, panels: Panels, *, tolerance: float, most_rounds: int, tell: Tell
) -> Mixture:
    """Return weights of panels whose mean is ``expected``, to ``tolerance`` in every person's probability.

    Parameters
    ----------
    expected : ndarray of float, shape (types,)
        Expected counts, a point of the quota polytope.
    sizes : ndarray of int, shape (types,)
        People by type: errors are counted by person.
    oracle : Oracle
    panels : Panels
        Kept between calls: what was found for one point serves the next.
    tolerance : float
        Largest error of a probability.
    most_rounds : int
        After so many rounds the best mixture found is returned, with ``is_within`` false.
    tell : callable

    Returns
    -------
    Mixture
        With ``cut`` when the point is outside the hull of the panels: an inequality that all panels keep and it breaks.

    Notes
    -----
    Herding asks for the panel that is best for what is still missing, which makes the sum of the panels follow the
    target closely; least squares then weighs them; the residual prices the next panels (fully corrective
    Frank–Wolfe). A pricing that proves that no panel goes further in that direction gives the cut.
    """
    search = _Search(expected, sizes, oracle, panels, tolerance)
    search.herd(tell)
    return search.correct(most_rounds, tell)


class _Search:
    def __init__(self, expected: Vector, sizes: Counts, oracle: Oracle, panels: Panels, tolerance: float) -> None:
        self.expected, self.sizes, self.oracle, self.panels = expected, sizes, oracle, panels
        self.scale = 1 / np.sqrt(sizes)
        self.tolerance = tolerance
        self.last = np.zeros(0)

    def near(self, prices: Vector) -> Found:
        return _found(self.oracle.near(prices))

    def herd(self, tell: Tell) -> None:
        """Ask for panels one after the other, each the best for what those before lack."""
        wanted = max(30, min(int(0.7 * len(self.sizes)), int(0.5 / self.tolerance)))
        total = np.zeros(len(self.sizes))
        for turn in range(1, 3 * len(self.sizes) + 100):
            if len(self.panels.rows) >= wanted:
                break
            found = self.near((turn * self.expected - total) / self.sizes)
            total += found.counts
            self.panels.add(found.counts)
            tell(Progress("panels", len(self.panels.rows), wanted))

    def correct(self, most_rounds: int, tell: Tell) -> Mixture:
        """Weigh the panels, look for better ones where they fall short, until they do not."""
        lowest, idle = np.inf, 0
        for turn in range(1, most_rounds + 1):
            matrix = self.panels.rows
            weights = self.weigh(matrix)
            given = np.asarray(sparse.csr_array(matrix).T @ weights, dtype=np.float64)
            missing = (self.expected - given).round(_DIGITS)  # least squares end in other last digits elsewhere
            worst = float(np.abs(missing / self.sizes).max())
            tell(Progress("weights", turn, 0))
            mixture = _mixture(matrix, weights, given, is_within=worst <= self.tolerance)
            idle = 0 if worst < _BETTER * lowest else idle + 1
            lowest = min(worst, lowest)
            if mixture.is_within or turn == most_rounds or idle > _MOST_IDLE:
                return mixture
            direction = missing / self.sizes
            direction /= np.abs(direction).max()
            last = self.near(direction)
            if idle or not self.panels.add(last.counts):
                last = _found(self.oracle.best(direction))
                is_new = self.panels.add(last.counts)
                beyond = float(direction @ self.expected) - last.bound
                if beyond > _VIOLATED or (not is_new and beyond > _STALLED):
                    cut = Cut(direction, max(last.value, last.bound) + _TINY)
                    return Mixture(mixture.panels, mixture.weights, given, cut, is_within=False)
                if not is_new and last.value <= float(direction @ given) + _VIOLATED:
                    return mixture
            self.widen(missing, last.counts)
        raise AssertionError("a round returns")  # most_rounds is 1 at least

    def weigh(self, matrix: NDArray[np.int16]) -> Vector:
        """Return the weights of the panels that come nearest to the target."""
        if len(matrix) > _MANY:
            self.last = simplex_weights(matrix, self.expected, 1.0 / self.sizes, self.last, tolerance=self.tolerance)
            return self.last
        scaled = np.full((len(self.scale) + 1, len(matrix)), _SUM_WEIGHT)
        np.multiply(matrix.T, self.scale[:, None], out=scaled[:-1])
        weights, _ = nnls(scaled, np.append(self.expected * self.scale, _SUM_WEIGHT), maxiter=50 * len(matrix))
        found: Vector = (weights / weights.sum()).round(_DIGITS_OF_WEIGHTS)
        found[found.argmax()] += 1 - found.sum()
        self.last = found
        return found

    def widen(self, missing: Vector, last: Counts) -> None:
        """Ask for panels around the direction that is missing, each time less where the last one brought."""
        length = float(np.sqrt(((missing * self.scale) ** 2).sum()))
        turns = max(15, int(0.08 * len(self.sizes)))
        prices = missing / self.sizes
        for _ in range(turns):
            gap = (self.expected - last) * self.scale
            step = 1.5 * length / turns**0.5 / max(1e-12, float(np.sqrt((gap**2).sum())))
            prices = prices + step * gap * self.scale
            last = self.near(prices).counts
            self.panels.add(last)


def _found(found: Found | None) -> Found:
    if found is None:
        raise SolverFailed("The solver finds no panel where it had found some; nothing is published. Report the files.")
    return found


def _mixture(matrix: NDArray[np.int16], weights: Vector, given: Vector, *, is_within: bool) -> Mixture:
    """Keep the panels that have a weight."""
    kept = weights > 0
    return Mixture(matrix[kept], weights[kept], given, is_within=is_within)
