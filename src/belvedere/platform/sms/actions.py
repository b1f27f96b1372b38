"""Writing a short message."""

from datetime import datetime

from django.db import transaction

from belvedere.platform.sms.models import TextMessage
from belvedere.platform.sms.tasks import deliver_text
from belvedere.platform.territory.models import Territory


@transaction.atomic
def post_text(*, territory: Territory, to: str, text: str, now: datetime) -> TextMessage:
    """Write a message, with the job that will send it, in the caller's transaction. ``to``: see `mobile_number`."""
    message = TextMessage.objects.create(territory=territory, to=to, text=text, created_at=now)
    deliver_text.enqueue(message.pk)
    return message
