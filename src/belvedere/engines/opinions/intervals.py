"""Shares with their uncertainty, tests, and their correction when there are many."""

import numpy as np
from scipy.special import gammaln

from belvedere.engines.opinions.chance import Floats

NORMAL_95 = 1.959963984540054
_NEGLIGIBLE = 1e-16


def wilson(successes: Floats, trials: Floats) -> tuple[Floats, Floats]:
    """Return the bounds of the 95 % interval of a share (Wilson 1927); 0 and 1 without a trial.

    >>> low, high = wilson(np.array([8.0]), np.array([10.0]))
    >>> round(float(low[0]), 3), round(float(high[0]), 3)
    (0.49, 0.943)
    """
    square = NORMAL_95**2
    safe = np.maximum(trials, 1)
    share = successes / safe
    middle = (share + square / (2 * safe)) / (1 + square / safe)
    half = NORMAL_95 / (1 + square / safe) * np.sqrt(share * (1 - share) / safe + square / (4 * safe**2))
    low, high = np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
    return np.where(trials > 0, low, 0.0), np.where(trials > 0, high, 1.0)


def more_often(inside: Floats, inside_trials: Floats, total: Floats, trials: Floats) -> Floats:
    """Return the p-value of « no more often inside than outside » (Fisher's exact test, one side).

    ``inside`` successes among ``inside_trials``, ``total`` successes among all ``trials``.

    >>> p = more_often(np.array([8.0]), np.array([10.0]), np.array([10.0]), np.array([40.0]))
    >>> round(float(p[0]), 6)
    2.3e-05
    """
    found = _hypergeometric_tail(*np.broadcast_arrays(inside, inside_trials, total, trials))
    return np.where((inside_trials > 0) & (inside_trials < trials), np.minimum(found, 1.0), 1.0)


def _hypergeometric_tail(inside: Floats, drawn: Floats, marked: Floats, trials: Floats) -> Floats:
    """Return the chance of ``inside`` marks or more among ``drawn`` of ``trials``, ``marked`` of which have a mark.

    The first term by log-gamma, the next ones by their ratio, until none counts. O(size × longest tail).
    """

    def choose(whole: Floats, part: Floats) -> Floats:
        return np.asarray(gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1))

    term = np.exp(choose(marked, inside) + choose(trials - marked, drawn - inside) - choose(trials, drawn))
    found, count = term.copy(), inside.astype(np.float64)
    while (term > found * _NEGLIGIBLE).any():
        left = np.maximum(marked - count, 0) * np.maximum(drawn - count, 0)
        term = term * left / ((count + 1) * np.maximum(trials - marked - drawn + count + 1, 1))
        found += term
        count += 1
    return found


def corrected(p_values: Floats) -> Floats:
    """Return p-values corrected for their number (Benjamini and Hochberg 1995), in the same shape.

    Keeping those below q keeps the expected share of false discoveries below q, for independent or positively
    dependent tests.

    >>> corrected(np.array([0.01, 0.02, 0.5])).tolist()
    [0.03, 0.03, 0.5]
    """
    flat = p_values.ravel()
    order = np.argsort(flat, kind="stable")
    scaled = flat[order] * len(flat) / np.arange(1, len(flat) + 1)
    found = np.empty_like(flat)
    found[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return found.reshape(p_values.shape)
