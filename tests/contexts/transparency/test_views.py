"""The public register, as anyone reads it, filters it and takes it away."""

import csv
import io
import json
from datetime import datetime, timedelta

import pytest
from django.test import Client

from belvedere.contexts.observatory.actions import open_examen
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.models import Body
from tests.contexts.examens import Panel2026
from tests.platform.journal.writing import write

PATH = "/transparence/"
REGISTER_QUERIES = 4  # the page of the journal, its actors, the names of what its acts quote


@pytest.fixture
def world(metropole: Body, now: datetime) -> Panel2026:
    return Panel2026(metropole, now)


def opened(world: Panel2026, now: datetime, count: int) -> list[str]:
    """Open some examens, one a minute; return their references."""
    return [
        open_examen(
            territory=world.body.territory, policy_slug="mobilites", now=now + timedelta(minutes=number)
        ).reference
        for number in range(count)
    ]


def rows(**asked: str) -> list[dict[str, str]]:
    """Return the rows of the register as a spreadsheet reads them."""
    answer = Client().get(PATH, {**asked, "format": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_questions_whatever_its_length(
    world: Panel2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    references = opened(world, now, count)
    Client().get(PATH)
    with django_assert_num_queries(REGISTER_QUERIES):  # type: ignore[operator]
        page = Client().get(PATH).content.decode()
    assert [page.count(f"?matter={reference}") for reference in references] == [1] * count


def test_the_newest_act_comes_first_with_its_fingerprint(world: Panel2026, now: datetime) -> None:
    first, second = opened(world, now, 2)
    found = rows(origin="observatory")
    assert [row["matter"] for row in found][:2] == [second, first]
    event = Event.objects.get(sequence=found[0]["sequence"])
    assert (event.matter, event.digest) == (second, found[0]["digest"])


def test_each_filter(world: Panel2026, now: datetime) -> None:
    first, second = opened(world, now, 2)
    assert {row["matter"] for row in rows(matter=f" {first.lower()} ")} == {first}
    assert {first, second} <= {row["matter"] for row in rows(origin="observatory")}
    assert [rows(origin="answers"), rows(matter="E-1999-0001")] == [[], []]


@pytest.mark.parametrize("wrong", [{"origin": "inconnu"}, {"matter": "x" * 65}, {"page": "zéro"}, {"format": "xlsx"}])
def test_a_wrong_filter_breaks_nothing(world: Panel2026, now: datetime, wrong: dict[str, str]) -> None:
    reference = opened(world, now, 1)[0]
    answer = Client().get(PATH, wrong)
    assert (answer.status_code, f"?matter={reference}" in answer.content.decode()) == (200, True)


def test_a_file_that_nobody_opened_says_what_to_do(world: Panel2026) -> None:
    page = Client().get(PATH, {"matter": "<script>alert(1)</script>"}).content.decode()
    assert ("Aucun acte ne correspond" in page, "<script>alert" in page) == (True, False)


def test_what_is_not_public_is_not_shown(world: Panel2026, now: datetime) -> None:
    public = len(rows())
    write(world.body.territory, now, 1, matter="S-2026-0042")  # no context declares this kind as public
    answer = Client().get(PATH, {"format": "json"})
    told = json.loads(b"".join(answer.streaming_content))["rows"]  # type: ignore[attr-defined]
    assert (Event.objects.count(), len(told), rows(matter="S-2026-0042")) == (public + 1, public, [])
    assert "S-2026-0042" not in Client().get(PATH).content.decode()


@pytest.mark.parametrize("path", [PATH, "/transparence/verifier/", "/donnees/", "/api/", "/accessibilite/"])
def test_what_is_read_is_not_posted_to(world: Panel2026, path: str) -> None:
    assert (Client().get(path).status_code, Client().post(path).status_code) == (200, 405)


def test_the_head_of_the_chain_is_told(world: Panel2026, now: datetime) -> None:
    opened(world, now, 1)
    last = Event.objects.order_by("-sequence")[0]
    assert last.digest in Client().get("/transparence/verifier/").content.decode()
