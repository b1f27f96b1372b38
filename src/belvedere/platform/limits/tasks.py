"""Periodic work of the limits."""

from datetime import datetime

from belvedere.platform.limits.actions import prune_buckets
from belvedere.platform.tasks.schedule import every


@every(seconds=3600, name="limits.prune")
def prune(now: datetime) -> None:
    prune_buckets(now=now)
