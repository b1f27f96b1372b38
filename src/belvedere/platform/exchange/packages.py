"""A dataset as a Data Package (specs.frictionlessdata.io): what is in the file, field by field."""

from datetime import date, datetime
from typing import Any  # a JSON object

from belvedere.platform.exchange.catalogue import Described, Publisher
from belvedere.platform.exchange.datasets import Table

LICENCE = {
    "name": "etalab-2.0",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    "title": "Licence Ouverte / Open Licence 2.0 (Etalab)",
}


def data_package(dataset: Described, table: Table, publisher: Publisher) -> dict[str, Any]:
    """Return the descriptor; the types of the fields are those of the values that the table holds today."""
    return {
        "profile": "tabular-data-package",
        "name": dataset.slug,
        "title": dataset.title,
        "description": dataset.description,
        "homepage": dataset.page,
        "created": dataset.modified.isoformat(timespec="seconds"),
        "keywords": list(dataset.keywords),
        "licenses": [LICENCE],
        "contributors": [{"title": publisher.name, "path": publisher.home, "role": "publisher"}],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": dataset.slug,
                "path": f"{dataset.slug}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields(table), "missingValues": [""]},
            }
        ],
    }


def fields(table: Table) -> list[dict[str, Any]]:
    """Return the fields of a Table Schema: a column whose values differ in kind, or that is empty, is text."""
    kinds: list[set[str]] = [set() for _ in table.columns]
    for row in table.rows:
        for column, found in zip(table.columns, kinds, strict=True):
            if (cell := column.value(row)) is not None and cell != "":
                found.add(_kind(cell))
    described = []
    for column, found in zip(table.columns, kinds, strict=True):
        kind = found.pop() if len(found) == 1 else "string"
        field: dict[str, Any] = {"name": column.name, "title": str(column.title), "type": kind}
        if kind == "boolean":
            field |= {"trueValues": ["oui"], "falseValues": ["non"]}
        described.append(field)
    return described


def _kind(cell: object) -> str:
    """Return the type of a cell; a day and an hour are written apart.

    >>> _kind(True), _kind(3), _kind(date(2026, 11, 30)), _kind("x")
    ('boolean', 'integer', 'date', 'string')
    """
    if isinstance(cell, bool):
        return "boolean"
    if isinstance(cell, int):
        return "integer"
    if isinstance(cell, datetime):
        return "string"
    return "date" if isinstance(cell, date) else "string"
