"""The fairest probabilities: the lowest as high as it can be, then the next lowest, and so on (leximin)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from belvedere.engines.sortition.claims import LARGEST_GAP, Claim, most_of, short, sparse_of
from belvedere.engines.sortition.highs import Model
from belvedere.engines.sortition.polytope import Polytope, Vector
from belvedere.engines.sortition.types import Counts

_BINDING = 1e-7
_TIGHT = 1e-9
_SLACK = 0.0
_SLACKEST = 1e-3
_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Level:
    """A level of the leximin order, and the proof that it cannot be raised.

    Attributes
    ----------
    value : float
        The probability of those whom this level fixes.
    weights : ndarray of float, shape (types,)
        Multipliers of « this type has at least the level » (per unit of expected count): zero or more, and
        ``Σ weight × size`` is 1.
    prices : ndarray of float, shape (rows,)
        Multipliers of the rows of the polytope.
    fixed : ndarray of bool, shape (types,)
        Types fixed before this level, whose probability may no longer be lowered.
    """

    value: float
    weights: Vector
    prices: Vector
    fixed: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def bound(self, polytope: Polytope, sizes: Counts, probabilities: Vector) -> float:
        """Return a value that the level cannot exceed, by weak duality: any multipliers prove some bound.

        For every lottery whose fixed types keep their probability, the level is at most ``Σ weight × count``. Only
        additions and products: nothing of the solver is believed but the multipliers themselves.
        """
        least = np.where(self.fixed, np.minimum(probabilities * sizes, polytope.most), 0.0)
        return most_of(self.weights, self.prices, polytope, least)

    def faults(self, sizes: Counts, probabilities: Vector) -> Iterator[str]:
        """Yield what makes the level no proof."""
        if abs(float(self.weights @ sizes) - 1) > LARGEST_GAP or float(self.weights.min(initial=0.0)) < 0:
            yield "its weights are not those of a proof"
        if float(np.where(self.fixed, np.inf, probabilities).min(initial=np.inf)) < self.value - LARGEST_GAP:
            yield "a probability is under it"

    def as_json(self) -> dict[str, object]:
        """Return plain values: multipliers that are zero are left out."""
        return {
            "value": short(self.value),
            "weights": sparse_of(self.weights),
            "prices": sparse_of(self.prices),
            "fixed": [int(kind) for kind in np.nonzero(self.fixed)[0]],
        }


@dataclass(frozen=True)
class Marginals:
    """Probabilities by type that a lottery should give, with the claims that prove them the best (leximin: levels)."""

    probabilities: Vector
    levels: tuple[Claim, ...]


def leximin_marginals(
    polytope: Polytope, sizes: Counts, selectable: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> Marginals:
    """Return the leximin probabilities over a polytope of expected counts.

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
        At most as many levels as types; one linear programme each, of types + 1 columns.

    Raises
    ------
    SolverFailed
        When HiGHS concludes nothing.

    Notes
    -----
    Each programme raises the common level z of the types not fixed yet; those whose constraint has a multiplier can
    rise in no solution and are fixed at z (complementary slackness).
    """
    stage = _Stage(polytope, sizes, selectable)
    fixed = ~selectable
    probabilities = np.zeros(len(sizes))
    levels: list[Level] = []
    while not fixed.all():
        value, weights, prices, counts = stage.solve(probabilities, fixed & selectable)
        binding = ~fixed & (weights * sizes > _BINDING)
        if not binding.any():
            binding = ~fixed & (counts / sizes <= value + _TIGHT)
        weights = np.where(fixed, 0.0, weights)
        levels.append(Level(value, weights / max(float(weights @ sizes), _TIGHT), prices, fixed.copy()))
        probabilities[binding] = value
        fixed |= binding
        for kind in np.nonzero(binding)[0]:
            stage.fix(int(kind), value)
    return Marginals(probabilities, tuple(levels))


class _Stage:
    """The programme of one level, changed from one to the next: types, then the level z as last column."""

    def __init__(
        self, polytope: Polytope, sizes: Counts, selectable: np.ndarray[tuple[int], np.dtype[np.bool_]]
    ) -> None:
        self.sizes, self.most = sizes, polytope.most
        self.rows, kinds = polytope.matrix.shape
        at_least = sparse.hstack([sparse.eye_array(kinds), sparse.csr_array(-sizes[:, None].astype(float))])
        matrix = sparse.vstack([sparse.hstack([polytope.matrix, sparse.csr_array((self.rows, 1))]), at_least])
        most = np.append(np.where(selectable, polytope.most, 0.0), np.inf)
        self.model = Model(
            sparse.csr_array(matrix),
            np.append(polytope.lower, np.where(selectable, 0.0, -np.inf)),
            np.append(polytope.upper, np.full(kinds, np.inf)),
            most,
        )
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self.model.option(name, _TOLERANCE)
        self.model.costs(np.append(np.zeros(kinds), 1.0))

    def fix(self, kind: int, value: float, slack: float = _SLACK) -> None:
        """Keep a type at its level, or a hair under it when rounding made the rest impossible."""
        self.model.free_row(self.rows + kind)
        self.model.column_bounds(kind, max(0.0, float(self.sizes[kind]) * (value - slack)), float(self.most[kind]))

    def solve(
        self, probabilities: Vector, fixed: np.ndarray[tuple[int], np.dtype[np.bool_]]
    ) -> tuple[float, Vector, Vector, Vector]:
        """Return the level, the multipliers of the types, the prices of the rows and the expected counts."""
        slack = _SLACK
        while not self.model.run():
            slack = max(slack * 5, 1e-11)
            if slack > _SLACKEST:
                raise self.model.failed("raising the lowest probability")
            for kind in np.nonzero(fixed)[0]:
                self.fix(int(kind), probabilities[kind], slack)
            self.model.forget()
        point, prices = self.model.point, self.model.prices
        return float(point[-1]), np.maximum(-prices[self.rows :], 0.0), prices[: self.rows], point[:-1]
