"""Files that leave: exact bytes, no formula, one row at a time."""

import csv
import doctest
import io
import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import count, islice
from tempfile import SpooledTemporaryFile

import pytest
import time_machine
from django.http import FileResponse
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from belvedere.platform.exchange import tables
from belvedere.platform.exchange.tables import (
    Column,
    csv_lines,
    csv_response,
    json_pieces,
    json_response,
    safe_text,
    table_response,
)
from belvedere.platform.territory.models import Commune, Territory

Row = tuple[str, int, date | None]
COLUMNS: list[Column[Row]] = [
    Column("nom", "Nom", lambda row: row[0]),
    Column("nombre", "Nombre", lambda row: row[1]),
    Column("jour", "Jour", lambda row: row[2]),
]
ROWS: list[Row] = [("=1+1", -3, date(2026, 11, 23)), ("L’été, « ici »", 1250, None)]
TEXT: list[Column[str]] = [Column("texte", "Texte", lambda row: row)]

# To close a response is to end a request, which looks at the connections of the process.
pytestmark = pytest.mark.django_db


def body(response: FileResponse) -> bytes:
    """Return what is sent, then close the file as the server does."""
    with closing(response):
        return b"".join(response)


def test_examples_hold() -> None:
    assert doctest.testmod(tables).failed == 0


def test_csv_is_readable_by_spreadsheets_and_starts_no_formula() -> None:
    response = csv_response("liste.csv", COLUMNS, ROWS)
    assert body(response).decode() == ('\ufeffnom,nombre,jour\r\n\'=1+1,-3,2026-11-23\r\n"L’été, « ici »",1250,\r\n')
    assert response["Content-Disposition"] == 'attachment; filename="liste.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False)
def test_json_says_where_it_comes_from(territory: Territory) -> None:
    response = json_response("liste.json", COLUMNS, ROWS)
    assert json.loads(body(response)) == {
        "source": "Clermont Auvergne Métropole, http://127.0.0.1:8000/",
        "generated_at": "2026-11-23T09:00:00+00:00",
        "licence": "Licence Ouverte / Open Licence 2.0 (Etalab)",
        "rows": [
            {"nom": "=1+1", "nombre": -3, "jour": "2026-11-23"},
            {"nom": "L’été, « ici »", "nombre": 1250, "jour": None},
        ],
    }
    assert response["Content-Type"] == "application/json"


def test_a_list_that_is_not_public_has_no_licence() -> None:
    found = json.loads(body(json_response("liste.json", COLUMNS, [], licence="")))
    assert (sorted(found), found["rows"]) == (["generated_at", "rows", "source"], [])


def test_empty_list_is_still_a_file() -> None:
    assert body(csv_response("liste.csv", COLUMNS, [])).decode() == "\ufeffnom,nombre,jour\r\n"
    assert json.loads("".join(json_pieces({}, COLUMNS, []))) == {"rows": []}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+33 4 73 42 63 63", "'+33 4 73 42 63 63"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("-12", "-12"),
        ("+1,5", "+1,5"),
        ("-", "'-"),
        ("a=b", "a=b"),
        ("nul\x00", "nul"),
        (True, "oui"),
        (False, "non"),
        (0, "0"),
        (None, ""),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2026-01-02T03:04:00+00:00"),
    ],
)
def test_cells(cell: tables.Cell, shown: str) -> None:
    assert safe_text(cell) == shown


# A surrogate alone is no text: no database holds one.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.lists(TEXTS))
def test_any_text_comes_back_from_csv(texts: list[str]) -> None:
    written = "".join(csv_lines(TEXT, texts))
    read = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    # A line of one empty cell is read back as an empty line by some readers; ours quotes it.
    assert read == [["texte"], *([safe_text(text)] for text in texts)]


@given(st.lists(TEXTS))
def test_any_text_comes_back_from_json(texts: list[str]) -> None:
    assert json.loads("".join(json_pieces({}, TEXT, texts))) == {"rows": [{"texte": text} for text in texts]}


def test_rows_are_read_one_at_a_time() -> None:
    read: list[int] = []

    def endless() -> Iterator[str]:
        for number in count():
            read.append(number)
            yield str(number)

    assert list(islice(csv_lines(TEXT, endless()), 3)) == ["\ufefftexte\r\n", "0\r\n", "1\r\n"]
    assert read == [0, 1]
    assert len(list(islice(json_pieces({}, TEXT, endless()), 3))) == 3
    assert read == [0, 1, 0, 1]


def test_rows_of_the_database_stay_in_their_territory(territory: Territory, chamalieres: Commune) -> None:
    columns: list[Column[Commune]] = [Column("nom", "Nom", lambda commune: commune.name)]
    response = csv_response("communes.csv", columns, Commune.objects.all())
    other = Territory.objects.create(slug="ailleurs", name="Ailleurs", siren="200000000")
    with scope(territory=other):
        assert body(response).decode() == "\ufeffnom\r\nChamalières\r\n"


def test_what_fails_midway_is_no_file() -> None:
    def rows() -> Iterator[str]:
        yield "première ligne"
        raise ConnectionError("the database went away")

    for offered in (csv_response, json_response):
        with pytest.raises(ConnectionError, match="went away"):
            offered("liste", TEXT, rows())


@pytest.mark.parametrize("rows", [0, 1, 40_000])
def test_length_is_said_first_so_that_a_cut_file_shows(rows: int, territory: Territory) -> None:
    response = csv_response("liste.csv", TEXT, (f"ligne {number} é" for number in range(rows)))
    sent = body(response)
    assert int(response["Content-Length"]) == len(sent)
    assert sent.decode().count("\r\n") == rows + 1


def test_long_file_goes_to_the_disk_while_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[SpooledTemporaryFile[bytes]] = []

    def watched(longest: int) -> SpooledTemporaryFile[bytes]:
        files.append(SpooledTemporaryFile(longest))  # noqa: SIM115 -- the response closes it
        return files[0]

    def rows() -> Iterator[str]:
        yield "x" * tables.IN_MEMORY_BYTES
        yield "rolled" if files[0]._rolled else "still in memory"  # type: ignore[attr-defined]  # typeshed leaves it out

    monkeypatch.setattr(tables, "SpooledTemporaryFile", watched)
    assert body(csv_response("liste.csv", TEXT, rows())).decode().splitlines()[-1] == "rolled"


def test_the_address_says_which_file_is_wanted() -> None:
    found = [table_response(form, "liste", COLUMNS, ROWS) for form in ("csv", "json", "", "xlsx", "../etc")]
    for response in found:
        if response is not None:
            response.close()
    assert [response and response["Content-Disposition"] for response in found] == [
        'attachment; filename="liste.csv"', 'attachment; filename="liste.json"', None, None, None,
    ]  # fmt: skip
