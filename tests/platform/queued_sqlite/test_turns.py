"""Writers of a SQLite file take turns: one at a time, each woken up when the one before has ended."""

import fcntl
import os
import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from belvedere.platform.limits.models import TokenBucket
from tests.concurrency import run_at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL has its own queue"),
]


def is_free() -> bool:
    """Return whether nobody has the turn, as another process would see it."""
    queue = os.open(f"{connection.settings_dict['NAME']}-queue", os.O_RDWR)
    try:
        fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(queue)
    return True


def test_turn_lasts_as_long_as_the_transaction() -> None:
    with transaction.atomic():
        assert not is_free()
        with transaction.atomic():
            pass
        assert not is_free()
    assert is_free()


def test_turn_is_given_back_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert is_free()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nowhere")
    assert is_free()


def test_turn_is_given_back_by_a_closed_connection() -> None:
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not is_free()
    connection.close()
    assert is_free()


def test_one_writer_at_a_time(several_connections: None) -> None:
    inside, most, guard = 0, 0, threading.Lock()

    def write(number: int) -> None:
        nonlocal inside, most
        for turn in range(20):
            with transaction.atomic():
                with guard:
                    inside += 1
                    most = max(most, inside)
                TokenBucket.objects.create(bucket=f"{number}", key_hash=f"{turn}", full_at="2026-11-23T09:00:00Z")
                with guard:
                    inside -= 1

    run_at_once(4, write)
    assert (most, TokenBucket.objects.count()) == (1, 80)
    assert is_free()
    assert Path(f"{connection.settings_dict['NAME']}-queue").stat().st_size == 0
