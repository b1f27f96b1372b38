"""Who took part, against who lives here."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

_NORMAL_95 = 1.959963984540054


class NobodyLivesHere(ValueError):
    """The population counts nobody, or less than nobody in a category."""

    code = "nobody_lives_here"


@dataclass(frozen=True, slots=True)
class Category:
    """One part of the population. Shares are 0 to 1; ``low`` and ``high`` bound the share that took part (95 %)."""

    name: str
    taking_part: int
    share_taking_part: float
    low: float
    high: float
    share_living_here: float

    @property
    def ratio(self) -> float | None:
        """Return how many times more present it is than in the population; None for a category that nobody lives in."""
        return self.share_taking_part / self.share_living_here if self.share_living_here else None

    @property
    def is_beyond_chance(self) -> bool:
        """Return whether a draw among inhabitants would seldom have given such a share."""
        return not self.low <= self.share_living_here <= self.high


@dataclass(frozen=True, slots=True)
class Gap:
    """The distance between who took part and who lives here, for one variable.

    Attributes
    ----------
    index : float or None
        Share of those who took part that would have to be someone else, 0 to 1; None when nobody is known.
    by_chance : float or None
        What the index would be on average if as many people had been drawn by lot.
    known, unknown : int
        People who took part whose category is known, and others.
    categories : tuple of Category
        In the order of the population.
    """

    index: float | None
    by_chance: float | None
    known: int
    unknown: int
    categories: tuple[Category, ...]


def gap(taking_part: Mapping[str, int], living_here: Mapping[str, float], *, unknown: int = 0) -> Gap:
    """Compare who took part with who lives here.

    Parameters
    ----------
    taking_part : mapping of str to int
        People by category; a category that the population does not count is added to the unknown.
    living_here : mapping of str to float
        The population by category, at least 0, some above 0.
    unknown : int
        People who did not say.

    Raises
    ------
    NobodyLivesHere

    Notes
    -----
    The index is that of dissimilarity (Duncan and Duncan 1955): half of the sum of the differences of shares. By
    chance, each difference is on average √(2 p (1 - p) / (π n)). Intervals are Wilson's. O(categories).

    Examples
    --------
    >>> found = gap({"young": 10, "old": 30}, {"young": 50, "old": 50})
    >>> found.index, round(found.by_chance, 3), [category.ratio for category in found.categories]
    (0.25, 0.063, [0.5, 1.5])
    """
    population = sum(living_here.values())
    if population <= 0 or min(living_here.values()) < 0:
        raise NobodyLivesHere("The population counts nobody, or less than nobody. Give inhabitants by category.")
    known = sum(taking_part.get(name, 0) for name in living_here)
    strangers = sum(taking_part.values()) - known
    categories = tuple(
        _category(name, taking_part.get(name, 0), known, count / population) for name, count in living_here.items()
    )
    if not known:
        return Gap(None, None, 0, unknown + strangers, categories)
    index = sum(abs(category.share_taking_part - category.share_living_here) for category in categories) / 2
    shares = [category.share_living_here for category in categories]
    by_chance = sum(math.sqrt(2 * share * (1 - share) / (math.pi * known)) for share in shares) / 2
    return Gap(index, by_chance, known, unknown + strangers, categories)


def _category(name: str, count: int, known: int, living_here: float) -> Category:
    if not known:
        return Category(name, 0, 0.0, 0.0, 1.0, living_here)
    value, square = count / known, _NORMAL_95**2
    middle = (value + square / (2 * known)) / (1 + square / known)
    half = _NORMAL_95 / (1 + square / known) * math.sqrt(value * (1 - value) / known + square / (4 * known**2))
    return Category(name, count, value, max(middle - half, 0.0), min(middle + half, 1.0), living_here)
