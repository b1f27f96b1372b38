"""One row by one statement written once: for the few acts that a crowd does in the same minute.

Django writes its SQL anew at each call, which costs ten times what the database does with it; under a crowd that is
most of an act (docs/decisions/0044-crowds.md). Columns are named as they are (``referral_id``). No signal is sent and
no ``save`` is called; the scope of the territory is not added: name a key that belongs to one territory.
"""

from functools import cache
from typing import Any, TypeVar  # Any: each column has values of its own

from django.db import connection
from django.db.models import Field, Model

AnyModel = TypeVar("AnyModel", bound=Model)
AnyField = Field[Any, Any]


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


def lock(model: type[AnyModel], **keys: object) -> AnyModel | None:
    """Take the lock on the row whose columns have these values, and return it as it is under the lock, or None."""
    return _found(model, keys, " FOR UPDATE" if connection.features.has_select_for_update else "")


def change(model: type[Model], key: int, **values: object) -> None:
    """Give columns of the row that has this primary key new values."""
    fields = tuple(model._meta.concrete_fields)
    _check(model, values, fields)
    given = [field.get_db_prep_save(values[field.attname], connection) for field in fields if field.attname in values]
    named = tuple(field.attname for field in fields if field.attname in values)
    with connection.cursor() as cursor:
        cursor.execute(_update(model, connection.vendor, named), [*given, key])


def _inserted(model: type[Model], values: dict[str, object], ending: str) -> int | None:
    fields = tuple(field for field in model._meta.concrete_fields if field is not model._meta.auto_field)
    _check(model, values, fields)
    given = [
        field.get_db_prep_save(values[field.attname] if field.attname in values else field.get_default(), connection)
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, connection.vendor, ending), given)
        row = cursor.fetchone()
    return row[0] if row else None


def _found(model: type[AnyModel], keys: dict[str, object], ending: str) -> AnyModel | None:
    fields: tuple[AnyField, ...] = tuple(model._meta.concrete_fields)
    _check(model, keys, fields)
    given = [field.get_db_prep_value(keys[field.attname], connection) for field in fields if field.attname in keys]
    named = tuple(field.attname for field in fields if field.attname in keys)
    with connection.cursor() as cursor:
        cursor.execute(_selection(model, connection.vendor, named, ending), given)
        row = cursor.fetchone()
    if row is None:
        return None
    values = list(row)
    for place, field, converters in _converters(model, connection.vendor):
        for convert in converters:
            values[place] = convert(values[place], field, connection)
    return model.from_db(connection.alias, [field.attname for field in fields], values)


def _check(model: type[Model], given: dict[str, object], fields: tuple[AnyField, ...]) -> None:
    unknown = given.keys() - {field.attname for field in fields}
    if unknown:
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(unknown))}: name one of its columns")


def _column(field: AnyField) -> str:
    return connection.ops.quote_name(str(field.column))


@cache
def _insertion(model: type[Model], vendor: str, ending: str) -> str:  # noqa: ARG001 -- each vendor quotes its own way
    options = model._meta
    columns = [_column(field) for field in options.concrete_fields if field is not options.auto_field]
    places = ", ".join(["%s"] * len(columns))
    table, key = connection.ops.quote_name(options.db_table), _column(options.pk)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}){ending} RETURNING {key}"  # noqa: S608 -- names of models


@cache
def _selection(model: type[Model], vendor: str, named: tuple[str, ...], ending: str) -> str:  # noqa: ARG001 -- the same
    options = model._meta
    columns = ", ".join(_column(field) for field in options.concrete_fields)
    keys = " AND ".join(f"{_column(field)} = %s" for field in options.concrete_fields if field.attname in named)
    return f"SELECT {columns} FROM {connection.ops.quote_name(options.db_table)} WHERE {keys}{ending}"  # noqa: S608 -- names of models


@cache
def _update(model: type[Model], vendor: str, named: tuple[str, ...]) -> str:  # noqa: ARG001 -- the same
    options = model._meta
    columns = ", ".join(f"{_column(field)} = %s" for field in options.concrete_fields if field.attname in named)
    return f"UPDATE {connection.ops.quote_name(options.db_table)} SET {columns} WHERE {_column(options.pk)} = %s"  # noqa: S608 -- names of models


@cache
def _converters(model: type[Model], vendor: str) -> list[tuple[int, Any, list[Any]]]:  # noqa: ARG001 -- the same
    """Return which columns the database gives otherwise than Python has them, and what turns them."""
    found = []
    for place, field in enumerate(model._meta.concrete_fields):
        column = field.get_col(model._meta.db_table)
        converters = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        if converters:
            found.append((place, column, converters))
    return found
