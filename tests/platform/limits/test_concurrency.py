"""Whatever the number of attempts at once, never more than the capacity pass."""

from datetime import datetime

import pytest

from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.models import TokenBucket
from belvedere.platform.limits.refusals import TooManyAttempts
from tests.concurrency import run_at_once


@pytest.mark.parametrize("capacity", [1, 5])
def test_never_more_than_capacity(several_connections: None, now: datetime, capacity: int) -> None:
    def attempt(_number: int) -> int:
        try:
            spend(bucket="tests", key="203.0.113.7", capacity=capacity, refill_seconds=60, now=now)
        except TooManyAttempts:
            return 0
        return 1

    assert sum(run_at_once(12, attempt)) == capacity
    assert TokenBucket.objects.count() == 1
