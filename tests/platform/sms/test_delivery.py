"""A message leaves once, by a real gateway over HTTP; its number and its words are erased with it."""

import importlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import clear_url_caches
from pytest_django import Settings

import belvedere.config.urls as all_urls
import belvedere.platform.sms.urls as sms_urls
from belvedere.platform.sms.actions import post_text
from belvedere.platform.sms.delivery import erase_texts, send_text
from belvedere.platform.sms.gateways import ConsoleGateway, GatewayFailed, HttpGateway, gateway
from belvedere.platform.sms.models import TextMessage
from belvedere.platform.territory.models import Territory


class Operator(HTTPServer):
    """A gateway that answers a status and keeps what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.status = 202
        self.seen: list[tuple[str, dict[str, str]]] = []


class _Answering(BaseHTTPRequestHandler):
    server: Operator

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.headers["Authorization"], json.loads(body)))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:9/")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@pytest.fixture
def operator(settings: Settings) -> Iterator[Operator]:
    server = Operator()
    thread = Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_GATEWAY, settings.SMS_TOKEN = f"http://127.0.0.1:{server.server_port}/sms", "secret"
    settings.DEMO = False
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def routes_again() -> None:
    for module in (sms_urls, all_urls):
        importlib.reload(module)
    clear_url_caches()


@pytest.fixture
def demonstration(settings: Settings) -> Iterator[None]:
    settings.DEMO = True
    routes_again()
    yield
    settings.DEMO = False
    routes_again()


@pytest.fixture
def message(territory: Territory, now: datetime) -> TextMessage:
    return post_text(territory=territory, to="+33612345678", text="123456 est votre code.", now=now)


def test_a_message_leaves_once_and_is_erased(operator: Operator, message: TextMessage, now: datetime) -> None:
    for _ in range(2):
        send_text(message_id=message.pk, attempt=1, now=now)
    said = {"id": str(message.uuid), "to": "+33612345678", "text": "123456 est votre code."}
    assert operator.seen == [("Bearer secret", said)]
    message.refresh_from_db()
    assert (message.to, message.text, message.sent_at, message.attempts) == ("", "", now, 1)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_gateway_out_of_order_is_tried_again(
    operator: Operator, message: TextMessage, now: datetime, status: int
) -> None:
    operator.status = status
    with pytest.raises(GatewayFailed):
        send_text(message_id=message.pk, attempt=1, now=now)
    message.refresh_from_db()
    assert (message.to, message.failed_at, message.attempts) == ("+33612345678", None, 1)
    send_text(message_id=message.pk, attempt=django_settings.JOB_ATTEMPTS, now=now)
    message.refresh_from_db()
    assert (message.to, message.text, message.failed_at) == ("", "", now)


@pytest.mark.parametrize("status", [400, 401, 404, 302])
def test_a_refusal_or_another_address_is_final(
    operator: Operator, message: TextMessage, now: datetime, status: int
) -> None:
    operator.status = status
    send_text(message_id=message.pk, attempt=1, now=now)
    message.refresh_from_db()
    assert (message.to, message.text, message.failed_at) == ("", "", now)
    assert len(operator.seen) == 1


def test_a_gateway_that_does_not_answer_is_tried_again(settings: Settings, message: TextMessage, now: datetime) -> None:
    settings.SMS_GATEWAY, settings.SMS_TOKEN = "http://127.0.0.1:9/", "secret"
    with pytest.raises(GatewayFailed, match="URLError"):
        send_text(message_id=message.pk, attempt=1, now=now)


def test_the_gateway_is_that_of_the_settings(settings: Settings) -> None:
    settings.SMS_GATEWAY = ""
    assert gateway() is None
    settings.SMS_GATEWAY = "console"
    assert isinstance(gateway(), ConsoleGateway)
    settings.SMS_GATEWAY, settings.SMS_TOKEN = "https://sms.exemple.fr/", "secret"
    assert vars(gateway() or object()) == vars(HttpGateway("https://sms.exemple.fr/", "secret"))


def test_the_console_says_neither_the_number_nor_the_code(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "belvedere.sms"):
        ConsoleGateway().send(message_id="a", to="+33612345678", text="123456 est votre code.")
    assert caplog.messages == ["SMS a to …78: 22 characters"]


def test_the_demonstration_shows_them_for_a_day(
    demonstration: None, settings: Settings, client: Client, message: TextMessage, now: datetime
) -> None:
    settings.SMS_GATEWAY = "console"
    send_text(message_id=message.pk, attempt=1, now=now)
    assert "123456 est votre code." in client.get("/demo/messages/").content.decode()
    assert erase_texts(now=now + timedelta(hours=23)) == 0
    assert erase_texts(now=now + timedelta(hours=25)) == 1
    assert "123456 est votre code." not in client.get("/demo/messages/").content.decode()


def test_they_are_shown_in_the_demonstration_only(
    demonstration: None, settings: Settings, client: Client, message: TextMessage
) -> None:
    assert client.get("/demo/messages/").status_code == 200
    settings.DEMO = False
    assert client.get("/demo/messages/").status_code == 404
