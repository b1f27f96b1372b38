"""A list as CSV or JSON, streamed: memory does not grow with the rows, and no cell can start a formula."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.functional import Promise
from django_scopes import get_scope, scope

Row = TypeVar("Row")
Cell = str | int | bool | date | None

ROWS_BY_FETCH = 1000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"  # spreadsheets read UTF-8 only when it says so


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its name in files, its title on screen, and how to read it from a row."""

    name: str
    title: str | Promise
    value: Callable[[Row], Cell]


def safe_text(cell: Cell) -> str:
    """Return a cell as text that a spreadsheet will not run: a leading quote is put before a formula.

    >>> safe_text("=1+1"), safe_text(-3), safe_text(None)
    ("'=1+1", '-3', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, int):
        return str(cell)
    text = cell.isoformat() if isinstance(cell, date) else cell.replace("\x00", "")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


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


def json_pieces(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a JSON array of objects keyed by the columns' names; dates as ISO 8601."""
    yield "["
    for number, row in enumerate(_read(rows)):
        values = {column.name: _json_value(column.value(row)) for column in columns}
        yield (",\n" if number else "") + json.dumps(values, ensure_ascii=False)
    yield "]\n"


def _json_value(cell: Cell) -> str | int | bool | None:
    return cell.isoformat() if isinstance(cell, date) else cell


def _in_same_scope(pieces: Iterator[str]) -> Iterator[str]:
    """Keep the scope of the request, which is closed when the response begins to be sent."""
    frame = {name: value for name, value in get_scope().items() if name != "_enabled"}

    def stream() -> Iterator[str]:
        with scope(**frame):
            yield from pieces

    return stream()


def _attachment(pieces: Iterator[str], content_type: str, filename: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_in_same_scope(pieces), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_response(filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return a list as a CSV download."""
    return _attachment(csv_lines(columns, rows), "text/csv; charset=utf-8", filename)


def json_response(filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return a list as a JSON download."""
    return _attachment(json_pieces(columns, rows), "application/json", filename)


def table_response(
    form: str, filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> StreamingHttpResponse | None:
    """Return the download that ``?format=`` asks for, or None for a page; ``filename`` has no extension."""
    makers = {"csv": csv_response, "json": json_response}
    return makers[form](f"{filename}.{form}", columns, rows) if form in makers else None
