"""What was sent is erased after some days: the address, the subject and the words."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from belvedere.platform.mail.addresses import address_hash
from belvedere.platform.mail.models import Message

_ERASED = {"due_at": None, "to": "", "subject": "", "text": "", "html": "", "last_error": ""}


def erase_old_messages(*, now: datetime) -> int:
    """Erase the address and the words of what was sent, or given up, long enough ago; return how many."""
    limit = now - timedelta(days=settings.MAIL_RETENTION_DAYS)
    return (
        Message.objects.filter(erased_at=None)
        .filter(Q(sent_at__lt=limit) | Q(failed_at__lt=limit))
        .update(**_ERASED, erased_at=now)
    )


def erase_messages_to(*, address: str, now: datetime) -> int:
    """Erase every message to an address, sent or not, at its owner's request; what was not sent never leaves."""
    return Message.objects.filter(address_hash=address_hash(address), erased_at=None).update(**_ERASED, erased_at=now)
