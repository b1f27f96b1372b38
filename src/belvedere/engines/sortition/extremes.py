"""The lowest and the highest probability of a lottery: which pairs can be had, and the prices that bound them."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from belvedere.engines.sortition.highs import Model
from belvedere.engines.sortition.leximin import leximin_marginals
from belvedere.engines.sortition.polytope import Polytope, Vector
from belvedere.engines.sortition.types import Counts

Selectable = np.ndarray[tuple[int], np.dtype[np.bool_]]

_TOLERANCE = 1e-9
_ROOM = 1e-9


@dataclass(frozen=True)
class Pair:
    """A lowest and a highest probability, with the multipliers that prove that no lottery has a better pair.

    Attributes
    ----------
    lowest, highest : float
    floor, ceiling : ndarray of float, shape (types,)
        Multipliers of « a type is at least at the lowest, at most at the highest » (by unit of expected count).
    prices : ndarray of float, shape (rows,)
    people : float
        Sum of the expected counts.
    """

    lowest: float
    highest: float
    floor: Vector
    ceiling: Vector
    prices: Vector
    people: float


class Extremes:
    """The programme of the two extremes over expected counts; the types that no panel holds are left out."""

    def __init__(self, polytope: Polytope, sizes: Counts, selectable: Selectable) -> None:
        self.rows, self.kinds = polytope.matrix.shape
        column = sparse.csr_array(np.where(selectable, sizes, 0).astype(float)[:, None])
        nothing = sparse.csr_array((self.kinds, 1))
        kept = sparse.diags_array(selectable.astype(float))
        matrix = sparse.vstack(
            [
                sparse.hstack([polytope.matrix, sparse.csr_array((self.rows, 2))]),
                sparse.hstack([kept, -column, nothing]),
                sparse.hstack([-kept, nothing, column]),
            ]
        )
        self.model = Model(
            sparse.csr_array(matrix),
            np.append(polytope.lower, np.zeros(2 * self.kinds)),
            np.append(polytope.upper, np.full(2 * self.kinds, np.inf)),
            np.append(np.where(selectable, polytope.most, 0.0), [np.inf, np.inf]),
        )
        for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
            self.model.option(name, _TOLERANCE)

    def steepest(self) -> Pair:
        """Return the pair whose lowest probability is the highest, then whose highest is the lowest."""
        lowest = self.best(1.0, 0.0).lowest
        self.model.column_bounds(self.kinds, max(0.0, lowest - _ROOM), np.inf)
        found = self.best(0.0, 1.0)
        self.model.column_bounds(self.kinds, 0.0, np.inf)
        return found

    def best(self, lift: float, fall: float) -> Pair:
        """Return a pair for which ``lift × lowest − fall × highest`` is the largest.

        Raises
        ------
        SolverFailed
            When HiGHS concludes nothing.
        """
        self.model.costs(np.append(np.zeros(self.kinds), [lift, -fall]))
        if not self.model.run():
            self.model.forget()
            if not self.model.run():
                raise self.model.failed("weighing the lowest and the highest probability")
        point, prices = self.model.point, self.model.prices
        multipliers = np.maximum(-prices[self.rows :], 0.0)
        floor, ceiling = multipliers[: self.kinds], multipliers[self.kinds :]
        return Pair(float(point[-2]), float(point[-1]), floor, ceiling, prices[: self.rows], float(point[:-2].sum()))


def fairest_under(polytope: Polytope, sizes: Counts, selectable: Selectable, highest: float) -> Vector:
    """Return the leximin probabilities among those that nobody has more of than ``highest``."""
    capped = replace(polytope, most=np.minimum(polytope.most, sizes * (highest + _ROOM)))
    return leximin_marginals(capped, sizes, selectable).probabilities
