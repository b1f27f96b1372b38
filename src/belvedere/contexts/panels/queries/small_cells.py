"""Published breakdowns: no number under five, nor any that the total and the others would give away."""

from collections.abc import Mapping

SMALLEST_SHOWN = 5


def published(counts: Mapping[str, int], *, smallest: int = SMALLEST_SHOWN) -> dict[str, int | None]:
    """Return the counts that may be published, None for those hidden; zeros are hidden as small ones are.

    A single hidden number would follow from the total: the next smallest is hidden with it, and so on until the
    hidden ones together count ``smallest`` people at least.

    >>> published({"A": 40, "B": 12, "C": 3})
    {'A': 40, 'B': None, 'C': None}
    >>> published({"A": 40, "B": 12})
    {'A': 40, 'B': 12}
    >>> published({"A": 40, "B": 4, "C": 2})
    {'A': 40, 'B': None, 'C': None}
    """
    hidden = {name for name, count in counts.items() if count < smallest}
    ranked = sorted((count, name) for name, count in counts.items() if name not in hidden)
    while hidden and ranked and (len(hidden) == 1 or sum(counts[name] for name in hidden) < smallest):
        hidden.add(ranked.pop(0)[1])
    return {name: None if name in hidden else count for name, count in counts.items()}
