"""From what is asked in JSON, and the rooms, to a problem: docs/engines/seating_files.md."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from belvedere.engines.seating.problem import Problem, SeatingError, Tables
from belvedere.engines.seating.reading import BadInput, Fault, Participants

CONSTRAINTS = "constraints"
_KNOWN = ("apart", "together", "fixed", "tables", "absent", "capacities")


@dataclass(frozen=True)
class Rooms:
    """How many tables, of how many seats, for how many rounds."""

    tables: int
    seats: int
    rounds: int


def read_problem(
    participants: Participants, rooms: Rooms, constraints: str = "{}", *, attributes: Sequence[str] = ()
) -> Problem:
    """Put participants, tables and constraints together.

    Parameters
    ----------
    participants
        As read.
    rooms
        Tables, seats, rounds; ``capacities`` of the constraints says otherwise, round by round.
    constraints
        JSON: ``apart`` and ``together`` (lists of lists of ids), ``fixed`` ({id: table}, or a table or null by round),
        ``tables`` ({id: [tables]}), ``absent`` ({id: [rounds]}), ``capacities`` ([[seats by table] by round]). Tables
        and rounds are numbered from 1.
    attributes
        Names of the attributes read.

    Raises
    ------
    BadInput, BadProblem
        With what is wrong and how to mend it.
    """
    asked = _parse(constraints)
    numbers = {person.id: number for number, person in enumerate(participants.people)}
    reader = _Constraints(asked, numbers, _capacities(asked, rooms))
    allowed = reader.allowed(participants.fixed)
    pairs = frozenset(
        (min(one, other), max(one, other))
        for group in reader.groups("apart")
        for place, one in enumerate(group)
        for other in group[:place]
    )
    together = tuple(group for group in reader.groups("together") if len(group) > 1)
    absent = reader.absent()
    if reader.faults:
        raise BadInput(reader.faults)
    return Problem(participants.people, reader.capacities, tuple(attributes), pairs, together, allowed, absent)


def _parse(constraints: str) -> dict[str, object]:
    try:
        asked = json.loads(constraints)
    except json.JSONDecodeError as error:
        said = f"Not JSON ({error.msg}, character {error.colno}): check commas and quotes."
        raise BadInput([Fault("not_json", CONSTRAINTS, said, line=error.lineno)]) from error
    if not isinstance(asked, dict):
        raise BadInput([Fault("not_json", CONSTRAINTS, "Not an object: write {…}.", line=1)])
    unknown = [name for name in asked if name not in _KNOWN]
    if unknown:
        said = f"Unknown; what may be asked: {', '.join(_KNOWN)}."
        raise BadInput([Fault("unknown_constraint", CONSTRAINTS, said, column=name) for name in unknown])
    return asked


def _capacities(asked: Mapping[str, object], rooms: Rooms) -> tuple[tuple[int, ...], ...]:
    if "capacities" not in asked:
        if min(rooms.tables, rooms.seats, rooms.rounds) < 1:
            said = "Tables, seats and rounds are one at least."
            raise BadInput([Fault("not_positive", CONSTRAINTS, said)])
        return ((rooms.seats,) * rooms.tables,) * rooms.rounds
    rows = asked["capacities"]
    if not _are_seats(rows):
        said = "Write, for each round, a list of the seats of each table: [[8, 8], [16]]."
        raise BadInput([Fault("capacities", CONSTRAINTS, said, column="capacities")])
    return tuple(tuple(row) for row in rows)


def _are_seats(rows: object) -> TypeGuard[list[list[int]]]:
    """Return whether this is a list of lists of whole numbers from 1, none empty."""
    return (
        isinstance(rows, list)
        and bool(rows)
        and all(isinstance(row, list) and row for row in rows)
        and all(isinstance(seats, int) and seats > 0 for row in rows for seats in row)
    )


class _Constraints:
    """Reads each constraint; what is wrong is kept, so that all is said at once."""

    def __init__(
        self, asked: Mapping[str, object], numbers: Mapping[str, int], capacities: tuple[tuple[int, ...], ...]
    ) -> None:
        self.asked = asked
        self.numbers = numbers
        self.capacities = capacities
        self.faults: list[SeatingError] = []

    def _say(self, name: str, said: str) -> None:
        self.faults.append(Fault("bad_constraint", CONSTRAINTS, said, column=name))

    def _person(self, name: str, person: object) -> int | None:
        number = self.numbers.get(str(person))
        if number is None:
            self._say(name, f"« {person} » is not one of the {len(self.numbers)} participants: check the id.")
        return number

    def groups(self, name: str) -> list[tuple[int, ...]]:
        """Return lists of people."""
        groups = self.asked.get(name, [])
        if not isinstance(groups, list) or not all(isinstance(group, list) for group in groups):
            self._say(name, 'Write lists of ids: [["a", "b"]].')
            return []
        read = [[self._person(name, person) for person in group] for group in groups]
        return [tuple(person for person in group if person is not None) for group in read]

    def _by_person(self, name: str) -> Iterator[tuple[int, object]]:
        given = self.asked.get(name, {})
        if not isinstance(given, dict):
            self._say(name, 'Write an object by id: {"a": …}.')
            return
        for person, value in given.items():
            number = self._person(name, person)
            if number is not None:
                yield number, value

    def _numbers(self, name: str, value: object, most: int) -> list[int]:
        values: list[object] = value if isinstance(value, list) else [value]
        good = [one for one in values if isinstance(one, int) and not isinstance(one, bool) and 1 <= one <= most]
        if len(good) < len(values):
            bad = next(one for one in values if one not in good)
            self._say(name, f"{bad!r} is not a number from 1 to {most}.")
            return []
        return [one - 1 for one in good]

    def allowed(self, given: Mapping[str, int]) -> dict[tuple[int, int], Tables]:
        """Return the tables that people are held to, in each round."""
        found: dict[tuple[int, int], Tables] = {}
        fewest = min(map(len, self.capacities))
        for name, table in sorted(given.items()):
            self._hold(found, self.numbers[name], self._numbers("allocation", table, fewest))
        for person, tables in self._by_person("tables"):
            self._hold(found, person, self._numbers("tables", tables, max(map(len, self.capacities))))
        for person, fixed in self._by_person("fixed"):
            if isinstance(fixed, list):
                found.update(self._fixed_by_round(person, fixed))
            else:
                self._hold(found, person, self._numbers("fixed", fixed, fewest))
        return found

    def _fixed_by_round(self, person: int, fixed: list[object]) -> Iterator[tuple[tuple[int, int], Tables]]:
        if len(fixed) != len(self.capacities):
            self._say("fixed", f"{len(fixed)} tables for {len(self.capacities)} rounds: one by round, or null.")
            return
        for number, table in enumerate(fixed):
            tables = [] if table is None else self._numbers("fixed", table, len(self.capacities[number]))
            if tables:
                yield (number, person), frozenset(tables)

    def _hold(self, found: dict[tuple[int, int], Tables], person: int, tables: list[int]) -> None:
        """Hold someone to tables in each round that has them; in a round with none of them, she sits anywhere."""
        for number, capacities in enumerate(self.capacities):
            there = frozenset(table for table in tables if table < len(capacities))
            if there:
                found[number, person] = there

    def absent(self) -> frozenset[tuple[int, int]]:
        """Return who is away, when."""
        found: set[tuple[int, int]] = set()
        for person, rounds in self._by_person("absent"):
            found.update((number, person) for number in self._numbers("absent", rounds, len(self.capacities)))
        return frozenset(found)
