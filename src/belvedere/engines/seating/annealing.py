"""Simulated annealing of a seating by exchanges of two people at two tables of one round.

The state keeps, for each pair, how often it meets; an exchange is judged by what it changes only: pairs that stop
meeting at all, pairs that meet for the first time, tables out of balance. Hard constraints are never left: an
exchange that breaks one is not considered. Nearly all exchanges tried are of two people of one college, for those of
two colleges mostly leave tables uneven. Cooling follows moves, never a clock, so that the same seed gives the same
seating on a loaded machine.

Source: S. Kirkpatrick, C. Gelatt, M. Vecchi, Optimization by Simulated Annealing, Science 220 (1983). One move is
O(seats at a table).
"""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from belvedere.engines.seating.problem import Problem

MEET_ACROSS = 4
"""What a first meeting of two colleges is worth."""
MEET_WITHIN = 3
"""What a first meeting within a college is worth: less, so that colleges meet first."""
COLLEGE_OUT = 24
"""What a table out of its share of a college costs, by person."""
VALUE_OUT = 5
"""What a table out of its share of another attribute costs, by person."""

_BLOCK = 8192
_COLDEST = 0.02
_WITHIN_COLLEGE = 0.97
"""The share of exchanges tried between two people of one college; measured, 0 to 0.9 find less."""
_GROUP_MOVES_EVERY = 64

Watch = Callable[[int, int], bool]
"""Told how many moves are done and asked; returns whether to stop."""


@dataclass(frozen=True)
class Cooling:
    """How many moves, and how warm the first ones are (in units of what a meeting is worth)."""

    moves: int
    start: float


class Seats:
    """Who sits where, how often each pair has met, and how each table is made up."""

    def __init__(self, problem: Problem, seating: Sequence[Sequence[int]]) -> None:
        self.problem = problem
        people = range(len(problem.people))
        self.table = [list(tables) for tables in seating]
        self.members: list[list[list[int]]] = [[[] for _ in capacities] for capacities in problem.capacities]
        self.features = problem.features
        self.kinds = 1 + max((number for row in self.features for number in row), default=0)
        self.counts = [[[0] * self.kinds for _ in capacities] for capacities in problem.capacities]
        colleges = [person.college for person in problem.people]
        self.worth = [
            [0 if a == b else MEET_ACROSS if colleges[a] != colleges[b] else MEET_WITHIN for b in people]
            for a in people
        ]
        self.met = [[0] * len(people) for _ in people]
        # Lost if two people part (they meet once), won if they meet (they never did): each move reads these.
        self.loss = [[0] * len(people) for _ in people]
        self.gain = [list(row) for row in self.worth]
        for number, tables in enumerate(self.table):
            for person, table in enumerate(tables):
                if table >= 0:
                    self._sit(number, person, table)
        self.shares = [self._shares_of(number) for number in range(problem.rounds)]

    def _sit(self, number: int, person: int, table: int) -> None:
        for other in self.members[number][table]:
            self._count(person, other, 1)
        self.members[number][table].append(person)
        for feature in self.features[person]:
            self.counts[number][table][feature] += 1

    def _count(self, one: int, other: int, change: int) -> None:
        times = self.met[one][other] + change
        self.met[one][other] = self.met[other][one] = times
        worth = self.worth[one][other]
        self.loss[one][other] = self.loss[other][one] = worth if times == 1 else 0
        self.gain[one][other] = self.gain[other][one] = worth if times == 0 else 0

    def _shares_of(self, number: int) -> list[list[tuple[int, int]]]:
        """For each table and feature, the fewest and the most people that are its share."""
        there = self.problem.present(number)
        totals = [0] * self.kinds
        for person in there:
            for feature in self.features[person]:
                totals[feature] += 1
        everyone = max(len(there), 1)
        return [
            [(total * len(members) // everyone, -(-total * len(members) // everyone)) for total in totals]
            for members in self.members[number]
        ]

    def change(self, number: int, one: int, other: int) -> int:
        """Return how much worse the seating is after two people of two tables change places."""
        tables = self.table[number]
        here, there = tables[one], tables[other]
        worse = self._unbalance(number, one, other, here, there) if self.features[one] != self.features[other] else 0
        loss_one, gain_one, loss_other, gain_other = self.loss[one], self.gain[one], self.loss[other], self.gain[other]
        members = self.members[number]
        for person in members[here]:
            worse += loss_one[person] - gain_other[person]
        for person in members[there]:
            worse += loss_other[person] - gain_one[person]
        # The two pass each other: neither meets nor leaves the other.
        return worse + 2 * gain_one[other]

    def _unbalance(self, number: int, one: int, other: int, here: int, there: int) -> int:
        worse = 0
        counts_here, counts_there = self.counts[number][here], self.counts[number][there]
        shares_here, shares_there = self.shares[number][here], self.shares[number][there]
        weight = COLLEGE_OUT
        for left, come in zip(self.features[one], self.features[other], strict=True):
            if left != come:
                worse += weight * (
                    _down(counts_here[left], shares_here[left])
                    + _up(counts_here[come], shares_here[come])
                    + _down(counts_there[come], shares_there[come])
                    + _up(counts_there[left], shares_there[left])
                )
            weight = VALUE_OUT
        return worse

    def swap(self, number: int, one: int, other: int) -> None:
        """Let two people of two tables change places."""
        here, there = self.table[number][one], self.table[number][other]
        members = self.members[number]
        members[here].remove(one)
        members[there].remove(other)
        for person in members[here]:
            self._count(one, person, -1)
            self._count(other, person, 1)
        for person in members[there]:
            self._count(other, person, -1)
            self._count(one, person, 1)
        members[here].append(other)
        members[there].append(one)
        self.table[number][one], self.table[number][other] = there, here
        counts_here, counts_there = self.counts[number][here], self.counts[number][there]
        for left, come in zip(self.features[one], self.features[other], strict=True):
            counts_here[left] -= 1
            counts_here[come] += 1
            counts_there[come] -= 1
            counts_there[left] += 1

    def move(self, number: int, person: int, table: int) -> None:
        """Let someone change table, to a place that is free."""
        here = self.table[number][person]
        self.members[number][here].remove(person)
        for other in self.members[number][here]:
            self._count(person, other, -1)
        for feature in self.features[person]:
            self.counts[number][here][feature] -= 1
        self.table[number][person] = table
        self._sit(number, person, table)

    def may_sit(self, number: int, person: int, table: int, leaving: int) -> bool:
        """Return whether a person may sit at a table that somebody leaves."""
        allowed = self.problem.allowed.get((number, person))
        if allowed is not None and table not in allowed:
            return False
        foes = self.problem.kept_apart[person]
        return not foes or all(other == leaving or other not in foes for other in self.members[number][table])


def _down(count: int, share: tuple[int, int]) -> int:
    """How much farther from its share a table is with one person less."""
    return 1 if count <= share[0] else -1 if count > share[1] else 0


def _up(count: int, share: tuple[int, int]) -> int:
    """How much farther from its share a table is with one person more."""
    return 1 if count >= share[1] else -1 if count < share[0] else 0


def anneal(
    seats: Seats, cooling: Cooling, generator: np.random.Generator, watch: Watch, *, kept: Container[int] = ()
) -> int:
    """Improve a seating in place, but for the rounds kept; return the moves made, fewer when ``watch`` said to stop."""
    rounds = [row for row in _rounds_that_move(seats) if row.number not in kept]
    bound = {person for row in rounds for person in row.free}
    ruled = {person for person in bound if seats.problem.kept_apart[person]}
    ruled |= {person for _number, person in seats.problem.allowed}
    done = 0
    while rounds and done < cooling.moves:
        block = min(_BLOCK, cooling.moves - done)
        warmth = max(_COLDEST, cooling.start * (1 - done / cooling.moves)) * MEET_ACROSS
        _anneal_block(seats, rounds, ruled, warmth, block, generator)
        done += block
        if watch(done, cooling.moves):
            break
    return done


class _Round(NamedTuple):
    """A round of several tables: who moves alone in it, the same college as each, the groups that move as one."""

    number: int
    free: list[int]
    alike: dict[int, list[int]]
    groups: tuple[tuple[int, ...], ...]


def _rounds_that_move(seats: Seats) -> list[_Round]:
    found = []
    for number, capacities in enumerate(seats.problem.capacities):
        groups = seats.problem.groups_in(number)
        held = {person for group in groups for person in group}
        free = [person for person in seats.problem.present(number) if person not in held]
        if len(capacities) > 1 and len(free) > 1:
            found.append(_Round(number, free, _alike(seats, free), groups))
    return found


def _alike(seats: Seats, free: list[int]) -> dict[int, list[int]]:
    """Return for each person those of the same college, or everybody for one who is alone in hers."""
    colleges: dict[int, list[int]] = {}
    for person in free:
        colleges.setdefault(seats.features[person][0], []).append(person)
    return {person: people if len(people) > 1 else free for people in colleges.values() for person in people}


def _anneal_block(
    seats: Seats, rounds: list[_Round], ruled: set[int], warmth: float, moves: int, generator: np.random.Generator
) -> None:
    picks = generator.random((4, moves))
    bars = (generator.standard_exponential(moves, method="inv") * warmth).tolist()
    which, first, second, kin = (row.tolist() for row in picks)
    for move, bar in enumerate(bars):
        number, free, alike, groups = rounds[int(which[move] * len(rounds))]
        if groups and move % _GROUP_MOVES_EVERY == 0:
            _move_group(seats, number, groups[int(first[move] * len(groups))], free, second[move], bar)
            continue
        one = free[int(first[move] * len(free))]
        others = alike[one] if kin[move] < _WITHIN_COLLEGE else free
        other = others[int(second[move] * len(others))]
        tables = seats.table[number]
        if tables[one] == tables[other] or seats.change(number, one, other) > bar:
            continue
        if (one not in ruled and other not in ruled) or (
            seats.may_sit(number, one, tables[other], other) and seats.may_sit(number, other, tables[one], one)
        ):
            seats.swap(number, one, other)


def _move_group(seats: Seats, number: int, group: tuple[int, ...], free: list[int], pick: float, bar: float) -> None:
    """Let a whole group change places with as many people of another table, if it is worth it."""
    tables = seats.table[number]
    here, there = tables[group[0]], tables[free[int(pick * len(free))]]
    alone = set(free)
    others = [person for person in seats.members[number][there] if person in alone][: len(group)]
    if here == there or len(others) < len(group):
        return
    worse = 0
    for one, other in zip(group, others, strict=True):
        worse += seats.change(number, one, other)
        seats.swap(number, one, other)
    moved = [*((person, there) for person in group), *((person, here) for person in others)]
    if worse <= bar and all(seats.may_sit(number, person, table, person) for person, table in moved):
        return
    for one, other in zip(group, others, strict=True):
        seats.swap(number, one, other)
