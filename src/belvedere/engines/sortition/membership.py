"""Gives the places that a panel has for each type to people, so that people of one type are equally likely."""

import hashlib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.polytope import Vector
from belvedere.engines.sortition.problem import Distribution, Problem
from belvedere.engines.sortition.programme import SolverFailed
from belvedere.engines.sortition.seating import Crowd, seated
from belvedere.engines.sortition.types import Home, Types

MOST_PANELS = 50_000
_ZERO, _ONE = Fraction(0), Fraction(1)
_DIGITS = 12

Taken = tuple[Home, list[tuple[int, int]]]
"""A composition of household that a panel takes people from: profiles, and how many of each."""

Stretch = tuple[Fraction, float]
"""A point of [0, 1), and the length to the next one."""


def equal_panels(types: Types, panels: NDArray[np.int16], weights: Vector) -> Distribution | None:
    """Return a lottery over panels of people in which people of one type have exactly the same probability.

    Each panel of types is split: a point u of [0, 1) turns the order of the households of each composition, so that
    each household holds each place for the same length of u. Between two turns the panel of people is the same.

    Parameters
    ----------
    types : Types
    panels : ndarray of int, shape (panels, types)
    weights : ndarray of float, shape (panels,)
        They sum to 1.

    Returns
    -------
    Distribution or None
        None when more than ``MOST_PANELS`` panels would be needed: `turning_panels` then comes close.
    """
    grids: dict[frozenset[int], list[Stretch]] = {}
    splits: list[tuple[list[Taken], float, list[Stretch]]] = []
    total = 0
    for counts, weight in zip(panels, weights, strict=True):
        taken = _taken(types, counts)
        steps = frozenset(home.steps for home, places in taken if _changes(home, places))
        if steps not in grids:
            grids[steps] = _stretches(steps)
        stretches = grids[steps]
        splits.append((taken, float(weight), stretches))
        total += len(stretches)
        if total > MOST_PANELS:
            return None
    found: dict[tuple[int, ...], float] = {}
    for taken, weight, stretches in splits:
        for turn, length in stretches:
            panel = tuple(sorted(_seated(taken, turn)))
            found[panel] = found.get(panel, 0.0) + weight * length
    return Distribution(tuple(found), tuple(found.values()))


def _taken(types: Types, counts: NDArray[np.integer]) -> list[Taken]:
    """Return the compositions of household that a panel takes people from."""
    found: dict[int, list[tuple[int, int]]] = {}
    kinds = np.nonzero(counts)[0]
    for kind, count in zip(kinds.tolist(), counts[kinds].tolist(), strict=True):
        home, profile = types.places[kind]
        found.setdefault(home, []).append((profile, count))
    return [(types.homes[home], found[home]) for home in sorted(found)]


def _changes(home: Home, places: list[tuple[int, int]]) -> bool:
    """Tell whether turning changes anyone: not when everyone is taken."""
    return home.is_shared or sum(count for _, count in places) < home.size


def _stretches(steps: frozenset[int]) -> list[Stretch]:
    """Return the points of [0, 1) at which the people of a panel change, each with the length up to the next."""
    turns = sorted({Fraction(turn, number) for number in steps for turn in range(number)} | {_ZERO})
    return [(turn, float(end - turn)) for turn, end in zip(turns, [*turns[1:], _ONE], strict=True)]


def _seated(taken: list[Taken], turn: Fraction) -> Iterator[int]:
    above, below = turn.numerator, turn.denominator
    for home, places in taken:
        place = above * home.size // below
        inside = above * home.steps // below
        for profile, count in places:
            for _ in range(count):
                people = home.people[place % home.size][profile]
                yield people[inside % len(people)]
                place += 1


def turning_panels(
    problem: Problem, types: Types, panels: Iterable[NDArray[np.integer]], weights: Iterable[float], seed: str
) -> list[tuple[int, ...]]:
    """Return one panel of people for each panel of types, giving each place to who has been given least so far.

    People alone in their household and of one type are then given numbers of panels (of equal weight) that differ by
    one at most. Ties are broken by SHA-256 of the seed and the id.

    Parameters
    ----------
    problem : Problem
    types : Types
    panels : iterable of ndarray of int, shape (types,)
    weights : iterable of float
        Of each panel.
    seed : str

    Returns
    -------
    list of tuple of int
        Sorted positions.
    """
    turn = _Turn(_ranks(problem, seed), types)
    return [turn.panel(_taken(types, counts), weight) for counts, weight in zip(panels, weights, strict=True)]


class _Turn:
    """Whose turn it is: what each person was given so far."""

    def __init__(self, rank: list[int], types: Types) -> None:
        self.rank, self.living = rank, types.living
        self.given = [0.0] * len(rank)
        self.waiting: dict[int, list[tuple[float, int, int]]] = {}

    def panel(self, taken: list[Taken], weight: float) -> tuple[int, ...]:
        """Choose the people of a panel, and count it to them."""
        found: list[int] = []
        alone: list[tuple[Home, int]] = []
        for home, places in taken:
            if home.is_shared:
                found += self._of_households(home, places, weight)
            elif self.living:
                alone.append((home, places[0][1]))
            else:
                found += self._alone(home, places[0][1], weight)
        return tuple(sorted([*found, *self._apart(alone, weight)]))

    def _alone(self, home: Home, count: int, weight: float) -> list[int]:
        """Choose those given least among people alone in their household."""
        kind = home.types[0]
        if kind not in self.waiting:
            everyone = (household[0][0] for household in home.people)
            self.waiting[kind] = sorted((0.0, self.rank[person], person) for person in everyone)
        queue = self.waiting[kind]
        chosen = [heappop(queue)[2] for _ in range(count)]
        for person in chosen:
            self.given[person] += weight
            heappush(queue, (round(self.given[person], _DIGITS), self.rank[person], person))
        return chosen

    def _apart(self, taken: list[tuple[Home, int]], weight: float) -> tuple[int, ...]:
        """Choose among people whom types do not tell apart by household: one of each, those given least first."""
        candidates = {
            home.types[0]: sorted(
                (household[0][0] for household in home.people),
                key=lambda person: (round(self.given[person], _DIGITS), self.rank[person]),
            )
            for home, _count in taken
        }
        places = [(home.types[0], count) for home, count in taken]
        places.sort(key=lambda place: -self._due(candidates[place[0]]))
        chosen = seated(places, candidates, self.living)
        if isinstance(chosen, Crowd):
            raise SolverFailed("A panel holds two people of one household; nothing is published. Report the files.")
        for person in chosen:
            self.given[person] += weight
        return chosen

    def _due(self, people: list[int]) -> float:
        """Return how far the first of some people of one type is under what they were given on average."""
        average = sum(self.given[person] for person in people) / len(people)
        return round(average - self.given[people[0]], _DIGITS)

    def _of_households(self, home: Home, places: list[tuple[int, int]], weight: float) -> list[int]:
        """Choose people of distinct households: for each profile in turn, those given least."""
        chosen: list[int] = []
        households: set[int] = set()
        for profile, count in places:
            best = sorted(
                (round(self.given[person], _DIGITS), self.rank[person], household, person)
                for household, people in enumerate(home.people)
                if household not in households
                for person in people[profile]
            )
            wanted = count
            for _, _, household, person in best:
                if wanted and household not in households:
                    households.add(household)
                    chosen.append(person)
                    wanted -= 1
        for person in chosen:
            self.given[person] += weight
        return chosen


def _ranks(problem: Problem, seed: str) -> list[int]:
    """Return the place of each person in an order that only the seed and the ids make."""
    keys = [hashlib.sha256(f"{seed}\n{person.id}".encode()).digest() for person in problem.people]
    ranks = [0] * len(keys)
    for place, person in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
        ranks[person] = place
    return ranks
