"""The burn-up of a plan: how much it promises and how much is done, day after day."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Level:
    """On a day: the actions that the plan holds, and those of them that are done."""

    on: date
    scope: int
    done: int


def burn_up(
    *, entered: Iterable[date], left: Iterable[date], done: Iterable[date], days: Sequence[date]
) -> list[Level]:
    """Count the plan on some days.

    Parameters
    ----------
    entered, left, done : iterable of date
        The days on which actions entered the plan, left it (dropped), and were done.
    days : sequence of date
        When to count: what happens on a day counts on that day.

    Notes
    -----
    Sorts once, then a binary search by day.

    Examples
    --------
    >>> a, b, c = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
    >>> [(level.scope, level.done) for level in burn_up(entered=[a, a], left=[c], done=[b], days=[a, b, c])]
    [(2, 0), (2, 1), (1, 1)]
    """
    came, went, finished = sorted(entered), sorted(left), sorted(done)
    return [Level(day, bisect_right(came, day) - bisect_right(went, day), bisect_right(finished, day)) for day in days]
