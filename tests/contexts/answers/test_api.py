"""Answers for programs: none of their words before they are published."""

from datetime import datetime

import pytest
from django.test import Client

from tests.contexts.opinions import Body2026, published, requested, validated

LIST = "/api/v1/answers/"


def test_what_was_answered(client: Client, world: Body2026, now: datetime) -> None:
    sheet = published(world, now)
    said = client.get(f"{LIST}{sheet.opinion.reference}").json()
    assert (said["opinion"], said["examen"], said["state"]) == ("A-2026-0001", "E-2026-0001", "publiee")
    assert said["url"] == "http://127.0.0.1:8000/panel/avis/A-2026-0001/"
    assert said["body"] == {"slug": world.body.slug, "name": world.body.name}
    assert [row["recommendation"] for row in said["answers"]] == [1, 2]
    assert all(row["verdict"] and (row["text"] or row["reason"]) for row in said["answers"])


def test_before_publication_only_the_delay_is_told(client: Client, world: Body2026, now: datetime) -> None:
    sheet = validated(world, now)
    said = client.get(f"{LIST}{sheet.opinion.reference}").json()
    assert (said["state"], said["published_at"], said["answers"]) == ("validee", None, [])
    assert (said["working_days"], said["due_on"]) == (20, sheet.due_on.isoformat())


def test_the_list_by_body_and_by_cursor(client: Client, world: Body2026, other: Body2026, now: datetime) -> None:
    for number in (1, 2):
        requested(world, now, number=number)
    requested(other, now, number=3)
    mine = client.get(f"{LIST}?body={world.body.slug}&limit=1").json()
    rest = client.get(mine["next"].removeprefix("http://127.0.0.1:8000")).json()
    assert [row["opinion"] for row in (*mine["items"], *rest["items"])] == ["A-2026-0002", "A-2026-0001"]
    assert rest["next"] is None
    assert client.get(f"{LIST}?body=nulle-part").json() == {"items": [], "next": None}


@pytest.mark.parametrize("reference", ["A-2026-0009", "E-2026-0001"])
def test_an_answer_that_nobody_asked_does_not_exist(
    client: Client, world: Body2026, now: datetime, reference: str
) -> None:
    requested(world, now)
    assert client.get(f"{LIST}{reference}").status_code == 404
