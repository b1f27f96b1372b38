"""The wall, projected: told of each change by a stream, or asking three times a second when it has none."""

from hashlib import blake2b
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_safe
from django_scopes import scope

from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.opinions import map_stamp, opinions_of
from belvedere.contexts.seminar.queries.seminars import seminar_of_wall, wall_key
from belvedere.contexts.seminar.queries.tables import names_stamp, wall_of, wall_stamp
from belvedere.contexts.seminar.states import SeminarState
from belvedere.contexts.seminar.views.access import before_the_wall
from belvedere.contexts.seminar.views.results import shown_result
from belvedere.platform.streams import event_stream

VIEWS = ("contributions", "groupes", "carte", "resultats")
MARK_BYTES = 12


def _view_of(request: HttpRequest) -> str:
    asked = request.GET.get("vue", "")
    return asked if asked in VIEWS else VIEWS[0]


def _mark(seminar: Seminar, view: str) -> str:
    """Return what changes when this view of the wall changes."""
    more = {"groupes": names_stamp, "carte": map_stamp}.get(view)
    stamp = f"{wall_stamp(seminar)}-{view}-{more(seminar) if more is not None else ''}"
    return blake2b(stamp.encode(), digest_size=MARK_BYTES).hexdigest()


def _content(request: HttpRequest, seminar: Seminar) -> dict[str, object]:
    wall = wall_of(seminar, timezone.now())
    shown = _view_of(request)
    result = shown_result(wall.poll) if wall.poll is not None and shown == "resultats" else None
    opinions = opinions_of(seminar) if shown == "carte" else None
    return {
        "seminar": seminar,
        "key": wall_key(seminar),
        "wall": wall,
        "view": shown,
        "result": result,
        "opinions": opinions,
    }


@require_safe
@before_the_wall
def wall(request: HttpRequest, seminar: Seminar) -> HttpResponseBase:
    """The whole page."""
    return render(request, "seminar/public/wall.html", _content(request, seminar))


@require_safe
@before_the_wall
def state(request: HttpRequest, seminar: Seminar) -> HttpResponseBase:
    """What the wall shows, as a piece of page, when it has changed."""
    etag = quote_etag(f"{_mark(seminar, _view_of(request))}-{get_language()}")
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = render(request, "seminar/parts/wall.html", _content(request, seminar))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


@require_GET
@before_the_wall
def stream(request: HttpRequest, seminar: Seminar) -> HttpResponseBase:
    """Say that the wall has changed, each time that it has, as long as the seminar may change."""
    view, territory, slug, key = _view_of(request), seminar.territory, seminar.slug, wall_key(seminar)
    if seminar.state == SeminarState.PUBLISHED:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)

    def look() -> str | None:
        with scope(territory=territory):
            now_there = seminar_of_wall(slug, key)
            return _mark(now_there, view) if now_there is not None else None

    return event_stream(request, look)
