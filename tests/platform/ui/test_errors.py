"""Each failure has its status, its page in plain words, and its JSON."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Territory

pytestmark = [pytest.mark.urls("tests.platform.ui.problem_urls"), pytest.mark.usefixtures("territory")]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def told(response: HttpResponse) -> tuple[int, str]:
    """The status and the title that a person reads."""
    return response.status_code, re.search("<h1>(.*?)</h1>", response.content.decode())[1]


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/refuse/", 403, "Cette action ne vous est pas ouverte"),
        ("/too-fast/", 429, "C’est un peu rapide"),
        ("/deny/", 403, "Cette page ne vous est pas ouverte"),
        ("/nowhere/", 404, "Il n’y a rien à cette adresse"),
        ("/crash/", 500, "Le service a rencontré un imprévu"),
        ("/no-database/", 503, "Le service fait une courte pause"),
        ("/form/?text=a%00b", 400, "Nous n’avons pas pu lire cette demande"),
        ("/word/a%00b/", 400, "Nous n’avons pas pu lire cette demande"),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_page(visitor: Client, path: str, status: int, title: str) -> None:
    assert told(visitor.get(path)) == (status, title)


def test_a_refusal_shows_the_next_door(visitor: Client) -> None:
    response = visitor.get("/refuse/")
    assert '<a class="button button-primary" href="/espace/">Continuer</a>' in response.content.decode()


@pytest.mark.parametrize(("path", "delay"), [("/too-fast/", "60"), ("/no-database/", "30")])
def test_when_to_come_back_is_said(visitor: Client, path: str, delay: str) -> None:
    assert visitor.get(path)["Retry-After"] == delay


def test_programs_get_json(visitor: Client) -> None:
    response = visitor.get("/refuse/", headers={"Accept": "application/json"})
    assert (response.status_code, response.json()) == (
        403,
        {
            "error": {
                "code": "not_allowed",
                "title": "Cette action ne vous est pas ouverte",
                "message": "Votre rôle dans cet organisme ne permet pas de faire cela.",
                "next_step": str(NotAllowed.next_step),
                "next_url": "/espace/",
            }
        },
    )


@pytest.mark.parametrize(
    ("path", "status"), [("/nowhere/", 404), ("/deny/", 403), ("/crash/", 500), ("/read-only/", 405)]
)
def test_each_error_has_its_json(visitor: Client, path: str, status: int) -> None:
    response = visitor.post(path, headers={"Accept": "application/json"})
    assert (response.status_code, sorted(response.json()["error"])) == (
        status,
        ["code", "message", "next_step", "next_url", "title"],
    )


def test_wrong_method(visitor: Client) -> None:
    response = visitor.post("/read-only/")
    assert (*told(response), response["Allow"]) == (405, "Cette page ne s’utilise pas ainsi", "GET")


def test_ten_megabytes(visitor: Client) -> None:
    for body in (
        {"data": {"text": "a" * 10_000_000}},
        {"data": "a" * 10_000_000, "content_type": "application/x-www-form-urlencoded"},
    ):
        assert told(visitor.post("/form/", **body)) == (413, "Votre envoi est trop volumineux")


def test_too_many_fields(visitor: Client) -> None:
    data = {f"field{n}": "x" for n in range(400)}
    assert told(visitor.post("/form/", data)) == (413, "Votre envoi est trop volumineux")


def test_malformed_multipart(visitor: Client) -> None:
    response = visitor.post("/form/", "not a form", content_type="multipart/form-data")
    assert told(response) == (400, "Nous n’avons pas pu lire cette demande")


def test_nul_in_a_form(visitor: Client) -> None:
    assert told(visitor.post("/form/", {"text": "a\0b"})) == (400, "Nous n’avons pas pu lire cette demande")


def test_form_of_another_site() -> None:
    response = Client(enforce_csrf_checks=True).post("/guarded/", {"text": "x"})
    assert told(response) == (403, "Ce formulaire est resté ouvert trop longtemps")


def test_unknown_host(visitor: Client) -> None:
    response = visitor.get("/form/", headers={"Host": "evil.example"})
    assert told(response) == (400, "Nous n’avons pas pu lire cette demande")


def test_the_page_of_a_failure_reads_no_database(
    visitor: Client, territory: Territory, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):  # the territory, before the view
        visitor.get("/crash/")


def test_error_pages_are_never_kept(visitor: Client) -> None:
    assert visitor.get("/nowhere/")["Cache-Control"] == "no-store"
