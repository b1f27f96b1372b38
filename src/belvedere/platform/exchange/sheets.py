"""Reading the table that somebody sends: CSV, XLSX or a Data Package, as text by line and column."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath

from belvedere.platform.exchange.refusals import NotASheet

MOST_BYTES = 10_000_000
MOST_UNPACKED_BYTES = 100_000_000
MOST_ROWS = 200_000
_DELIMITERS = ";,\t|"
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table as it was sent.

    Attributes
    ----------
    header : tuple of str
        The names of the columns, trimmed, in lower case.
    lines : list of (int, tuple of str)
        The number of each line in the file, counted from 1 with the header, and its cells, trimmed.
    has_decimal_commas : bool
        A number may be written « 12,5 »: the file does not part its columns with commas.
    """

    header: Cells
    lines: list[tuple[int, Cells]]
    has_decimal_commas: bool = True


def read_sheet(content: bytes, file_name: str) -> Sheet:
    """Return the table of a file.

    Raises
    ------
    NotASheet
        When it is too large, of another kind, or broken; the message says which.
    """
    if len(content) > MOST_BYTES:
        raise NotASheet("too_large")
    kind = PurePosixPath(file_name.lower()).suffix
    if kind == ".xlsx":
        return _of_workbook(content)
    if kind == ".zip":
        return _of_package(content)
    if kind in {".csv", ".txt", ".tsv"}:
        return _of_text(content)
    raise NotASheet("unknown_kind")


def _of_text(content: bytes) -> Sheet:
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = [(reader.line_num, tuple(cell.strip() for cell in row)) for row in reader]
    except csv.Error:
        raise NotASheet("broken") from None
    return _sheet(rows, has_decimal_commas=delimiter != ",")


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _of_workbook(content: bytes) -> Sheet:
    _refuse_bombs(content)
    from openpyxl import load_workbook  # noqa: PLC0415 -- loads numpy where it is: only who reads a sheet waits
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 -- the same

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = [
            (number, tuple(_written(cell) for cell in row))
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 2), 1)
        ]
    except (InvalidFileException, KeyError, ValueError, IndexError, zipfile.BadZipFile, SyntaxError):
        raise NotASheet("broken") from None
    return _sheet(rows)


def _written(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _of_package(content: bytes) -> Sheet:
    _refuse_bombs(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        try:
            described = next(name for name in archive.namelist() if PurePosixPath(name).name == "datapackage.json")
            resource = json.loads(archive.read(described))["resources"][0]
            folder = PurePosixPath(described).parent
            return _of_text(archive.read(str(folder / resource["path"])))
        except (StopIteration, KeyError, IndexError, TypeError, ValueError):
            raise NotASheet("not_a_package") from None


def _refuse_bombs(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise NotASheet("broken") from None
    if unpacked > MOST_UNPACKED_BYTES:
        raise NotASheet("too_large")


def _sheet(rows: list[tuple[int, Cells]], *, has_decimal_commas: bool = True) -> Sheet:
    filled = [(number, cells) for number, cells in rows if any(cells)]
    if not filled:
        raise NotASheet("empty")
    if len(filled) > MOST_ROWS + 1:
        raise NotASheet("too_large")
    header = tuple(name.lower() for name in filled[0][1])
    return Sheet(header, filled[1:], has_decimal_commas)
