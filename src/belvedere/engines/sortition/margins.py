"""Quotas from census margins: places by apportionment, ranges around them, crossings that agree with their parts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from belvedere.engines.sortition.apportionment import Apportionment, Method, NotApportionable, apportion
from belvedere.engines.sortition.crossed_table import fit_table
from belvedere.engines.sortition.problem import CROSSING, Quota

_CROSSED_PARTS = 2


class Spread(StrEnum):
    """How a quota surrounds the places of its value."""

    EXACT = "exact"
    FLOOR_TO_CEILING = "floor_to_ceiling"


@dataclass(frozen=True)
class Margin:
    """The population of each value of a category, and the places that each gets whatever its population."""

    category: str
    weights: Mapping[str, int | float | Fraction]
    minimum_each: int = 0


@dataclass(frozen=True)
class Ranges:
    """From places to quotas: the spread, ``slack_places`` more each way, ``flexible_places`` for a relaxation."""

    spread: Spread = Spread.EXACT
    slack_places: int = 0
    flexible_places: int | None = None


@dataclass(frozen=True)
class Targets:
    """The quotas of a panel, and the apportionment of each category that was shared out by itself."""

    quotas: tuple[Quota, ...]
    apportionments: Mapping[str, Apportionment]


def quotas_from_margins(
    margins: Sequence[Margin],
    size: int,
    *,
    method: Method = Method.LARGEST_REMAINDER,
    ranges: Ranges | None = None,
) -> Targets:
    """Return quotas that agree with the size of the panel and with each other.

    In each category, the minima add up to the size at most and the maxima to the size at least. A crossing of two
    categories that are there too (``sexe × age`` beside ``sexe`` and ``age``) is rounded so that its cells add up to
    the places of each sex and of each age: some table of people always satisfies all the quotas together.

    Parameters
    ----------
    margins : sequence of Margin
        One by category; a crossing joins the names of its parts, and those of its values, by `CROSSING`.
    size : int
        Places of the panel.
    method : Method
        How shares are rounded.
    ranges : Ranges, optional
        By default minimum and maximum are the places themselves.

    Returns
    -------
    Targets

    Raises
    ------
    NotApportionable
        If a population is negative, guaranteed places are too many, or a crossing cannot agree with its parts.

    Notes
    -----
    O(categories × (values + places) log values), and the cost of `fit_table` for each crossing.

    Examples
    --------
    >>> margins = [Margin("sexe", {"F": 52, "H": 48}), Margin("commune", {"A": 90, "B": 10}, minimum_each=1)]
    >>> for quota in quotas_from_margins(margins, 5, ranges=Ranges(Spread.FLOOR_TO_CEILING)).quotas:
    ...     print(quota.category, quota.value, quota.minimum, quota.maximum)
    sexe F 2 3
    sexe H 2 3
    commune A 4 5
    commune B 1 1
    """
    wanted, known = ranges or Ranges(), {margin.category for margin in margins}
    crossed = [margin for margin in margins if _is_crossed(margin, known)]
    shared = {
        margin.category: apportion(margin.weights, size, method=method, minimum_each=margin.minimum_each)
        for margin in margins
        if margin not in crossed
    }
    seats = {category: given.seats for category, given in shared.items()}
    for margin in crossed:
        seats[margin.category] = _crossed_seats(margin, seats, size)
    quotas = (_quotas_of(margin, seats[margin.category], size, wanted) for margin in margins)
    return Targets(tuple(quota for some in quotas for quota in some), shared)


def _is_crossed(margin: Margin, known: set[str]) -> bool:
    """Tell whether a margin crosses categories that have margins of their own."""
    parts = margin.category.split(CROSSING)
    has_its_parts = len(parts) > 1 and known.issuperset(parts)
    if has_its_parts and len(parts) > _CROSSED_PARTS:
        raise NotApportionable(f"{margin.category}: a crossing agrees with two categories at most. Cross two of them.")
    return has_its_parts


def _crossed_seats(margin: Margin, seats: Mapping[str, Mapping[str, int]], size: int) -> dict[str, int]:
    rows, columns = (seats[part] for part in margin.category.split(CROSSING))
    cells = {_cell(margin, value, rows, columns): share for value, share in _shares(margin, size).items()}
    return {CROSSING.join(cell): count for cell, count in fit_table(cells, rows, columns).items()}


def _cell(margin: Margin, value: str, rows: Iterable[str], columns: Iterable[str]) -> tuple[str, str]:
    row, _, column = value.partition(CROSSING)
    if row not in rows or column not in columns:
        raise NotApportionable(f"{margin.category}: « {value} » crosses values that have no margin of their own.")
    return row, column


def _shares(margin: Margin, size: int) -> dict[str, Fraction]:
    exact = {value: Fraction(weight) for value, weight in margin.weights.items()}
    total = sum(exact.values(), Fraction(0))
    if total <= 0 or min(exact.values()) < 0:
        raise NotApportionable(f"{margin.category}: nobody lives there, or fewer than nobody. Check the census file.")
    return {value: weight * size / total for value, weight in exact.items()}


def _quotas_of(margin: Margin, seats: Mapping[str, int], size: int, ranges: Ranges) -> list[Quota]:
    shares = _shares(margin, size)
    quotas = []
    for value in margin.weights:
        low, high = seats[value], seats[value]
        if ranges.spread is Spread.FLOOR_TO_CEILING:
            low, high = min(low, floor(shares[value])), max(high, ceil(shares[value]))
        low = max(low - ranges.slack_places, margin.minimum_each)
        high = min(high + ranges.slack_places, size)
        quotas.append(_with_flexibility(Quota(margin.category, value, low, high), size, ranges.flexible_places))
    return quotas


def _with_flexibility(quota: Quota, size: int, places: int | None) -> Quota:
    if places is None:
        return quota
    lowest, highest = max(quota.minimum - places, 0), min(quota.maximum + places, size)
    return Quota(quota.category, quota.value, quota.minimum, quota.maximum, lowest, highest)
