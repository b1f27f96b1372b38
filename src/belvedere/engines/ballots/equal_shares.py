"""The method of equal shares: the budget is shared equally between voters, who pay together for what they approve.

Each step buys the item for which its supporters pay least by unit of cost, everyone paying the same or all that she
has left. What this leaves unspent is completed in a way that is said: the most approved items that still fit,
cheapest first among equals.

Budgets are floating numbers for speed; whoever could change the result (two prices closer than rounding) is counted
again exactly: a voter has her share less the prices that she paid, or nothing once she paid all, so that exact sums
need only whole counts.

Source: D. Peters, G. Pierczyński, P. Skowron, Proportional participatory budgeting with additive utilities, NeurIPS
2021.
"""

import heapq
from fractions import Fraction

import numpy as np

from belvedere.engines.ballots.profile import Approvals, BadProfile, Choice, Outcome

_CLOSE = 1e-9


def equal_shares(profile: Approvals, budget: int, *, is_completed: bool = True) -> Outcome:
    """Choose items within a budget so that each voter decides of an equal share of it.

    Parameters
    ----------
    profile
        Ballots and costs. By college, each college decides of an equal part, shared between its voters.
    budget
        What may be spent, in the units of costs; with costs of 1, how many items may be chosen.
    is_completed
        Whether what is left is spent on the most approved items that fit.

    Returns
    -------
    Outcome
        With, for each winner, what one of its supporters pays by unit of cost (0 for the completion); ties go to the
        first of the list. ``notes["spent"]`` and ``notes["left"]`` are exact.

    Notes
    -----
    A satisfaction by unit of cost (« cost utilities »). O(winners × approvals) at worst; prices only rise, so that few
    are computed again at each step.

    Examples
    --------
    >>> profile = Approvals(("a", "b", "c"), (*[frozenset({0, 1})] * 6, *[frozenset({2})] * 4), costs=(5, 5, 4))
    >>> outcome = equal_shares(profile, 10)
    >>> [(choice.item, str(choice.figure)) for choice in outcome.choices], str(outcome.notes["left"])
    ([(0, '1/6'), (2, '1/4')], '1')
    """
    if budget < 0:
        raise BadProfile("A budget is 0 or more.")
    purses = _Purses(profile, budget)
    choices = [*_bought(profile, purses)]
    spent = sum(profile.cost[choice.item] for choice in choices)
    if is_completed:
        for item in _completion(profile, {choice.item for choice in choices}, budget - spent):
            choices.append(Choice(item, Fraction(0), is_completion=True))
            spent += profile.cost[item]
    return Outcome("equal_shares", tuple(choices), {"spent": Fraction(spent), "left": Fraction(budget - spent)})


class _Purses:
    """What each voter has left: a floating number, and the exact parts that she paid."""

    def __init__(self, profile: Approvals, budget: int) -> None:
        voters = len(profile.ballots)
        total = profile.weight_of(np.arange(voters))
        self.profile = profile
        self.shares = tuple(budget * weight / total if total else Fraction(0) for weight in profile.weights)
        self.left = np.array([float(share) for share in self.shares])[profile.kinds]
        self.parts: list[Fraction] = []
        self._has_paid = np.zeros((voters, len(profile.items)), dtype=bool)

    def price(self, item: int) -> float | None:
        """Return what a supporter pays by unit of cost, roughly, or None when they cannot afford the item."""
        found = self._part(self.left[self.profile.supporters[item]], self.profile.cost[item])
        return None if found is None else found / self.profile.cost[item]

    @staticmethod
    def _part(purses: np.ndarray, cost: int) -> float | None:
        """Return what each pays at most: who has less pays all, the others share the rest. O(n log n)."""
        ordered = np.sort(purses)
        if ordered.sum() < cost * (1 - _CLOSE):
            return None
        poorer = np.concatenate([[0.0], np.cumsum(ordered)[:-1]])
        each = (cost - poorer) / np.arange(len(ordered), 0, -1)
        payers = np.flatnonzero(each <= ordered * (1 + _CLOSE))
        return float(each[payers[0]]) if len(payers) else float(ordered[-1])

    def exact_part(self, item: int) -> Fraction | None:
        """Return the same exactly: only who is at the very limit of her part is looked at one by one."""
        cost = self.profile.cost[item]
        voters = self.profile.supporters[item]
        voters = voters[self.left[voters] > 0]
        rough = self._part(self.left[voters], cost)
        if rough is None:
            return None
        purses = self.left[voters]
        poor = voters[purses < rough * (1 - _CLOSE)]
        limit = voters[np.abs(purses - rough) <= rough * _CLOSE]
        rich = len(voters) - len(poor) - len(limit)
        rest = cost - self._total(poor)
        number = rich + len(limit)
        for purse, count in sorted(self._exact(limit)):
            if purse * number >= rest:
                break
            rest -= purse * count
            number -= count
        return rest / number if number else None

    def _total(self, voters: np.ndarray) -> Fraction:
        """What some voters have left together, exactly: shares less each part times how many paid it."""
        kinds = np.bincount(self.profile.kinds[voters], minlength=len(self.shares)).tolist()
        paid = self._has_paid[voters, : len(self.parts)].sum(axis=0).tolist()
        given = sum((share * count for share, count in zip(self.shares, kinds, strict=True)), Fraction(0))
        return given - sum((part * count for part, count in zip(self.parts, paid, strict=True) if count), Fraction(0))

    def _exact(self, voters: np.ndarray) -> list[tuple[Fraction, int]]:
        """Return exact purses, with how many voters have each history."""
        return [(self._total(voters[rows[:1]]), len(rows)) for rows in self._histories(voters)]

    def _histories(self, voters: np.ndarray) -> list[np.ndarray]:
        """Return the positions of voters who have the same share and paid the same parts, history by history."""
        if not len(voters):
            return []
        marks = np.column_stack([self.profile.kinds[voters], self._has_paid[voters, : len(self.parts)]])
        _rows, which = np.unique(marks, axis=0, return_inverse=True)
        which = which.ravel()
        return [np.flatnonzero(which == number) for number in range(int(which.max()) + 1)]

    def buy(self, item: int, part: Fraction) -> None:
        """Let supporters pay; who pays all that she has has exactly nothing left."""
        voters = self.profile.supporters[item]
        voters = voters[self.left[voters] > 0]
        rest = self.left[voters] - float(part)
        near = np.flatnonzero(np.abs(rest) <= float(part) * _CLOSE)
        for rows in self._histories(voters[near]):
            rest[near[rows]] = max(0.0, float(self._total(voters[near[rows[:1]]]) - part))
        self.left[voters] = np.maximum(rest, 0.0)
        self._has_paid[voters, len(self.parts)] = True
        self.parts.append(part)


def _bought(profile: Approvals, purses: _Purses) -> list[Choice]:
    """Buy until nobody can pay for anything more. Prices only rise: a price found lower than the next one is right."""
    choices: list[Choice] = []
    heap = [(0.0, item) for item in range(len(profile.items))]
    while heap:
        fresh: list[tuple[float, int]] = []
        while heap and (not fresh or heap[0][0] <= min(fresh)[0] * (1 + _CLOSE)):
            _old, item = heapq.heappop(heap)
            price = purses.price(item)
            if price is not None:
                fresh.append((price, item))
        best, tied = _cheapest(purses, fresh)
        for entry in fresh:
            if best is None or entry[1] != best[1]:
                heapq.heappush(heap, entry)
        if best is None:
            if not fresh:
                break
            continue
        exact, chosen = best
        purses.buy(chosen, exact * profile.cost[chosen])
        choices.append(Choice(chosen, exact, tied))
    return choices


def _cheapest(purses: _Purses, fresh: list[tuple[float, int]]) -> tuple[tuple[Fraction, int] | None, tuple[int, ...]]:
    """Return the lowest price, exactly, with its item and those tied with it; what nobody can pay leaves ``fresh``."""
    while fresh:
        lowest = min(fresh)[0]
        known: list[tuple[Fraction, int]] = []
        for price, item in list(fresh):
            if price <= lowest * (1 + _CLOSE):
                part = purses.exact_part(item)
                if part is None:
                    fresh.remove((price, item))
                else:
                    known.append((part / purses.profile.cost[item], item))
        if known:
            best = min(known)
            return best, tuple(item for price, item in sorted(known)[1:] if price == best[0])
    return None, ()


def _completion(profile: Approvals, chosen: set[int], left: int) -> list[int]:
    """The rule of what is left: the most approved, then the cheapest, then the first of the list; what fits is in."""
    found = []
    scores = [profile.weight_of(voters) for voters in profile.supporters]
    for item in sorted(range(len(scores)), key=lambda item: (-scores[item], profile.cost[item], item)):
        if item not in chosen and scores[item] > 0 and profile.cost[item] <= left:
            found.append(item)
            left -= profile.cost[item]
    return found
