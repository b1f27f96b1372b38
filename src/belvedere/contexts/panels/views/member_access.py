"""Who enters a member's private space: the holder of a personal code; looking for one is counted."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from belvedere.contexts.panels.models import Seat
from belvedere.contexts.panels.queries.member import left_seat_of_code, seat_of_code
from belvedere.contexts.panels.refusals.member import UnknownMemberCode
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key

# A code has 50 bits: a household may mistype it, a robot may not look for one. Shared with the signing up.
TRIES_BY_HOUR, HOUR_SECONDS = 30, 3600
CODE_PAGE = "/panel/membre/"

Rest = ParamSpec("Rest")


def _refuse_code(request: HttpRequest) -> None:
    spend(
        bucket="panels.codes",
        key=client_key(request),
        capacity=TRIES_BY_HOUR,
        refill_seconds=HOUR_SECONDS,
        now=timezone.now(),
    )
    raise UnknownMemberCode(next_url=CODE_PAGE)


def _guarded(
    find: Callable[[str], Seat | None], view: Callable[Concatenate[HttpRequest, Seat, Rest], HttpResponseBase]
) -> Callable[Concatenate[HttpRequest, str, Rest], HttpResponseBase]:
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        seat = find(code)
        if seat is None:
            _refuse_code(request)
            raise UnknownMemberCode
        return view(request, seat, *args, **kwargs)

    return guarded


def members_only(
    view: Callable[Concatenate[HttpRequest, Seat, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, Rest], HttpResponseBase]:
    """Give a view at ``panel/membre/<str:code>/…`` the place of the sitting member who holds the code.

    The view is written ``def page(request: HttpRequest, seat: Seat, …)``; the code stands in
    ``request.resolver_match.kwargs["code"]``. A wrong code is counted, then refused as an unknown page (404).
    """
    return _guarded(seat_of_code, view)


def members_past_and_present(
    view: Callable[Concatenate[HttpRequest, Seat, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, Rest], HttpResponseBase]:
    """The same for what a member may still read once she has left."""
    return _guarded(lambda code: seat_of_code(code) or left_seat_of_code(code), view)


def code_in(request: HttpRequest) -> str:
    """Return the code under which the page was asked for: its links and forms carry it."""
    match = request.resolver_match
    return str(match.kwargs["code"]) if match is not None else ""
