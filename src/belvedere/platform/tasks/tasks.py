"""Periodic work of the worker itself."""

from datetime import datetime

from belvedere.platform.tasks.actions import prune_jobs
from belvedere.platform.tasks.schedule import every

_KEEP_DAYS = 14


@every(seconds=24 * 3600, name="tasks.prune")
def prune(now: datetime) -> None:
    prune_jobs(now=now, keep_days=_KEEP_DAYS)
