"""What a lottery gives to whom: chances of the whole pool, and of each group that a quota counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.problem import Distribution, Problem, Quota

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Group:
    """The people whom a quota counts: their chances, and their places in the panels of the lottery.

    ``expected_places`` is the sum of their chances; ``fewest_places`` and ``most_places`` are over the panels.
    """

    quota: Quota
    people: int
    lowest: float
    mean: float
    highest: float
    fewest_places: int
    most_places: int

    @property
    def expected_places(self) -> float:
        """Places that the group gets on average."""
        return self.mean * self.people


@dataclass(frozen=True)
class Summary:
    """Chances of the whole pool. ``gini`` goes from 0 (all equal) towards 1 (one person has all the chances)."""

    people: int
    size: int
    panels: int
    lowest: float
    lowest_above_zero: float
    median: float
    highest: float
    gini: float
    without_chance: int
    groups: tuple[Group, ...]

    @property
    def equal_chance(self) -> float:
        """What each would have if chances were equal: places over people."""
        return self.size / self.people

    @property
    def by_category(self) -> dict[str, tuple[Group, ...]]:
        """The groups of each category, in the order of a reader: numbers by size, then letters."""
        names = sorted({group.quota.category for group in self.groups}, key=reading_order)
        ordered = sorted(self.groups, key=lambda group: reading_order(group.quota.value))
        return {name: tuple(group for group in ordered if group.quota.category == name) for name in names}


def summary_of(problem: Problem, probabilities: Sequence[float], distribution: Distribution) -> Summary:
    """Return the summary of a lottery.

    Parameters
    ----------
    problem : Problem
    probabilities : sequence of float
        By person, from 0 to 1.
    distribution : Distribution

    Returns
    -------
    Summary

    Notes
    -----
    O(n log n + panels × size × quotas).

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person
    >>> problem = Problem(1, (Quota("sexe", "F", 0, 1),), (Person("a", ("F",)), Person("b", ("H",))))
    >>> summary = summary_of(problem, (0.25, 0.75), Distribution(((0,), (1,)), (0.25, 0.75)))
    >>> summary.gini, summary.equal_chance, summary.groups[0].expected_places
    (0.25, 0.5, 0.25)
    """
    ordered = sorted(probabilities)
    places = _places(problem, distribution)
    groups = (
        _group(quota, row, probabilities, (int(low), int(high)))
        for quota, row, low, high in zip(problem.quotas, problem.rows, *places, strict=True)
    )
    return Summary(
        people=len(ordered),
        size=problem.size,
        panels=len(distribution.panels),
        lowest=ordered[0],
        lowest_above_zero=next((chance for chance in ordered if chance > 0), 0.0),
        median=median(ordered),
        highest=ordered[-1],
        gini=gini(ordered),
        without_chance=sum(chance <= 0 for chance in ordered),
        groups=tuple(groups),
    )


def _places(problem: Problem, distribution: Distribution) -> tuple[Counts, Counts]:
    """Return the fewest and the most places of each quota over the panels."""
    counted = np.zeros((len(problem.people), len(problem.quotas)), dtype=np.int64)
    for quota, row in enumerate(problem.rows):
        counted[list(row), quota] = 1
    counts = np.array([counted[list(panel)].sum(axis=0) for panel in distribution.panels])
    return counts.min(axis=0), counts.max(axis=0)


def _group(quota: Quota, row: tuple[int, ...], probabilities: Sequence[float], places: tuple[int, int]) -> Group:
    chances = [probabilities[person] for person in row]
    return Group(
        quota=quota,
        people=len(row),
        lowest=min(chances, default=0.0),
        mean=sum(chances) / len(chances) if chances else 0.0,
        highest=max(chances, default=0.0),
        fewest_places=places[0],
        most_places=places[1],
    )


def gini(chances: Sequence[float]) -> float:
    """Return the Gini coefficient of chances in increasing order.

    >>> gini([1, 1, 1]), gini([0, 0, 0, 1])
    (0.0, 0.75)
    """
    total, count = sum(chances), len(chances)
    if not total:
        return 0.0
    return sum((2 * rank - count - 1) * chance for rank, chance in enumerate(chances, start=1)) / (count * total)


def reading_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key that sorts names as a reader expects: 5-9 before 10-14.

    >>> sorted(["10-14", "75+", "5-9"], key=reading_order)
    ['5-9', '10-14', '75+']
    """
    pieces = re.findall(r"[0-9]{1,18}|[^0-9]+", name)
    ranks = ((0, int(piece), "") if piece.isdigit() else (1, 0, piece.casefold()) for piece in pieces)
    return (*ranks, (2, 0, name))
