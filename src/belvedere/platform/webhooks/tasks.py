"""Periodic work of the webhooks."""

from datetime import datetime

from belvedere.platform.tasks.schedule import every
from belvedere.platform.webhooks.actions.telling import forget_deliveries


@every(seconds=86_400, name="webhooks.forget")
def forget(now: datetime) -> None:
    forget_deliveries(now=now)
