"""Majority judgement: each item gets a grade from each voter; the best is who has the best median, ties broken by
medians.

The median grade (the lower one when the number of ballots is even) is the majority grade. Of items with the same,
one ballot of that grade is taken from each and medians are compared again, and so on. Ballots in order from the
worst to the best, this compares two items outwards from the middle; the first place where they differ decides.
Whole stretches are compared at once. Items may have different numbers of ballots: each ballot is then counted
several times, until the numbers are equal.

Source: M. Balinski, R. Laraki, Majority Judgment: Measuring, Ranking, and Electing, MIT Press (2011).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import accumulate
from math import lcm

from belvedere.engines.ballots.profile import BadProfile

Counts = tuple[int, ...]
"""How many ballots give each grade, the worst first."""


@dataclass(frozen=True)
class Rank:
    """The place of an item: 1 is the best; items that nothing tells apart share it. No grade without a ballot."""

    item: int
    place: int
    grade: int | None
    ballots: int


def majority_judgement(counts: Sequence[Counts]) -> tuple[Rank, ...]:
    """Rank items by their grades.

    Parameters
    ----------
    counts
        For each item, how many ballots give each grade, the worst grade first; all of the same length.

    Returns
    -------
    tuple of Rank
        The best first; items tied to the last ballot share their place, in the order given; without a ballot, the last.

    Raises
    ------
    BadProfile
        When counts are negative or of different lengths.

    Notes
    -----
    O(items log items × grades), whatever the number of ballots, in whole numbers.

    Examples
    --------
    >>> ranks = majority_judgement([(2, 1, 2), (1, 3, 1), (0, 0, 0), (2, 6, 2)])
    >>> [(rank.item, rank.place, rank.grade) for rank in ranks]
    [(1, 1, 1), (3, 1, 1), (0, 3, 1), (2, 4, None)]
    """
    if any(len(row) != len(counts[0]) or min(row, default=0) < 0 for row in counts):
        raise BadProfile("Give, for each item, how many ballots give each grade: as many numbers, none negative.")
    judged = [item for item, row in enumerate(counts) if any(row)]
    common = lcm(*(sum(counts[item]) for item in judged))
    scaled = {item: tuple(number * (common // sum(counts[item])) for number in counts[item]) for item in judged}

    def compare(one: int, other: int) -> int:
        return -_compare(scaled[one], scaled[other], common)

    ordered = sorted(judged, key=cmp_to_key(compare))
    ranks: list[Rank] = []
    for place, item in enumerate(ordered, 1):
        is_tied = bool(ranks) and compare(ranks[-1].item, item) == 0
        ranks.append(Rank(item, ranks[-1].place if is_tied else place, majority_grade(counts[item]), sum(counts[item])))
    unjudged = [item for item, row in enumerate(counts) if not any(row)]
    return (*ranks, *(Rank(item, len(judged) + 1, None, 0) for item in unjudged))


def majority_grade(counts: Counts) -> int:
    """Return the lower median of some ballots.

    >>> majority_grade((1, 1, 0)), majority_grade((1, 1, 1))
    (0, 1)
    """
    middle = (sum(counts) + 1) // 2
    return next(grade for grade, reached in enumerate(accumulate(counts)) if reached >= middle)


def _compare(one: Counts, other: Counts, ballots: int) -> int:
    """Return 1 when the first is better, -1 when it is worse, 0 when they are the same ballots."""
    nearest: tuple[int, int] | None = None
    for start, end, grade_one, grade_other in _stretches(one, other):
        if grade_one != grade_other:
            turn = _first_turn(start, end, ballots)
            if nearest is None or turn < nearest[0]:
                nearest = (turn, 1 if grade_one > grade_other else -1)
    return nearest[1] if nearest else 0


def _stretches(one: Counts, other: Counts) -> list[tuple[int, int, int, int]]:
    """Return the places (from 1, both ends included) where both grades are constant, with the two grades."""
    ends_one, ends_other = list(accumulate(one)), list(accumulate(other))
    found = []
    start = 1
    for end in sorted({*ends_one, *ends_other} - {0}):
        grade_one = next(grade for grade, reached in enumerate(ends_one) if reached >= end)
        grade_other = next(grade for grade, reached in enumerate(ends_other) if reached >= end)
        found.append((start, end, grade_one, grade_other))
        start = end + 1
    return found


def _first_turn(start: int, end: int, ballots: int) -> int:
    """Return when the first ballot of a stretch is taken: the lower median first, then one side after the other."""
    middle = (ballots + 1) // 2
    if start <= middle <= end:
        return 0
    is_below = end < middle
    distance = middle - end if is_below else start - middle
    # With an even number the upper neighbour is next; with an odd one, the lower.
    goes_first = is_below if ballots % 2 else not is_below
    return 2 * distance - (1 if goes_first else 0)
