"""From the files of a seminar to a problem, with all that is wrong in them said at once.

Participants are CSV (commas, semicolons or tabs; UTF-8), one a row: an id, a college, other attributes. The files of
the groupselect tool are read as they are: its first column names people where none is called id, and a row whose
``fixed`` is true stays at the table of its ``allocation``. Constraints are JSON (docs/engines/seating_files.md).
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from belvedere.engines.seating.problem import Person, SeatingError

_IDS = ("id", "identifiant")
_NAMES = ("name", "nom")
_TRUE = ("true", "1", "yes", "oui", "vrai")


class BadInput(SeatingError):
    """One or several faults in the files; ``faults`` has them all."""

    code = "bad_input"

    def __init__(self, faults: Sequence[SeatingError]) -> None:
        super().__init__(" ".join(fault.message for fault in faults))
        self.faults = tuple(faults)


class Fault(SeatingError):
    """Something wrong in a file."""

    code = "fault"

    def __init__(
        self, code: str, file: str, message: str, *, line: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(message, line=line, column=column)
        self.code = code
        self.file = file


PEOPLE = "participants"


@dataclass(frozen=True)
class Participants:
    """People in the order of their ids, and those whose table the file gives."""

    people: tuple[Person, ...]
    fixed: Mapping[str, int]


def read_participants(
    content: bytes, *, college: str, attributes: Sequence[str] = (), id_column: str | None = None
) -> Participants:
    """Read the participants of a CSV file.

    Parameters
    ----------
    content
        The bytes of the file.
    college
        The column of the colleges.
    attributes
        Other columns that tables are balanced on.
    id_column
        The column of the ids; by default the one called id, else name, else the first.

    Raises
    ------
    BadInput
        With every fault: an unknown column, an empty cell, an id twice, a row too long or too short.

    Examples
    --------
    >>> read_participants(b"id;college\\nb;elus\\na;services\\n", college="college").people
    (Person(id='a', college='services', values=()), Person(id='b', college='elus', values=()))
    """
    rows = _rows_of(content)
    header = [cell.strip() for cell in rows[0][1]]
    columns = _columns_of(header, [college, *attributes], id_column)
    faults: list[SeatingError] = []
    people: dict[str, Person] = {}
    fixed: dict[str, int] = {}
    for line, row in rows[1:]:
        wrong = list(_faults_of(row, header, line, [columns.id, *columns.values]))
        name = "" if wrong else row[columns.id].strip()
        if name in people:
            said = f"{name} is there twice: keep one row."
            wrong.append(Fault("duplicate_id", PEOPLE, said, line=line, column=header[columns.id]))
        faults += wrong
        if not wrong:
            values = tuple(" ".join(row[place].split()) for place in columns.values)
            people[name] = Person(name, values[0], values[1:])
            _read_fixed(row, columns, name, line, fixed, faults)
    if not people and not faults:
        faults.append(Fault("empty_file", PEOPLE, "Nobody is in the file: write one participant a row.", line=2))
    if faults:
        raise BadInput(faults)
    return Participants(tuple(people[name] for name in sorted(people)), fixed)


@dataclass(frozen=True)
class _Columns:
    """Where things are in a row."""

    id: int
    values: tuple[int, ...]
    places: Mapping[str, int]


def _columns_of(header: list[str], wanted: Sequence[str], id_column: str | None) -> _Columns:
    places = {name.casefold(): place for place, name in enumerate(header)}
    named = [id_column] if id_column else []
    missing = [name for name in [*wanted, *named] if name.strip().casefold() not in places]
    if missing:
        said = f"No such column; the file has: {', '.join(header)}."
        raise BadInput([Fault("missing_column", PEOPLE, said, line=1, column=name) for name in missing])
    place = places[id_column.strip().casefold()] if id_column else _id_place(places)
    return _Columns(place, tuple(places[name.strip().casefold()] for name in wanted), places)


def _rows_of(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        said = "A character is not UTF-8: save the file as CSV UTF-8."
        raise BadInput([Fault("encoding", PEOPLE, said, line=line)]) from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(text.splitlines(), delimiter=delimiter)
    rows = [(lines.line_num, row) for row in lines if any(cell.strip() for cell in row)]
    if not rows:
        said = "The file is empty: write a line of titles, then one participant a row."
        raise BadInput([Fault("empty_file", PEOPLE, said, line=1)])
    return rows


def _id_place(places: Mapping[str, int]) -> int:
    return next((places[name] for name in (*_IDS, *_NAMES) if name in places), 0)


def _faults_of(row: list[str], header: list[str], line: int, needed: Sequence[int]) -> Iterator[Fault]:
    if len(row) != len(header):
        said = f"{len(row)} cells for {len(header)} titles: check separators and quotes."
        yield Fault("cells", PEOPLE, said, line=line)
        return
    for place in needed:
        if not row[place].strip():
            yield Fault("empty_cell", PEOPLE, "Empty: write a value.", line=line, column=header[place])


def _read_fixed(
    row: list[str],
    columns: _Columns,
    name: str,
    line: int,
    fixed: dict[str, int],
    faults: list[SeatingError],
) -> None:
    """The groupselect tool numbers tables from 0."""
    places = columns.places
    if "fixed" not in places or "allocation" not in places or row[places["fixed"]].strip().casefold() not in _TRUE:
        return
    table = row[places["allocation"]].strip()
    if table.isdecimal():
        fixed[name] = int(table) + 1
        return
    said = f"« {table} » is not the number of a table: write 0, 1, 2…"
    faults.append(Fault("not_a_number", PEOPLE, said, line=line, column="allocation"))
