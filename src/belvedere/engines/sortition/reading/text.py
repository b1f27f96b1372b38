"""Bytes → text → rows: encodings, delimiters, spaces and case, as spreadsheets leave them."""

import csv
import io
import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from belvedere.engines.sortition.reading.faults import (
    BrokenTable,
    DuplicateColumn,
    EmptyFile,
    Fault,
    File,
    MissingColumn,
    NoRows,
    Notice,
    NotText,
    TooManyCells,
    UnknownEncoding,
)

DELIMITERS = (",", ";", "\t")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ALIKE = str.maketrans("‐‑‒–—−’ʼ", "------''")


@dataclass
class Findings:
    """What reading one file found: faults, which stop, and notices, which do not."""

    file: File
    faults: list[Fault] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def notice(self, code: str, message: str, column: str = "") -> None:
        """Keep a notice."""
        self.notices.append(Notice(self.file, column, code, message))


@dataclass(frozen=True)
class Row:
    """A row and the line where it starts."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A header and its rows, each with as many cells as the header."""

    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]


def cleaned(text: str) -> str:
    """Return a text with composed letters, single spaces, and none around.

    Examples
    --------
    >>> cleaned("  Chef\\u00a0 d’entreprise ")
    'Chef d’entreprise'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """Return what two spellings of one name share: case, spaces, dashes and apostrophes do not count.

    Examples
    --------
    >>> folded(" 16–24 Ans") == folded("16-24 ans")
    True
    """
    return cleaned(text).translate(_ALIKE).casefold()


def decoded(content: bytes | str, findings: Findings) -> str:
    """Return the text of a file: UTF-8 (with or without its mark), UTF-16 with its mark, or Windows-1252."""
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    if (place := _no_text(content)) >= 0:
        findings.faults.append(NotText(findings.file, line=content.count(b"\n", 0, place) + 1))
        return ""
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(marked)
    except UnicodeDecodeError as error:
        failure = error
    if marked == "utf-8":
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError as error:
            failure = error
        else:
            findings.notice("encoding", "Read as Windows-1252, for it is not UTF-8: check the accents.")
            return text
    line = content.count(b"\n", 0, failure.start) + 1
    findings.faults.append(UnknownEncoding(findings.file, line=line, byte=f"0x{content[failure.start]:02X}"))
    return ""


def _no_text(content: bytes) -> int:
    """Return where a file shows that it is no text, or -1: a zero byte, but in UTF-16 where letters have them."""
    if content.startswith(_WORKBOOK):
        return 0
    return -1 if content.startswith(_UTF_16) else content.find(b"\0")


def delimiter_of(header: str, expected: Container[str] = ()) -> str:
    """Return what separates the columns: what finds most of the expected names, then what cuts the header most.

    Examples
    --------
    >>> delimiter_of("category;name;min;max")
    ';'
    >>> delimiter_of("id,yes;no;maybe", {"id"})
    ','
    """

    def merit(delimiter: str) -> tuple[int, int, bool]:
        cells = _cut(header, delimiter)
        return sum(folded(cell) in expected for cell in cells), len(cells), delimiter == ","

    return max(DELIMITERS, key=merit)


def _cut(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
    except csv.Error:
        return []


def table_of(content: bytes | str, findings: Findings, expected: Container[str] = ()) -> Table:
    """Return the rows of a file; what is broken goes to the findings. Names that are expected tell the delimiter."""
    text = decoded(content, findings)
    records = list(_records(text, findings, expected))
    if not records:
        if not findings.faults:
            findings.faults.append(EmptyFile(findings.file, line=1))
        return Table((), 1, ())
    head, *body = records
    header = tuple(cleaned(cell) for cell in head.cells)
    if not body and not findings.faults:
        findings.faults.append(NoRows(findings.file, line=head.line))
    return Table(header, head.line, tuple(_aligned(body, len(header), findings)))


def _records(text: str, findings: Findings, expected: Container[str]) -> Iterator[Row]:
    body, delimiter, line = _opened(text, expected)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    before = line - 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield Row(line, tuple(cells))
            line = before + reader.line_num + 1
    except csv.Error as error:
        findings.faults.append(BrokenTable(findings.file, line=line, reason=str(error)))


def _opened(text: str, expected: Container[str]) -> tuple[str, str, int]:
    """Return the rows' text, its delimiter and its first line; a spreadsheet's ``sep=;`` line is obeyed and skipped."""
    header = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    directive = re.match(r"sep=(.)[ \t]*(\r\n|\n|\r)", text, re.IGNORECASE)
    if directive:
        return text[directive.end() :], directive[1], 2
    return text, delimiter_of(header, expected), 1


def _aligned(rows: list[Row], width: int, findings: Findings) -> Iterator[Row]:
    for row in rows:
        extra = row.cells[width:]
        if any(cell.strip() for cell in extra):
            fault = TooManyCells(findings.file, line=row.line, cells=len(row.cells), columns=width)
            findings.faults.append(fault)
        missing = width - len(row.cells)
        yield Row(row.line, row.cells[:width] + ("",) * missing)


def position_of(table: Table, names: tuple[str, ...], findings: Findings) -> int | None:
    """Return the position of a column known by any of these names, or None; two of them is a fault."""
    for name in names:
        places = [place for place, header in enumerate(table.header) if folded(header) == folded(name)]
        if len(places) > 1:
            fault = DuplicateColumn(
                findings.file, line=table.header_line, column=table.header[places[0]], count=len(places), name=name
            )
            findings.faults.append(fault)
        if places:
            return places[0]
    return None


def needed_position(table: Table, names: tuple[str, ...], findings: Findings) -> int | None:
    """Return the position of a column; its absence is a fault."""
    position = position_of(table, names, findings)
    if position is None:
        columns = ", ".join(table.header)
        fault = MissingColumn(findings.file, line=table.header_line, column=names[0], name=names[0], columns=columns)
        findings.faults.append(fault)
    return position
