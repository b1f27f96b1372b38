"""Leaving a list takes a button or one click; the demonstration's outbox exists in the demonstration only."""

import importlib
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import NoReverseMatch, clear_url_caches, reverse
from pytest_django import Settings

from belvedere.config import urls as all_urls
from belvedere.platform.mail import urls as mail_urls
from belvedere.platform.mail.models import Message, Unsubscription
from belvedere.platform.territory.models import Territory
from tests.platform.mail.posting import post

DONE = "Nous ne vous écrirons plus au sujet de ce dossier."


@pytest.fixture
def followed(territory: Territory, now: datetime, letters: None) -> Message:
    message = post(territory, now, unsubscribe="suivi:S-2026-0001")
    assert message is not None
    return message


def link(message: Message) -> str:
    return reverse("mail:unsubscribe", args=[message.token])


def routes_again() -> None:
    for module in (mail_urls, all_urls):
        importlib.reload(module)
    clear_url_caches()


@pytest.fixture
def demonstration(settings: Settings) -> Iterator[None]:
    settings.DEMO = True
    routes_again()
    yield
    settings.DEMO = False
    routes_again()


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(client: Client, followed: Message, method: str) -> None:
    response = getattr(client, method)(link(followed))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert Unsubscription.objects.count() == 0


def test_button_leaves_the_list(client: Client, followed: Message) -> None:
    page = client.get(link(followed)).content.decode()
    assert '<form method="post">' in page
    assert "C’est fait" in client.post(link(followed)).content.decode()
    assert "C’est fait" in client.get(link(followed)).content.decode()
    assert Unsubscription.objects.filter(list_name="suivi:S-2026-0001").count() == 1


def test_one_click_of_a_mail_provider_needs_no_cookie(followed: Message) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(link(followed), {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, Unsubscription.objects.count()) == (200, 1)


def test_link_works_after_erasure(client: Client, followed: Message) -> None:
    Message.objects.update(to="", text="", html="")
    client.post(link(followed))
    assert Unsubscription.objects.get().address_hash == followed.address_hash


@pytest.mark.parametrize("token", ["x", "../../etc", "<script>", "é" * 300])
def test_unknown_link(client: Client, territory: Territory, token: str) -> None:
    assert client.get(f"/desabonnement/{token}/").status_code == 404
    assert client.post(f"/desabonnement/{token}/").status_code == 404
    assert Unsubscription.objects.count() == 0


def test_message_of_no_list_has_no_link(client: Client, territory: Territory, now: datetime, letters: None) -> None:
    message = post(territory, now)
    assert message is not None
    assert client.post(link(message)).status_code == 404


def test_other_methods_are_refused(client: Client, followed: Message) -> None:
    assert client.put(link(followed)).status_code == 405


def test_demonstration_outbox_does_not_exist_elsewhere(client: Client, followed: Message) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("mail:demo_messages")
    assert client.get("/demo/courriels/").status_code == 404
    assert client.get(f"/demo/courriels/{followed.pk}/").status_code == 404


def test_routes_left_over_answer_404_outside_the_demonstration(
    client: Client, followed: Message, demonstration: None, settings: Settings
) -> None:
    settings.DEMO = False
    assert client.get("/demo/courriels/").status_code == 404
    assert client.get(f"/demo/courriels/{followed.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_demonstration_lists_its_mails(
    client: Client,
    territory: Territory,
    now: datetime,
    letters: None,
    demonstration: None,
    count: int,
    django_assert_num_queries: object,
) -> None:
    for number in range(count):
        post(territory, now, to=f"personne{number}@exemple.fr", context={"title": f"n° {number}"})
    with django_assert_num_queries(3):
        page = client.get("/demo/courriels/").content.decode()
    assert [f"n° {number}" in page for number in range(3)] == [number < count for number in range(3)]


def test_demonstration_shows_a_mail(client: Client, followed: Message, demonstration: None) -> None:
    page = client.get(f"/demo/courriels/{followed.pk}/").content.decode()
    assert "L’eau &amp; l&#x27;air &lt;b&gt;" in page
    assert f'href="http://127.0.0.1:8000/desabonnement/{followed.token}/"' in page
    assert client.get("/demo/courriels/999999/").status_code == 404
    assert client.post("/demo/courriels/").status_code == 405


def test_demonstration_with_no_mail(client: Client, territory: Territory, demonstration: None) -> None:
    assert "Aucun courriel pour l’instant" in client.get("/demo/courriels/").content.decode()
