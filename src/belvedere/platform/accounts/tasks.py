"""Periodic work of accounts."""

from datetime import datetime

from belvedere.platform.accounts.actions import forget_what_expired
from belvedere.platform.tasks.schedule import every


@every(seconds=24 * 3600, name="accounts.forget")
def forget(now: datetime) -> None:
    forget_what_expired(now=now)
