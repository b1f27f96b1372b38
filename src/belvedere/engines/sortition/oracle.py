"""The best panel for given prices: the question that every decomposition asks, thousands of times."""

from dataclasses import dataclass

import numpy as np

from belvedere.engines.sortition.highs import Model
from belvedere.engines.sortition.polytope import Polytope, Vector
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.types import Counts

_WHOLE = 1e-7
_FREE_COLUMNS, _FREE_BY_FRACTION = 30, 2


@dataclass(frozen=True)
class Found:
    """A panel as counts by type, what it is worth, and a value that no panel exceeds."""

    counts: Counts
    value: float
    bound: float


class Oracle:
    """Finds panels of high price. Every panel is counted again before it is given.

    A linear programme, started from the one before, gives whole counts in most calls; otherwise a small integer
    programme on the columns near their bounds does, and when the best panel is asked for, the whole one.
    """

    def __init__(self, polytope: Polytope) -> None:
        self.polytope = polytope
        self.rows = len(polytope.lower) - len(polytope.cuts)
        self.matrix = polytope.matrix[: self.rows]
        self.lower, self.upper = polytope.lower[: self.rows], polytope.upper[: self.rows]
        self.most = polytope.most.astype(float)
        self.columns = self.matrix.tocsc()
        self.loose = Model(self.matrix, self.lower, self.upper, self.most)
        self.whole = Model(self.matrix, self.lower, self.upper, self.most, is_whole=True)

    def near(self, prices: Vector) -> Found | None:
        """Return a panel of high price, not always the highest; None when there is no panel. Fast."""
        self.loose.costs(prices)
        if not self.loose.run():
            return self.best(prices) if not self.loose.is_infeasible else None
        point = self.loose.point
        bound = float(prices @ point)
        rounded = np.round(point)
        if np.abs(point - rounded).max() < _WHOLE:
            return self._counted(rounded, prices, bound)
        found = self._repaired(prices, point, rounded)
        return self._counted(found, prices, bound) if found is not None else self.best(prices)

    def best(self, prices: Vector) -> Found | None:
        """Return a panel of the highest price, with HiGHS's proof as its bound; None when there is no panel."""
        self.whole.costs(prices)
        if not self.whole.run():
            if self.whole.is_infeasible:
                return None
            raise self.whole.failed("looking for the best panel")
        return self._counted(np.round(self.whole.point), prices, self.whole.bound)

    def _repaired(self, prices: Vector, point: Vector, rounded: Vector) -> Vector | None:
        """Return a panel near a fractional point: only the columns that are fractional or indifferent are free."""
        fractional = np.abs(point - rounded) > _WHOLE
        free = fractional.copy()
        order = np.argsort(np.abs(self.loose.reduced_costs), kind="stable")
        free[order[: min(len(order), _FREE_COLUMNS + _FREE_BY_FRACTION * int(fractional.sum()))]] = True
        places = np.nonzero(free)[0]
        fixed = np.where(free, 0.0, rounded)
        taken = self.matrix @ fixed
        small = Model(
            self.columns[:, places].tocsr(), self.lower - taken, self.upper - taken, self.most[places], is_whole=True
        )
        for name, value in (("mip_rel_gap", 0.2), ("mip_max_nodes", 200), ("presolve", "off")):
            small.option(name, value)
        small.costs(prices[places])
        small.run()
        if not small.has_point:
            return None
        fixed[places] = np.round(small.point)
        return fixed

    def _counted(self, point: Vector, prices: Vector, bound: float) -> Found:
        counts = point.astype(np.int64)
        if not self.polytope.holds(counts):
            raise SolverFailed("The solver gave a panel that breaks a quota; nothing is published. Report the files.")
        return Found(counts, float(prices @ counts), bound)
