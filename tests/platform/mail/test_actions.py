"""Mails are written in the outbox with their job, then delivered once."""

from datetime import datetime

from django.core import mail

from belvedere.platform.mail.actions import post_message
from belvedere.platform.mail.models import Message
from belvedere.platform.tasks.worker import run_pending
from belvedere.platform.territory.models import Territory


def post(territory: Territory, now: datetime, **changes: object) -> Message | None:
    arguments = {
        "territory": territory,
        "to": "suzanne@exemple.fr",
        "template": "tests/letter",
        "context": {"title": "L’eau & l'air <b>"},
        "now": now,
        "kind": "test",
    }
    return post_message(**(arguments | changes))


def test_posted_then_delivered(territory: Territory, now: datetime, letters: None) -> None:
    message = post(territory, now)
    assert message is not None
    assert mail.outbox == []
    assert run_pending(now) == 1
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("Votre dossier L’eau & l'air <b>", ["suzanne@exemple.fr"])
    assert "L’eau & l'air <b> avance." in sent.body
    assert "L’eau &amp; l&#x27;air &lt;b&gt; avance." in sent.alternatives[0][0]
    message.refresh_from_db()
    assert (message.sent_at, message.attempts) == (now, 1)
    assert run_pending(now) == 0


def test_key_is_posted_once(territory: Territory, now: datetime, letters: None) -> None:
    assert post(territory, now, key="event-1:support-2") is not None
    assert post(territory, now, key="event-1:support-2") is None
    assert Message.objects.count() == 1


def test_confirmations_are_capped_silently(territory: Territory, now: datetime, letters: None) -> None:
    posted = [
        post(territory, now, kind="confirmation", to=f"Suzanne+{number}@exemple.fr") is not None for number in range(7)
    ]
    assert posted == [True] * 5 + [False] * 2
