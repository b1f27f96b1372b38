"""A random sample that anyone draws again from its seed, and what it says of the whole, with an exact interval."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many of the whole are valid, from a sample: the likeliest number, and bounds that hold 95 times in 100."""

    population: int
    checked: int
    valid: int
    least: int
    most: int

    @property
    def share(self) -> float:
        return self.valid / self.checked if self.checked else 0.0


def draw_sample(names: Iterable[str], size: int, seed: str) -> tuple[str, ...]:
    """Return the names drawn: those whose SHA-256 with the seed is the lowest, in that order. O(n log n).

    Parameters
    ----------
    names : iterable of str
        Distinct names of all there is to draw from, in any order.
    size : int
        How many to draw; all when there are fewer.
    seed : str
        What was not known when the names were fixed.

    Raises
    ------
    ValueError
        When a name is there twice, or the size is not positive.

    Examples
    --------
    >>> draw_sample(["a", "b", "c", "d"], 2, "7 4 1") == draw_sample(["d", "c", "b", "a"], 2, "7 4 1")
    True
    """
    found = list(names)
    if len(set(found)) != len(found):
        raise ValueError("A name is there twice: each must be one support.")
    if size < 1:
        raise ValueError(f"A sample of {size} checks nothing: ask for one at least.")
    return tuple(sorted(found, key=lambda name: _rank(seed, name))[:size])


def _rank(seed: str, name: str) -> bytes:
    return hashlib.sha256(f"{seed}\n{name}".encode()).digest()


def estimate(population: int, checked: int, valid: int, confidence: float = CONFIDENCE) -> Estimate:
    """Return how many of the whole are valid, by inverting the hypergeometric law of a sample without replacement.

    Exact whatever the sizes (no normal approximation): the whole can hold a number K of valid ones unless drawing as
    few, or as many, as were found has a chance under ``(1 - confidence) / 2``. O(checked × log population) products.

    Parameters
    ----------
    population, checked, valid : int
        Of how many the sample was drawn, how many were checked, how many of these are valid.
    confidence : float
        In ]0, 1[.

    Raises
    ------
    ValueError
        When the numbers contradict one another.

    Examples
    --------
    >>> found = estimate(1000, 100, 97)
    >>> (found.least, found.most)
    (918, 993)
    >>> estimate(50, 50, 49).least, estimate(50, 50, 49).most
    (49, 49)
    """
    if not 0 <= valid <= checked <= population or not 0 < confidence < 1:
        raise ValueError(f"{valid} valid of {checked} checked of {population} does not hold: count again.")
    tail = (1 - Fraction(str(confidence))) / 2 * comb(population, checked)
    lowest, highest = valid, population - (checked - valid)
    least = _first(lowest, highest, lambda whole: _ways_at_least(population, whole, checked, valid) > tail)
    most = highest - _first(
        0,
        highest - lowest,
        lambda gap: _ways_at_least(population, population - highest + gap, checked, checked - valid) > tail,
    )
    return Estimate(population, checked, valid, least, most)


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the first number of a range for which a condition that stays true becomes true."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _ways_at_least(population: int, whole: int, checked: int, valid: int) -> int:
    """Return in how many ways a sample holds that many valid ones or more, in whole numbers."""
    first, last = max(valid, checked - (population - whole)), min(checked, whole)
    if first > last:
        return 0
    ways = comb(whole, first) * comb(population - whole, checked - first)
    total = ways
    for number in range(first, last):
        missing = checked - number
        ways = ways * (whole - number) * missing // ((number + 1) * (population - whole - missing + 1))
        total += ways
    return total
