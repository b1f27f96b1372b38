"""How many people answer letters when the rate is not known for sure: a beta law on the rate, exact tails."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, betaincinv, betaln, gammaln

from belvedere.engines.sortition.problem import SortitionError

EVIDENCE = 100.0
"""What an expected rate is worth, in letters seen, when nobody says otherwise."""

DECIMALS = 9
"""Tails are rounded here, under their own error: a risk met exactly is met."""

_STEP, _TAIL = 0.35, 1e-12
Sent = tuple[int, int]
"""Letters, and how many answers they are wanted to bring."""


class NotARate(SortitionError):
    """A rate that is none, or counts of answers that contradict each other."""

    code = "not_a_rate"


@dataclass(frozen=True, slots=True)
class AnswerRate:
    """An unknown rate of answers, as a beta law: ``yes`` answers seen (or supposed), ``no`` letters without one.

    Examples
    --------
    >>> rate = AnswerRate.expected(0.05)
    >>> rate, rate.mean
    (AnswerRate(yes=5.0, no=95.0), 0.05)
    >>> rate.after(letters=400, yes=12)
    AnswerRate(yes=17.0, no=483.0)
    """

    yes: float
    no: float

    def __post_init__(self) -> None:
        if not (isfinite(self.yes) and isfinite(self.no) and self.yes > 0 and self.no > 0):
            raise NotARate("A rate of answers lies between 0 and 1, both excluded (0.05 for 5 %). Correct it.")

    @classmethod
    def expected(cls, rate: float, evidence: float = EVIDENCE) -> "AnswerRate":
        """Return a rate expected by experience, worth as much as ``evidence`` letters whose answers were seen."""
        return cls(rate * evidence, (1 - rate) * evidence)

    @property
    def mean(self) -> float:
        """The rate to expect, from 0 to 1."""
        return self.yes / (self.yes + self.no)

    def after(self, *, letters: int, yes: int) -> "AnswerRate":
        """Return what is known of the rate once the answers to some letters are in (Bayes's rule)."""
        if not 0 <= yes <= letters:
            raise NotARate(f"{yes} people said yes to {letters} letters: one by letter at most. Correct the counts.")
        return AnswerRate(self.yes + yes, self.no + letters - yes)

    def chances(self, letters: int, most: int) -> NDArray[np.float64]:
        """Return the chances of 0, 1, … ``most`` answers to some letters: the beta-binomial law, term by term.

        Terms are computed one by one from log-gamma functions, none from another: relative error near 1e-9.

        >>> AnswerRate(1, 1).chances(3, 2).round(6).tolist()
        [0.25, 0.25, 0.25]
        """
        answers = np.arange(min(most, letters) + 1, dtype=float)
        rest = letters - answers
        ways = gammaln(letters + 1) - gammaln(answers + 1) - gammaln(rest + 1)
        return np.asarray(np.exp(ways + betaln(answers + self.yes, rest + self.no) - betaln(self.yes, self.no)))

    def nodes(self, wanted: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return rates and weights whose sums are integrals under the law: trapezes on the log-odds.

        The density and the chances of fewer than ``wanted`` answers are smooth over 1 / √wanted and 1 / √yes; steps
        are shorter, so that the error is under 1e-9.
        """
        low, high = float(betaincinv(self.yes, self.no, _TAIL)), float(betaincinv(self.no, self.yes, _TAIL))
        ends = np.log(low) - np.log1p(-low), np.log1p(-high) - np.log(high)
        step = _STEP / np.sqrt(max(1.0, wanted, min(self.yes, self.no)))
        odds = np.linspace(*ends, int((ends[1] - ends[0]) / step) + 2)
        logs = -self.yes * np.logaddexp(0, -odds) - self.no * np.logaddexp(0, odds)
        weights = np.exp(logs - logs.max())
        return 1 / (1 + np.exp(-odds)), weights / weights.sum()

    def chance_below(self, letters: int, wanted: int) -> float:
        """Return the chance that letters bring fewer answers than wanted.

        >>> AnswerRate(1, 1).chance_below(3, 2)
        0.5
        """
        if wanted <= 0:
            return 0.0
        return 1.0 if wanted > letters else round(min(1.0, float(self.chances(letters, wanted - 1).sum())), DECIMALS)


def chance_all_below(sent: Iterable[tuple[AnswerRate, int]], wanted: int) -> float:
    """Return the chance that letters of independent rates bring together fewer answers than wanted.

    Parameters
    ----------
    sent : iterable of (AnswerRate, int)
        Each rate, once, with its letters.
    wanted : int
        Answers in all.

    Notes
    -----
    The exact convolution of the laws, cut at ``wanted``: O(rates × wanted²).

    Examples
    --------
    >>> chance_all_below([(AnswerRate(1, 1), 1), (AnswerRate(1, 1), 1)], 2)
    0.75
    """
    if wanted <= 0:
        return 0.0
    total = np.ones(1)
    for rate, letters in sent:
        total = np.convolve(total, rate.chances(letters, wanted - 1))[:wanted]
    return round(min(1.0, float(total.sum())), DECIMALS) if total.size == wanted else 1.0


def chance_any_below(rate: AnswerRate, parts: Sequence[Sent], whole: Sent = (0, 0)) -> float:
    """Return the chance that letters of one unknown rate lack answers somewhere.

    When the rate is low, several parts lack answers together: this is far less than the sum of their chances.

    Parameters
    ----------
    rate : AnswerRate
    parts : sequence of (letters, wanted)
        Letters of distinct people; given the rate, their answers are independent.
    whole : (letters, wanted)
        All letters together, if asked: given the rate, its chance is added to that of the parts (Boole), so that the
        result is a bound then. Without it the result is exact but for the integral, whose error is under 1e-9.

    Examples
    --------
    >>> one = AnswerRate(1, 1)
    >>> chance_any_below(one, [(1, 1)]), round(chance_any_below(one, [(1, 1), (1, 1)]), 6)
    (0.5, 0.666667)
    """
    rates, weights = rate.nodes(max((wanted for _letters, wanted in (*parts, whole)), default=0))
    none = np.ones(len(rates))
    for letters, wanted in parts:
        none *= 1 - _below(letters, wanted, rates)
    lacks = np.minimum(1.0, 1 - none + _below(*whole, rates))
    return round(min(1.0, float(weights @ lacks)), DECIMALS)


def _below(letters: int, wanted: int, rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the binomial chance of fewer answers than wanted, by rate."""
    if wanted <= 0:
        return np.zeros(len(rates))
    return np.ones(len(rates)) if wanted > letters else np.asarray(bdtr(wanted - 1, letters, rates))
