"""Other sites are told what the public register says: signed, tried again, never led inside our network."""

import base64
import doctest
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from belvedere.platform import outgoing
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Subject, record
from belvedere.platform.journal.kinds import kind_named
from belvedere.platform.journal.models import Event
from belvedere.platform.outgoing import CallFailed, NotAPublicAddress, checked_url, is_public, post
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body, Commune
from belvedere.platform.webhooks import signing, subscriptions
from belvedere.platform.webhooks.actions.registering import add_webhook, remove_webhook, resume_webhook
from belvedere.platform.webhooks.actions.telling import WAITS, forget_deliveries, queue_deliveries, send_delivery
from belvedere.platform.webhooks.models import Delivery, Webhook
from belvedere.platform.webhooks.queries import addresses_of
from belvedere.platform.webhooks.refusals import AlreadyTold
from belvedere.platform.webhooks.signing import secret_of
from tests.factories import RoleFactory
from tests.platform.webhooks.receiver import Receiver, running_receiver

FILE = "S-2026-0001"
HOSTILE = [
    "http://exemple.fr/",
    "ftp://exemple.fr/",
    "https://moi:secret@exemple.fr/",
    "https://exemple.fr:8443/",
    "https://exemple.fr:nombre/",
    "https://exemple.fr/#ancre",
    "https:///chemin",
    "https://localhost/",
    "https://site.internal/",
    "https://127.0.0.1/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
    "https://[::1]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/",
    "https://exemple。fr/",
]  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Receiver]:
    with running_receiver(tmp_path_factory.mktemp("receveur")) as found:
        yield found


@pytest.fixture
def receiver(server: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Receiver:
    """The receiver, named by the operator as one of his own; its certificate is trusted."""
    server.status, server.location, server.told = 204, "", []
    settings.WEBHOOK_OWN_HOSTS = [server.host]
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    return server


@pytest.fixture
def agent(metropole: Body) -> Role:
    return RoleFactory(body=metropole)


def happened(body: Body, now: datetime, matter: str = FILE, kind: str = "referrals.collection_closed") -> Event:
    payload = {"supports": 3} if kind == "referrals.collection_closed" else {"webhook": "x"}
    subject = Subject("saisine", matter)
    record(
        kind=kind_named(kind),
        territory=body.territory,
        now=now,
        actor=SYSTEM,
        subject=subject,
        matter=matter,
        payload=payload,
    )
    return Event.objects.latest("sequence")


def told(webhook: Webhook, event: Event, now: datetime) -> Delivery:
    """Queue an event, and try once."""
    queue_deliveries(event=event, now=now)
    delivery = Delivery.objects.get(webhook=webhook, event=event)
    send_delivery(delivery_id=delivery.pk, now=now)
    delivery.refresh_from_db()
    return delivery


@pytest.mark.parametrize("module", [outgoing, signing])
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]  # a module


def test_an_event_is_posted_once_with_a_signature_that_the_receiver_checks(
    receiver: Receiver, agent: Role, now: datetime
) -> None:
    webhook = add_webhook(url=receiver.url, matter="", by=agent, now=now)
    event = happened(agent.body, now)
    delivery = told(webhook, event, now)
    assert (delivery.delivered_at, delivery.attempts, delivery.said) == (now, 1, "HTTP 204")
    assert send_delivery(delivery_id=delivery.pk, now=now) is None
    [(path, headers, body)] = receiver.told
    assert path == "/belvedere?de=nous"
    assert headers["webhook-id"] == f"msg_{event.id}"
    key = base64.b64decode(secret_of(webhook).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert json.loads(body) == {
        "type": "referrals.collection_closed",
        "timestamp": event.at.isoformat(timespec="seconds"),
        "data": {
            "sequence": event.sequence,
            "digest": event.digest,
            "matter": FILE,
            "subject": {"kind": "saisine", "id": FILE},
            "sentence": "La collecte est close avec 3 soutiens.",
            "payload": {"supports": 3},
            "register": f"http://127.0.0.1:8000/transparence/?matter={FILE}",
        },
    }


def test_only_what_happens_afterwards_to_the_file_asked(receiver: Receiver, agent: Role, now: datetime) -> None:
    before = happened(agent.body, now - timedelta(hours=1))
    of_one = add_webhook(url=receiver.url, matter=FILE, by=agent, now=now)
    of_all = add_webhook(url=f"{receiver.url}2", matter="", by=agent, now=now)
    assert queue_deliveries(event=before, now=now) == 0
    for _twice in range(2):
        subscriptions.tell(happened(agent.body, now, "S-2026-0002"), now)
        subscriptions.tell(Event.objects.latest("sequence"), now)
    subscriptions.tell(happened(agent.body, now), now)
    counts = [Delivery.objects.filter(webhook=webhook).count() for webhook in (of_one, of_all)]
    assert counts == [1, 3]
    assert DBTaskResult.objects.filter(task_path__endswith=".deliver").count() == 4


def test_private_acts_are_told_to_nobody() -> None:
    from belvedere.platform.journal.subscriptions import subscription_named  # noqa: PLC0415 -- this test's only

    found = subscription_named("webhooks.tell")
    assert found is not None
    assert "referrals.threshold_reached" in found.kinds
    assert not {"webhooks.added", "answers.sent_back", "accounts.role_granted"} & found.kinds - {
        "accounts.role_granted"
    }
    assert all(kind_named(code).is_public for code in found.kinds)


def test_tried_again_then_given_up_then_paused(receiver: Receiver, agent: Role, now: datetime) -> None:
    webhook = add_webhook(url=receiver.url, matter="", by=agent, now=now)
    receiver.status = 500
    for given_up in range(3):
        delivery = told(webhook, happened(agent.body, now), now)
        waits = [send_delivery(delivery_id=delivery.pk, now=now) for _again in WAITS]
        assert waits == [*(now + timedelta(seconds=seconds) for seconds in WAITS[1:]), None]
        delivery.refresh_from_db()
        assert (delivery.attempts, delivery.failed_at, delivery.said) == (len(WAITS) + 1, now, "HTTP 500")
        webhook.refresh_from_db()
        assert (webhook.failures, webhook.paused_at) == (given_up + 1, now if given_up == 2 else None)
    assert queue_deliveries(event=happened(agent.body, now), now=now) == 0
    resume_webhook(webhook=webhook, by=agent)
    receiver.status = 200
    assert told(webhook, happened(agent.body, now), now).delivered_at == now


def test_a_job_comes_back_later(receiver: Receiver, agent: Role, now: datetime) -> None:
    from belvedere.platform.webhooks.actions.telling import deliver  # noqa: PLC0415 -- this test's only

    webhook = add_webhook(url=receiver.url, matter="", by=agent, now=now)
    receiver.status = 503
    queue_deliveries(event=happened(agent.body, now), now=now)
    deliver.call(Delivery.objects.get(webhook=webhook).pk)
    waits = DBTaskResult.objects.filter(task_path__endswith=".deliver").values_list("run_after", flat=True)
    assert sorted(wait is None or wait.year == 9999 for wait in waits) == [False, True]


def test_a_redirection_leads_nowhere(receiver: Receiver, agent: Role, now: datetime) -> None:
    webhook = add_webhook(url=receiver.url, matter="", by=agent, now=now)
    receiver.status, receiver.location = 302, f"https://{receiver.host}/ailleurs"
    assert told(webhook, happened(agent.body, now), now).said == "HTTP 302"
    assert [path for path, _headers, _body in receiver.told] == ["/belvedere?de=nous"]


def test_an_unknown_certificate_is_refused(receiver: Receiver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(CallFailed, match="SSLCertVerificationError"):
        post(receiver.url, b"{}", {})
    assert receiver.told == []


@pytest.mark.parametrize("url", HOSTILE)
def test_an_address_that_is_not_anybodys_is_refused(url: str, agent: Role, now: datetime) -> None:
    with pytest.raises(NotAPublicAddress):
        checked_url(url)
    with pytest.raises(NotAPublicAddress):
        add_webhook(url=url, matter="", by=agent, now=now)
    assert Webhook.objects.count() == 0


@pytest.mark.parametrize(
    "url", ["https://2130706433/", "https://0x7f.1/", "https://localhost.localdomain/", "https://017700000001/"]
)
def test_a_name_that_leads_inside_is_not_called(url: str) -> None:
    with pytest.raises((CallFailed, NotAPublicAddress)):
        post(url, b"{}", {})


def test_the_connection_goes_to_the_address_that_was_checked(receiver: Receiver, settings: Settings) -> None:
    settings.WEBHOOK_OWN_HOSTS = []
    with pytest.raises(NotAPublicAddress):
        post(receiver.url, b"{}", {})
    assert not is_public("127.0.0.1")
    assert receiver.told == []


def test_an_address_is_there_once_and_is_the_bodys(agent: Role, beaumont: Commune, now: datetime) -> None:
    webhook = add_webhook(url="https://exemple.fr/a", matter="", by=agent, now=now)
    with pytest.raises(AlreadyTold):
        add_webhook(url="https://exemple.fr/a", matter="", by=agent, now=now)
    stranger = RoleFactory(body=beaumont.body)
    for act in (
        lambda: resume_webhook(webhook=webhook, by=stranger),
        lambda: remove_webhook(webhook=webhook, by=stranger, now=now),
    ):
        with pytest.raises(NotAllowed):
            act()
    for _twice in range(2):
        remove_webhook(webhook=webhook, by=agent, now=now)
    kinds = Event.objects.filter(kind__startswith="webhooks.").order_by("sequence").values_list("kind", flat=True)
    assert list(kinds) == ["webhooks.added", "webhooks.removed"]


def test_ended_deliveries_are_erased_after_a_month(receiver: Receiver, agent: Role, now: datetime) -> None:
    webhook = add_webhook(url=receiver.url, matter="", by=agent, now=now)
    told(webhook, happened(agent.body, now), now)
    queue_deliveries(event=happened(agent.body, now), now=now)
    assert forget_deliveries(now=now + timedelta(days=29)) == 0
    assert forget_deliveries(now=now + timedelta(days=31)) == 1
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_addresses_are_read_in_two_statements(
    receiver: Receiver, agent: Role, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    for number in range(count):
        webhook = add_webhook(url=f"{receiver.url}{number}", matter="", by=agent, now=now)
        for _times in range(count):
            told(webhook, happened(agent.body, now), now)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(addresses_of(agent.body)) == count


def test_by_the_pages_an_address_is_added_and_removed(agent: Role, beaumont: Commune, now: datetime) -> None:
    client, page = Client(), reverse("webhooks:webhooks")
    client.force_login(agent.user, backend="django.contrib.auth.backends.ModelBackend")
    bad = client.post(page, {"url": "http://exemple.fr/", "matter": "demain"})
    assert (bad.status_code, 'value="http://exemple.fr/"' in bad.content.decode()) == (422, True)
    assert "Écrivez un numéro comme S-2026-0012" in bad.content.decode()
    added = client.post(page, {"url": "https://exemple.fr/a", "matter": FILE}, follow=True).content.decode()
    webhook = Webhook.objects.get()
    assert secret_of(webhook) in added
    assert client.post(page, {"url": "https://exemple.fr/a", "matter": FILE}).status_code == 422
    stranger = Client()
    stranger.force_login(RoleFactory(body=beaumont.body).user, backend="django.contrib.auth.backends.ModelBackend")
    assert "exemple.fr/a" not in stranger.get(page).content.decode()
    for name in ("resume", "remove"):
        address = reverse(f"webhooks:{name}", args=[webhook.uuid])
        assert stranger.post(address).status_code == 404
        assert Client().post(address).status_code == 302
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302
    assert Webhook.objects.count() == 0
