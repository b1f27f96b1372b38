"""Letting the next commit flush what an act writes, where losing it to a power cut would lose nothing promised."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_NORMAL, _FULL = 1, 2


@contextmanager
def flushed_by_the_next_commit() -> Iterator[None]:
    """Commit the transactions begun inside without waiting for the disk; use it around ``transaction.atomic()``.

    SQLite keeps its order: whoever commits next, in any process, flushes these too, and a power cut before takes them
    whole. PostgreSQL flushes those of several connections together, and a transaction already begun keeps its rule:
    both are left as they are.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block or _rule() <= _NORMAL:
        yield
        return
    _follow(_NORMAL)
    try:
        yield
    finally:
        _follow(_FULL)


def _rule() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])


def _follow(rule: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={rule}")
