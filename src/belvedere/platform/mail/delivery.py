"""Delivers one message of the outbox."""

from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.urls import reverse

from belvedere.platform.mail.models import Message

_PERMANENT = 500


class DeliveryFailed(Exception):
    """The mail server did not take a message; it will be tried again."""


def deliver_message(*, message_id: int, attempt: int, now: datetime) -> None:
    """Send a message that is still to be sent. Run twice, it sends once; killed between the two, it may send twice.

    The Message-ID is the same at each attempt, so that mailboxes show one.
    """
    message = Message.objects.filter(pk=message_id, sent_at=None, failed_at=None, erased_at=None).first()
    if message is None:
        return
    row = Message.objects.filter(pk=message_id)
    try:
        _as_email(message).send()
    except (OSError, SMTPResponseException, SMTPRecipientsRefused) as error:
        is_over = attempt >= settings.JOB_ATTEMPTS or _is_permanent(error)
        row.update(attempts=attempt, last_error=_without_address(error), failed_at=now if is_over else None)
        if is_over:
            return
        raise DeliveryFailed from None
    row.update(attempts=attempt, sent_at=now, last_error="")


def _as_email(message: Message) -> EmailMultiAlternatives:
    host = urlsplit(settings.PUBLIC_URL).hostname
    headers = {"Message-ID": f"<{message.token}@{host}>", "Auto-Submitted": "auto-generated"}
    if message.unsubscribe:
        url = settings.PUBLIC_URL + reverse("mail:unsubscribe", args=[message.token])
        headers |= {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    email = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to],
        headers=headers,
        connection=get_connection(settings.DELIVERY_BACKEND),
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    return email


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= _PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, SMTPResponseException) and error.smtp_code >= _PERMANENT


def _without_address(error: Exception) -> str:
    """Servers quote the address in their answers: keep the class and the code only."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
