"""A list as CSV or JSON: memory does not grow with the rows, no cell can start a formula, no file is half of one."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Generic, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils import timezone
from django.utils.functional import Promise
from django_scopes import get_scope

Row = TypeVar("Row")
Cell = str | int | bool | date | None

ROWS_BY_FETCH = 1000
IN_MEMORY_BYTES = 1_000_000  # a longer file waits on the disk
OPEN_LICENCE = "Licence Ouverte / Open Licence 2.0 (Etalab)"  # what the law gives public data by default
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_BYTE_ORDER_MARK = "\ufeff"  # spreadsheets read UTF-8 only when it says so


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its name in files, its title on screen, and how to read it from a row."""

    name: str
    title: str | Promise
    value: Callable[[Row], Cell]


def safe_text(cell: Cell) -> str:
    """Return a cell as text that a spreadsheet will not run: a leading quote is put before a formula.

    >>> safe_text("=1+1"), safe_text("-1,5"), safe_text(-3), safe_text(None)
    ("'=1+1", '-1,5', '-3', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, int):
        return str(cell)
    text = cell.isoformat() if isinstance(cell, date) else cell.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text


def _read(rows: Iterable[Row]) -> Iterable[Row]:
    return rows.iterator(ROWS_BY_FETCH) if isinstance(rows, QuerySet) else rows


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, value: str) -> str:
        return value


def csv_lines(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180, UTF-8 with a byte order mark)."""
    writer = csv.writer(_Echo())
    yield _BYTE_ORDER_MARK + writer.writerow([column.name for column in columns])
    for row in _read(rows):
        yield writer.writerow([safe_text(column.value(row)) for column in columns])


def json_pieces(about: Mapping[str, str], columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a JSON object: what is said ``about`` the list, then ``rows``, objects keyed by the columns' names."""
    head = json.dumps(about, ensure_ascii=False)
    yield f'{head[:-1]}{", " if about else ""}"rows": ['
    for number, row in enumerate(_read(rows)):
        values = {column.name: _json_value(column.value(row)) for column in columns}
        yield (",\n" if number else "\n") + json.dumps(values, ensure_ascii=False)
    yield "\n]}\n"


def _json_value(cell: Cell) -> str | int | bool | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def _attachment(pieces: Iterator[str], content_type: str, filename: str) -> FileResponse:
    """Return a file once it is whole: what fails midway is an error page, what is cut on the way lacks bytes.

    A server that streams ends its answer in the same way after a success and after a failure.
    """
    file = SpooledTemporaryFile(IN_MEMORY_BYTES)  # noqa: SIM115 -- the response closes it
    try:
        for piece in pieces:  # one by one: writelines looks at the length once all is in memory
            file.write(piece.encode())
    except BaseException:
        file.close()
        raise
    length = file.tell()
    file.seek(0)
    response = FileResponse(file, content_type=content_type, as_attachment=True, filename=filename)
    response["Content-Length"] = str(length)
    return response


def csv_response(filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> FileResponse:
    """Return a list as a CSV download."""
    return _attachment(csv_lines(columns, rows), "text/csv; charset=utf-8", filename)


def json_response(
    filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row], *, licence: str = OPEN_LICENCE
) -> FileResponse:
    """Return a list as a JSON download: ``{source, generated_at, licence, rows}``; dates as ISO 8601.

    A list that is not public is given with ``licence=""``.
    """
    about = {"source": _source(), "generated_at": timezone.now().isoformat(timespec="seconds")}
    if licence:
        about["licence"] = licence
    return _attachment(json_pieces(about, columns, rows), "application/json", filename)


def _source() -> str:
    """Return who publishes: the territory in scope, at its public address."""
    territory = get_scope().get("territory")
    return f"{territory.name}, {settings.PUBLIC_URL}/" if territory is not None else f"{settings.PUBLIC_URL}/"


def table_response(
    form: str, filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> FileResponse | None:
    """Return the download that ``?format=`` asks for, or None for a page; ``filename`` has no extension."""
    if form == "csv":
        return csv_response(f"{filename}.csv", columns, rows)
    return json_response(f"{filename}.json", columns, rows) if form == "json" else None
