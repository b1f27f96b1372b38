"""A first place for everyone in one round, within the hard constraints; or which of these cannot hold together.

People whom no constraint names fit anywhere: only the others are searched for, as units (a group kept together moves
as one), by depth-first search, the unit with the fewest tables left first. Tables that nothing tells apart yet are
tried once. Complexity: exponential in the constrained units at worst, linear in practice; ``STEPS`` bounds it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from belvedere.engines.seating.problem import CannotHold, Problem, SeatingError, Tables

STEPS = 200_000
"""How many placements the search tries in one round before it gives up."""


class TooHard(SeatingError):
    """No place was found for everyone and none was proven impossible: fewer constraints are needed."""

    code = "too_hard"


@dataclass(frozen=True)
class Unit:
    """People who sit together, and the tables that all of them may sit at (None: any)."""

    people: tuple[int, ...]
    tables: Tables | None


def place(problem: Problem, number: int, generator: np.random.Generator) -> list[int]:
    """Return a table for each person of a round (-1 for who is not there), every hard constraint held.

    Raises
    ------
    CannotHold
        With a smallest set of constraints that cannot hold together.
    TooHard
        When the search gives up.
    """
    units = _units(problem, number, problem.groups_in(number))
    found = _search(problem, number, units, problem.apart, generator)
    if found is None:
        raise _conflict(problem, number)
    return _fill(problem, number, found, generator)


def even_sizes(capacities: Sequence[int], people: int, least: Sequence[int]) -> list[int]:
    """Share people between tables as evenly as capacities and what is already there allow.

    >>> even_sizes([8, 8, 8], 20, [0, 0, 0])
    [7, 7, 6]
    >>> even_sizes([8, 4], 9, [0, 0])
    [6, 3]
    """
    sizes = list(least)
    for _ in range(people - sum(least)):
        free = [table for table, seats in enumerate(capacities) if sizes[table] < seats]
        sizes[min(free, key=lambda table: (sizes[table] / capacities[table], table))] += 1
    return sizes


def _units(problem: Problem, number: int, groups: Iterable[tuple[int, ...]]) -> list[Unit]:
    grouped = {person for group in groups for person in group}
    alone = [
        (person,)
        for person in problem.present(number)
        if person not in grouped and ((number, person) in problem.allowed or problem.kept_apart[person])
    ]
    return [Unit(people, _common(problem, number, people)) for people in [*groups, *alone]]


def _common(problem: Problem, number: int, people: Iterable[int]) -> Tables | None:
    named = [problem.allowed[number, person] for person in people if (number, person) in problem.allowed]
    return frozenset.intersection(*named) if named else None


@dataclass
class _Room:
    """The tables of a round while they fill."""

    capacities: tuple[int, ...]
    limits: list[int]
    filled: list[int]
    seated: dict[int, int]
    special: frozenset[int]
    steps: int = 0

    def choices(self, unit: Unit, foes: Iterable[int], order: Sequence[int]) -> list[int]:
        """Return the tables that may take a unit, the emptiest first; of empty tables all alike, one."""
        closed = {self.seated[foe] for foe in foes if foe in self.seated}
        room = [
            table
            for table in order
            if table not in closed
            and (unit.tables is None or table in unit.tables)
            and self.filled[table] + len(unit.people) <= self.limits[table]
        ]
        room.sort(key=lambda table: self.filled[table] / self.capacities[table])
        alike: set[int] = set()
        return [table for table in room if not self._is_alike(table, alike)]

    def _is_alike(self, table: int, seen: set[int]) -> bool:
        if self.filled[table] or table in self.special:
            return False
        if self.limits[table] in seen:
            return True
        seen.add(self.limits[table])
        return False


def _search(
    problem: Problem,
    number: int,
    units: Sequence[Unit],
    apart: frozenset[tuple[int, int]],
    generator: np.random.Generator,
) -> dict[int, int] | None:
    """Place units; even tables first, then as full as seats allow. None is a proof that nothing fits."""
    capacities = problem.capacities[number]
    even = even_sizes(capacities, len(problem.present(number)), [0] * len(capacities))
    order = [int(table) for table in generator.permutation(len(capacities))]
    foes: dict[int, set[int]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    special = frozenset(table for unit in units for table in unit.tables or ())
    for limits in (even, list(capacities)):
        room = _Room(capacities, list(limits), [0] * len(capacities), {}, special)
        try:
            if _descend(room, list(units), foes, order):
                return room.seated
        except TooHard:
            if limits is not even:
                raise
    return None


def _descend(room: _Room, left: list[Unit], foes: dict[int, set[int]], order: Sequence[int]) -> bool:
    if not left:
        return True
    room.steps += 1
    if room.steps > STEPS:
        raise TooHard("No seating was found within the constraints: take some away, or add seats, and try again.")
    options = [
        (room.choices(unit, [foe for person in unit.people for foe in foes.get(person, ())], order), unit)
        for unit in left
    ]
    tables, unit = min(options, key=lambda option: (len(option[0]), -len(option[1].people)))
    rest = [other for other in left if other is not unit]
    for table in tables:
        room.filled[table] += len(unit.people)
        room.seated.update(dict.fromkeys(unit.people, table))
        if _descend(room, rest, foes, order):
            return True
        room.filled[table] -= len(unit.people)
        for person in unit.people:
            del room.seated[person]
    return False


def _fill(problem: Problem, number: int, seated: dict[int, int], generator: np.random.Generator) -> list[int]:
    """Deal who is left, college by college, each to the free table that has fewest of her college."""
    capacities = problem.capacities[number]
    filled = [0] * len(capacities)
    colleges: dict[str, list[int]] = {}
    for table in seated.values():
        filled[table] += 1
    sizes = even_sizes(capacities, len(problem.present(number)), filled)
    counts: list[dict[str, int]] = [{} for _ in capacities]
    for person, table in seated.items():
        college = problem.people[person].college
        counts[table][college] = counts[table].get(college, 0) + 1
    for person in problem.present(number):
        if person not in seated:
            colleges.setdefault(problem.people[person].college, []).append(person)
    for college, people in sorted(colleges.items(), key=lambda item: (-len(item[1]), item[0])):
        for person in generator.permutation(people):
            free = [table for table, size in enumerate(sizes) if filled[table] < size]
            table = min(
                free, key=lambda t: (counts[t].get(college, 0), filled[t] - sizes[t], (t + number) % len(sizes))
            )
            counts[table][college] = counts[table].get(college, 0) + 1
            filled[table] += 1
            seated[int(person)] = table
    return [seated.get(person, -1) for person in range(len(problem.people))]


Rule = tuple[str, Callable[["_Rules"], None]]


@dataclass
class _Rules:
    """The constraints of a round that are still asked."""

    apart: set[tuple[int, int]]
    groups: list[tuple[int, ...]]
    allowed: set[int]


def _conflict(problem: Problem, number: int) -> CannotHold:
    """Name a smallest set of constraints that cannot hold: each is left out in turn, for good if it changes nothing."""
    there = set(problem.present(number))
    rules = _Rules(
        apart={pair for pair in problem.apart if there.issuperset(pair)},
        groups=list(problem.groups_in(number)),
        allowed={person for person in there if (number, person) in problem.allowed},
    )
    for pair in sorted(rules.apart):
        rules.apart.discard(pair)
        if _fits(problem, number, rules):
            rules.apart.add(pair)
    for group in list(rules.groups):
        rules.groups.remove(group)
        if _fits(problem, number, rules):
            rules.groups.append(group)
    for person in sorted(rules.allowed):
        rules.allowed.discard(person)
        if _fits(problem, number, rules):
            rules.allowed.add(person)
    words = _in_words(problem, number, rules)
    message = f"In round {number + 1} no seating holds these together: {'; '.join(words)}. Take one of them away."
    return CannotHold(message, round_number=number + 1, constraints=words)


def _fits(problem: Problem, number: int, rules: _Rules) -> bool:
    grouped = {person for group in rules.groups for person in group}
    asked = {person for pair in rules.apart for person in pair}
    alone = [(person,) for person in sorted((rules.allowed | asked) - grouped)]
    units = [
        Unit(people, _common(problem, number, [person for person in people if person in rules.allowed]))
        for people in [*rules.groups, *alone]
    ]
    generator = np.random.Generator(np.random.PCG64(0))
    return _search(problem, number, units, frozenset(rules.apart), generator) is not None


def _in_words(problem: Problem, number: int, rules: _Rules) -> tuple[str, ...]:
    names = [person.id for person in problem.people]
    seats = problem.capacities[number]
    return (
        *(f"{names[one]} and {names[other]} apart" for one, other in sorted(rules.apart)),
        *(f"{', '.join(names[person] for person in group)} together" for group in rules.groups),
        *(
            f"{names[person]} at table {', '.join(str(table + 1) for table in sorted(problem.allowed[number, person]))}"
            for person in sorted(rules.allowed)
        ),
        f"{len(seats)} tables of {', '.join(map(str, sorted(set(seats))))} seats",
    )
