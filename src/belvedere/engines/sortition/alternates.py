"""Alternates: those who, for the drop-outs to be expected, keep the panel nearest to its quotas and its size.

In each set of drop-outs alternates take the free places at the least loss, never beyond a maximum. One whole programme
of types × sets columns; where they are more than 6,000, the linear programme is solved first, its types brought in by
their prices: it gives the bound; its largest fraction is then rounded up, and so on until all are whole; the loss of
these counts is then found exactly.

Source: *Alternates, Assemble! Selecting Optimal Alternates for Citizens' Assemblies*, EC 2025, arXiv 2506.15716.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.sortition.alternates_choice import Choice, departures_of
from belvedere.engines.sortition.problem import Problem, SortitionError
from belvedere.engines.sortition.types import Types, types_of

SETS = 300


class NoAlternates(SortitionError):
    """Alternates that cannot be chosen: no such panel, too few candidates, a chance that is not one."""

    code = "no_alternates"


@dataclass(frozen=True)
class Alternates:
    """Alternates, and what they are expected to save.

    Attributes
    ----------
    people : tuple of int
        Sorted positions of the alternates.
    loss : float
        Places lost on average over the sets of drop-outs: empty ones, and those lacking to each quota's minimum.
    loss_without : float
        The same if there were no alternate at all.
    bound : float
        No alternates, as many, lose less than this. ``loss`` is the least there is when both are equal.
    """

    people: tuple[int, ...]
    loss: float
    loss_without: float
    bound: float


def dropout_chances(
    problem: Problem, panel: Sequence[int], everyone: float, by_value: Mapping[tuple[str, str], float] | None = None
) -> tuple[float, ...]:
    """Return each member's chance to drop out: that of her value where one is given, that of everyone elsewhere.

    Parameters
    ----------
    problem : Problem
    panel : sequence of int
        Positions of the members.
    everyone : float
        Chance from 0 to 1.
    by_value : mapping of (category, value) to float, optional
        Values of one category; the first that a member has is taken.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("âge", "16-29", 0, 1), Quota("âge", "30+", 0, 1))
    >>> problem = Problem(2, quotas, (Person("a", ("30+",)), Person("b", ("16-29",))))
    >>> dropout_chances(problem, (0, 1), 0.1, {("âge", "16-29"): 0.2})
    (0.1, 0.2)
    """
    given = by_value or {}
    known = {(quota.category, quota.value) for quota in problem.quotas}
    for category, value in given:
        if (category, value) not in known:
            raise NoAlternates(f"No quota is about {category} = {value}: write it as the file of quotas does.")
    for chance in (everyone, *given.values()):
        if not 0 <= chance <= 1:
            raise NoAlternates(f"{chance} is not a chance: it goes from 0 to 1 (0.12 for 12 %).")
    found = []
    for place in panel:
        named = zip(problem.categories, problem.people[place].values, strict=True)
        found.append(next((given[name] for name in named if name in given), everyone))
    return tuple(found)


def alternates_for(
    problem: Problem,
    panel: tuple[int, ...],
    chances: Sequence[float],
    *,
    count: int,
    seed: int = 0,
    sets: int = SETS,
) -> Alternates:
    """Choose the alternates that lose the fewest places on average, over drop-outs drawn from the members' chances.

    Parameters
    ----------
    problem : Problem
    panel : tuple of int
        Positions of the members.
    chances : sequence of float
        Each member's chance to drop out, in the order of the panel.
    count : int
        How many alternates.
    seed : int
        Draws the sets of drop-outs, then the people among those that nothing tells apart.
    sets : int
        How many sets of drop-outs are drawn.

    Returns
    -------
    Alternates
        At most one by household, and none of a member's household.

    Raises
    ------
    NoAlternates
        When the panel is none of the problem's, or the candidates are too few.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
    >>> people = tuple(Person(name, (value,)) for name, value in zip("abcd", "FHFH"))
    >>> alternates_for(Problem(2, quotas, people), (0, 1), (1.0, 0.0), count=1)
    Alternates(people=(2,), loss=0.0, loss_without=2.0, bound=0.0)
    """
    for rule in problem.broken_rules(panel):
        raise NoAlternates(f"These people are no panel of the problem ({rule}): give the panel that was drawn.")
    generator = np.random.default_rng(seed)
    departures = departures_of(problem, panel, generator.random((sets, len(panel))) < np.array(chances))
    positions, types = _candidates(problem, panel)
    choice = Choice(problem, panel, types, departures, count)
    if choice.most < count:
        raise NoAlternates(f"{choice.most} people can be alternates, {count} are asked for: ask for fewer.")
    counts, loss, bound = choice.best()
    chosen = _people(types, counts, generator)
    return Alternates(
        tuple(sorted(positions[place] for place in chosen)), loss / sets, choice.loss_without / sets, bound / sets
    )


def places_lost(
    problem: Problem, panel: tuple[int, ...], alternates: Sequence[int], leaving: NDArray[np.bool_]
) -> tuple[float, float]:
    """Return the places lost on average over given sets of drop-outs, with alternates and without.

    Parameters
    ----------
    problem : Problem
    panel : tuple of int
        Positions of the members.
    alternates : sequence of int
        Positions of the alternates.
    leaving : array of bool, sets × members
        Who leaves in each set: others than those that chose the alternates judge them fairly.

    Examples
    --------
    >>> from belvedere.engines.sortition.problem import Person, Quota
    >>> quotas = (Quota("sexe", "F", 1, 1), Quota("sexe", "H", 1, 1))
    >>> people = tuple(Person(name, (value,)) for name, value in zip("abcd", "FHFH"))
    >>> places_lost(Problem(2, quotas, people), (0, 1), (2,), np.array([[True, False], [False, True]]))
    (1.0, 2.0)
    """
    positions, types = _candidates(problem, panel)
    chosen = set(alternates)
    counts = [sum(positions[member] in chosen for member in members) for members in types.members]
    choice = Choice(problem, panel, types, departures_of(problem, panel, leaving), len(alternates))
    without = choice.loss_without / len(leaving)
    return (choice.lost_by(counts) / len(leaving) if any(counts) else without), without


def _candidates(problem: Problem, panel: tuple[int, ...]) -> tuple[list[int], Types]:
    """Return the positions of those who may be alternates, and their types."""
    homes = {problem.people[place].household for place in panel} - {None}
    members = set(panel)
    found = [p for p, person in enumerate(problem.people) if p not in members and person.household not in homes]
    return found, types_of(replace(problem, people=tuple(problem.people[place] for place in found)))


def _people(types: Types, counts: Sequence[int], generator: np.random.Generator) -> list[int]:
    """Return people of the counts by type, in distinct households, each as likely as those that nothing tells apart."""
    found: list[int] = []
    for home in types.homes:
        order = iter(generator.permutation(home.size))
        for place, kind in enumerate(home.types):
            chosen = [home.people[next(order)][place] for _ in range(counts[kind])]
            found += [people[int(generator.integers(len(people)))] for people in chosen]
    return found
