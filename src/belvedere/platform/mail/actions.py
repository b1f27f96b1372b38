"""Posting mail, leaving a list, erasing what was sent."""

from datetime import datetime, timedelta
from typing import Any  # each template has its own context

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belvedere.platform.limits.actions import seconds_to_wait
from belvedere.platform.mail.addresses import address_hash, checked, mailbox
from belvedere.platform.mail.models import Message, Unsubscription, new_token
from belvedere.platform.mail.rendering import Letter, render_letter
from belvedere.platform.rows import insert_unless_there
from belvedere.platform.territory.models import Territory

CONFIRMATION, ACCOUNT = "confirmation", "account"
# Somebody sits before a screen until these arrive: they pass before a letter of news to thirty thousand people.
_WAITED_FOR, _HEAD_START = frozenset({CONFIRMATION, ACCOUNT}), timedelta(hours=1)
_CONFIRMATIONS_BY_DAY = 5
_SEVERAL_DAYS = 30 * 24 * 3600


def post_message(
    *,
    territory: Territory,
    to: str,
    template: str,
    context: dict[str, Any],
    now: datetime,
    language: str = "fr",
    kind: str,
    key: str = "",
    unsubscribe: str = "",
) -> Message | None:
    """Write a mail in the outbox, in the caller's transaction if there is one; the worker sends it.

    Returns None, and posts nothing, when the key was already posted, when the address left the list
    ``unsubscribe``, or when it already got its share of confirmations today (the caller shows the same page in
    all cases). Raises InvalidAddress.
    """
    to = checked(to)
    if _is_unwanted(territory, to, key, unsubscribe):
        return None
    token = new_token()
    leave_url = settings.PUBLIC_URL + reverse("mail:unsubscribe", args=[token]) if unsubscribe else ""
    letter = render_letter(
        template, {"territory": territory, "unsubscribe_url": leave_url, "kind": kind, **context}, language=language
    )
    with transaction.atomic():  # begun once the words are ready: on SQLite everybody who writes waits for it
        if not _may_confirm(to, kind, now):
            return None
        return store_letter(
            territory=territory,
            to=to,
            letter=letter,
            now=now,
            language=language,
            kind=kind,
            key=key,
            unsubscribe=unsubscribe,
            token=token,
        )


@transaction.atomic(savepoint=False)
def post_letter(*, territory: Territory, to: str, letter: Letter, now: datetime, language: str, kind: str) -> None:
    """Write in the outbox a mail whose words are ready, as ``post_message`` does with those of a template."""
    to = checked(to)
    if _may_confirm(to, kind, now):
        fields = _fields(to=to, letter=letter, now=now, language=language, kind=kind)
        insert_unless_there(Message, territory_id=territory.pk, **fields)


@transaction.atomic(savepoint=False)
def store_letter(
    *,
    territory: Territory,
    to: str,
    letter: Letter,
    now: datetime,
    language: str,
    kind: str,
    key: str = "",
    unsubscribe: str = "",
    token: str = "",
) -> Message | None:
    """Write a mail whose words are known; returns None if its key was already posted."""
    fields = _fields(to=to, letter=letter, now=now, language=language, kind=kind)
    fields |= {"key": key, "unsubscribe": unsubscribe, "token": token or new_token()}
    number = insert_unless_there(Message, territory_id=territory.pk, **fields)
    return None if number is None else Message(id=number, territory=territory, **fields)


def _fields(*, to: str, letter: Letter, now: datetime, language: str, kind: str) -> dict[str, Any]:
    return {
        "to": to,
        "address_hash": address_hash(to),
        "kind": kind,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "language": language,
        "created_at": now,
        "due_at": now - _HEAD_START if kind in _WAITED_FOR else now,
    }


def _is_unwanted(territory: Territory, to: str, key: str, list_name: str) -> bool:
    if key and Message.objects.filter(territory=territory, key=key).exists():
        return True
    return (
        bool(list_name)
        and Unsubscription.objects.filter(
            territory=territory, list_name=list_name, address_hash=address_hash(to)
        ).exists()
    )


def _may_confirm(to: str, kind: str, now: datetime) -> bool:
    """Someone who types another's address cannot fill that person's mailbox."""
    if kind != CONFIRMATION:
        return True
    day = timezone.localdate(now).isoformat()
    wait = seconds_to_wait(
        bucket="mail.confirmations",
        key=f"{mailbox(to)} {day}",
        capacity=_CONFIRMATIONS_BY_DAY,
        refill_seconds=_SEVERAL_DAYS,  # nothing comes back within the day that the key names
        now=now,
    )
    return wait == 0


@transaction.atomic
def leave_list(*, message: Message, now: datetime) -> Unsubscription:
    """Post nothing more to the message's address about the list that it was sent for."""
    row, _ = Unsubscription.objects.get_or_create(
        territory=message.territory,
        list_name=message.unsubscribe,
        address_hash=message.address_hash,
        defaults={"at": now},
    )
    return row
