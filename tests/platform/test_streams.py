"""Streams: bounded, ended by time, by who leaves, by the server that stops; never a place lost."""

import gc
from collections.abc import Iterator

import pytest
from django.db import DatabaseError
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory

from belvedere.platform import streams
from belvedere.platform.streams import Pace, Places, event_stream


class Clock:
    """A time that only passes when one waits."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch) -> Places:
    few = Places(1)
    monkeypatch.setattr(streams, "_places", few)
    monkeypatch.setattr(streams, "time", Clock())
    monkeypatch.setattr(streams, "PACE", Pace(look_seconds=0.5, alive_seconds=1, life_seconds=3))
    return few


def opened(found: Iterator[str | None], *, last: str = "") -> HttpResponseBase:
    headers = {"Last-Event-ID": last} if last else None
    return event_stream(RequestFactory().get("/", headers=headers), lambda: next(found))


def told(response: HttpResponseBase) -> list[str]:
    assert isinstance(response, StreamingHttpResponse)
    lines = b"".join(response.streaming_content).decode().split("\n\n")
    assert (lines[0], lines[-1]) == ("retry: 500", "")
    return lines[1:-1]


ALIVE = "event: alive\ndata:"


def change(mark: str) -> str:
    return f"id: {mark}\ndata: changed"


def test_each_change_is_told_once_and_silence_is_short() -> None:
    answer = opened(iter(["a", "a", "a", "b", "b", "b", None]))
    assert (answer["Content-Type"], answer["X-Accel-Buffering"], answer["Cache-Control"]) == (
        "text/event-stream; charset=utf-8", "no", "no-store",
    )  # fmt: skip
    assert told(answer) == [change("a"), ALIVE, change("b"), ALIVE]


def test_who_comes_back_is_not_told_again_what_she_knows() -> None:
    assert told(opened(iter(["a", "b", None]), last="a")) == [change("b")]


def test_a_stream_ends_after_its_life() -> None:
    answer = opened(iter(["a"] * 100))
    assert told(answer) == [change("a"), ALIVE, ALIVE]


@pytest.mark.django_db  # Django looks at its connections when an answer is closed
def test_one_more_is_refused_until_a_place_is_given_back(places: Places) -> None:
    first = opened(iter(["a", "a"]))
    refused = opened(iter(["a"]))
    assert (refused.status_code, refused["Cache-Control"]) == (204, "no-store")
    first.close()
    first.close()  # twice gives back one place
    assert places.left == 1
    assert opened(iter(["a"])).status_code == 200


def test_an_answer_that_is_lost_gives_its_place_back(places: Places) -> None:
    answer = opened(iter(["a"]))
    assert places.left == 0
    del answer
    gc.collect()
    assert places.left == 1


def test_no_place_where_the_operator_wants_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_places", Places(0))
    assert opened(iter(["a"])).status_code == 204


def test_a_stream_ends_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    stops = iter([False, True])
    monkeypatch.setattr(streams, "_is_stopping", lambda: next(stops))
    assert told(opened(iter(["a", "b"]))) == [change("a")]


def test_a_database_that_fails_ends_the_stream_quietly() -> None:
    def failing() -> Iterator[str]:
        yield "a"
        raise DatabaseError

    assert told(opened(failing())) == [change("a")]
