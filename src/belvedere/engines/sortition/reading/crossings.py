"""Intersectional categories: ``sexe × age`` is made from the columns sexe and age."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from belvedere.engines.sortition.problem import CROSSING
from belvedere.engines.sortition.reading.text import cleaned, folded

_JOINT = re.compile(r"\s*[×*]\s*|\s+x\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Crossing:
    """The columns that a category crosses, and the values that quotas name."""

    parts: tuple[str, ...]
    values: tuple[str, ...]

    @cached_property
    def _spelled(self) -> dict[tuple[str, ...], str]:
        return {tuple(folded(part) for part in _split(value)): value for value in self.values}

    def known(self, place: int) -> tuple[str, ...]:
        """Return the values of one of the crossed columns, as the quotas name them."""
        return tuple(dict.fromkeys(_split(value)[place] for value in self.values))

    def value(self, parts: Sequence[str]) -> str:
        """Return the crossed value of these parts, spelled as the quotas do when one names it."""
        return self._spelled.get(tuple(folded(part) for part in parts), CROSSING.join(parts))


def parts_of(category: str, values: tuple[str, ...]) -> Crossing | None:
    """Return how a category crosses columns, or None if it is an ordinary one.

    Examples
    --------
    >>> parts_of("sexe × age", ("F × 16-24",)).parts
    ('sexe', 'age')
    >>> parts_of("sexe", ("F",)) is None
    True
    """
    parts = _split(category)
    is_crossed = len(parts) > 1 and all(len(_split(value)) == len(parts) for value in values)
    return Crossing(parts, values) if is_crossed else None


def _split(name: str) -> tuple[str, ...]:
    return tuple(cleaned(part) for part in _JOINT.split(cleaned(name)))
