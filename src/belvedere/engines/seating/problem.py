"""What a seating is asked: people, tables of each round, who is away, and what must hold whatever happens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Tables = frozenset[int]
"""Positions of tables, from 0."""


class SeatingError(Exception):
    """What stops a seating: its code, what is wrong, why, and what to do next.

    ``code`` is a stable word for programs; ``line`` and ``column`` say where in a file, when known.
    """

    code = "seating"

    def __init__(self, message: str, *, line: int | None = None, column: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class BadProblem(SeatingError):
    """Something asked makes no sense: an unknown person, a table that is not there, two rules that deny each other."""

    code = "bad_problem"


class CannotHold(SeatingError):
    """The hard constraints cannot hold together; ``constraints`` is a set of them of which none can be left out."""

    code = "constraints_cannot_hold"

    def __init__(self, message: str, *, round_number: int, constraints: tuple[str, ...]) -> None:
        super().__init__(message)
        self.round_number = round_number
        self.constraints = constraints


@dataclass(frozen=True, slots=True)
class Person:
    """A participant: a stable id, a college, one value by attribute of the problem (same order)."""

    id: str
    college: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """People to seat, round after round.

    Parameters
    ----------
    people
        Participants; everywhere else, a person is her position in this list.
    capacities
        For each round, the seats of each table (a plenary is one table). Rounds may differ.
    attributes
        Names of what tables are balanced on, after the college; ``Person.values`` has the same order.
    apart
        Pairs that never share a table.
    together
        Groups that share a table in every round, among those of them who are there.
    allowed
        For a (round, person), the only tables that she may sit at: accessible places, a fixed facilitator.
    absent
        The (round, person) who is not there.

    Raises
    ------
    BadProblem
        When a position is unknown, people are too many for the seats, or a pair is both apart and together.

    Examples
    --------
    >>> people = tuple(Person(name, "elus" if name in "ab" else "services") for name in "abcd")
    >>> problem = Problem(people, capacities=((2, 2), (2, 2)), apart=frozenset({(0, 1)}))
    >>> problem.rounds, problem.present(0)
    (2, (0, 1, 2, 3))
    """

    people: tuple[Person, ...]
    capacities: tuple[tuple[int, ...], ...]
    attributes: tuple[str, ...] = ()
    apart: frozenset[tuple[int, int]] = frozenset()
    together: tuple[tuple[int, ...], ...] = ()
    allowed: Mapping[tuple[int, int], Tables] = field(default_factory=dict)
    absent: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        _check_positions(self)
        _check_groups(self)
        for number in range(self.rounds):
            people, seats = len(self.present(number)), sum(self.capacities[number])
            if people > seats:
                raise BadProblem(
                    f"Round {number + 1} has {people} people for {seats} seats: add a table, or seats to tables."
                )

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        return len(self.capacities)

    def present(self, number: int) -> tuple[int, ...]:
        """Return who is there in a round, in order."""
        return self._present[number]

    @cached_property
    def _present(self) -> tuple[tuple[int, ...], ...]:
        everyone = range(len(self.people))
        return tuple(
            tuple(person for person in everyone if (number, person) not in self.absent) for number in range(self.rounds)
        )

    @cached_property
    def kept_apart(self) -> tuple[frozenset[int], ...]:
        """For each person, those who never share her table."""
        found: list[set[int]] = [set() for _ in self.people]
        for one, other in self.apart:
            found[one].add(other)
            found[other].add(one)
        return tuple(map(frozenset, found))

    @cached_property
    def features(self) -> tuple[tuple[int, ...], ...]:
        """For each person, the numbers of her college and of her values; no two attributes share a number."""
        numbers: dict[tuple[int, str], int] = {}
        rows = []
        for person in self.people:
            keys = enumerate((person.college, *person.values))
            rows.append(tuple(numbers.setdefault(key, len(numbers)) for key in keys))
        return tuple(rows)

    def groups_in(self, number: int) -> tuple[tuple[int, ...], ...]:
        """Return the groups of at least two people who are there in a round."""
        there = set(self.present(number))
        found = (tuple(person for person in group if person in there) for group in self.together)
        return tuple(group for group in found if len(group) > 1)


Seating = tuple[tuple[int, ...], ...]
"""For each round, for each person, the position of her table, or -1 when she is not there."""


def _check_positions(problem: Problem) -> None:
    people = len(problem.people)
    named: Sequence[int] = [
        *(person for pair in problem.apart for person in pair),
        *(person for group in problem.together for person in group),
        *(person for _number, person in [*problem.allowed, *problem.absent]),
    ]
    unknown = next((person for person in named if not 0 <= person < people), None)
    if unknown is not None:
        raise BadProblem(f"Person {unknown} is not one of the {people} participants.")
    if any(len(person.values) != len(problem.attributes) for person in problem.people):
        raise BadProblem("Each person needs one value by attribute.")
    for (number, person), tables in problem.allowed.items():
        if not 0 <= number < problem.rounds:
            raise BadProblem(f"Round {number + 1} does not exist: there are {problem.rounds}.")
        if not tables or any(not 0 <= table < len(problem.capacities[number]) for table in tables):
            raise BadProblem(
                f"{problem.people[person].id} is given a table that round {number + 1} does not have: "
                f"its tables are 1 to {len(problem.capacities[number])}."
            )


def _check_groups(problem: Problem) -> None:
    grouped: set[int] = set()
    for group in problem.together:
        again = grouped.intersection(group)
        if again or len(set(group)) < len(group):
            name = problem.people[min(again or group)].id
            raise BadProblem(f"{name} is in two groups kept together: write one group with everyone.")
        grouped.update(group)
        members = set(group)
        for one, other in sorted(problem.apart):
            if one in members and other in members:
                names = f"{problem.people[one].id} and {problem.people[other].id}"
                raise BadProblem(f"{names} are kept together and apart: take one of the two rules away.")
    if any(one == other for one, other in problem.apart):
        raise BadProblem("Somebody is kept apart from herself: a pair has two people.")
