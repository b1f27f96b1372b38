"""Language and theme, kept by a cookie, without any script."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("territory")


@pytest.mark.parametrize(("theme", "written"), [("light", ' data-theme="light"'), ("dark", ' data-theme="dark"')])
def test_a_chosen_theme_is_written_in_the_page(client: Client, theme: str, written: str) -> None:
    response = client.post("/apparence/", {"theme": theme, "next": "/nulle-part/?a=1"})
    assert (response.status_code, response["Location"]) == (302, "/nulle-part/?a=1")
    assert f'<html lang="fr"{written}>' in client.get("/nulle-part/").content.decode()


def test_the_systems_theme_forgets_the_cookie(client: Client) -> None:
    client.post("/apparence/", {"theme": "dark"})
    client.post("/apparence/", {"theme": "auto"})
    assert '<html lang="fr">' in client.get("/nulle-part/").content.decode()


def test_an_invented_theme_is_the_systems(client: Client) -> None:
    client.cookies["apparence"] = '"><script>'
    assert '<html lang="fr">' in client.get("/nulle-part/").content.decode()


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_never_sent_to_another_site(client: Client, url: str) -> None:
    assert client.post("/apparence/", {"theme": "dark", "next": url})["Location"] == "/"
    assert client.post("/langue/", {"language": "en", "next": url})["Location"] == "/"


def test_language(client: Client) -> None:
    assert client.post("/langue/", {"language": "en", "next": "/x/"})["Location"] == "/x/"
    assert '<html lang="en">' in client.get("/nulle-part/").content.decode()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://testserver"}, 302),
    ],
)
@pytest.mark.parametrize("path", ["/apparence/", "/langue/"])
def test_another_site_cannot_choose(path: str, headers: dict[str, str], status: int) -> None:
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.post(path, {"theme": "dark", "language": "en"}, headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/apparence/", "/langue/"])
def test_a_link_cannot_choose(client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Allow"]) == (405, "POST")
