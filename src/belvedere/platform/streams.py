"""Server-sent events for a screen that everybody in a room looks at: few in each process, each for a minute.

A stream holds a thread of the server and its connection to the database (docs/decisions/0045): hence the bound, and who
is refused asks by polling. It says when something has changed, never what: the screen reads its usual piece of page, so
that language, territory and rights are those of any other request.
"""

import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

CHANGED, ALIVE = "id: {}\ndata: changed\n\n", "event: alive\ndata:\n\n"


@dataclass(frozen=True)
class Pace:
    """How often a stream looks, how long it may say nothing, how long it lives."""

    look_seconds: float = 0.2
    alive_seconds: float = 1.0
    life_seconds: float = 60.0


PACE = Pace()


class Places:
    """How many streams this process may still open."""

    def __init__(self, most: int) -> None:
        self._lock, self.left = threading.Lock(), most

    def take(self) -> bool:
        with self._lock:
            is_free = self.left > 0
            self.left -= is_free
        return is_free

    def give_back(self) -> None:
        with self._lock:
            self.left += 1


_places = Places(settings.WEB_STREAMS)
_is_stopping: Callable[[], bool] = bool


def end_when(is_stopping: Callable[[], bool]) -> None:
    """Let the streams of this process end as soon as this says yes: a server that stops does not wait for them."""
    global _is_stopping  # noqa: PLW0603 -- one server in a process, which says it once
    _is_stopping = is_stopping


class Events:
    """What one screen listens to; its place is given back when it is closed, or lost by whoever had it."""

    def __init__(self, look: Callable[[], str | None], known: str, places: Places) -> None:
        self._told = _told(look, known, PACE)
        self._leave = weakref.finalize(self, places.give_back)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return next(self._told)

    def close(self) -> None:
        self._told.close()
        self._leave()


def _told(look: Callable[[], str | None], known: str, pace: Pace) -> Generator[str]:
    """Tell each change, and every second that nothing has changed: a write is how one learns that nobody listens."""
    began = said = time.monotonic()
    yield f"retry: {round(1000 * pace.look_seconds)}\n\n"
    while not _is_stopping():
        try:
            found = look()
        except DatabaseError:
            return  # the screen asks meanwhile, and comes back to another connection
        now = time.monotonic()
        if found is None or now - began >= pace.life_seconds:
            return
        if found != known:
            known, said = found, now
            yield CHANGED.format(found)
        elif now - said >= pace.alive_seconds:
            said = now
            yield ALIVE
        time.sleep(pace.look_seconds)


def event_stream(request: HttpRequest, look: Callable[[], str | None]) -> HttpResponseBase:
    """Answer with the changes of what ``look`` returns, until it returns None; or with 204, when no place is left.

    ``look`` runs once more at each turn, outside the request: it opens the scope that it needs and keeps nothing open.
    """
    if not _places.take():
        # 204 is how a browser is told not to come back by itself.
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Cache-Control": "no-store"})
    events = Events(look, request.headers.get("Last-Event-ID", ""), _places)
    return StreamingHttpResponse(
        events,
        content_type="text/event-stream; charset=utf-8",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
