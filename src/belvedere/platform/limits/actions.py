"""Spending attempts."""

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.utils.crypto import salted_hmac

from belvedere.platform.limits.models import TokenBucket
from belvedere.platform.limits.refusals import TooManyAttempts

_SKEW = timedelta(minutes=1)


def _hashed(bucket: str, key: str) -> str:
    return salted_hmac(f"belvedere.limits.{bucket}", key, algorithm="sha256").hexdigest()


@transaction.atomic
def spend(*, bucket: str, key: str, capacity: int, refill_seconds: int, now: datetime) -> None:
    """Spend one attempt, or raise TooManyAttempts.

    ``capacity`` attempts may come at once; an empty bucket is full again after ``refill_seconds``, one attempt
    every ``refill_seconds / capacity``. Call it before the action, outside its transaction: what is rolled back
    is not spent.
    """
    interval = timedelta(seconds=refill_seconds) / capacity
    key_hash = _hashed(bucket, key)
    locked = TokenBucket.objects.select_for_update()
    row, _is_new = locked.get_or_create(bucket=bucket, key_hash=key_hash, defaults={"full_at": now})
    # Later than empty means that the clock was set back: that keeps nobody waiting.
    is_possible = row.full_at <= now + timedelta(seconds=refill_seconds) + _SKEW
    full_at = (max(row.full_at, now) if is_possible else now) + interval
    excess = full_at - now - interval * capacity
    if excess > timedelta(0):
        raise TooManyAttempts(ceil(excess.total_seconds()))
    row.full_at = full_at
    row.save(update_fields=["full_at"])


def prune_buckets(*, now: datetime) -> int:
    """Delete the buckets that are full again; return how many."""
    return TokenBucket.objects.filter(full_at__lt=now).delete()[0]
