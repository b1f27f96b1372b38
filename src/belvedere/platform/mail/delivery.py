"""Delivers the outbox by batches: one connection to the mail server and two short transactions for many mails."""

from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse

from belvedere.platform.mail.models import Message

BATCH = 20  # what a worker killed at the worst moment may send twice
_PERMANENT = 500
_TAKEN = timedelta(minutes=5)  # a killed worker's batch is due again after this
_LONGEST_RETRY = timedelta(hours=1)


def has_due_messages(*, now: datetime) -> bool:
    return _due(now).exists()


def deliver_due_messages(*, now: datetime, most: int) -> int:
    """Send what is due, ``most`` mails at most; return how many were tried.

    A batch is taken, then sent outside any transaction: a slow mail server keeps nobody waiting for the database.
    Killed between the two, a batch may be sent twice; the Message-ID stays the same, so that mailboxes show one.
    """
    tried = 0
    while tried < most and (batch := _take_batch(now)):
        _send(batch, now)
        tried += len(batch)
    return tried


def _due(now: datetime) -> QuerySet[Message]:
    return Message.objects.filter(due_at__lte=now)


@transaction.atomic
def _take_batch(now: datetime) -> list[Message]:
    """Take some mails, and flush with them all that was committed before: no mail says what a power cut may undo."""
    batch = list(_due(now).select_for_update(skip_locked=True).order_by("due_at", "pk")[:BATCH])
    if batch:
        _rows(batch).update(due_at=now + _TAKEN, attempts=F("attempts") + 1)
    return batch


def _send(batch: list[Message], now: datetime) -> None:
    connection: BaseEmailBackend = get_connection(settings.DELIVERY_BACKEND)
    waiting, sent = deque(batch), []
    try:
        connection.open()
        while waiting:
            if _is_accepted(waiting[0], connection, now):
                sent.append(waiting[0])
            waiting.popleft()
    except OSError as error:  # the server is away: the rest of the batch would wait for it in vain
        _put_off(waiting, error, now)
    finally:
        connection.close()
        _rows(sent).update(sent_at=now, due_at=None, last_error="")


def _rows(messages: Iterable[Message]) -> QuerySet[Message]:
    """Return the rows of some messages that nobody erased in the meantime."""
    return Message.objects.filter(pk__in=[message.pk for message in messages], erased_at=None)


def _is_accepted(message: Message, connection: BaseEmailBackend, now: datetime) -> bool:
    """Send one mail; what the server answers about it is kept, what happens to the server itself is raised."""
    try:
        connection.send_messages([_as_email(message, connection)])
    except (SMTPResponseException, SMTPRecipientsRefused) as error:
        connection.close()
        if _is_permanent(error):
            _give_up(message, error, now)
        else:
            _put_off([message], error, now)
        return False
    return True


def _put_off(messages: Iterable[Message], error: Exception, now: datetime) -> None:
    """Try again later, longer each time, as long as the mail is worth trying."""
    for message in messages:
        wait = min(timedelta(seconds=settings.RETRY_SECONDS * 2 ** min(message.attempts, 20)), _LONGEST_RETRY)
        if now + wait > message.created_at + timedelta(hours=settings.MAIL_TRY_HOURS):
            _give_up(message, error, now)
        else:
            _rows([message]).update(due_at=now + wait, last_error=_without_address(error))


def _give_up(message: Message, error: Exception, now: datetime) -> None:
    _rows([message]).update(due_at=None, failed_at=now, last_error=_without_address(error))


def _as_email(message: Message, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    host = urlsplit(settings.PUBLIC_URL).hostname
    headers = {"Message-ID": f"<{message.token}@{host}>", "Auto-Submitted": "auto-generated"}
    if message.unsubscribe:
        url = settings.PUBLIC_URL + reverse("mail:unsubscribe", args=[message.token])
        headers |= {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    email = EmailMultiAlternatives(
        message.subject, message.text, to=[message.to], headers=headers, connection=connection
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
