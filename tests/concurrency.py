"""Several connections at once, as several processes would have: on SQLite the database moves to a file for the test."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connection
from django_scopes import scope

from belvedere.platform.territory.models import Territory

Result = TypeVar("Result")


@pytest.fixture
def several_connections(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Let threads each open a connection of their own to the test's database.

    Django's test database is in SQLite's memory, whose connections lock one another in another way than a file's:
    for the time of the test, it is copied to a file and opened from there.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    in_memory, name = connection.connection, connection.settings_dict["NAME"]
    path = tmp_path / "several.db"
    with type(in_memory)(str(path)) as target:
        in_memory.backup(target)
    target.close()
    connection.connection = None
    connection.settings_dict["NAME"] = str(path)
    yield
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.connection = in_memory


def run_at_once(count: int, function: Callable[[int], Result], *, territory: Territory | None = None) -> list[Result]:
    """Call ``function(number)`` from several threads that start together; return the results in order of number."""
    barrier = threading.Barrier(count)

    def call(number: int) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            if territory is None:
                return function(number)
            with scope(territory=territory):
                return function(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=count) as pool:
        return list(pool.map(call, range(count)))
