"""The way back from a refusal: the page where the person was, and the words that they had written there."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

SHORTEST_PROSE = 40  # characters: below, it is quicker typed again than copied
NEVER_SHOWN = {"csrfmiddlewaretoken", "password", "next"}


def page_before(request: HttpRequest) -> str:
    """Return the path of the page where the person was: the one that sent them, or the nearest above; or nothing."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        parts = urlsplit(came_from)
        is_elsewhere = request.method == "POST" or parts.path != request.path
        # Without its host, `https://host//evil.example` would lead away: it is judged as it will be followed.
        if is_elsewhere and _exists(parts.path) and url_has_allowed_host_and_scheme(parts.path, None):
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return _nearest_above(request.path)


def prose_typed(request: HttpRequest) -> list[str]:
    """Return the sentences that a refused form held, for the person to copy: only what they have just sent."""
    typed = {
        value.strip(): None
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_SHOWN and isinstance(value, str) and " " in value.strip()
    }
    return [text for text in typed if len(text) >= SHORTEST_PROSE]


def _nearest_above(path: str) -> str:
    steps = path.strip("/").split("/")
    above = ("/" + "/".join(steps[:kept]) + "/" for kept in range(len(steps) - 1, 0, -1))
    return next(filter(_exists, above), "")


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
