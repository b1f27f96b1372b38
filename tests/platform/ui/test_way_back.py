"""A refusal leads back to where the person was, and gives back what they wrote; no other site can bend the way."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from belvedere.platform.accounts.models import User

pytestmark = [pytest.mark.urls("tests.platform.ui.problem_urls"), pytest.mark.usefixtures("territory")]

PROSE = "Nous demandons un arrêt de bus <b>à l’ombre</b>, devant l’école."


def ways(response: HttpResponse) -> list[tuple[str, str]]:
    """The doors of the page of a refusal: address and words."""
    main = response.content.decode().split("<h1>")[1]
    return re.findall(r'<a class="button [^"]*" href="([^"]*)">(.*?)</a>', main)


def back(response: HttpResponse) -> str | None:
    return {words: address for address, words in ways(response)}.get("Revenir à la page précédente")


def test_a_refused_form_leads_back_to_its_page(client: Client) -> None:
    response = client.post("/too-fast/", headers={"Referer": "http://testserver/form/?page=2&tri=jour"})
    assert ways(response) == [
        ("/form/?page=2&amp;tri=jour", "Revenir à la page précédente"),
        ("/", "Aller à l’accueil"),
        ("/recherche/", "Rechercher"),
    ]


def test_the_door_given_by_the_rule_comes_first(client: Client) -> None:
    response = client.post("/refuse/", headers={"Referer": "http://testserver/form/"})
    assert ways(response)[:2] == [("/espace/", "Continuer"), ("/form/", "Revenir à la page précédente")]
    response = client.post("/refuse/", headers={"Referer": "http://testserver/espace/"})
    assert back(response) is None


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "https://evil.example/form/",
        "http://testserver.evil.example/form/",
        "http://testserver@evil.example/form/",
        "http://testserver//evil.example/",
        "http://testserver/\\evil.example/",
        "http://testserver:81/form/",
        "javascript:alert(1)",
        "//evil.example/form/",
        "http://testserver/nowhere/",
        "not an address",
    ],
)
def test_another_site_does_not_choose_the_way_back(client: Client, hostile: str) -> None:
    assert back(client.post("/form/rule/too-fast/", headers={"Referer": hostile})) == "/form/"
    assert back(client.post("/too-fast/", headers={"Referer": hostile})) is None


def test_what_comes_from_the_address_is_only_text(client: Client) -> None:
    response = client.post("/too-fast/", headers={"Referer": 'http://testserver/form/?q="><script>alert(1)</script>'})
    assert back(response) == "/form/?q=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


def test_a_page_that_refuses_to_be_read_does_not_lead_to_itself(client: Client) -> None:
    assert back(client.get("/form/rule/too-fast/", headers={"Referer": "http://testserver/form/rule/too-fast/"})) == (
        "/form/"
    )


def test_an_address_that_is_not_read_leads_above(client: Client) -> None:
    response = client.get("/form/rule/only-posts/")
    assert (response.status_code, back(response)) == (405, "/form/")


def test_sentences_are_given_back_and_secrets_are_not(client: Client) -> None:
    typed = {
        "text": PROSE,
        "again": PROSE,
        "name": "Anne Martin",
        "password": "a long password made of several words, as is advised",
        "csrfmiddlewaretoken": "x " * 40,
    }
    content = client.post("/too-fast/", typed).content.decode()
    assert re.findall("<blockquote>(.*?)</blockquote>", content) == [
        "Nous demandons un arrêt de bus &lt;b&gt;à l’ombre&lt;/b&gt;, devant l’école."
    ]
    assert "Ce que vous aviez écrit" not in client.post("/too-fast/", {"name": "Anne Martin"}).content.decode()


def test_the_wrong_person_goes_back_and_keeps_what_was_written(client: Client) -> None:
    client.force_login(User.objects.create_user("nobody"))
    response = client.post("/refuse/", {"text": PROSE}, headers={"Referer": "http://testserver/form/"})
    assert (response.status_code, back(response)) == (403, "/form/")
    assert "devant l’école." in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_programs_are_told_no_way_back(client: Client) -> None:
    headers = {"Referer": "http://testserver/form/", "Accept": "application/json"}
    assert sorted(client.post("/refuse/", headers=headers).json()["error"]) == [
        "code",
        "message",
        "next_step",
        "next_url",
        "title",
    ]
