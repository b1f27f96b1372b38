"""What waits for the next commit to be flushed, and what never does."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from belvedere.platform.limits.models import TokenBucket
from belvedere.platform.queued_sqlite.flushing import flushed_by_the_next_commit

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL flushes several at once")
OFF, NORMAL, FULL = 0, 1, 2


def rule() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        return int(cursor.fetchone()[0])


def follow(rule: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA synchronous={rule}")


@pytest.fixture
def flushed() -> Iterator[None]:
    """Flush at each commit, as a site does and tests do not."""
    before = rule()
    follow(FULL)
    yield
    follow(before)


@on_sqlite
@pytest.mark.usefixtures("flushed")
def test_only_what_is_inside_waits() -> None:
    assert rule() == FULL
    with flushed_by_the_next_commit(), transaction.atomic():
        assert rule() == NORMAL
    assert rule() == FULL


@on_sqlite
@pytest.mark.usefixtures("flushed")
def test_a_failure_inside_lets_nothing_else_wait() -> None:
    with pytest.raises(ZeroDivisionError), flushed_by_the_next_commit(), transaction.atomic():
        raise ZeroDivisionError
    assert rule() == FULL


@on_sqlite
@pytest.mark.usefixtures("flushed")
def test_a_transaction_already_begun_keeps_its_rule() -> None:
    with transaction.atomic(), flushed_by_the_next_commit():
        assert rule() == FULL
    assert rule() == FULL


@on_sqlite
def test_a_database_that_flushes_nothing_goes_on_so() -> None:
    before = rule()
    follow(OFF)
    with flushed_by_the_next_commit(), transaction.atomic():
        assert rule() == OFF
    follow(before)


def test_what_is_inside_is_committed() -> None:
    with flushed_by_the_next_commit(), transaction.atomic():
        TokenBucket.objects.create(bucket="tests", key_hash="x", full_at="2026-11-23T09:00:00Z")
    assert TokenBucket.objects.filter(bucket="tests").count() == 1
