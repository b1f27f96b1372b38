"""Django's SQLite, where writers queue up instead of sleeping and trying again.

SQLite has one writer at a time. Who finds it busy sleeps, longer each time, up to a tenth of a second: under a crowd
the database is idle while everybody sleeps. Here a writer first takes the kernel's lock on a file beside it: the
next one is woken up when it is free, whichever thread or process it is in. SQLite's own locks stay, and stay in charge.
"""

import fcntl
import os
from functools import lru_cache
from typing import Any  # Django's connection parameters are a dictionary of anything

from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX, SQLiteCursorWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite


@lru_cache(maxsize=1000)
def _question_marks(query: str) -> str:
    return FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(SQLiteCursorWrapper):
    """Django's cursor, which writes a statement in SQLite's way once: the same ones come back at each page."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None:
            return _question_marks(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(SQLite):
    """A connection that waits for its turn before each transaction that writes."""

    _queue: int | None = None  # the file of the queue, open as long as the connection
    _has_turn = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:  # noqa: ANN401 -- the driver's own class
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db() and self._queue is None:
            self._queue = os.open(f"{conn_params['database']}-queue", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:  # noqa: ANN401, ARG002 -- the driver's own class; Django's signature
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's stubs leave it out
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        # A commit that fails is followed by a rollback.
        super()._commit()  # type: ignore[misc]  # Django's stubs leave it out
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # Django's stubs leave it out
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # Django's stubs leave it out
        finally:
            self._give_turn()
            if self._queue is not None:
                os.close(self._queue)
                self._queue = None

    def _take_turn(self) -> None:
        if self._queue is not None:
            fcntl.flock(self._queue, fcntl.LOCK_EX)
            self._has_turn = True

    def _give_turn(self) -> None:
        if self._queue is not None and self._has_turn:
            fcntl.flock(self._queue, fcntl.LOCK_UN)
            self._has_turn = False
