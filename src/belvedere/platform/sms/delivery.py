"""Delivers one short message, then erases it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from belvedere.platform.sms.gateways import GatewayFailed, gateway
from belvedere.platform.sms.models import TextMessage

KEPT_IN_DEMO = timedelta(days=1)
_ERASED = {"to": "", "text": ""}


def send_text(*, message_id: int, attempt: int, now: datetime) -> None:
    """Send a message that is still to be sent; its number and its words are erased with it.

    Run twice, it sends once; killed between the two, the gateway sees the same id again.
    """
    message = TextMessage.objects.filter(pk=message_id, sent_at=None, failed_at=None).first()
    sender = gateway()
    if message is None or sender is None:
        return
    row = TextMessage.objects.filter(pk=message_id)
    erased = {} if settings.DEMO else _ERASED
    try:
        sender.send(message_id=str(message.uuid), to=message.to, text=message.text)
    except GatewayFailed as error:
        if not error.is_permanent and attempt < settings.JOB_ATTEMPTS:
            row.update(attempts=attempt)
            raise
        row.update(attempts=attempt, failed_at=now, **_ERASED)
        return
    row.update(attempts=attempt, sent_at=now, **erased)


def erase_texts(*, now: datetime) -> int:
    """Erase what the demonstration keeps a day to be looked at, and what a stopped gateway left; return how many."""
    left = TextMessage.objects.filter(created_at__lt=now - KEPT_IN_DEMO).exclude(Q(to="") & Q(text=""))
    return left.update(**_ERASED)
