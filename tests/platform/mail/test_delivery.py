"""The worker delivers the outbox: once, again after a failure, and never without a way out of the list."""

from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from belvedere.platform.mail.models import Message
from belvedere.platform.tasks.worker import JobFailed, run_pending
from belvedere.platform.territory.models import Territory
from tests.platform.mail.posting import post

ANSWERS: list[Exception] = []


class Server(BaseEmailBackend):
    """A mail server that refuses as it is told to, then accepts."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        if ANSWERS:
            raise ANSWERS.pop(0)
        mail.outbox.extend(email_messages)
        return len(email_messages)


@pytest.fixture
def server(settings: Settings) -> list[Exception]:
    settings.DELIVERY_BACKEND = f"{__name__}.Server"
    settings.RETRY_SECONDS, settings.JOB_ATTEMPTS = 5, 3
    ANSWERS.clear()
    return ANSWERS


def test_posted_then_delivered(
    territory: Territory, now: datetime, letters: None, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    message = post(territory, now)
    assert message is not None
    assert mailoutbox == []
    assert run_pending(now) == 1
    (sent,) = mailoutbox
    assert (sent.subject, sent.to) == ("Votre dossier L’eau & l'air <b>", ["suzanne@exemple.fr"])
    assert "L’eau & l'air <b> avance." in sent.body
    assert "L’eau &amp; l&#x27;air &lt;b&gt; avance." in sent.alternatives[0][0]
    assert sent.extra_headers == {
        "Message-ID": f"<{message.token}@127.0.0.1>",
        "Auto-Submitted": "auto-generated",
    }
    message.refresh_from_db()
    assert (message.sent_at, message.failed_at, message.attempts) == (now, None, 1)
    assert run_pending(now) == 0


def test_list_has_a_one_click_way_out(
    territory: Territory, now: datetime, letters: None, mailoutbox: list[EmailMultiAlternatives]
) -> None:
    message = post(territory, now, unsubscribe="suivi:S-2026-0001")
    assert message is not None
    run_pending(now)
    headers = mailoutbox[0].message()
    assert headers["List-Unsubscribe"] == f"<http://127.0.0.1:8000/desabonnement/{message.token}/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_tried_again_when_the_server_is_away(
    territory: Territory, now: datetime, letters: None, server: list[Exception], mailoutbox: list[EmailMessage]
) -> None:
    message = post(territory, now)
    assert message is not None
    server += [SMTPServerDisconnected("suzanne@exemple.fr"), ConnectionRefusedError()]
    for hour in (now, now + timedelta(seconds=5)):
        with pytest.raises(JobFailed):
            run_pending(hour)
    message.refresh_from_db()
    assert (message.sent_at, message.attempts, message.last_error) == (None, 2, "ConnectionRefusedError")
    assert run_pending(now + timedelta(seconds=15)) == 1
    message.refresh_from_db()
    assert (message.attempts, message.last_error, len(mailoutbox)) == (3, "", 1)


def test_given_up_after_the_last_attempt(
    territory: Territory, now: datetime, letters: None, server: list[Exception]
) -> None:
    message = post(territory, now)
    assert message is not None
    server += [SMTPDataError(451, b"later, suzanne@exemple.fr")] * 3
    for seconds in (0, 5):
        with pytest.raises(JobFailed):
            run_pending(now + timedelta(seconds=seconds))
    run_pending(now + timedelta(seconds=15))
    message.refresh_from_db()
    assert (message.failed_at, message.last_error) == (now + timedelta(seconds=15), "SMTPDataError 451")


@pytest.mark.parametrize(
    "answer", [SMTPRecipientsRefused({"suzanne@exemple.fr": (550, b"unknown")}), SMTPDataError(554, b"spam")]
)
def test_refused_for_good(
    territory: Territory, now: datetime, letters: None, server: list[Exception], answer: Exception
) -> None:
    message = post(territory, now)
    assert message is not None
    server.append(answer)
    assert run_pending(now) == 1
    message.refresh_from_db()
    assert (message.failed_at, message.sent_at) == (now, None)
    assert "suzanne" not in message.last_error


def test_mail_sent_through_django_goes_by_the_outbox(
    territory: Territory, now: datetime, mailoutbox: list[EmailMessage]
) -> None:
    email = EmailMultiAlternatives(
        "Votre code", "123456", to=["a@exemple.fr"], bcc=["b@exemple.fr"],
        connection=get_connection("belvedere.platform.mail.backends.Outbox"),
    )  # fmt: skip
    email.attach_alternative("<p>123456</p>", "text/html")
    assert email.send() == 1
    rows = Message.objects.order_by("pk").values_list("to", "kind", "subject", "text", "html")
    assert list(rows) == [
        (address, "account", "Votre code", "123456", "<p>123456</p>") for address in ("a@exemple.fr", "b@exemple.fr")
    ]
    assert mailoutbox == []
    assert run_pending() == 2
    assert [sent.to for sent in mailoutbox] == [["a@exemple.fr"], ["b@exemple.fr"]]


def test_nothing_leaves_the_demonstration(
    territory: Territory, now: datetime, letters: None, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.DELIVERY_BACKEND = "belvedere.platform.mail.backends.OutboxOnly"
    message = post(territory, now)
    assert message is not None
    assert run_pending(now) == 1
    message.refresh_from_db()
    assert (message.sent_at, mailoutbox) == (now, [])
