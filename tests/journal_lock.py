"""Lets the tests' database be emptied although its append-only tables refuse it: the triggers go, then come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from belvedere.platform.journal.append_only import LOCKED, AppendOnly
from belvedere.platform.journal.triggers import JOURNAL


@contextmanager
def unlocked(tables: list[AppendOnly]) -> Iterator[None]:
    """Take the triggers of some tables away inside the block."""
    for table in tables:
        _execute(table.unlock_statements(connection.vendor))
    try:
        yield
    finally:
        for table in tables:
            _execute(table.lock_statements(connection.vendor))


@contextmanager
def unlocked_journal() -> Iterator[None]:
    """Take the journal's triggers away inside the block."""
    with unlocked([JOURNAL]):
        yield


def _execute(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def flushing_unlocks(monkeypatch: Any) -> None:
    """Make the flush at the end of transactional tests take the triggers away first."""
    operations = type(connection.ops)
    original = operations.execute_sql_flush

    def flush(self: Any, sql_list: list[str]) -> None:
        with unlocked(LOCKED):
            original(self, sql_list)

    monkeypatch.setattr(operations, "execute_sql_flush", flush)
