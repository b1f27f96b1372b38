"""One row by one statement written once: for the few acts that a crowd does in the same minute.

Django writes its SQL anew at each call, which costs ten times what the database does with it; under a crowd that is
most of an act (docs/decisions/0044-crowds.md). Columns are named as they are (``referral_id``). No signal is sent and
no ``save`` is called; the scope of the territory is not added: name a key that belongs to one territory.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar  # Any: each column has values of its own

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

AnyModel = TypeVar("AnyModel", bound=Model)
AnyField = Field[Any, Any]
Prepare = Callable[[dict[str, object], BaseDatabaseWrapper], Any]


def insert(model: type[Model], **values: object) -> int:
    """Insert a row and return its primary key; columns that are not named take their default.

    Raises IntegrityError like any insertion.
    """
    key = _inserted(model, values, "")
    assert key is not None  # noqa: S101 -- an INSERT that ignores nothing returns its row or raises
    return key


def insert_unless_there(model: type[Model], **values: object) -> int | None:
    """Insert a row and return its primary key, or None if a unique constraint says that it is there already."""
    return _inserted(model, values, " ON CONFLICT DO NOTHING")


def find(model: type[AnyModel], **keys: object) -> AnyModel | None:
    """Return the row whose columns have these values, or None. At most one may: name a unique key."""
    return _found(model, keys, "")


def read(model: type[Model], *columns: str, **keys: object) -> tuple[Any, ...] | None:
    """Return the values of some columns of that row, or None: a row of fifty columns is made for nothing."""
    here = connections[DEFAULT_DB_ALIAS]
    sql, fields = _selection(model, here.vendor, tuple(keys), "", columns)
    values = _first(sql, fields, keys, here)
    return None if values is None else tuple(_converted(model, values, columns, here))


def lock(model: type[AnyModel], **keys: object) -> AnyModel | None:
    """Take the lock on the row whose columns have these values, and return it as it is under the lock, or None."""
    return _found(model, keys, " FOR NO KEY UPDATE" if connection.features.has_select_for_update else "")


def change(model: type[Model], key: int, **values: object) -> None:
    """Give columns of the row that has this primary key new values."""
    here = connections[DEFAULT_DB_ALIAS]
    sql, fields = _update(model, here.vendor, tuple(values))
    given = [field.get_db_prep_save(values[field.attname], here) for field in fields]
    with here.cursor() as cursor:
        cursor.execute(sql, [*given, key])


def _inserted(model: type[Model], values: dict[str, object], ending: str) -> int | None:
    here = connections[DEFAULT_DB_ALIAS]
    sql, columns = _insertion(model, here.vendor, tuple(values), ending)
    given = [column(values, here) for column in columns]
    with here.cursor() as cursor:
        cursor.execute(sql, given)
        row = cursor.fetchone()
    return row[0] if row else None


def _found(model: type[AnyModel], keys: dict[str, object], ending: str) -> AnyModel | None:
    here = connections[DEFAULT_DB_ALIAS]
    sql, fields = _selection(model, here.vendor, tuple(keys), ending, ())
    values = _first(sql, fields, keys, here)
    if values is None:
        return None
    names, _converters = _reading(model, here.vendor, ())
    return model.from_db(here.alias, names, _converted(model, values, (), here))


def _first(
    sql: str, fields: list[AnyField], keys: dict[str, object], here: BaseDatabaseWrapper
) -> tuple[Any, ...] | None:
    given = [field.get_db_prep_value(keys[field.attname], here) for field in fields]
    with here.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()


def _converted(
    model: type[Model], row: tuple[Any, ...], columns: tuple[str, ...], here: BaseDatabaseWrapper
) -> list[Any]:
    """Return the values of a row as Python has them."""
    values = list(row)
    _names, converters = _reading(model, here.vendor, columns)
    for place, field, convert in converters:
        values[place] = convert(values[place], field, here)
    return values


def _named(model: type[Model], given: tuple[str, ...]) -> list[AnyField]:
    """Return the columns that have these names, in their order."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    if unknown := set(given) - known.keys():
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(unknown))}: name one of its columns")
    return [known[name] for name in given]


def _column(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))


def _prepared(field: AnyField, *, is_named: bool) -> Prepare:
    """Return what gives a column its value: the one named, or its default, prepared once if it is always the same."""
    if is_named:
        return lambda values, here: field.get_db_prep_save(values[field.attname], here)
    if callable(field.default):
        return lambda _values, here: field.get_db_prep_save(field.get_default(), here)
    constant = field.get_db_prep_save(field.get_default(), connection)
    return lambda _values, _here: constant


@cache
def _insertion(
    model: type[Model],
    vendor: str,  # noqa: ARG001 -- each vendor quotes and prepares its own way
    named: tuple[str, ...],
    ending: str,
) -> tuple[str, list[Prepare]]:
    options, given = model._meta, _named(model, named)
    fields = [field for field in options.concrete_fields if field is not options.auto_field]
    places = ", ".join(["%s"] * len(fields))
    table, key = connection.ops.quote_name(options.db_table), _column(options.pk)
    columns = ", ".join(_column(field) for field in fields)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({places}){ending} RETURNING {key}"  # noqa: S608 -- names of models
    return sql, [_prepared(field, is_named=field in given) for field in fields]


@cache
def _selection(
    model: type[Model],
    vendor: str,  # noqa: ARG001 -- the same
    named: tuple[str, ...],
    ending: str,
    wanted: tuple[str, ...],
) -> tuple[str, list[AnyField]]:
    """Return what selects the ``wanted`` columns, or all if none is said."""
    options, given = model._meta, _named(model, named)
    columns = ", ".join(_column(field) for field in _read(model, wanted))
    keys = " AND ".join(f"{_column(field)} = %s" for field in given)
    return f"SELECT {columns} FROM {connection.ops.quote_name(options.db_table)} WHERE {keys}{ending}", given  # noqa: S608 -- names of models


def _read(model: type[Model], wanted: tuple[str, ...]) -> list[AnyField]:
    return _named(model, wanted) if wanted else list(model._meta.concrete_fields)


@cache
def _update(model: type[Model], vendor: str, named: tuple[str, ...]) -> tuple[str, list[AnyField]]:  # noqa: ARG001 -- the same
    options, given = model._meta, _named(model, named)
    columns = ", ".join(f"{_column(field)} = %s" for field in given)
    return f"UPDATE {connection.ops.quote_name(options.db_table)} SET {columns} WHERE {_column(options.pk)} = %s", given  # noqa: S608 -- names of models


@cache
def _reading(
    model: type[Model],
    vendor: str,  # noqa: ARG001 -- the same
    wanted: tuple[str, ...],
) -> tuple[list[str], list[tuple[int, Any, Any]]]:
    """Return the names of the columns, then which are given otherwise than Python has them, and what turns them."""
    found, fields = [], _read(model, wanted)
    for place, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        converters = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        found += [(place, column, convert) for convert in converters]
    return [field.attname for field in fields], found
