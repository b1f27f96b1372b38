"""Absences of the last minute: the rounds that are left are mended with as few people changing table as can be.

For each round, how many people of each college leave each table is a transportation problem: tables and colleges
bound what each table may hold, and the people who change table are counted. Its constraints are totally unimodular,
so that HiGHS gives whole numbers: the fewest moves, which no mend within even tables can beat. Hard constraints may
ask for more; the report says both.

Source: A. Schrijver, Combinatorial Optimization (2003), chapter 21 (transportation).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from belvedere.engines.seating.annealing import Seats
from belvedere.engines.seating.measures import broken_rules
from belvedere.engines.seating.placing import even_sizes
from belvedere.engines.seating.problem import BadProblem, Problem, Seating, SeatingError

_OUT = 1000.0
"""What a person out of balance costs the mend, in moves: balance first."""


class NotMended(SeatingError):
    """The seating given does not hold the hard constraints, and moving people one by one did not mend it."""

    code = "not_mended"


@dataclass(frozen=True)
class Repair:
    """A mended seating: who moved in each round, and the fewest moves that even tables ask for."""

    seating: Seating
    moved: tuple[tuple[int, ...], ...]
    fewest: tuple[int, ...]

    @property
    def moves(self) -> int:
        """How many changes of table there are in all."""
        return sum(map(len, self.moved))

    @property
    def is_fewest(self) -> bool:
        """Whether no mend has fewer moves."""
        return self.moves == sum(self.fewest)


def repair(problem: Problem, seating: Seating, *, from_round: int) -> Repair:
    """Mend the rounds from ``from_round`` (0 is the first) after absences; those already played do not change.

    Parameters
    ----------
    problem
        The problem with its new absences.
    seating
        The seating made before them: everyone there in a round has a table in it.
    from_round
        The first round still to be played.

    Raises
    ------
    BadProblem
        When somebody there has no table in the seating given.
    NotMended
        When hard constraints are broken by the seating given.

    Notes
    -----
    O(tables × colleges) variables by round for the exact part; then one pass over who may move.

    Examples
    --------
    >>> from belvedere.engines.seating.problem import Person
    >>> people = tuple(Person(f"p{n}", "elus") for n in range(6))
    >>> problem = Problem(people, capacities=((3, 3),), absent=frozenset({(0, 0), (0, 1)}))
    >>> mended = repair(problem, ((0, 0, 0, 1, 1, 1),), from_round=0)
    >>> mended.moves, mended.is_fewest, sorted(mended.seating[0])
    (1, True, [-1, -1, 0, 0, 1, 1])
    """
    started, rounds = _as_it_stands(problem, seating, from_round)
    seats = Seats(started, rounds)
    moved: list[tuple[int, ...]] = [()] * from_round
    fewest = [0] * from_round
    for number in range(from_round, problem.rounds):
        wanted = _fewest_moves(started, seats, number)
        fewest.append(int(np.maximum(wanted.before - wanted.after, 0).sum()))
        moved.append(_move(seats, number, wanted))
    mended = tuple(tuple(tables) for tables in seats.table)
    broken = [rule for rule in broken_rules(started, mended) if int(rule.split()[1].rstrip(":")) > from_round]
    if broken:
        raise NotMended(f"The seating given breaks a rule ({broken[0]}): make a new one instead of mending it.")
    return Repair(mended, tuple(moved), tuple(fewest))


def _as_it_stands(problem: Problem, seating: Seating, from_round: int) -> tuple[Problem, list[list[int]]]:
    """Return the seating without those who are away from now on, and the problem with those who were away before."""
    rounds = [list(tables) for tables in seating]
    for number in range(from_round, problem.rounds):
        there = set(problem.present(number))
        lost = next((person for person in there if rounds[number][person] < 0), None)
        if lost is not None:
            raise BadProblem(f"{problem.people[lost].id} has no table in round {number + 1} of the seating given.")
        rounds[number] = [table if person in there else -1 for person, table in enumerate(rounds[number])]
    away = {
        (number, person) for number, tables in enumerate(rounds) for person, table in enumerate(tables) if table < 0
    }
    return replace(problem, absent=frozenset(away)), rounds


@dataclass(frozen=True)
class _Counts:
    """People by table (rows) and college (columns), before and after."""

    before: np.ndarray
    after: np.ndarray
    colleges: tuple[str, ...]


def _fewest_moves(problem: Problem, seats: Seats, number: int) -> _Counts:
    """Solve the transportation problem of one round."""
    capacities = problem.capacities[number]
    there = problem.present(number)
    colleges = tuple(sorted({problem.people[person].college for person in there}))
    before = np.zeros((len(capacities), len(colleges)), dtype=int)
    for person in there:
        before[seats.table[number][person], colleges.index(problem.people[person].college)] += 1
    held = _held(problem, number, seats.table[number], before.shape, colleges)
    sizes = even_sizes(capacities, len(there), [0] * len(capacities))
    after = _solve(before, held, capacities, (min(sizes, default=0), max(sizes, default=0)))
    return _Counts(before, after, colleges)


def _held(
    problem: Problem, number: int, tables: Sequence[int], shape: tuple[int, ...], colleges: tuple[str, ...]
) -> np.ndarray:
    """Count who cannot move alone: a group kept together, someone whose table is given."""
    grouped = {person for group in problem.groups_in(number) for person in group}
    held = np.zeros(shape, dtype=int)
    for person in problem.present(number):
        if person in grouped or len(problem.allowed.get((number, person), (0, 1))) == 1:
            held[tables[person], colleges.index(problem.people[person].college)] += 1
    return held


def _solve(before: np.ndarray, held: np.ndarray, capacities: Sequence[int], even: tuple[int, int]) -> np.ndarray:
    """Return the counts after the mend: as even as can be, then with the fewest people leaving a table.

    Variables: counts after; who leaves (at least before - after); cells and tables out of their share, below and above.
    """
    tables, kinds = before.shape
    cells = tables * kinds
    identity = coo_array((np.ones(cells), (np.arange(cells), np.arange(cells))))
    table_sums = coo_array((np.ones(cells), (np.repeat(np.arange(tables), kinds), np.arange(cells))), (tables, cells))
    kind_sums = coo_array((np.ones(cells), (np.tile(np.arange(kinds), tables), np.arange(cells))), (kinds, cells))
    rows = _Rows(cells, tables)
    totals = before.sum(axis=0)
    low = np.tile(totals // tables, tables)
    high = np.tile(-(-totals // tables), tables)
    rows.add(kind_sums, {}, totals, totals)
    rows.add(identity, {"leave": 1}, before.ravel(), np.inf)
    rows.add(identity, {"cell_below": 1}, low, np.inf)
    rows.add(identity, {"cell_above": -1}, -np.inf, high)
    rows.add(table_sums, {"table_below": 1}, even[0], np.inf)
    rows.add(table_sums, {"table_above": -1}, -np.inf, even[1])
    rows.add(table_sums, {}, 0, np.asarray(capacities))
    costs = np.concatenate([np.zeros(cells), np.ones(cells), np.full(2 * cells + 2 * tables, _OUT)])
    lowest = np.concatenate([held.ravel(), np.zeros(3 * cells + 2 * tables)])
    matrix, lower, upper = rows.joined()
    found = milp(
        costs,
        constraints=LinearConstraint(matrix, lower, upper),
        integrality=np.ones(rows.width, dtype=int),
        bounds=Bounds(lowest, np.inf),
    )
    if found.x is None:
        raise NotMended("No mend was found for a round: make a new seating.")
    return np.rint(found.x[:cells]).astype(int).reshape(tables, kinds)


class _Rows:
    """Rows of a linear programme, written block by block."""

    def __init__(self, cells: int, tables: int) -> None:
        self.start = {
            "leave": cells,
            "cell_below": 2 * cells,
            "cell_above": 3 * cells,
            "table_below": 4 * cells,
            "table_above": 4 * cells + tables,
        }
        self.width = 4 * cells + 2 * tables
        self.height = 0
        self.parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        self.lower: list[np.ndarray] = []
        self.upper: list[np.ndarray] = []

    def add(self, block: coo_array, others: dict[str, int], lower: object, upper: object) -> None:
        """Add rows: a block over the counts, and one coefficient of another variable by row."""
        height = block.shape[0]
        self.parts.append((block.data, block.row + self.height, block.col))
        for name, coefficient in others.items():
            line = np.arange(height)
            self.parts.append((np.full(height, coefficient), line + self.height, line + self.start[name]))
        self.lower.append(np.broadcast_to(np.asarray(lower, dtype=float), (height,)))
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=float), (height,)))
        self.height += height

    def joined(self) -> tuple[coo_array, np.ndarray, np.ndarray]:
        """Return the matrix and the bounds of its rows."""
        data, row, column = (np.concatenate(parts) for parts in zip(*self.parts, strict=True))
        matrix = coo_array((data, (row, column)), (self.height, self.width))
        return matrix, np.concatenate(self.lower), np.concatenate(self.upper)


def _move(seats: Seats, number: int, wanted: _Counts) -> tuple[int, ...]:
    """Let people change table as counted, each time who meets most new people there; return who moved.

    Where no one may take a place that is wanted (kept apart, a table not allowed), it stays free: rules come first.
    """
    problem = seats.problem
    surplus = wanted.before - wanted.after
    grouped = {person for group in problem.groups_in(number) for person in group}
    moved: list[int] = []
    for kind, college in enumerate(wanted.colleges):
        leaving = [
            person
            for person in problem.present(number)
            if person not in grouped and problem.people[person].college == college
        ]
        for table in np.flatnonzero(surplus[:, kind] < 0).tolist():
            for _ in range(-int(surplus[table, kind])):
                person = _who_moves(seats, number, leaving, surplus[:, kind], table)
                if person is None:
                    break
                surplus[seats.table[number][person], kind] -= 1
                leaving.remove(person)
                seats.move(number, person, table)
                moved.append(person)
    return tuple(sorted(moved))


def _who_moves(seats: Seats, number: int, people: Sequence[int], surplus: np.ndarray, table: int) -> int | None:
    """Return who gains most by coming to a table, among those whose table has too many of them."""
    members = seats.members[number]
    able = [
        person
        for person in people
        if surplus[seats.table[number][person]] > 0 and seats.may_sit(number, person, table, person)
    ]

    def worth(person: int) -> tuple[int, int]:
        met = sum(seats.gain[person][other] for other in members[table])
        lost = sum(seats.loss[person][other] for other in members[seats.table[number][person]])
        return met - lost, -person

    return max(able, key=worth, default=None)
