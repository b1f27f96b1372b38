"""The proof that a lottery is the fairest: primal and dual values, checked by plain arithmetic, without any solver."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from belvedere.engines.sortition.leximin import Level, Marginals
from belvedere.engines.sortition.polytope import Polytope, Vector, polytope_of
from belvedere.engines.sortition.problem import Distribution, Problem
from belvedere.engines.sortition.types import Counts, types_of

FORMAT = "belvedere-sortition-certificate-1"
LARGEST_GAP = 1e-6
LARGEST_SUM_ERROR = 1e-9
_DIGITS = 12


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
    """

    objective: str
    marginals: Marginals
    polytope: Polytope
    gap: float
    deviation: float

    def as_json(self) -> dict[str, object]:
        """Return plain values, rounded to twelve digits: multipliers that are zero are left out."""
        return {
            "format": FORMAT,
            "objective": self.objective,
            "gap": _short(self.gap),
            "deviation": _short(self.deviation),
            "trusted_cuts": [
                {"factors": _sparse(cut.factors), "bound": _short(cut.bound)} for cut in self.polytope.cuts
            ],
            "probabilities": [_short(value) for value in self.marginals.probabilities],
            "levels": [
                {
                    "value": _short(level.value),
                    "weights": _sparse(level.weights),
                    "prices": _sparse(level.prices),
                    "fixed": [int(kind) for kind in np.nonzero(level.fixed)[0]],
                }
                for level in self.marginals.levels
            ],
        }


def proven_bound(level: Level, polytope: Polytope, sizes: Counts, probabilities: Vector) -> float:
    """Return a value that the level cannot exceed, by weak duality: any multipliers prove some bound.

    For every lottery whose fixed types keep their probability, the level is at most ``Σ weight × count``, which is at
    most the sum below. Only additions and products: nothing of the solver is believed but the multipliers themselves.
    """
    least = np.where(level.fixed, np.minimum(probabilities * sizes, polytope.most), 0.0)
    rest = level.weights - polytope.matrix.T @ level.prices
    ends = np.where(level.prices > 0, polytope.upper, polytope.lower)
    used = level.prices != 0
    return float(level.prices[used] @ ends[used] + rest @ np.where(rest > 0, polytope.most, least))


def largest_gap(marginals: Marginals, polytope: Polytope, sizes: Counts) -> float:
    """Return the largest distance between a level and the bound proven for it."""
    gaps = (proven_bound(level, polytope, sizes, marginals.probabilities) - level.value for level in marginals.levels)
    return max((float(gap) for gap in gaps), default=0.0)


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
    types = types_of(problem)
    polytope = polytope_of(problem, types)
    for cut in certificate.polytope.cuts:
        polytope = polytope.with_cut(cut)
    for number, level in enumerate(certificate.marginals.levels, 1):
        if abs(float(level.weights @ types.sizes) - 1) > LARGEST_GAP or float(level.weights.min(initial=0.0)) < 0:
            yield f"level {number}: its weights are not those of a proof"
        gap = proven_bound(level, polytope, types.sizes, certificate.marginals.probabilities) - level.value
        if abs(gap) > LARGEST_GAP:
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
    for members in types_of(problem).members:
        if len({probabilities[person] for person in members}) > 1:
            yield f"{problem.people[members[0]].id} and others of the same profile have different probabilities"


def given_by(distribution: Distribution, people: int) -> Vector:
    """Return the probability that a lottery gives each person."""
    given = np.zeros(people)
    for panel, weight in zip(distribution.panels, distribution.weights, strict=True):
        given[list(panel)] += weight
    return given


def _short(value: float) -> float:
    return round(float(value), _DIGITS)


def _sparse(values: Vector) -> dict[str, float]:
    return {str(place): _short(values[place]) for place in np.nonzero(values)[0]}
