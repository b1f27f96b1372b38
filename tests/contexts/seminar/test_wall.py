"""The wall told by a stream: what changes is said and read in its language, and to nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from belvedere.contexts.seminar.actions import synthesis
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.seminars import table_key, wall_key
from belvedere.contexts.seminar.states import SeminarState
from belvedere.platform import streams
from belvedere.platform.streams import Pace, Places
from tests.contexts.seminar.conftest import NOW, World

CHANGED, ALIVE = "data: changed", "event: alive"


@pytest.fixture
def running(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(streams, "PACE", Pace(look_seconds=0, alive_seconds=0))
    monkeypatch.setattr(streams, "_places", Places(1))
    world.begin(2)
    world.open()
    return world


def wall(world: World) -> str:
    return f"{world.public}mur/{wall_key(world.seminar)}/"


def listen(address: str) -> Callable[[], str]:
    """Open a stream; return what hears its next event."""
    answer = Client().get(address)
    assert answer.status_code == 200
    heard = iter(answer.streaming_content)
    assert next(heard).startswith(b"retry: ")
    return lambda: next(heard, b"the end").decode()


def test_the_stream_tells_each_change_and_ends_when_the_link_is_changed(running: World) -> None:
    hear = listen(f"{wall(running)}flux/")
    assert [CHANGED in hear(), ALIVE in hear()] == [True, True]
    running.say("Du neuf")
    assert [CHANGED in hear(), ALIVE in hear()] == [True, True]
    Seminar.objects.filter(pk=running.seminar.pk).update(key="f" * 30)
    assert hear() == "the end"


def test_each_view_is_told_of_what_it_shows(running: World) -> None:
    number = running.put_together("Bus", running.say("Un bus"))
    cards = listen(f"{wall(running)}flux/?vue=contributions")
    streams._places.give_back()
    clusters = listen(f"{wall(running)}flux/?vue=groupes")
    assert [CHANGED in cards(), CHANGED in clusters()] == [True, True]
    synthesis.write_cluster(seminar=running.seminar, name="Vélo", number=number, by=running.agent, now=NOW)
    assert [CHANGED in cards(), CHANGED in clusters()] == [False, True]


def test_what_awaits_moderation_is_told_and_not_shown(running: World) -> None:
    Seminar.objects.filter(pk=running.seminar.pk).update(is_moderated=True)
    running.seminar.refresh_from_db()
    hear = listen(f"{wall(running)}flux/")
    hear()
    running.say("À relire d’abord")
    said = hear()
    assert (CHANGED in said, "relire" in said) == (True, False)
    assert "À relire d’abord" not in Client().get(f"{wall(running)}etat/").content.decode()


@pytest.mark.parametrize(("language", "words"), [("fr", "1 à relire"), ("en", "1 to be read")])
def test_what_is_told_is_read_in_the_language_of_the_screen(running: World, language: str, words: str) -> None:
    Seminar.objects.filter(pk=running.seminar.pk).update(is_moderated=True)
    running.seminar.refresh_from_db()
    running.say("À relire d’abord")
    page = Client().get(f"{wall(running)}etat/", headers={"Accept-Language": language})
    other = {"fr": "en", "en": "fr"}[language]
    again = Client().get(f"{wall(running)}etat/", headers={"Accept-Language": other, "If-None-Match": page["ETag"]})
    assert (words in page.content.decode(), again.status_code) == (True, 200)


def test_a_second_wall_on_the_same_process_is_told_to_ask(running: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PACE", Pace(look_seconds=0, life_seconds=0))
    first = Client().get(f"{wall(running)}flux/")
    assert Client().get(f"{wall(running)}flux/").status_code == 204
    assert Client().get(f"{wall(running)}etat/").status_code == 200
    assert b"".join(first.streaming_content).startswith(b"retry: ")
    assert Client().get(f"{wall(running)}flux/").status_code == 200


def test_nobody_else_listens(running: World) -> None:
    for key in (table_key(running.seminar, 1), "0" * 24):
        assert Client().get(f"{running.public}mur/{key}/flux/").status_code == 404
    for refused in (Client().post(f"{wall(running)}flux/"), Client().head(f"{wall(running)}flux/")):
        assert refused.status_code == 405
    assert streams._places.left == 1


@pytest.mark.parametrize(
    ("state", "status"), [(SeminarState.DRAFT, 404), (SeminarState.CLOSED, 200), (SeminarState.PUBLISHED, 204)]
)
def test_a_seminar_is_listened_to_until_it_is_published(running: World, state: SeminarState, status: int) -> None:
    Seminar.objects.filter(pk=running.seminar.pk).update(
        state=state,
        closed_at=None if state == SeminarState.DRAFT else NOW,
        published_at=NOW if state == SeminarState.PUBLISHED else None,
    )
    assert Client().get(f"{wall(running)}flux/").status_code == status


def test_an_unknown_view_is_the_first_one(running: World) -> None:
    known = Client().get(f"{wall(running)}etat/")["ETag"]
    assert Client().get(f"{wall(running)}etat/", {"vue": "x\r\ny"})["ETag"] == known
