"""Spending attempts."""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.crypto import salted_hmac

from belvedere.platform.limits.models import TokenBucket
from belvedere.platform.limits.refusals import TooManyAttempts
from belvedere.platform.rows import change, insert_unless_there, lock

_SKEW = timedelta(minutes=1)


def _hashed(bucket: str, key: str) -> str:
    return salted_hmac(f"belvedere.limits.{bucket}", key, algorithm="sha256").hexdigest()


def spend(*, bucket: str, key: str, capacity: int, refill_seconds: int, now: datetime) -> None:
    """Spend one attempt, or raise TooManyAttempts.

    ``capacity`` attempts may come at once; an empty bucket is full again after ``refill_seconds``, one attempt
    every ``refill_seconds / capacity``. What is rolled back is not spent: call it outside the action's transaction
    when the attempts to count are the ones that fail.
    """
    wait = seconds_to_wait(bucket=bucket, key=key, capacity=capacity, refill_seconds=refill_seconds, now=now)
    if wait:
        raise TooManyAttempts(wait)


@transaction.atomic(savepoint=False)
def seconds_to_wait(*, bucket: str, key: str, capacity: int, refill_seconds: int, now: datetime) -> int:
    """Spend one attempt and return 0, or spend nothing and return how long to wait for the next one."""
    interval = timedelta(seconds=refill_seconds) / capacity
    key_hash = _hashed(bucket, key)
    # Most callers are new: one statement for them.
    if insert_unless_there(TokenBucket, bucket=bucket, key_hash=key_hash, full_at=now + interval):
        return 0
    row = lock(TokenBucket, bucket=bucket, key_hash=key_hash)
    if row is None:  # it was full, and pruned in between
        return 0
    # Later than empty means that the clock was set back: that keeps nobody waiting.
    is_possible = row.full_at <= now + timedelta(seconds=refill_seconds) + _SKEW
    full_at = (max(row.full_at, now) if is_possible else now) + interval
    excess = full_at - now - interval * capacity
    if excess > timedelta(0):
        return ceil(excess.total_seconds())
    change(TokenBucket, row.pk, full_at=full_at)
    return 0


def prune_buckets(*, now: datetime) -> int:
    """Delete the buckets that are full again; return how many."""
    return TokenBucket.objects.filter(full_at__lt=now).delete()[0]
