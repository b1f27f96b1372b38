"""Solves a draw: the fairest probabilities within the quotas, and a lottery over real panels that gives them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from belvedere.engines.sortition.certificate import Certificate, broken_claims, given_by, largest_gap
from belvedere.engines.sortition.decomposition import Mixture, Panels, decompose
from belvedere.engines.sortition.feasibility import NoPanel, find_conflict
from belvedere.engines.sortition.goldilocks import goldilocks_marginals
from belvedere.engines.sortition.hull import leximin_over_panels
from belvedere.engines.sortition.leximin import Marginals, leximin_marginals
from belvedere.engines.sortition.maximin import maximin_marginals
from belvedere.engines.sortition.membership import equal_panels, turning_panels
from belvedere.engines.sortition.merging import types_to_draw
from belvedere.engines.sortition.nash import nash_marginals
from belvedere.engines.sortition.oracle import Oracle
from belvedere.engines.sortition.polytope import Polytope, polytope_of
from belvedere.engines.sortition.problem import Distribution, Problem, SortitionError
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.progress import Progress, Tell, silent
from belvedere.engines.sortition.seating import Seats
from belvedere.engines.sortition.separation import separate
from belvedere.engines.sortition.types import LARGE, Counts, Types, types_of

Selectable = np.ndarray[tuple[int], np.dtype[np.bool_]]
Finder = Callable[[Polytope, Counts, Selectable], Marginals]

TOLERANCE, TOLERANCE_OF_LARGE = 5e-6, 2.5e-5
MOST_CUTS = 300
_CUTS_OF_LEXIMIN = 5
_ROUNDS, _ROUNDS_OF_LARGE = 200, 40
_NEVER = 1e-6
_LARGEST_PART = 1e-4
_FARTHEST_MERGED = 1e-4
"""Households are told apart after all when leaving that to the seating brings a share farther than this."""


class Objective(StrEnum):
    """What « fair » means; see docs/engines/sortition.md."""

    LEXIMIN = "leximin"
    MAXIMIN = "maximin"
    NASH = "nash"
    GOLDILOCKS = "goldilocks"


FINDERS: dict[Objective, Finder] = {
    Objective.LEXIMIN: leximin_marginals,
    Objective.MAXIMIN: maximin_marginals,
    Objective.NASH: nash_marginals,
    Objective.GOLDILOCKS: goldilocks_marginals,
}


@dataclass(frozen=True)
class Enough:
    """Past so many types, panels that come so near to the probabilities are enough."""

    types: int
    within: float


class NotProven(SortitionError):
    """A solution did not pass its own check: nothing of it may be published."""

    code = "not_proven"


@dataclass(frozen=True)
class Solution:
    """Probabilities by person, a lottery over panels that gives them, and the proof."""

    objective: Objective
    probabilities: tuple[float, ...]
    distribution: Distribution
    certificate: Certificate


def solve(
    problem: Problem,
    objective: Objective = Objective.LEXIMIN,
    *,
    seed: int = 0,
    large: int = LARGE,
    within: float = TOLERANCE_OF_LARGE,
    progress: Tell | None = None,
) -> Solution:
    """Find the fairest lottery over the panels of a problem.

    Parameters
    ----------
    problem : Problem
    objective : Objective
    seed : int
        Breaks ties between people of one type where a lottery gives them unequal parts (large pools).
    large : int
        Past so many types, a lottery close to the probabilities is enough.
    within : float
        How far from each probability the panels may be, past so many types: a lottery of M panels, whose shares are
        multiples of 1/M, gains nothing by less than 1/2M.
    progress : callable, optional
        Told at each step.

    Returns
    -------
    Solution
        The same for the same people and quotas, whatever their order. People of one type have exactly the same
        probability in ``probabilities``; the panels give it within ``certificate.deviation``.

    Raises
    ------
    NoPanel
        When no panel keeps every quota; it carries the smallest conflict.
    NotProven
        When the solution does not pass its own check by plain arithmetic.
    SolverFailed
        When HiGHS concludes nothing.

    Notes
    -----
    Linear programmes of types + 1 columns for the probabilities, then about as many panels as types, each by a small
    programme, and non-negative least squares: O(types³) in practice. Source: docs/engines/sortition.md.
    """
    types = types_to_draw(problem, large=large)
    enough = Enough(large, within)
    solution = _solved(problem, types, objective, seed, enough, progress or silent)
    if types.living and solution.certificate.deviation > max(_FARTHEST_MERGED, 2 * within):
        solution = _solved(problem, types_of(problem), objective, seed, enough, progress or silent)
    for claim in broken_claims(problem, solution.distribution, solution.probabilities, solution.certificate):
        raise NotProven(f"The solution does not pass its own check ({claim}); nothing is published. Report the files.")
    return solution


def _solved(problem: Problem, types: Types, objective: Objective, seed: int, enough: Enough, tell: Tell) -> Solution:
    search = _Search(problem, types, FINDERS[objective], enough, tell)
    marginals, mixture = search.run()
    distribution = _of_people(problem, types, mixture, str(seed))
    probabilities = types.by_person(marginals.probabilities, len(problem.people))
    deviation = float(np.abs(given_by(distribution, len(problem.people)) - probabilities).max())
    gap = largest_gap(marginals, search.polytope, types.sizes)
    certificate = Certificate(objective.value, marginals, search.polytope, gap, deviation, types.merged)
    return Solution(objective, probabilities, distribution, certificate)


def check_certificate(problem: Problem, solution: Solution) -> tuple[str, ...]:
    """Return each claim of a solution that does not hold, by plain arithmetic and without any solver."""
    return tuple(broken_claims(problem, solution.distribution, solution.probabilities, solution.certificate))


class _Search:
    """Goes from the polytope of the quotas to a lottery, adding the inequalities that no panel breaks as they show."""

    def __init__(self, problem: Problem, types: Types, finder: Finder, enough: Enough, tell: Tell) -> None:
        self.problem, self.types, self.finder, self.tell = problem, types, finder, tell
        self.enough = enough
        self.polytope = polytope_of(problem, types)
        self.oracle = Oracle(self.polytope, Seats(types))
        self.panels = Panels()

    def run(self) -> tuple[Marginals, Mixture]:
        first = self.oracle.best(1.0 / self.types.sizes)
        if first is None:
            raise _no_panel(self.problem)
        self.panels.add(first.counts)
        selectable = self.selectable()
        self.polytope = self.polytope.without(~selectable)
        tolerance, rounds = (self.enough.within, _ROUNDS_OF_LARGE) if self.is_large else (TOLERANCE, _ROUNDS)
        for _ in range(MOST_CUTS):
            self.tell(Progress("probabilities", len(self.polytope.cuts), 0))
            marginals = self.finder(self.polytope, self.types.sizes, selectable)
            mixture = decompose(
                marginals.probabilities * self.types.sizes,
                self.types.sizes,
                self.oracle,
                self.panels,
                tolerance=tolerance,
                most_rounds=rounds,
                tell=self.tell,
            )
            if mixture.is_within or self.is_large:
                return marginals, mixture
            if self.finder is leximin_marginals and (mixture.cut is None or self.has_many_cuts):
                return self.over_panels(selectable)
            target = marginals.probabilities * self.types.sizes
            mixture = separate(target, self.types.sizes, self.oracle, self.panels, TOLERANCE)
            if mixture.cut is None:
                return marginals, mixture
            self.polytope = self.polytope.with_cut(mixture.cut)
            selectable = self.held()
            self.polytope = self.polytope.without(~selectable)
        return marginals, mixture

    @property
    def is_large(self) -> bool:
        """Whether a mixture close to the probabilities is enough: exact ones would take too long."""
        return len(self.types.values) > self.enough.types

    @property
    def has_many_cuts(self) -> bool:
        return len(self.polytope.cuts) >= _CUTS_OF_LEXIMIN

    def over_panels(self, selectable: Selectable) -> tuple[Marginals, Mixture]:
        """Leave the quotas' polytope, which promises more than panels can give, for the panels themselves."""
        rows = polytope_of(self.problem, self.types).without(~selectable)
        solved = leximin_over_panels(rows, self.types.sizes, selectable, self.oracle, self.panels, self.tell)
        self.polytope = solved.polytope
        return solved.marginals, solved.mixture

    def selectable(self) -> Selectable:
        """Tell which types some panel holds; they are tried one by one when the quotas alone leave one out."""
        everyone = np.ones(len(self.types.values), dtype=bool)
        lowest = leximin_marginals(self.polytope, self.types.sizes, everyone).probabilities
        if lowest.min() > _NEVER:
            return everyone
        return self.held()

    def held(self) -> Selectable:
        """Tell which types some panel holds: those that no known panel holds are tried one by one."""
        held = np.zeros(len(self.types.values), dtype=bool)
        for kind in range(len(held)):
            held |= self.panels.rows.any(axis=0)
            if held[kind]:
                continue
            prices = np.zeros(len(held))
            prices[kind] = 1.0
            best = self.oracle.best(prices)
            if best is not None:
                self.panels.add(best.counts)
            self.tell(Progress("selectable", kind + 1, len(held)))
        return held | self.panels.rows.any(axis=0)


def _no_panel(problem: Problem) -> SortitionError:
    conflict = find_conflict(problem)
    return NoPanel(conflict) if conflict else SolverFailed("The solver finds no panel and no reason. Report the files.")


def _of_people(problem: Problem, types: Types, mixture: Mixture, seed: str) -> Distribution:
    equal = None if types.living else equal_panels(types, mixture.panels, mixture.weights)
    if equal is not None:
        return equal
    parts = np.ceil(mixture.weights / _LARGEST_PART).astype(np.int64)
    weights = np.repeat(mixture.weights / parts, parts)
    heaviest_first = np.argsort(-weights, kind="stable")
    weights = weights[heaviest_first]
    panels = (mixture.panels[place] for place in np.repeat(np.arange(len(parts)), parts)[heaviest_first])
    found: dict[tuple[int, ...], float] = {}
    for panel, weight in zip(turning_panels(problem, types, panels, weights, seed), weights, strict=True):
        found[panel] = found.get(panel, 0.0) + float(weight)
    return Distribution(tuple(found), tuple(found.values()))
