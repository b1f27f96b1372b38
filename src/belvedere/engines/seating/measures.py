"""What a seating is worth: meetings against their bound, balance table by table, who has not met whom. Counted from
scratch."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from belvedere.engines.seating.problem import Problem, Seating


@dataclass(frozen=True)
class Meetings:
    """Pairs that meet at least once, and the most that could.

    ``gap`` is what is left between the two, in pairs; 0 proves that no seating does better.
    """

    distinct: int
    bound: int
    across: int
    across_bound: int
    times: tuple[int, ...]
    """``times[n]``: how many pairs meet n times."""

    @property
    def gap(self) -> int:
        """How many more pairs the bound would allow."""
        return self.bound - self.distinct


@dataclass(frozen=True)
class Balance:
    """How many tables have a value out of its share: fewer than the floor or more than the ceiling of what is even."""

    name: str
    cells: int
    out: int


def meeting_counts(problem: Problem, seating: Seating) -> np.ndarray:
    """Return how often each pair shares a table: a symmetric matrix (people × people). O(rounds × people²)."""
    found = np.zeros((len(problem.people), len(problem.people)), dtype=np.int32)
    for tables in seating:
        row = np.asarray(tables)
        found += (row[:, None] == row[None, :]) & (row >= 0)[:, None]
    np.fill_diagonal(found, 0)
    return found


def meetings_of(problem: Problem, seating: Seating) -> Meetings:
    """Count meetings, and bound them.

    The bound is the smaller of two numbers: pairs that may ever meet (there in a same round, not kept apart), and the
    places for pairs at all tables, less those that people kept together take again and again.
    """
    counts = meeting_counts(problem, seating)
    upper = np.triu_indices(len(problem.people), 1)
    met = counts[upper]
    colleges = np.array([person.college for person in problem.people])
    across = colleges[upper[0]] != colleges[upper[1]]
    can_meet = _can_meet(problem)[upper] | (met > 0)  # in a round played before a rule parted them, they have met
    slots = sum(comb(size, 2) for sizes in _sizes(problem, seating) for size in sizes)
    within = sum(_fewest_within(problem, number, sizes) for number, sizes in enumerate(_sizes(problem, seating)))
    repeats = _forced_repeats(problem, seating)
    most = int(met.max()) if met.size else 0
    return Meetings(
        distinct=int((met > 0).sum()),
        bound=min(int(can_meet.sum()), slots - repeats),
        across=int(((met > 0) & across).sum()),
        across_bound=min(int((can_meet & across).sum()), slots - within),
        times=tuple(int((met == number).sum()) for number in range(most + 1)),
    )


def _sizes(problem: Problem, seating: Seating) -> Iterator[list[int]]:
    for capacities, tables in zip(problem.capacities, seating, strict=True):
        yield [sum(1 for table in tables if table == number) for number in range(len(capacities))]


def _can_meet(problem: Problem) -> np.ndarray:
    people = len(problem.people)
    found = np.zeros((people, people), dtype=bool)
    for number in range(problem.rounds):
        there = np.zeros(people, dtype=bool)
        there[list(problem.present(number))] = True
        found |= there[:, None] & there[None, :]
    for one, other in problem.apart:
        found[one, other] = found[other, one] = False
    return found


def _forced_repeats(problem: Problem, seating: Seating) -> int:
    """Places that pairs kept together take beyond their first meeting; before their rule they may have been parted."""
    times: dict[tuple[int, int], int] = {}
    for number in range(problem.rounds):
        for group in problem.groups_in(number):
            for pair in combinations(sorted(group), 2):
                if seating[number][pair[0]] == seating[number][pair[1]]:
                    times[pair] = times.get(pair, 0) + 1
    return sum(count - 1 for count in times.values())


def _fewest_within(problem: Problem, number: int, sizes: Sequence[int]) -> int:
    """Pairs of one college that share a table at least: fewest when each college is spread evenly."""
    colleges: dict[str, int] = {}
    for person in problem.present(number):
        college = problem.people[person].college
        colleges[college] = colleges.get(college, 0) + 1
    used = sum(1 for size in sizes if size)
    found = 0
    for count in colleges.values():
        share, more = divmod(count, max(used, 1))
        found += more * comb(share + 1, 2) + (used - more) * comb(share, 2)
    return found


def balances_of(problem: Problem, seating: Seating) -> tuple[Balance, ...]:
    """Count the tables out of their share, for the college then for each attribute."""
    found = []
    for place, name in enumerate(("college", *problem.attributes)):
        values = [person.college if place == 0 else person.values[place - 1] for person in problem.people]
        cells = out = 0
        for number, sizes in enumerate(_sizes(problem, seating)):
            for value in sorted(set(values)):
                at = [0] * len(sizes)
                for person in problem.present(number):
                    at[seating[number][person]] += values[person] == value
                cells += len(sizes)
                out += sum(_is_out(count, sum(at), size, sum(sizes)) for count, size in zip(at, sizes, strict=True))
        found.append(Balance(name, cells, out))
    return tuple(found)


def _is_out(count: int, total: int, size: int, people: int) -> bool:
    return people > 0 and not total * size // people <= count <= -(-total * size // people)


def broken_rules(problem: Problem, seating: Seating, *, kept: Container[int] = ()) -> tuple[str, ...]:
    """Return each hard constraint that a seating breaks, in words; none for a seating of this engine.

    Rounds kept were seated under the rules of their time: they are not judged.
    """
    names = [person.id for person in problem.people]
    found = []
    for number, tables in enumerate(seating):
        if number in kept:
            continue
        where = f"round {number + 1}"
        there = set(problem.present(number))
        found += [f"{where}: {names[person]} has no table" for person in sorted(there) if tables[person] < 0]
        found += [
            f"{where}: {name} is away but seated"
            for person, name in enumerate(names)
            if person not in there and tables[person] >= 0
        ]
        found += [
            f"{where}: table {table + 1} has {size} people for {seats} seats"
            for table, seats in enumerate(problem.capacities[number])
            if (size := sum(1 for other in tables if other == table)) > seats
        ]
        found += [
            f"{where}: {names[one]} and {names[other]} share a table"
            for one, other in sorted(problem.apart)
            if tables[one] == tables[other] >= 0
        ]
        found += [
            f"{where}: {', '.join(names[person] for person in group)} are parted"
            for group in problem.groups_in(number)
            if len({tables[person] for person in group}) > 1
        ]
        found += [
            f"{where}: {names[person]} is at table {tables[person] + 1}"
            for (row, person), allowed in sorted(problem.allowed.items())
            if row == number and person in there and tables[person] not in allowed
        ]
    return tuple(found)
