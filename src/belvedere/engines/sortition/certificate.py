"""The proof that a lottery is the fairest: primal and dual values, checked by plain arithmetic, without any solver."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from belvedere.engines.sortition.claims import LARGEST_GAP, short, sparse_of
from belvedere.engines.sortition.leximin import Marginals
from belvedere.engines.sortition.polytope import Polytope, Vector, polytope_of
from belvedere.engines.sortition.problem import Distribution, Problem
from belvedere.engines.sortition.types import Counts, types_of

FORMAT = "belvedere-sortition-certificate-1"
LARGEST_SUM_ERROR = 1e-9


@dataclass(frozen=True)
class Certificate:
    """What proves a solution.

    Attributes
    ----------
    objective : str
    marginals : Marginals
        Probabilities by type aimed at, and the levels with their multipliers.
    polytope : Polytope
        The rows, with the cuts: inequalities that all panels keep according to the integer solver's search. They are
        the only thing that the check takes on trust.
    gap : float
        The largest distance between a level and the bound that its multipliers prove.
    deviation : float
        The largest distance between what the panels give a person and what is aimed at.
    merged : frozenset of int
        Households that the types do not tell apart. The proof then leaves their limit out, so that it holds for more
        lotteries than there are; the panels are counted with it.
    """

    objective: str
    marginals: Marginals
    polytope: Polytope
    gap: float
    deviation: float
    merged: frozenset[int] = frozenset()

    def as_json(self) -> dict[str, object]:
        """Return plain values, rounded to twelve digits: multipliers that are zero are left out."""
        return {
            "format": FORMAT,
            "objective": self.objective,
            "gap": short(self.gap),
            "deviation": short(self.deviation),
            "households_merged": len(self.merged),
            "trusted_cuts": [
                {"factors": sparse_of(cut.factors), "bound": short(cut.bound)} for cut in self.polytope.cuts
            ],
            "trusted_never_drawn": [int(kind) for kind in np.nonzero(self.marginals.probabilities == 0)[0]],
            "probabilities": [short(value) for value in self.marginals.probabilities],
            "levels": [level.as_json() for level in self.marginals.levels],
        }


def largest_gap(marginals: Marginals, polytope: Polytope, sizes: Counts) -> float:
    """Return the largest distance between a level and the bound proven for it."""
    gaps = (level.bound(polytope, sizes, marginals.probabilities) - level.value for level in marginals.levels)
    return max((abs(float(gap)) for gap in gaps), default=0.0)


def broken_claims(
    problem: Problem, distribution: Distribution, probabilities: tuple[float, ...], certificate: Certificate
) -> Iterator[str]:
    """Yield, in plain words, each claim of a solution that does not hold; nothing when all of them do.

    Every panel is counted against every quota; the weights must sum to one; what they give each person must be what is
    announced; people of one profile must have the same probability; each level's multipliers must prove it. The types
    and rows are made again from the problem. O(panels × size × categories).
    """
    yield from _broken_panels(problem, distribution)
    yield from _broken_probabilities(problem, distribution, probabilities, certificate)
    types = types_of(problem, certificate.merged)
    polytope = polytope_of(problem, types)
    for cut in certificate.polytope.cuts:
        polytope = polytope.with_cut(cut)
    polytope = polytope.without(certificate.marginals.probabilities == 0)
    for number, level in enumerate(certificate.marginals.levels, 1):
        for fault in level.faults(types.sizes, certificate.marginals.probabilities):
            yield f"level {number}: {fault}"
        gap = level.bound(polytope, types.sizes, certificate.marginals.probabilities) - level.value
        if not abs(gap) <= LARGEST_GAP:
            yield f"level {number}: its multipliers prove it to {gap:.1e} only"


def _broken_panels(problem: Problem, distribution: Distribution) -> Iterator[str]:
    if len(set(distribution.panels)) != len(distribution.panels):
        yield "a panel is there twice"
    for number, panel in enumerate(distribution.panels, 1):
        yield from (f"panel {number}: {rule}" for rule in problem.broken_rules(panel))
    if min(distribution.weights, default=0.0) < 0:
        yield "a panel has a negative probability"
    if abs(sum(distribution.weights) - 1) > LARGEST_SUM_ERROR:
        yield f"the probabilities of the panels sum to {sum(distribution.weights)!r}"


def _broken_probabilities(
    problem: Problem, distribution: Distribution, probabilities: tuple[float, ...], certificate: Certificate
) -> Iterator[str]:
    if len(probabilities) != len(problem.people):
        yield f"{len(probabilities)} probabilities for {len(problem.people)} people"
        return
    given = given_by(distribution, len(problem.people))
    errors = np.abs(given - np.array(probabilities))
    if errors.max(initial=0.0) > max(certificate.deviation, LARGEST_SUM_ERROR) + LARGEST_SUM_ERROR:
        worst = int(errors.argmax())
        said = f"{given[worst]:.9f}, {probabilities[worst]:.9f} is announced"
        yield f"{problem.people[worst].id}: the panels give {said}"
    proven = certificate.marginals.probabilities
    for members, value in zip(types_of(problem, certificate.merged).members, proven, strict=True):
        if len({probabilities[person] for person in members}) > 1:
            yield f"{problem.people[members[0]].id} and others of the same profile have different probabilities"
        if abs(probabilities[members[0]] - value) > LARGEST_SUM_ERROR:
            yield f"{problem.people[members[0]].id}: the probability announced is not the one proven"


def given_by(distribution: Distribution, people: int) -> Vector:
    """Return the probability that a lottery gives each person."""
    seats = np.fromiter(chain.from_iterable(distribution.panels), dtype=np.intp)
    sizes = [len(panel) for panel in distribution.panels]
    shares = np.repeat(np.array(distribution.weights), sizes)
    return np.bincount(seats, shares, minlength=people).astype(np.float64)
