"""A uniform lottery: M panels, each as likely as the others, so that a draw is a number read on dice or balls."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.membership import turning_panels
from belvedere.engines.sortition.oracle import Oracle
from belvedere.engines.sortition.polytope import Vector, polytope_of
from belvedere.engines.sortition.problem import Distribution, Problem, SortitionError
from belvedere.engines.sortition.progress import Progress, Tell, silent
from belvedere.engines.sortition.solving import Solution
from belvedere.engines.sortition.types import Types, types_of

_EXCHANGES, _CANDIDATES = 400, 40
_REPRICINGS, _IDLE = 400, 40
_WORST = 20
_GAIN = 1e-9


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
    types = types_of(problem)
    rounding = _Rounding(problem, types, solution, size, progress or silent)
    chosen = rounding.run()
    panels = turning_panels(problem, types, list(chosen), [1 / size] * size, seed)
    for panel in panels:
        for rule in problem.broken_rules(panel):
            raise NoSuchLottery(f"A panel of the lottery does not stand counting ({rule}); nothing is published.")
    found = Lottery(tuple(panels), 0.0, 0.0)
    deviation = float(np.abs(found.shares(len(problem.people)) - solution.probabilities).max())
    error = np.abs(chosen.sum(axis=0) / size - rounding.expected) / types.sizes
    return Lottery(tuple(panels), deviation, float(error.max()) + 1 / size)


class _Rounding:
    """Chooses panels of types, as many as asked, whose sum is near the expected counts."""

    def __init__(self, problem: Problem, types: Types, solution: Solution, size: int, tell: Tell) -> None:
        self.size, self.tell = size, tell
        self.scale = 1.0 / types.sizes
        self.pool, weights = _by_type(types, solution.distribution)
        probabilities = np.array([solution.probabilities[members[0]] for members in types.members])
        self.expected: Vector = probabilities * types.sizes
        self.target: Vector = self.expected * float(size)
        self.oracle = Oracle(polytope_of(problem, types))
        self.times = np.floor(weights * size).astype(np.int64)
        self.priced = self.pool * self.scale
        self.squares = (self.priced**2).sum(axis=1)
        self.sum = (self.times @ self.pool).astype(float)

    def run(self) -> NDArray[np.int64]:
        for _ in range(self.size - int(self.times.sum())):
            missing = (self.target - self.sum) * self.scale
            best = int(np.argmax(2 * self.priced @ missing - self.squares))
            self.times[best] += 1
            self.sum += self.pool[best]
        for turn in range(_EXCHANGES):
            if not self._exchange():
                break
            self.tell(Progress("exchanges", turn + 1, _EXCHANGES))
        return self._reprice(np.repeat(self.pool, self.times, axis=0))

    def _exchange(self) -> bool:
        """Take the pair of panels whose exchange lessens the error most; tell whether there was one."""
        excess = (self.sum - self.target) * self.scale
        scores = self.priced @ excess
        held = np.nonzero(self.times > 0)[0]
        leaving = held[np.argsort(-scores[held], kind="stable")][:_CANDIDATES]
        coming = np.argsort(scores, kind="stable")[:_CANDIDATES]
        change = self.priced[coming][None] - self.priced[leaving][:, None]
        gains = 2 * (change @ excess) + (change**2).sum(axis=2)
        out, into = np.unravel_index(int(np.argmin(gains)), gains.shape)
        if gains[out, into] >= -_GAIN:
            return False
        self.times[leaving[out]] -= 1
        self.times[coming[into]] += 1
        self.sum += self.pool[coming[into]] - self.pool[leaving[out]]
        return True

    def _reprice(self, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
        """Replace panels by new ones, each found for the error left without the one that it replaces."""
        error = self._error(self.sum)
        idle = 0
        for turn in range(_REPRICINGS):
            excess = (self.sum - self.target) * self.scale
            order = np.argsort(-(chosen * self.scale) @ excess, kind="stable")[:_WORST]
            place = int(order[turn % len(order)])
            without = self.sum - chosen[place]
            found = self.oracle.near((self.target - without) * self.scale**2)
            if found is not None and self._error(without + found.counts) < error - _GAIN:
                self.sum, chosen[place], idle = without + found.counts, found.counts, 0
                error = self._error(self.sum)
            else:
                idle += 1
            self.tell(Progress("panels replaced", turn + 1, _REPRICINGS))
            if idle > _IDLE:
                break
        return chosen

    def _error(self, total: Vector) -> float:
        return float((((total - self.target) * self.scale) ** 2).sum())


def _by_type(types: Types, distribution: Distribution) -> tuple[NDArray[np.int64], Vector]:
    """Return the panels of a lottery as counts by type, each once, with their weights."""
    kind_of = {person: kind for kind, members in enumerate(types.members) for person in members}
    found: dict[tuple[int, ...], float] = {}
    for panel, weight in zip(distribution.panels, distribution.weights, strict=True):
        key = tuple(sorted(kind_of[person] for person in panel))
        found[key] = found.get(key, 0.0) + weight
    counts = np.zeros((len(found), len(types.values)), dtype=np.int64)
    for row, kinds in enumerate(found):
        np.add.at(counts[row], list(kinds), 1)
    return counts, np.array(list(found.values()))
