"""What happens at the same time in the same place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that takes place: where (empty: nowhere in particular), and from when to when."""

    key: str
    places: frozenset[str]
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Two things at the same time in the same places."""

    first: str
    second: str
    places: frozenset[str]


def clashes(slots: Iterable[Slot]) -> tuple[Clash, ...]:
    """Return each pair that shares a place and an instant.

    Parameters
    ----------
    slots : iterable of Slot
        In any order. What ends when another begins does not clash with it.

    Returns
    -------
    tuple of Clash
        By beginning, then by key. A sweep: O(n log n + n × those under way at once).

    Examples
    --------
    >>> def slot(key, place, first, last):
    ...     return Slot(key, frozenset([place]), datetime(2026, 1, 5, first), datetime(2026, 1, 5, last))
    >>> [(c.first, c.second) for c in clashes([slot("a", "Royat", 18, 20), slot("b", "Royat", 19, 21),
    ...                                        slot("c", "Royat", 20, 21), slot("d", "Durtol", 18, 21)])]
    [('a', 'b'), ('b', 'c')]
    """
    return tuple(_swept(sorted(slots, key=lambda slot: (slot.starts_at, slot.ends_at, slot.key))))


def _swept(ordered: list[Slot]) -> Iterator[Clash]:
    under_way: list[tuple[datetime, int]] = []
    for rank, slot in enumerate(ordered):
        while under_way and under_way[0][0] <= slot.starts_at:
            heappop(under_way)
        for _end, other in sorted(under_way, key=lambda pair: pair[1]):
            shared = ordered[other].places & slot.places
            if shared:
                yield Clash(ordered[other].key, slot.key, shared)
        heappush(under_way, (slot.ends_at, rank))
