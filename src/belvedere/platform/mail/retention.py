"""What was sent is erased after some days: the address, the subject and the words."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from belvedere.platform.mail.models import Message


def erase_old_messages(*, now: datetime) -> int:
    """Erase the address and the words of what was sent, or given up, long enough ago; return how many."""
    limit = now - timedelta(days=settings.MAIL_RETENTION_DAYS)
    return (
        Message.objects.filter(erased_at=None)
        .filter(Q(sent_at__lt=limit) | Q(failed_at__lt=limit))
        .update(to="", subject="", text="", html="", last_error="", erased_at=now)
    )


def erase_messages_to(*, address: str, now: datetime) -> int:
    """Erase what was sent, or waits to be sent, to an address whose owner asks to be forgotten; return how many."""
    rows = Message.objects.filter(to__iexact=address)
    return rows.update(to="", subject="", text="", html="", last_error="", erased_at=now)
