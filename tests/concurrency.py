"""Several connections at once, as several processes would have."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from django.db import connection
from django_scopes import scope

from belvedere.platform.territory.models import Territory

Result = TypeVar("Result")


@pytest.fixture
def several_connections(transactional_db: None) -> None:
    """Let threads each open a connection of their own to the test's database, whose rows are really committed."""


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
