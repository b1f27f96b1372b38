"""A uniform lottery: M panels, each as likely as the others, so that a draw is a number read on dice or balls."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.membership import turning_panels
from belvedere.engines.sortition.oracle import Oracle
from belvedere.engines.sortition.polytope import Vector, polytope_of
from belvedere.engines.sortition.problem import Distribution, Problem, SortitionError
from belvedere.engines.sortition.progress import Progress, Tell, silent
from belvedere.engines.sortition.seating import Seats
from belvedere.engines.sortition.solving import Solution
from belvedere.engines.sortition.types import Counts, Types, types_of

_EXCHANGES, _CANDIDATES = 1000, 40
_POWERS, _REPRICINGS, _IDLE = (2, 4, 8), 1000, 60
_WORST = 30
_GAIN = 1e-9


Kinds = NDArray[np.int64]
"""Types of the members of a panel, in order."""


class NoSuchLottery(SortitionError):
    """A lottery of no panel was asked for."""

    code = "no_such_lottery"


@dataclass(frozen=True)
class Lottery:
    """A uniform lottery.

    Attributes
    ----------
    panels : tuple of tuple of int
        Sorted positions of people; the same panel may be there several times. Panel number n is ``panels[n]``.
    deviation : float
        The largest distance between a person's share of the panels and her probability, counted.
    bound : float
        A distance that no person's share exceeds, known from the counts by type: the error of the type, and one panel.
    """

    panels: tuple[tuple[int, ...], ...]
    deviation: float
    bound: float

    def shares(self, people: int) -> Vector:
        """Return each person's share of the panels: her chance to be drawn."""
        counts = np.zeros(people)
        for panel in self.panels:
            counts[list(panel)] += 1
        return counts / len(self.panels)

    def as_distribution(self) -> Distribution:
        """Return the same lottery, each panel with its weight."""
        return Distribution(self.panels, (1 / len(self.panels),) * len(self.panels))


def uniform_lottery(
    problem: Problem, solution: Solution, *, size: int = 1000, seed: str = "0", progress: Tell | None = None
) -> Lottery:
    """Round a lottery to ``size`` equally likely panels whose shares stay close to the probabilities.

    Parameters
    ----------
    problem : Problem
    solution : Solution
        Of that problem.
    size : int
        How many panels; 1,000 is read on three ten-sided dice.
    seed : str
        Orders the people of a type, who are given numbers of panels that differ by one at most.
    progress : callable, optional

    Returns
    -------
    Lottery
        Each of its panels is counted against every quota before it is given.

    Raises
    ------
    NoSuchLottery
        When ``size`` is not positive, or when a panel does not stand counting.

    Notes
    -----
    The weights times ``size`` are rounded down; what remains is given to the panels that mend the error most; panels
    are then exchanged, and at last replaced by new ones found for the error that is left. The error of a type is shared
    by its people. O(size × types) a step; a few hundred small programmes.
    """
    if size < 1:
        raise NoSuchLottery(f"A lottery of {size} panels cannot be drawn from: ask for one panel at least.")
    types = types_of(problem, solution.certificate.merged)
    rounding = _Rounding(problem, types, solution, size, progress or silent)
    chosen = rounding.run()
    panels = turning_panels(problem, types, _counts(chosen, len(types.values)), [1 / size] * size, seed)
    for panel in panels:
        for rule in problem.broken_rules(panel):
            raise NoSuchLottery(f"A panel of the lottery does not stand counting ({rule}); nothing is published.")
    found = Lottery(tuple(panels), 0.0, 0.0)
    deviation = float(np.abs(found.shares(len(problem.people)) - solution.probabilities).max())
    error = float((np.abs(rounding.excess) / size).max())
    return Lottery(tuple(panels), deviation, error + 1 / size)


class _Rounding:
    """Chooses panels of types, as many as asked, whose sum is near the expected counts.

    A panel is written as the types of its members; an excess is how many panels too many a person of each type is in.
    """

    def __init__(self, problem: Problem, types: Types, solution: Solution, size: int, tell: Tell) -> None:
        self.size, self.tell = size, tell
        self.scale = 1.0 / types.sizes
        self.pool, weights = _by_type(types, solution.distribution)
        self.times = np.floor(weights * size).astype(np.int64)
        self.squares = np.array([float(self._square(panel)) for panel in self.pool])
        self.oracle = Oracle(polytope_of(problem, types), Seats(types))
        self.excess = -np.array([solution.probabilities[members[0]] for members in types.members]) * size
        for panel, times in zip(self.pool, self.times, strict=True):
            self._count(panel, int(times))

    def run(self) -> Kinds:
        for _ in range(self.size - int(self.times.sum())):
            best = int(np.argmin(2 * self._along(self.excess)[self.pool].sum(axis=1) + self.squares))
            self.times[best] += 1
            self._count(self.pool[best], 1)
        for turn in range(_EXCHANGES):
            if not self._exchange():
                break
            self.tell(Progress("exchanges", turn + 1, _EXCHANGES))
        chosen = np.repeat(self.pool, self.times, axis=0)
        for power in _POWERS:
            self._reprice(chosen, power)
        return chosen

    def _exchange(self) -> bool:
        """Take the pair of panels whose exchange lessens the error most; tell whether there was one."""
        scores = self._along(self.excess)[self.pool].sum(axis=1)
        held = np.nonzero(self.times > 0)[0]
        leaving = held[np.argsort(-scores[held], kind="stable")][:_CANDIDATES]
        coming = np.argsort(scores, kind="stable")[:_CANDIDATES]
        without = np.zeros((len(leaving), len(self.scale)))
        for row, place in zip(without, leaving, strict=True):
            np.add.at(row, self.pool[place], self.scale[self.pool[place]] ** 2)
        shared = without[:, self.pool[coming]].sum(axis=2)
        gains = 2 * (scores[coming][None] - scores[leaving][:, None] - shared)
        gains += self.squares[coming][None] + self.squares[leaving][:, None]
        out, into = np.unravel_index(int(np.argmin(gains)), gains.shape)
        if gains[out, into] >= -_GAIN:
            return False
        self.times[leaving[out]] -= 1
        self.times[coming[into]] += 1
        self._count(self.pool[leaving[out]], -1)
        self._count(self.pool[coming[into]], 1)
        return True

    def _reprice(self, chosen: Kinds, power: int) -> None:
        """Replace panels by new ones, each found for the error left without the one that it replaces.

        What is lessened is the sum of the errors to an even power: the higher it is, the more the largest count.
        """
        error = float((self.excess**power).sum())
        idle = 0
        for turn in range(_REPRICINGS):
            order = np.argsort(-self._along(self.excess ** (power - 1))[chosen].sum(axis=1), kind="stable")[:_WORST]
            place = int(order[turn % len(order)])
            leaving = chosen[place].copy()
            before = self.excess.copy()
            self._count(leaving, -1)
            found = self.oracle.near(-self._along(self.excess ** (power - 1)))
            if found is not None:
                chosen[place] = _kinds(found.counts)
                self._count(chosen[place], 1)
            reached = float((self.excess**power).sum())
            if found is not None and reached < error - _GAIN:
                error, idle = reached, 0
            else:
                chosen[place], self.excess, idle = leaving, before, idle + 1
            self.tell(Progress("panels replaced", turn + 1, _REPRICINGS))
            if idle > _IDLE:
                break

    def _along(self, excess: Vector) -> Vector:
        """Return what one member of each type more adds along an excess."""
        along: Vector = excess * self.scale
        return along

    def _square(self, panel: Kinds) -> float:
        kinds, counts = np.unique(panel, return_counts=True)
        return float(((counts * self.scale[kinds]) ** 2).sum())

    def _count(self, panel: Kinds, times: int) -> None:
        np.add.at(self.excess, panel, times * self.scale[panel])


def _kinds(counts: Counts) -> Kinds:
    """Return the types of the members of a panel."""
    return np.repeat(np.arange(len(counts)), counts)


def _counts(chosen: Kinds, kinds: int) -> Iterator[Counts]:
    """Yield panels as counts by type."""
    return (np.bincount(panel, minlength=kinds) for panel in chosen)


def _by_type(types: Types, distribution: Distribution) -> tuple[Kinds, Vector]:
    """Return the panels of a lottery as the types of their members, each once, with their weights."""
    kind_of = np.zeros(sum(map(len, types.members)), dtype=np.int64)
    for kind, members in enumerate(types.members):
        kind_of[list(members)] = kind
    panels = np.sort(kind_of[np.array(distribution.panels)], axis=1)
    found, first, back = np.unique(panels, axis=0, return_index=True, return_inverse=True)
    weights = np.bincount(back.ravel(), weights=distribution.weights).astype(np.float64)
    order = np.argsort(first, kind="stable")
    return found[order], weights[order]
