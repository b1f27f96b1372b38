"""Sequential Phragmén: each winner is a load of 1 that its supporters share; the next is who keeps the heaviest load
lightest.

The load of a voter is that of the last winner that she approves, so that exact sums need only count voters by last
winner.

Source: L. E. Phragmén (1894); M. Brill, R. Freeman, S. Janson, M. Lackner, Phragmén's voting methods and justified
representation, Mathematical Programming 203 (2024).
"""

from fractions import Fraction

import numpy as np

from belvedere.engines.ballots.profile import Approvals, Choice, Outcome, first_of

_CLOSE = 1e-9


def sequential_phragmen(profile: Approvals, seats: int) -> Outcome:
    """Choose items one by one so that the heaviest load is lightest.

    Parameters
    ----------
    profile
        Ballots; a ballot that weighs w takes w times the load of one that weighs 1.
    seats
        How many items are chosen; fewer when nobody approves those left.

    Returns
    -------
    Outcome
        With, for each winner, the load of its supporters after it, exactly; ties go to the first of the list.

    Notes
    -----
    O(seats × approvals) floating operations, and exact fractions for the items that rounding could confuse.

    Examples
    --------
    >>> profile = Approvals(("a", "b", "c"), (*[frozenset({0, 1})] * 3, frozenset({2})))
    >>> [(choice.item, str(choice.figure)) for choice in sequential_phragmen(profile, 3).choices]
    [(0, '1/3'), (1, '2/3'), (2, '1')]
    """
    last = np.zeros(len(profile.ballots), dtype=np.int64)
    loads = [Fraction(0)]
    weights = [profile.weight_of(voters) for voters in profile.supporters]
    left = [item for item, weight in enumerate(weights) if weight > 0]
    choices: list[Choice] = []
    while left and len(choices) < seats:
        rough = _rough_loads(profile, left, last, loads)
        limit = min(rough) * (1 + _CLOSE)
        close = [item for item, figure in zip(left, rough, strict=True) if figure <= limit]
        load, tied = first_of([((1 + _load(profile, item, last, loads)) / weights[item], item) for item in close])
        last[profile.supporters[tied[0]]] = len(loads)
        loads.append(load)
        left.remove(tied[0])
        choices.append(Choice(tied[0], load, tied[1:]))
    return Outcome("phragmen", tuple(choices))


def _rough_loads(profile: Approvals, items: list[int], last: np.ndarray, loads: list[Fraction]) -> list[float]:
    """What supporters would bear, in floating numbers: who is close to the least is counted again exactly."""
    weight = np.array([float(one) for one in profile.weights])[profile.kinds]
    borne = weight * np.array([float(load) for load in loads])[last]
    supporters = (profile.supporters[item] for item in items)
    return [float((1 + borne[voters].sum()) / weight[voters].sum()) for voters in supporters]


def _load(profile: Approvals, item: int, last: np.ndarray, loads: list[Fraction]) -> Fraction:
    """What the supporters of an item already bear together."""
    voters = profile.supporters[item]
    width = len(loads)
    counts = np.bincount(profile.kinds[voters] * width + last[voters], minlength=width * len(profile.weights))
    found = Fraction(0)
    for kind, weight in enumerate(profile.weights):
        row = counts[kind * width : (kind + 1) * width].tolist()
        found += weight * sum((load * count for load, count in zip(loads, row, strict=True) if count), Fraction(0))
    return found
