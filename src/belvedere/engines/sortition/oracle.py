"""The best panel for given prices: the question that every decomposition asks, thousands of times."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.highs import Model
from belvedere.engines.sortition.polytope import Polytope, Vector
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.seating import Seats
from belvedere.engines.sortition.types import Counts

_WHOLE = 1e-7
_NEARLY, _AT_ONCE = 0.7, 8


@dataclass(frozen=True)
class Found:
    """A panel as counts by type, what it is worth, and a value that no panel exceeds."""

    counts: Counts
    value: float
    bound: float


class Oracle:
    """Finds panels of high price. Every panel is counted again before it is given.

    A linear programme, started from the one before, gives counts that are whole or nearly; diving makes them whole.
    When it fails, and when the best panel is asked for, an integer programme answers. A panel that people of distinct
    households cannot make gives a row that both keep from then on.
    """

    def __init__(self, polytope: Polytope, seats: Seats) -> None:
        self.polytope, self.seats = polytope, seats
        self.rows = len(polytope.lower) - len(polytope.cuts)
        self.matrix = polytope.matrix[: self.rows]
        self.lower, self.upper = polytope.lower[: self.rows], polytope.upper[: self.rows]
        self.most = polytope.most.astype(float)
        self.loose = Model(self.matrix, self.lower, self.upper, self.most)
        self.whole = Model(self.matrix, self.lower, self.upper, self.most, is_whole=True)

    def near(self, prices: Vector) -> Found | None:
        """Return a panel of high price, not always the highest; None when there is no panel. Fast."""
        found = self._near(prices)
        while found is not None and not self._can_sit(found):
            found = self._near(prices)
        return found

    def best(self, prices: Vector) -> Found | None:
        """Return a panel of the highest price, with HiGHS's proof as its bound; None when there is no panel."""
        found = self._best(prices)
        while found is not None and not self._can_sit(found):
            found = self._best(prices)
        return found

    def _can_sit(self, found: Found) -> bool:
        """Tell whether people of distinct households can take these places; if not, no panel found later crowds so."""
        crowd = self.seats.crowd(found.counts)
        if crowd is None:
            return True
        for model in (self.loose, self.whole):
            model.at_most(np.array(crowd.types, dtype=np.int32), float(crowd.most))
        return False

    def _near(self, prices: Vector) -> Found | None:
        self.loose.costs(prices)
        if not self.loose.run():
            return self._best(prices) if not self.loose.is_infeasible else None
        point = self.loose.point
        bound = float(prices @ point)
        rounded = np.round(point)
        if np.abs(point - rounded).max() < _WHOLE:
            return self._counted(rounded, prices, bound)
        found = self._dived(point)
        return self._counted(found, prices, bound) if found is not None else self._best(prices)

    def _best(self, prices: Vector) -> Found | None:
        self.whole.costs(prices)
        if not self.whole.run():
            if self.whole.is_infeasible:
                return None
            raise self.whole.failed("looking for the best panel")
        return self._counted(np.round(self.whole.point), prices, self.whole.bound)

    def _dived(self, point: Vector) -> Vector | None:
        """Return a panel near a fractional point: its columns are made whole, the nearest first."""
        moved: list[int] = []
        try:
            for _ in range(len(self.most)):
                floor = np.floor(point + _WHOLE)
                parts = point - floor
                highest = float(parts.max())
                if highest <= _WHOLE:
                    return floor
                chosen = np.nonzero(parts >= min(highest, _NEARLY))[0][:_AT_ONCE]
                moved += chosen.tolist()
                if not self._moved(chosen, floor):
                    return None
                point = self.loose.point
            return None
        finally:
            for column in moved:
                self.loose.column_bounds(column, 0.0, float(self.most[column]))

    def _moved(self, chosen: NDArray[np.int64], floor: Vector) -> bool:
        """Raise some columns; if no panel may have them, the first alone; at last lower it. Tell whether one may."""
        for column in chosen:
            self.loose.column_bounds(int(column), float(floor[column]) + 1, float(floor[column]) + 1)
        if self.loose.run():
            return True
        for column in chosen[1:]:
            self.loose.column_bounds(int(column), 0.0, float(self.most[column]))
        if len(chosen) > 1 and self.loose.run():
            return True
        first = int(chosen[0])
        self.loose.column_bounds(first, float(floor[first]), float(floor[first]))
        return self.loose.run()

    def _counted(self, point: Vector, prices: Vector, bound: float) -> Found:
        counts = point.astype(np.int64)
        if not self.polytope.holds(counts):
            raise SolverFailed("The solver gave a panel that breaks a quota; nothing is published. Report the files.")
        return Found(counts, float(prices @ counts), bound)
