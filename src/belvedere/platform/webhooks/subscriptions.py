"""Every public event is told to the addresses that asked for it."""

from datetime import datetime

from belvedere.platform.journal.models import Event
from belvedere.platform.journal.queries import public_codes
from belvedere.platform.journal.subscriptions import subscribe
from belvedere.platform.webhooks.actions.telling import queue_deliveries


@subscribe("webhooks.tell", public_codes())  # every app has declared its kinds before any subscribes
def tell(event: Event, now: datetime) -> None:
    queue_deliveries(event=event, now=now)
