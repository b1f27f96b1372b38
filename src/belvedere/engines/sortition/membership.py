"""Gives the places that a panel has for each type to people, so that people of one type are equally likely."""

import hashlib
from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.polytope import Vector
from belvedere.engines.sortition.problem import Distribution, Problem
from belvedere.engines.sortition.types import Home, Types

MOST_PANELS = 50_000
_ZERO, _ONE = Fraction(0), Fraction(1)


def equal_panels(types: Types, panels: NDArray[np.int64], weights: Vector) -> Distribution | None:
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
    turns = [_turns(types, counts) for counts in panels]
    if sum(map(len, turns)) > MOST_PANELS:
        return None
    found: dict[tuple[int, ...], float] = {}
    for counts, weight, starts in zip(panels, weights, turns, strict=True):
        for start, end in zip(starts, [*starts[1:], _ONE], strict=True):
            panel = tuple(sorted(_seated(types, counts, start)))
            found[panel] = found.get(panel, 0.0) + float(weight) * float(end - start)
    return Distribution(tuple(found), tuple(found.values()))


def _turns(types: Types, counts: NDArray[np.int64]) -> list[Fraction]:
    """Return the points of [0, 1) at which the people of a panel change."""
    steps = {_steps(home) for home in types.homes if _changes(home, counts)}
    return sorted({Fraction(turn, number) for number in steps for turn in range(number)} | {_ZERO})


def _changes(home: Home, counts: NDArray[np.int64]) -> bool:
    """Tell whether turning changes anyone: not when everyone or nobody is taken."""
    taken = int(counts[list(home.types)].sum())
    return taken > 0 and (home.is_shared or taken < home.size)


def _steps(home: Home) -> int:
    return home.size * lcm(*(len(people) for people in home.people[0]))


def _seated(types: Types, counts: NDArray[np.int64], turn: Fraction) -> Iterator[int]:
    for home in types.homes:
        place = int(turn * home.size)
        inside = int(turn * _steps(home))
        for profile, kind in enumerate(home.types):
            for _ in range(int(counts[kind])):
                people = home.people[place % home.size][profile]
                yield people[inside % len(people)]
                place += 1


def turning_panels(
    problem: Problem, types: Types, panels: Iterable[NDArray[np.int64]], weights: Iterable[float], seed: str
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
    rank = _ranks(problem, seed)
    given = [0.0] * len(problem.people)
    found = []
    for counts, weight in zip(panels, weights, strict=True):
        panel: list[int] = []
        for home in types.homes:
            panel += _least_given(home, counts, given, rank)
        for person in panel:
            given[person] += weight
        found.append(tuple(sorted(panel)))
    return found


def _least_given(home: Home, counts: NDArray[np.int64], given: list[float], rank: list[int]) -> list[int]:
    """Choose people of distinct households: for each profile in turn, those given least."""
    panel: list[int] = []
    taken: set[int] = set()
    for profile, kind in enumerate(home.types):
        wanted = int(counts[kind])
        if not wanted:
            continue
        best = sorted(
            (round(given[person], 12), rank[person], household, person)
            for household, people in enumerate(home.people)
            if household not in taken
            for person in people[profile]
        )
        for _, _, household, person in best:
            if wanted and household not in taken:
                taken.add(household)
                panel.append(person)
                wanted -= 1
    return panel


def _ranks(problem: Problem, seed: str) -> list[int]:
    """Return the place of each person in an order that only the seed and the ids make."""
    keys = [hashlib.sha256(f"{seed}\n{person.id}".encode()).digest() for person in problem.people]
    ranks = [0] * len(keys)
    for place, person in enumerate(sorted(range(len(keys)), key=keys.__getitem__)):
        ranks[person] = place
    return ranks
