"""The export files of Polis (votes.csv, comments.csv, participants-votes.csv): bytes → votes and statements."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.faults import (
    MOST_FAULTS,
    BadInput,
    BrokenTable,
    DuplicateColumn,
    DuplicateStatement,
    EmptyFile,
    Fault,
    File,
    MissingColumn,
    NotANumber,
    UnknownEncoding,
    UnknownModeration,
    UnknownStatement,
    UnknownTruth,
    UnknownVote,
    WrongCells,
)
from belvedere.engines.opinions.votes import Integers, Moderation, Statement, VoteLog

VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
MATRIX_COLUMNS = ("participant",)
COMMENT_COLUMNS = ("comment-id", "author-id", "moderated", "comment-body")
_TRUTHS = {"true": True, "false": False, "": False}
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Row:
    """A row and the line where it starts."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A file cut into a header and rows, read one by one."""

    file: File
    text: str
    header: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Yield the rows under the header; a row that is no CSV, or has not the cells of the header, is a fault."""
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        line = 1
        try:
            next(reader)
            line = reader.line_num + 1
            for cells in reader:
                if cells:
                    if len(cells) != len(self.header):
                        raise WrongCells(self.file, line=line, cells=len(cells), columns=len(self.header))
                    yield Row(line, cells)
                line = reader.line_num + 1
        except csv.Error as error:
            raise BrokenTable(self.file, line=line, reason=str(error)) from error

    def places(self, names: tuple[str, ...]) -> list[int]:
        """Return the positions of columns; one that is not there is a fault."""
        return [self._place(name) for name in names]

    def _place(self, name: str) -> int:
        if name not in self.header:
            raise MissingColumn(self.file, line=1, column=name, name=name, columns=", ".join(self.header))
        if (count := self.header.count(name)) > 1:
            raise DuplicateColumn(self.file, line=1, column=name, count=count, name=name)
        return self.header.index(name)


def table_of(content: bytes, file: File) -> Table:
    """Return a file cut into a header and rows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadInput([UnknownEncoding(file, line=line, byte=f"0x{content[error.start]:02X}")]) from error
    try:
        header = next(csv.reader(io.StringIO(text, newline=""), strict=True), [])
    except csv.Error as error:
        raise BadInput([BrokenTable(file, line=1, reason=str(error))]) from error
    if not header:
        raise BadInput([EmptyFile(file, line=1)])
    return Table(file, text, tuple(name.strip() for name in header))


def read_votes(content: bytes) -> VoteLog:
    """Read votes.csv, or participants-votes.csv where each row is a person (votes without their times).

    Parameters
    ----------
    content : bytes
        UTF-8, with or without its mark; other columns than those needed are not read.

    Raises
    ------
    BadInput
        With up to 20 faults, each with its line and column.

    Notes
    -----
    O(votes) in time and memory.
    """
    table = table_of(content, File.VOTES)
    if _is_matrix(table):
        return read_matrix(content)
    try:
        places = table.places(VOTE_COLUMNS)
        quick = _numbers(table, places)
        cells = _checked_votes(table, places) if quick is None else quick
    except Fault as fault:
        raise BadInput([fault]) from fault
    return VoteLog.of(cells[:, 0], cells[:, 1], cells[:, 2], cells[:, 3].astype(np.int8))


def _is_matrix(table: Table) -> bool:
    return "voter-id" not in table.header and "participant" in table.header


def _numbers(table: Table, places: list[int]) -> Integers | None:
    """Return the table when all its cells are right, read without a loop; None when something must be looked at."""
    body = table.text.partition("\n")[2]
    if not body.strip():
        return np.zeros((0, len(places)), dtype=np.int64)
    if '"' in table.text:
        return None
    try:
        cells = np.loadtxt(io.StringIO(body), dtype=np.int64, delimiter=",", usecols=places, comments=None, ndmin=2)
    except (ValueError, OverflowError):
        return None
    is_regular = body.count(",") == len(cells) * (len(table.header) - 1)
    in_range = is_regular and (cells[:, :3] >= 0).all() and (np.abs(cells[:, 3]) <= 1).all()
    return cells if in_range else None


def _checked_votes(table: Table, places: list[int]) -> Integers:
    found: list[tuple[int, ...]] = []
    faults: list[Fault] = []
    for row in table.rows():
        try:
            time, statement, participant = (
                _whole(table.file, row, place, name) for place, name in zip(places[:3], VOTE_COLUMNS, strict=False)
            )
            found.append((time, statement, participant, _vote(table.file, row, places[3], "vote")))
        except Fault as fault:
            faults.append(fault)
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise BadInput(faults)
    return np.array(found, dtype=np.int64).reshape(-1, 4)


def _whole(file: File, row: Row, place: int, column: str) -> int:
    text = row.cells[place].strip()
    if not (text.isascii() and text.isdigit() and int(text) <= _LARGEST):
        raise NotANumber(file, line=row.line, column=column, value=text)
    return int(text)


def _vote(file: File, row: Row, place: int, column: str) -> int:
    text = row.cells[place].strip()
    if text not in {"1", "0", "-1"}:
        raise UnknownVote(file, line=row.line, column=column, value=text)
    return int(text)


def read_matrix(content: bytes) -> VoteLog:
    """Read participants-votes.csv: a row by participant, a column by statement (its name is a number), blank for none.

    Votes have no time there: 0 stands for it. Raises ``BadInput``.
    """
    table = table_of(content, File.MATRIX)
    faults: list[Fault] = []
    rows: list[Integers] = []
    try:
        (person,) = table.places(MATRIX_COLUMNS)
        columns = [(place, name) for place, name in enumerate(table.header) if name.isascii() and name.isdigit()]
        table.places(tuple(name for _, name in columns))
        for row in table.rows():
            try:
                rows.append(_matrix_row(table.file, row, person, columns))
            except Fault as fault:
                faults.append(fault)
            if len(faults) >= MOST_FAULTS:
                break
    except Fault as fault:
        faults.append(fault)
    if faults:
        raise BadInput(faults)
    cells = np.concatenate([np.zeros((0, 3), dtype=np.int64), *rows])
    return VoteLog.of(np.zeros(len(cells), dtype=np.int64), cells[:, 0], cells[:, 1], cells[:, 2].astype(np.int8))


def _matrix_row(file: File, row: Row, person: int, columns: list[tuple[int, str]]) -> Integers:
    participant = _whole(file, row, person, "participant")
    votes = [
        (int(name), participant, _vote(file, row, place, name)) for place, name in columns if row.cells[place].strip()
    ]
    return np.array(votes, dtype=np.int64).reshape(-1, 3)


def read_statements(content: bytes) -> tuple[Statement, ...]:
    """Read comments.csv, sorted by id. The same row twice counts once; raises ``BadInput``."""
    table = table_of(content, File.COMMENTS)
    found: dict[int, Statement] = {}
    faults: list[Fault] = []
    try:
        table.places(COMMENT_COLUMNS)
        for row in table.rows():
            try:
                one = _statement(table, row)
                if found.setdefault(one.id, one) != one:
                    raise DuplicateStatement(table.file, line=row.line, column="comment-id", id=one.id)
            except Fault as fault:
                faults.append(fault)
            if len(faults) >= MOST_FAULTS:
                break
    except Fault as fault:
        faults.append(fault)
    if faults:
        raise BadInput(faults)
    return tuple(found[number] for number in sorted(found))


def _statement(table: Table, row: Row) -> Statement:
    cells = dict(zip(table.header, row.cells, strict=True))

    def number(name: str) -> int:
        return _whole(table.file, row, table.header.index(name), name) if name in cells else 0

    def truth(name: str) -> bool:
        text = cells.get(name, "").strip().lower()
        if text not in _TRUTHS:
            raise UnknownTruth(table.file, line=row.line, column=name, value=text)
        return _TRUTHS[text]

    moderated = cells["moderated"].strip()
    if moderated not in {"1", "0", "-1"}:
        raise UnknownModeration(table.file, line=row.line, column="moderated", value=moderated)
    return Statement(
        id=number("comment-id"),
        text=cells["comment-body"],
        author=number("author-id"),
        moderation=Moderation(int(moderated)),
        written_at=number("timestamp"),
        is_meta=truth("is-meta"),
        is_seed=truth("is-seed"),
    )


def check_together(statements: tuple[Statement, ...], log: VoteLog, votes: bytes) -> None:
    """Refuse votes on statements that are not in the comments file.

    ``votes`` is the file that the log was read from: it is read again only to say where the first vote of each stands.
    """
    strangers = np.setdiff1d(log.statements, np.array([one.id for one in statements], dtype=np.int64))[:MOST_FAULTS]
    if len(strangers):
        raise BadInput(_unknown(table_of(votes, File.VOTES), set(strangers.tolist())))


def _unknown(table: Table, strangers: set[int]) -> list[Fault]:
    """Return the fault of each unknown statement, at its first vote, or at its column in a matrix."""
    if _is_matrix(table):
        return [
            UnknownStatement(File.MATRIX, line=1, column=name, id=int(name))
            for name in table.header
            if name.isascii() and name.isdigit() and int(name) in strangers
        ]
    (place,) = table.places(("comment-id",))
    lines: dict[int, int] = {}
    for row in table.rows():
        if (one := _whole(table.file, row, place, "comment-id")) in strangers:
            lines.setdefault(one, row.line)
        if len(lines) == len(strangers):
            break
    return [UnknownStatement(File.VOTES, line=line, column="comment-id", id=one) for one, line in lines.items()]
