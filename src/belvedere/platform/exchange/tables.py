"""Lists that leave: CSV for spreadsheets, JSON for programs, both written row by row."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeAlias, TypeVar

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.functional import Promise

Row = TypeVar("Row")
Cell: TypeAlias = str | int | date | None
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ROWS_BY_FETCH = 1000


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a list: its stable name in files, its title on screen, and how to read it from a row."""

    name: str
    title: str | Promise
    value: Callable[[Row], Cell]


class _Echo:
    """What csv writes to: it hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_response(filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return a list as CSV: UTF-8 with a byte order mark; no cell of text can start a formula."""
    return _download(_csv_lines(columns, rows), filename, "text/csv; charset=utf-8")


def json_response(filename: str, columns: Sequence[Column[Row]], rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return a list as a JSON array of objects, keyed by the columns' names; dates as ISO 8601."""
    return _download(_json_lines(columns, rows), filename, "application/json")


def _download(lines: Iterator[str], filename: str, content_type: str) -> StreamingHttpResponse:
    disposition = f'attachment; filename="{filename}"'
    return StreamingHttpResponse(lines, content_type=content_type, headers={"Content-Disposition": disposition})


def _read(rows: Iterable[Row]) -> Iterable[Row]:
    return rows.iterator(ROWS_BY_FETCH) if isinstance(rows, QuerySet) else rows


def _csv_cell(value: Cell) -> str | int:
    if value is None:
        return ""
    if isinstance(value, int):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _csv_lines(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([column.name for column in columns])
    for row in _read(rows):
        yield writer.writerow([_csv_cell(column.value(row)) for column in columns])


def _json_cell(value: Cell) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _json_lines(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[str]:
    yield "["
    for position, row in enumerate(_read(rows)):
        shown = {column.name: _json_cell(column.value(row)) for column in columns}
        yield ("" if position == 0 else ",\n") + json.dumps(shown, ensure_ascii=False)
    yield "]\n"
