"""The quotas as rows over types: what every panel, and every lottery over panels, keeps."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.types import Counts, Types

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Cut:
    """An inequality that every panel keeps and that the rows do not imply: Σ factor × count ≤ bound."""

    factors: Vector
    bound: float


@dataclass(frozen=True)
class Polytope:
    """Rows ``lower ≤ matrix × counts ≤ upper`` and bounds ``0 ≤ counts ≤ most``.

    The rows are the quotas in the order of the problem, the size, then one by composition of shared household, then the
    cuts. What a panel holds of each type is a whole point of it; what a lottery gives on average is a point of it.
    """

    matrix: sparse.csr_array
    lower: Vector
    upper: Vector
    most: Counts
    cuts: tuple[Cut, ...] = ()

    def with_cut(self, cut: Cut) -> "Polytope":
        """Return the same rows and one cut more."""
        return replace(
            self,
            matrix=sparse.csr_array(sparse.vstack([self.matrix, sparse.csr_array(cut.factors[None, :])])),
            lower=np.append(self.lower, -np.inf),
            upper=np.append(self.upper, cut.bound),
            cuts=(*self.cuts, cut),
        )

    @cached_property
    def _whole(self) -> sparse.csr_array:
        """The rows that are not cuts, whose factors are whole numbers."""
        return self.matrix[: len(self.lower) - len(self.cuts)].astype(np.int64)

    def without(self, never: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> "Polytope":
        """Return the same rows where some types are never held."""
        return replace(self, most=np.where(never, 0, self.most))

    def holds(self, counts: Counts) -> bool:
        """Tell whether whole counts are those of a panel, by exact arithmetic on the rows that are not cuts."""
        rows = len(self.lower) - len(self.cuts)
        sums = self._whole @ counts
        return bool(
            np.all(sums >= self.lower[:rows])
            and np.all(sums <= self.upper[:rows])
            and np.all(counts >= 0)
            and np.all(counts <= self.most)
        )


def polytope_of(problem: Problem, types: Types) -> Polytope:
    """Return the rows of a problem over its types. O(types × categories).

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> from belvedere.engines.sortition.types import types_of
    >>> people = (Person("a", ("F",)), Person("b", ("H",)), Person("c", ("H",)))
    >>> problem = Problem(2, (Quota("sexe", "F", 1, 1),), people)
    >>> rows = polytope_of(problem, types_of(problem))
    >>> rows.matrix.toarray().tolist(), rows.lower.tolist(), rows.most.tolist()
    ([[1.0, 0.0], [1.0, 1.0]], [1.0, 2.0], [1, 2])
    """
    place = {category: number for number, category in enumerate(problem.categories)}
    by_value: dict[tuple[int, str], list[int]] = {}
    for kind, values in enumerate(types.values):
        for category, value in enumerate(values):
            by_value.setdefault((category, value), []).append(kind)
    rows = [by_value.get((place[quota.category], quota.value), []) for quota in problem.quotas]
    lower = [float(quota.minimum) for quota in problem.quotas]
    upper = [float(quota.maximum) for quota in problem.quotas]
    rows.append(list(range(len(types.values))))
    lower.append(float(problem.size))
    upper.append(float(problem.size))
    for home in types.homes:
        if len(home.types) > 1:
            rows.append(list(home.types))
            lower.append(0.0)
            upper.append(float(home.size))
    starts = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    shape = (len(rows), len(types.values))
    matrix = sparse.csr_array((np.ones(len(columns)), columns, starts), shape=shape)
    return Polytope(matrix, np.array(lower), np.array(upper), types.most)
