"""The interface for programs: read only, from anywhere, with errors that programs read."""

import json

import pytest
from django.test import Client

from belvedere.platform.territory.models import Territory

LIST = "/api/v1/referrals/"
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client: Client, territory: Territory, method: str) -> None:
    response = getattr(client, method)(LIST)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response["Content-Type"] == PROBLEM
    said = {
        "type": "about:blank",
        "title": "This interface is read only",
        "status": 405,
        "detail": "Use GET, HEAD, OPTIONS.",
    }
    assert json.loads(response.content) == said


def test_other_sites_may_read(client: Client, territory: Territory) -> None:
    asked = client.options(LIST)
    assert (asked.status_code, asked.content) == (204, b"")
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match"
    for response in (asked, client.get(LIST), client.get(f"{LIST}S-0"), client.get("/api/v1/nulle-part")):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert not response.cookies


def test_nothing_changed_is_said_in_a_word(client: Client, territory: Territory) -> None:
    first = client.get(LIST)
    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(LIST, headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_the_head_of_an_answer_has_its_length_only(client: Client, territory: Territory) -> None:
    whole, head = client.get(LIST), client.head(LIST)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])
    assert head["Content-Length"] == str(len(whole.content))


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/api/v1/nulle-part", 404, "Not Found"),
        ("/api/v1/referrals/S-0", 404, "There is no such thing here"),
        ("/api/v1/referrals/?limit=0", 422, "A parameter is not understood"),
        ("/api/v1/referrals/?limit=201", 422, "A parameter is not understood"),
        ("/api/v1/referrals/?cursor=abc", 422, "Ce curseur n’en est pas un"),
        ("/api/v1/referrals/?q=%00", 400, "Bad Request"),
    ],
)
def test_errors_are_problems(client: Client, territory: Territory, path: str, status: int, title: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
    said = json.loads(response.content)
    assert (said["status"], said["title"], set(said)) == (status, title, {"type", "title", "status", "detail"})
    assert said["detail"], "what to do next"


def test_pages_of_the_site_are_not_touched(client: Client, territory: Territory) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/api/")
    assert "Access-Control-Allow-Origin" not in client.get("/saisines/")
