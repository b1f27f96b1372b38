"""Leximin over the panels themselves, where the quotas alone allow averages that no lottery over panels gives."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from belvedere.engines.sortition.decomposition import Mixture, Panels
from belvedere.engines.sortition.highs import Model
from belvedere.engines.sortition.leximin import Level, Marginals
from belvedere.engines.sortition.oracle import Oracle
from belvedere.engines.sortition.polytope import Cut, Polytope, Vector
from belvedere.engines.sortition.progress import Progress, Tell
from belvedere.engines.sortition.types import Counts

_BINDING = 1e-7
_TIGHT = 1e-9
_IMPROVES = 1e-9
_SLACKS = (0.0, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7)


@dataclass(frozen=True)
class Solved:
    """What the panels can give: probabilities and proof, the lottery, and the rows with the cuts of the proof."""

    marginals: Marginals
    mixture: Mixture
    polytope: Polytope


def leximin_over_panels(
    polytope: Polytope,
    sizes: Counts,
    selectable: np.ndarray[tuple[int], np.dtype[np.bool_]],
    oracle: Oracle,
    panels: Panels,
    tell: Tell,
) -> Solved:
    """Return the leximin lottery by column generation: weights of known panels, and new panels that their prices want.

    Parameters
    ----------
    polytope : Polytope
        Rows of the quotas; a cut is added by level, so that plain arithmetic can check the proof.
    sizes : ndarray of int, shape (types,)
    selectable : ndarray of bool, shape (types,)
    oracle : Oracle
        Asked for the best panel, with its proof, at each step.
    panels : Panels
        Those known; more are added.
    tell : callable

    Notes
    -----
    Slower than the quotas' own polytope (one integer programme a step), and exact where that polytope is too large. The
    multipliers of a level make an inequality that every panel keeps: the integer solver's bound is its right-hand side.
    """
    fixed = ~selectable
    probabilities = np.zeros(len(sizes))
    levels: list[Level] = []
    while True:
        value, prices, weights = _level(probabilities, fixed, selectable, sizes, oracle, panels)
        polytope = polytope.with_cut(Cut(prices, oracle_bound(oracle, prices)))
        own = np.where(fixed, 0.0, prices)
        share = float(own @ sizes)
        rows = np.zeros(len(polytope.lower))
        rows[-1] = 1 / share
        levels.append(Level(value, own / share, rows, fixed.copy()))
        given = panels.rows.T @ weights
        binding = ~fixed & (prices * sizes > _BINDING)
        if not binding.any():
            binding = ~fixed & (given / sizes <= value + _TIGHT)
        probabilities[binding] = value
        fixed |= binding
        tell(Progress("levels", int(fixed.sum()), len(sizes)))
        if fixed.all():
            kept = weights > 0
            mixture = Mixture(panels.rows[kept], weights[kept] / weights[kept].sum(), given)
            padded = tuple(_padded(level, len(polytope.lower)) for level in levels)
            return Solved(Marginals(probabilities, padded), mixture, polytope)


def oracle_bound(oracle: Oracle, prices: Vector) -> float:
    """Return a value that no panel exceeds at these prices."""
    best = oracle.best(prices)
    if best is None:
        raise oracle.whole.failed("proving a level")
    return max(best.value, best.bound)


def _padded(level: Level, rows: int) -> Level:
    return Level(level.value, level.weights, np.append(level.prices, np.zeros(rows - len(level.prices))), level.fixed)


def _level(
    probabilities: Vector,
    fixed: np.ndarray[tuple[int], np.dtype[np.bool_]],
    selectable: np.ndarray[tuple[int], np.dtype[np.bool_]],
    sizes: Counts,
    oracle: Oracle,
    panels: Panels,
) -> tuple[float, Vector, Vector]:
    """Return the next level, the multipliers of the types and the weights of the panels."""
    while True:
        value, prices, total, weights = _master(probabilities, fixed, selectable, sizes, panels)
        best = oracle.best(prices)
        if best is None or best.value <= total + _IMPROVES or not panels.add(best.counts):
            return value, prices, weights


def _master(
    probabilities: Vector,
    fixed: np.ndarray[tuple[int], np.dtype[np.bool_]],
    selectable: np.ndarray[tuple[int], np.dtype[np.bool_]],
    sizes: Counts,
    panels: Panels,
) -> tuple[float, Vector, float, Vector]:
    """Weigh the panels known: the highest level, multipliers of the types, price of the sum, weights."""
    matrix = np.array(panels.rows, dtype=float).T
    kinds, count = matrix.shape
    level = np.where(fixed, 0.0, -sizes.astype(float))[:, None]
    rows = np.vstack([np.hstack([matrix, level]), np.append(np.ones(count), 0.0)[None, :]])
    for slack in _SLACKS:
        least = np.where(fixed & selectable, sizes * np.maximum(probabilities - slack, 0.0), 0.0)
        model = Model(
            sparse.csr_array(rows),
            np.append(least, 1.0),
            np.append(np.full(kinds, np.inf), 1.0),
            np.full(count + 1, np.inf),
        )
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            model.option(name, _TIGHT)
        model.costs(np.append(np.zeros(count), 1.0))
        if model.run():
            point, prices = model.point, model.prices
            return float(point[-1]), np.maximum(-prices[:kinds], 0.0), float(prices[-1]), np.maximum(point[:-1], 0.0)
    raise model.failed("weighing the panels")
