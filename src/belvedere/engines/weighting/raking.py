"""Raking: weights that give the answers the margins of the census, as near to 1 as they can be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.weighting.faults import NobodyAnswered, UnusableLimit, UnusableMargin

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Margins = Mapping[str, Mapping[str, float]]

_TOLERANCE = 1e-6  # of the whole: one person in a million
_MOST_ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Raking:
    """Weights, and what is to be known before believing them.

    Attributes
    ----------
    weights : tuple of float
        One by respondent, in the order given; their mean is 1.
    has_converged : bool
        Whether every margin is kept within one person in a million.
    rounds : int
        Passes over all the margins.
    largest_gap : float
        The largest difference left between a weighted share and the census, 0 to 1.
    design_effect : float
        Kish's: by how much unequal weights multiply the variance; 1 when all are equal.
    effective_size : float
        How many equal answers would be as precise.
    unheard : tuple of (str, str)
        Variables and categories of the census that nobody answered for: no weight makes up for them.
    unknown : mapping of str to int
        By variable, respondents who did not say, or said what the census does not count: left as they are.
    """

    weights: tuple[float, ...]
    has_converged: bool
    rounds: int
    largest_gap: float
    design_effect: float
    effective_size: float
    unheard: tuple[tuple[str, str], ...]
    unknown: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Margin:
    """One variable: the category of each respondent (-1: unknown) and the shares aimed at among those known."""

    codes: Integers
    shares: Floats

    @property
    def known(self) -> NDArray[np.bool_]:
        return np.asarray(self.codes >= 0)

    def sums(self, weights: Floats) -> Floats:
        known = self.known
        return np.bincount(self.codes[known], weights=weights[known], minlength=len(self.shares)).astype(np.float64)

    def gap(self, weights: Floats) -> float:
        sums = self.sums(weights)
        return float(np.abs(sums / sums.sum() - self.shares).max())

    def adjusted(self, weights: Floats) -> Floats:
        sums, known = self.sums(weights), self.known
        factors = self.shares * sums.sum() / np.where(sums > 0, sums, 1.0)
        found = weights.copy()
        found[known] *= factors[self.codes[known]]
        return found


def rake(
    respondents: Sequence[Mapping[str, str]],
    margins: Margins,
    *,
    start: Sequence[float] | None = None,
    largest_weight: float | None = None,
) -> Raking:
    """Weight respondents so that, variable by variable, they are shared out as the population is.

    Each pass multiplies the weights of a category by what it lacks, one variable after the other, until all hold
    (iterative proportional fitting; Deming and Stephan 1940, https://doi.org/10.1214/aoms/1177731829). The result is
    the one nearest to the start in relative entropy, and does not depend on the order of respondents.

    Parameters
    ----------
    respondents : sequence of mapping
        Of each respondent, the category by variable; an absent variable is not known.
    margins : mapping of str to mapping of str to float
        By variable, people of each category in the population (counts or shares, at least 0, some above 0).
    start : sequence of float, optional
        Weights to begin with, above 0; all equal by default.
    largest_weight : float, optional
        No weight passes this many times the mean, nor falls under its inverse; above 1. Margins may then not hold,
        and ``largest_gap`` says by how much.

    Raises
    ------
    NobodyAnswered, UnusableLimit
    UnusableMargin
        A margin that is empty, negative, or of which no respondent has a category.

    Notes
    -----
    O(respondents × variables × passes), at most 500 passes.

    Examples
    --------
    >>> people = [{"sex": "w"}, {"sex": "w"}, {"sex": "w"}, {"sex": "m"}]
    >>> found = rake(people, {"sex": {"w": 52, "m": 48}})
    >>> [round(weight, 3) for weight in found.weights], round(found.design_effect, 3), round(found.effective_size, 2)
    ([0.693, 0.693, 0.693, 1.92], 1.282, 3.12)
    """
    _check(respondents, largest_weight)
    held = {variable: _margin(variable, counts, respondents) for variable, counts in sorted(margins.items())}
    weights = np.ones(len(respondents)) if start is None else np.asarray(start, dtype=np.float64)
    weights, rounds = _passes(weights / weights.mean(), list(held.values()), largest_weight)
    largest_gap = max((margin.gap(weights) for margin in held.values()), default=0.0)
    return Raking(
        weights=tuple(weights.tolist()),
        has_converged=largest_gap <= _TOLERANCE,
        rounds=rounds,
        largest_gap=largest_gap,
        design_effect=design_effect(weights),
        effective_size=len(weights) / design_effect(weights),
        unheard=_unheard(respondents, margins),
        unknown={variable: int((~margin.known).sum()) for variable, margin in held.items()},
    )


def design_effect(weights: Sequence[float] | Floats) -> float:
    """Return by how much unequal weights multiply the variance of a mean (Kish 1965): n Σw² / (Σw)².

    >>> design_effect([1.0, 1.0, 1.0]), design_effect([0.5, 1.5])
    (1.0, 1.25)
    """
    values = np.asarray(weights, dtype=np.float64)
    return float(len(values) * (values**2).sum() / values.sum() ** 2)


def _check(respondents: Sequence[Mapping[str, str]], largest_weight: float | None) -> None:
    if not respondents:
        raise NobodyAnswered("There is no answer to weight. Wait for the first answers.")
    if largest_weight is not None and largest_weight <= 1:
        raise UnusableLimit(f"No weight can stay within {largest_weight} times the mean. Give a limit above 1.")


def _margin(variable: str, counts: Mapping[str, float], respondents: Sequence[Mapping[str, str]]) -> _Margin:
    if not counts or min(counts.values()) < 0 or sum(counts.values()) <= 0:
        raise UnusableMargin(f"The margin of {variable} counts nobody, or less than nobody. Give people by category.")
    present = {respondent.get(variable) for respondent in respondents}
    heard = [category for category, count in counts.items() if category in present and count > 0]
    if not heard:
        raise UnusableMargin(f"No respondent has a category of {variable} that the margin counts. Check their names.")
    place = {category: number for number, category in enumerate(heard)}
    codes = np.array([place.get(respondent.get(variable, ""), -1) for respondent in respondents], dtype=np.int64)
    shares = np.array([counts[category] for category in heard], dtype=np.float64)
    return _Margin(codes, shares / shares.sum())


def _unheard(respondents: Sequence[Mapping[str, str]], margins: Margins) -> tuple[tuple[str, str], ...]:
    return tuple(
        (variable, category)
        for variable, counts in sorted(margins.items())
        for category, count in counts.items()
        if count > 0 and all(respondent.get(variable) != category for respondent in respondents)
    )


def _passes(weights: Floats, margins: Sequence[_Margin], largest_weight: float | None) -> tuple[Floats, int]:
    """Adjust to each margin in turn until all hold, nothing moves any more, or there were too many passes."""
    for rounds in range(_MOST_ROUNDS):
        if max((margin.gap(weights) for margin in margins), default=0.0) <= _TOLERANCE:
            return weights, rounds
        before = weights
        for margin in margins:
            weights = margin.adjusted(weights)
        if largest_weight is not None:
            weights = _within(weights, largest_weight)
        weights = weights / weights.mean()
        if np.abs(weights - before).max() <= _TOLERANCE * _TOLERANCE:
            return weights, rounds + 1
    return weights, _MOST_ROUNDS


def _within(weights: Floats, largest: float) -> Floats:
    """Bring weights between 1/largest and largest times their mean: what is cut off is shared among the others."""
    for _ in range(_MOST_ROUNDS):
        weights = weights / weights.mean()
        if weights.max() <= largest + _TOLERANCE and weights.min() >= 1 / largest - _TOLERANCE:
            break
        weights = np.clip(weights, 1 / largest, largest)
    return weights
