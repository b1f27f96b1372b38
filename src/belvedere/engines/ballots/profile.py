"""Ballots as they were cast, and what a rule gives back: winners in order, with the reason of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np


class BallotsError(Exception):
    """What stops a count: its code, what is wrong, and what to do next."""

    code = "ballots"


class BadProfile(BallotsError):
    """An unknown item, a cost that is not positive, weights that do not fit the ballots."""

    code = "bad_profile"


@dataclass(frozen=True)
class Approvals:
    """Approval ballots over items.

    Parameters
    ----------
    items
        Names, in the order that breaks ties: the first named wins.
    ballots
        For each voter, the positions of the items that she approves.
    colleges
        For each voter, her college; empty when nobody counts by college.
    is_by_college
        Whether each college weighs the same in all, whatever its number of voters.
    costs
        What each item costs, in whole units; 1 each by default.

    Examples
    --------
    >>> profile = Approvals(("vélo", "bus"), (frozenset({0}), frozenset({0, 1})), ("a", "b"))
    >>> profile.supporters[0].tolist(), profile.weights
    ([0, 1], (Fraction(1, 1), Fraction(1, 1)))
    """

    items: tuple[str, ...]
    ballots: tuple[frozenset[int], ...]
    colleges: tuple[str, ...] = ()
    is_by_college: bool = False
    costs: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if any(not 0 <= item < len(self.items) for ballot in self.ballots for item in ballot):
            raise BadProfile("A ballot approves an item that is not on the list.")
        if self.costs and (len(self.costs) != len(self.items) or min(self.costs) < 1):
            raise BadProfile("Give one cost of 1 or more for each item.")
        if self.colleges and len(self.colleges) != len(self.ballots):
            raise BadProfile("Give one college for each ballot.")
        if self.is_by_college and not self.colleges:
            raise BadProfile("Counting by college asks for the college of each ballot.")

    @property
    def cost(self) -> tuple[int, ...]:
        """What each item costs."""
        return self.costs or (1,) * len(self.items)

    @cached_property
    def supporters(self) -> tuple[np.ndarray, ...]:
        """For each item, the positions of those who approve it, in order. O(approvals)."""
        found: list[list[int]] = [[] for _ in self.items]
        for voter, ballot in enumerate(self.ballots):
            for item in ballot:
                found[item].append(voter)
        return tuple(np.array(voters, dtype=np.int64) for voters in found)

    @cached_property
    def weights(self) -> tuple[Fraction, ...]:
        """For each kind of voter, what her ballot weighs; ``kinds`` says who is of which kind."""
        if not self.is_by_college:
            return (Fraction(1),) * len(self._names)
        return tuple(Fraction(1, self.colleges.count(name)) for name in self._names)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.colleges))) or ("",)

    @cached_property
    def kinds(self) -> np.ndarray:
        """For each voter, the number of her college among ``weights`` (0 when there is none)."""
        if not self.colleges:
            return np.zeros(len(self.ballots), dtype=np.int64)
        numbers = {name: number for number, name in enumerate(self._names)}
        return np.array([numbers[name] for name in self.colleges], dtype=np.int64)

    def weight_of(self, voters: np.ndarray) -> Fraction:
        """Return what some voters weigh together, exactly."""
        counts = np.bincount(self.kinds[voters], minlength=len(self.weights)).tolist()
        return sum((weight * count for weight, count in zip(self.weights, counts, strict=True)), Fraction(0))

    def of_college(self, name: str) -> "Approvals":
        """Return the ballots of one college alone."""
        kept = tuple(ballot for ballot, college in zip(self.ballots, self.colleges, strict=True) if college == name)
        return Approvals(self.items, kept, costs=self.costs)


@dataclass(frozen=True)
class Choice:
    """One winner: its position, the exact figure that chose it, whom it was tied with (in the order of the list)."""

    item: int
    figure: Fraction
    tied_with: tuple[int, ...] = ()
    is_completion: bool = False


@dataclass(frozen=True)
class Outcome:
    """Winners in the order in which they were chosen."""

    rule: str
    choices: tuple[Choice, ...]
    notes: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def winners(self) -> tuple[int, ...]:
        """Positions of the winners, in the order in which they were chosen."""
        return tuple(choice.item for choice in self.choices)


def first_of(scores: Sequence[tuple[Fraction, int]]) -> tuple[Fraction, tuple[int, ...]]:
    """Return the lowest figure and who has it, in the order of the list."""
    lowest = min(scores)[0]
    return lowest, tuple(sorted(item for figure, item in scores if figure == lowest))
