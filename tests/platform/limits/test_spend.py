"""Attempts are counted, and come back with time."""

from datetime import datetime, timedelta

import pytest

from belvedere.platform.limits.actions import prune_buckets, spend
from belvedere.platform.limits.models import TokenBucket
from belvedere.platform.limits.refusals import TooManyAttempts

pytestmark = pytest.mark.django_db


def attempts_accepted(now: datetime, *, tries: int, key: str = "203.0.113.7") -> int:
    accepted = 0
    for _ in range(tries):
        try:
            spend(bucket="tests", key=key, capacity=7, refill_seconds=60, now=now)
        except TooManyAttempts:
            continue
        accepted += 1
    return accepted


def test_capacity_then_one_by_interval(now: datetime) -> None:
    assert attempts_accepted(now, tries=20) == 7
    assert attempts_accepted(now + timedelta(seconds=9), tries=20) == 1
    assert attempts_accepted(now + timedelta(seconds=70), tries=20) == 7


def test_refusal_says_when_to_come_back(now: datetime) -> None:
    attempts_accepted(now, tries=7)
    with pytest.raises(TooManyAttempts) as refusal:
        spend(bucket="tests", key="203.0.113.7", capacity=7, refill_seconds=60, now=now)
    assert dict(refusal.value.headers) == {"Retry-After": "9"}
    assert refusal.value.status == 429


def test_a_clock_set_back_keeps_nobody_waiting(now: datetime) -> None:
    assert attempts_accepted(now, tries=20) == 7
    assert attempts_accepted(now - timedelta(seconds=30), tries=20) == 0
    assert attempts_accepted(now - timedelta(hours=1), tries=20) == 7


def test_keys_are_apart_and_never_stored(now: datetime) -> None:
    assert attempts_accepted(now, tries=9, key="a@exemple.fr") == 7
    assert attempts_accepted(now, tries=9, key="b@exemple.fr") == 7
    assert all("exemple" not in row.key_hash for row in TokenBucket.objects.all())


def test_full_buckets_are_pruned(now: datetime) -> None:
    attempts_accepted(now, tries=1)
    assert prune_buckets(now=now) == 0
    assert prune_buckets(now=now + timedelta(minutes=2)) == 1
    assert TokenBucket.objects.count() == 0
