"""An event is told to each address that asked for it: queued once, signed, tried again, given up at last."""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django_tasks import task

from belvedere.platform.journal.models import Event
from belvedere.platform.journal.words import sentence_of
from belvedere.platform.outgoing import CallFailed, NotAPublicAddress, post
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.durations import lasts_at_most
from belvedere.platform.webhooks.models import Delivery, Webhook
from belvedere.platform.webhooks.signing import secret_of, signature

WAITS = (5, 60, 300, 1_800, 7_200, 28_800, 86_400)  # seconds before each new try
MOST_FAILURES = 3
KEPT = timedelta(days=30)


@lasts_at_most(seconds=60)
@task()
def deliver(delivery_id: int) -> None:
    """Tell one address, and come back later if it did not take it."""
    again = send_delivery(delivery_id=delivery_id, now=job_time())
    if again is not None:
        deliver.using(run_after=again).enqueue(delivery_id)


@transaction.atomic
def queue_deliveries(*, event: Event, now: datetime) -> int:
    """Queue an event for each address that asked for it before it happened; asked twice, it is queued once."""
    wanted = Webhook.objects.filter(
        Q(matter="") | Q(matter=event.matter), territory=event.territory_id, paused_at=None, created_at__lte=event.at
    )
    queued = 0
    for webhook in wanted.order_by("pk"):
        row, is_new = Delivery.objects.get_or_create(webhook=webhook, event=event, defaults={"queued_at": now})
        if is_new:
            deliver.enqueue(row.pk)
            queued += 1
    return queued


def send_delivery(*, delivery_id: int, now: datetime) -> datetime | None:
    """Try to tell an event; return when to try again, or None when nothing is left to do.

    The call itself is made outside any transaction. Killed after it, the event is told again under the same id.
    """
    delivery = (
        Delivery.objects.select_related("webhook", "event")
        .filter(pk=delivery_id, delivered_at=None, failed_at=None, webhook__paused_at=None)
        .first()
    )
    if delivery is None:
        return None
    try:
        status = post(delivery.webhook.url, *_message(delivery, now))
        said, is_taken = f"HTTP {status}", 200 <= status < 300  # noqa: PLR2004 -- what HTTP calls a success
    except (CallFailed, NotAPublicAddress) as error:
        said, is_taken = str(error), False
    return _record(delivery, said, is_taken, now)


def _message(delivery: Delivery, now: datetime) -> tuple[bytes, dict[str, str]]:
    event, message_id, timestamp = delivery.event, f"msg_{delivery.event_id}", int(now.timestamp())
    said = {
        "type": event.kind,
        "timestamp": event.at.isoformat(timespec="seconds"),
        "data": {
            "sequence": event.sequence,
            "digest": event.digest,
            "matter": event.matter,
            "subject": {"kind": event.subject_kind, "id": event.subject_id},
            "sentence": sentence_of(event),
            "payload": json.loads(event.payload),
            "register": f"{settings.PUBLIC_URL}/transparence/?matter={event.matter}",
        },
    }
    body = json.dumps(said, ensure_ascii=False).encode()
    signed = signature(secret_of(delivery.webhook), message_id=message_id, timestamp=timestamp, body=body)
    return body, {
        "Content-Type": "application/json",
        "User-Agent": "Belvedere",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signed,
    }


@transaction.atomic
def _record(delivery: Delivery, said: str, is_taken: bool, now: datetime) -> datetime | None:  # noqa: FBT001 -- it is the result
    attempts = delivery.attempts + 1
    is_given_up = not is_taken and attempts > len(WAITS)
    Delivery.objects.filter(pk=delivery.pk).update(
        attempts=attempts,
        said=said[:60],
        delivered_at=now if is_taken else None,
        failed_at=now if is_given_up else None,
    )
    webhook = Webhook.objects.filter(pk=delivery.webhook_id)
    if is_taken:
        webhook.filter(failures__gt=0).update(failures=0)
    if is_given_up:
        webhook.update(failures=F("failures") + 1)
        webhook.filter(failures__gte=MOST_FAILURES, paused_at=None).update(paused_at=now)
    return None if is_taken or is_given_up else now + timedelta(seconds=WAITS[attempts - 1])


@transaction.atomic
def forget_deliveries(*, now: datetime) -> int:
    """Erase the deliveries that ended long ago; return how many."""
    ended = Delivery.objects.exclude(delivered_at=None, failed_at=None)
    return ended.filter(queued_at__lt=now - KEPT).delete()[0]
