"""Lets the tests' database be emptied although the journal refuses it: the triggers go, then come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from belvedere.platform.journal.triggers import lock_statements, unlock_statements


@contextmanager
def unlocked_journal() -> Iterator[None]:
    """Take the journal's triggers away inside the block."""
    _execute(unlock_statements(connection.vendor))
    try:
        yield
    finally:
        _execute(lock_statements(connection.vendor))


def _execute(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def flushing_unlocks(monkeypatch: Any) -> None:
    """Make the flush at the end of transactional tests take the triggers away first."""
    operations = type(connection.ops)
    original = operations.execute_sql_flush

    def flush(self: Any, sql_list: list[str]) -> None:
        with unlocked_journal():
            original(self, sql_list)

    monkeypatch.setattr(operations, "execute_sql_flush", flush)
