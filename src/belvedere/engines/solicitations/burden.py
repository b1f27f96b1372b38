"""The index of saturation: hours asked of a public, weighted by its share and by effort, halved with time.

For a public and a day *t*, ``S = Σ h · q · e · 0.5 ** ((t − t_d) / H)`` over the solicitations already begun: *h* hours
asked of each person, *q* the share of the public that is asked, *e* a weight of effort, *H* the half-life in days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TypeVar

Public = TypeVar("Public")
WEEK = timedelta(days=7)


class BurdenError(ValueError):
    """A solicitation or a weight that makes no sense: which one, and what it must be."""

    code = "burden"


@dataclass(frozen=True, slots=True)
class Solicitation:
    """One time that a public is asked for something.

    Attributes
    ----------
    on : date
        The day from which it weighs.
    hours : float
        Asked of each person, at least 0.
    share : float
        Part of the public that is asked, from 0 to 1.
    effort : float
        Weight of the method, at least 0.
    """

    on: date
    hours: float
    share: float
    effort: float

    def __post_init__(self) -> None:
        if self.hours < 0 or self.effort < 0 or not 0 <= self.share <= 1:
            raise BurdenError(f"{self}: hours and effort are at least 0, the share is between 0 and 1.")

    @property
    def weight(self) -> float:
        """What it weighs on its first day."""
        return self.hours * self.share * self.effort


def decay(days: int, half_life_days: float) -> float:
    """Return what is left of a weight after some days: a half after each half-life.

    Examples
    --------
    >>> decay(0, 90), decay(90, 90), decay(180, 90)
    (1.0, 0.5, 0.25)
    """
    if half_life_days <= 0:
        raise BurdenError(f"A half-life of {half_life_days} days: give a number of days above 0.")
    return float(0.5 ** (days / half_life_days))


def burden(solicitations: Iterable[Solicitation], *, on: date, half_life_days: float) -> float:
    """Return how much a public bears on a day.

    Parameters
    ----------
    solicitations : iterable of Solicitation
        In any order; those that begin after ``on`` weigh nothing.
    on : date
    half_life_days : float
        Above 0.

    Returns
    -------
    float
        At least 0, in weighted hours. It is additive: the burden of two lists together is the sum of their burdens.
        Linear.

    Raises
    ------
    BurdenError
        If the half-life is not above 0.

    Examples
    --------
    >>> meeting = Solicitation(date(2026, 1, 1), hours=2, share=0.5, effort=1.5)
    >>> burden([meeting], on=date(2026, 1, 1), half_life_days=90)
    1.5
    >>> burden([meeting], on=date(2026, 4, 1), half_life_days=90)
    0.75
    """
    return sum((one.weight * decay((on - one.on).days, half_life_days) for one in solicitations if one.on <= on), 0.0)


def burden_by_week(
    solicitations: Mapping[Public, Iterable[Solicitation]], *, first: date, weeks: int, half_life_days: float
) -> dict[Public, tuple[float, ...]]:
    """Return the burden of each public at the end of each of some weeks.

    Parameters
    ----------
    solicitations : mapping
        By public; those of before ``first`` count too.
    first : date
        First day of the first week; a week ends six days later.
    weeks : int
    half_life_days : float

    Returns
    -------
    dict
        As many values as weeks for each public. O(solicitations · log + publics × weeks): what is left of the past is
        carried from week to week, not summed again.

    Examples
    --------
    >>> asked = {"Royat": [Solicitation(date(2026, 1, 4), hours=1, share=1, effort=1)], "Durtol": []}
    >>> found = burden_by_week(asked, first=date(2025, 12, 29), weeks=2, half_life_days=7)
    >>> {place: [round(value, 3) for value in values] for place, values in found.items()}
    {'Royat': [1.0, 0.5], 'Durtol': [0.0, 0.0]}
    """
    left = decay(WEEK.days, half_life_days)
    ends = [first + WEEK * number + timedelta(days=6) for number in range(weeks)]
    found = {}
    for public, asked in solicitations.items():
        waiting = sorted(asked, key=lambda one: one.on, reverse=True)
        carried, values = 0.0, []
        for end in ends:
            carried *= left
            while waiting and waiting[-1].on <= end:
                one = waiting.pop()
                carried += one.weight * decay((end - one.on).days, half_life_days)
            values.append(carried)
        found[public] = tuple(values)
    return found


def red_line(values: Iterable[float], percentile: float) -> float | None:
    """Return the value above which a burden is heavy here: the territory's own percentile of what is not 0.

    Parameters
    ----------
    values : iterable of float
        The burdens of every public and week.
    percentile : float
        From 0 to 100.

    Returns
    -------
    float or None
        The smallest value such that at least this part of the values is not above it (nearest rank). None when nothing
        was ever asked.

    Examples
    --------
    >>> red_line([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90), red_line([0, 0], 90)
    (9, None)
    """
    if not 0 <= percentile <= 100:  # noqa: PLR2004 -- a percentile
        raise BurdenError(f"A percentile of {percentile}: give one between 0 and 100.")
    ranked = sorted(value for value in values if value > 0)
    if not ranked:
        return None
    return ranked[max(0, ceil(len(ranked) * percentile / 100) - 1)]


def first_calm_week(values: Sequence[float], added: float, *, line: float | None, after: int) -> int | None:
    """Return the first week, not before ``after``, in which something can be added without passing the line.

    Examples
    --------
    >>> first_calm_week([5.0, 4.0, 2.0, 1.0], 1.5, line=4.0, after=0), first_calm_week([5.0], 1.0, line=4.0, after=0)
    (2, None)
    """
    if line is None:
        return after
    return next((week for week in range(after, len(values)) if values[week] + added <= line), None)
