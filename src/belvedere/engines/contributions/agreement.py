"""How far people who class the same contributions agree, beyond what chance would give."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement between readers.

    Attributes
    ----------
    units : int
        Contributions that two readers at least classed.
    observed : float or None
        Share of pairs of readings that agree, 0 to 1; None without a pair.
    coefficient : float or None
        1 for perfect agreement, 0 for that of chance, below 0 for less; None when it has no meaning: no pair, or
        only one class was ever used.
    """

    units: int
    observed: float | None
    coefficient: float | None


def krippendorff_alpha(readings: Sequence[Mapping[str, Hashable]]) -> Agreement:
    """Return Krippendorff's alpha for classes without an order, for any readers, some of whom may not have read all.

    Parameters
    ----------
    readings : sequence of mapping
        By contribution, the class that each reader gave; who did not read it is absent.

    Returns
    -------
    Agreement

    Notes
    -----
    1 - observed disagreement / expected disagreement (Krippendorff 2011, *Computing Krippendorff's
    Alpha-Reliability*, https://repository.upenn.edu/asc_papers/43/). O(readings).

    Examples
    --------
    >>> krippendorff_alpha([{"A": 1, "B": 1}, {"A": 1, "B": 2}, {"A": 2, "B": 2}, {"A": 2, "B": 2}, {"A": 2}])
    Agreement(units=4, observed=0.75, coefficient=0.5333333333333333)
    """
    paired = [Counter(reading.values()) for reading in readings if len(reading) > 1]
    totals: Counter[Hashable] = sum(paired, Counter())
    count = totals.total()
    if not count:
        return Agreement(0, None, None)
    disagreeing = sum(_unlike_pairs(classes) / (classes.total() - 1) for classes in paired) / count
    expected = _unlike_pairs(totals) / (count * (count - 1))
    return Agreement(len(paired), 1 - disagreeing, 1 - disagreeing / expected if expected else None)


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> Agreement:
    """Return Cohen's kappa between two readers of the same contributions, in the same order.

    Raises
    ------
    ValueError
        When one read more than the other.

    Notes
    -----
    Cohen 1960, *A coefficient of agreement for nominal scales*, https://doi.org/10.1177/001316446002000104. O(n).

    Examples
    --------
    >>> cohen_kappa("aabb", "abbb")
    Agreement(units=4, observed=0.75, coefficient=0.5)
    """
    count = len(first)
    if not count and not len(second):
        return Agreement(0, None, None)
    observed = sum(one == other for one, other in zip(first, second, strict=True)) / count
    rows, columns = Counter(first), Counter(second)
    expected = sum(rows[name] * columns[name] for name in rows) / count**2
    return Agreement(count, observed, (observed - expected) / (1 - expected) if expected < 1 else None)


def disagreements(readings: Sequence[Mapping[str, Hashable]]) -> list[int]:
    """Return the places of the contributions on which two readers differ: what they have to talk over.

    >>> disagreements([{"A": 1, "B": 1}, {"A": 1, "B": 2}, {"A": 2}])
    [1]
    """
    return [place for place, reading in enumerate(readings) if len(set(reading.values())) > 1]


def _unlike_pairs(classes: Counter[Hashable]) -> int:
    return 2 * sum(one * other for one, other in combinations(classes.values(), 2))
