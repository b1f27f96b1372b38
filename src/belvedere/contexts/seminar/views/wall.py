"""The wall, projected: it asks three times a second, and is answered nothing as long as nothing changes."""

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.opinions import map_stamp, opinions_of
from belvedere.contexts.seminar.queries.seminars import wall_key
from belvedere.contexts.seminar.queries.tables import names_stamp, wall_of, wall_stamp
from belvedere.contexts.seminar.views.access import before_the_wall
from belvedere.contexts.seminar.views.results import shown_result

VIEWS = ("contributions", "groupes", "carte", "resultats")


def _content(request: HttpRequest, seminar: Seminar) -> dict[str, object]:
    asked = request.GET.get("vue", "")
    wall = wall_of(seminar, timezone.now())
    shown = asked if asked in VIEWS else VIEWS[0]
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
    asked = request.GET.get("vue", "")
    more = {"groupes": names_stamp, "carte": map_stamp}.get(asked)
    own = more(seminar) if more is not None else ""
    etag = quote_etag(f"{wall_stamp(seminar)}-{asked}-{own}-{get_language()}")
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = render(request, "seminar/parts/wall.html", _content(request, seminar))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
