"""Files that leave: exact bytes, no formula."""

import json
from datetime import date

from belvedere.platform.exchange.tables import Column, csv_response, json_response

COLUMNS: list[Column[tuple[str, int, date | None]]] = [
    Column("nom", "Nom", lambda row: row[0]),
    Column("nombre", "Nombre", lambda row: row[1]),
    Column("jour", "Jour", lambda row: row[2]),
]
ROWS = [("=1+1", -3, date(2026, 11, 23)), ("L’été, « ici »", 1250, None)]


def test_csv_is_readable_by_spreadsheets_and_starts_no_formula() -> None:
    response = csv_response("liste.csv", COLUMNS, ROWS)
    assert b"".join(response).decode() == (
        '\ufeffnom,nombre,jour\r\n\'=1+1,-3,2026-11-23\r\n"L’été, « ici »",1250,\r\n'
    )
    assert response["Content-Disposition"] == 'attachment; filename="liste.csv"'


def test_json_is_an_array_of_objects() -> None:
    found = json.loads(b"".join(json_response("liste.json", COLUMNS, ROWS)))
    assert found == [
        {"nom": "=1+1", "nombre": -3, "jour": "2026-11-23"},
        {"nom": "L’été, « ici »", "nombre": 1250, "jour": None},
    ]


def test_empty_list_is_still_a_file() -> None:
    assert json.loads(b"".join(json_response("liste.json", COLUMNS, []))) == []
    assert b"".join(csv_response("liste.csv", COLUMNS, [])).decode() == "\ufeffnom,nombre,jour\r\n"
