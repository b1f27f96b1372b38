"""The worker delivers the outbox: once, again after a failure, and never without a way out of the list."""

from datetime import datetime, timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from belvedere.platform.mail.delivery import BATCH, deliver_due_messages
from belvedere.platform.mail.models import Message
from belvedere.platform.tasks.worker import run_pending
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


class Killer(BaseEmailBackend):
    """A worker that is stopped while it sends."""

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        raise KeyboardInterrupt


class Stranger(BaseEmailBackend):
    """A mail server that does not know us."""

    def open(self) -> bool | None:
        raise SMTPAuthenticationError(535, b"who are you?")


@pytest.fixture
def server(settings: Settings) -> list[Exception]:
    settings.DELIVERY_BACKEND = f"{__name__}.Server"
    settings.RETRY_SECONDS = 5
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
    for seconds, tried in ((0, 1), (4, 0), (5, 1), (14, 0)):
        assert run_pending(now + timedelta(seconds=seconds)) == tried
    message.refresh_from_db()
    assert (message.sent_at, message.attempts, message.last_error) == (None, 2, "ConnectionRefusedError")
    assert run_pending(now + timedelta(seconds=15)) == 1
    message.refresh_from_db()
    assert (message.attempts, message.last_error, len(mailoutbox), message.due_at) == (3, "", 1, None)


def test_server_away_is_asked_once_for_a_batch(
    territory: Territory, now: datetime, letters: None, server: list[Exception], mailoutbox: list[EmailMessage]
) -> None:
    for number in range(5):
        post(territory, now, to=f"p{number}@exemple.fr")
    server.append(SMTPServerDisconnected("gone"))
    assert run_pending(now) == 1
    rows = Message.objects.values_list("due_at", "sent_at", "last_error")
    assert set(rows) == {(now + timedelta(seconds=5), None, "SMTPServerDisconnected")}
    run_pending(now + timedelta(seconds=5))
    assert len(mailoutbox) == 5


def test_one_refused_leaves_the_others(
    territory: Territory, now: datetime, letters: None, server: list[Exception], mailoutbox: list[EmailMessage]
) -> None:
    for number in range(3):
        post(territory, now, to=f"p{number}@exemple.fr")
    server.append(SMTPRecipientsRefused({"p0@exemple.fr": (550, b"unknown")}))
    run_pending(now)
    assert [sent.to for sent in mailoutbox] == [["p1@exemple.fr"], ["p2@exemple.fr"]]
    rows = Message.objects.order_by("pk").values_list("failed_at", "sent_at", "due_at")
    assert list(rows) == [(now, None, None), (None, now, None), (None, now, None)]


def test_a_batch_and_more(territory: Territory, now: datetime, letters: None, mailoutbox: list[EmailMessage]) -> None:
    for number in range(BATCH + 1):
        post(territory, now, to=f"p{number}@exemple.fr")
    assert run_pending(now) == 1
    assert sorted(sent.to[0] for sent in mailoutbox) == sorted(f"p{number}@exemple.fr" for number in range(BATCH + 1))


def test_whom_somebody_waits_for_passes_first(
    territory: Territory, now: datetime, letters: None, mailoutbox: list[EmailMessage]
) -> None:
    post(territory, now - timedelta(minutes=30), to="nouvelles@exemple.fr")
    post(territory, now, to="confirmation@exemple.fr", kind="confirmation")
    run_pending(now)
    assert [sent.to for sent in mailoutbox] == [["confirmation@exemple.fr"], ["nouvelles@exemple.fr"]]


def test_killed_while_sending_is_due_again(
    territory: Territory, now: datetime, letters: None, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.DELIVERY_BACKEND = f"{__name__}.Killer"
    post(territory, now)
    with pytest.raises(KeyboardInterrupt):
        deliver_due_messages(now=now, most=1)
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert deliver_due_messages(now=now + timedelta(minutes=4), most=1) == 0
    assert deliver_due_messages(now=now + timedelta(minutes=5), most=1) == 1
    assert len(mailoutbox) == 1


def test_given_up_after_two_days(
    territory: Territory, now: datetime, letters: None, server: list[Exception], settings: Settings
) -> None:
    settings.MAIL_TRY_HOURS = 48
    message = post(territory, now)
    assert message is not None
    server += [SMTPDataError(451, b"later, suzanne@exemple.fr")] * 2
    run_pending(now + timedelta(hours=47))
    message.refresh_from_db()
    assert (message.due_at, message.failed_at) == (now + timedelta(hours=47, seconds=5), None)
    last = now + timedelta(hours=48)
    run_pending(last)
    message.refresh_from_db()
    assert (message.due_at, message.failed_at, message.last_error) == (None, last, "SMTPDataError 451")


def test_wrong_password_condemns_no_mail(
    territory: Territory, now: datetime, letters: None, settings: Settings
) -> None:
    settings.DELIVERY_BACKEND, settings.RETRY_SECONDS = f"{__name__}.Stranger", 5
    message = post(territory, now)
    assert message is not None
    run_pending(now)
    message.refresh_from_db()
    assert (message.due_at, message.failed_at) == (now + timedelta(seconds=5), None)
    assert message.last_error == "SMTPAuthenticationError 535"


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
    assert run_pending() == 1
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
