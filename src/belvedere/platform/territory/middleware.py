"""Opens the scope of the territory around each request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django_scopes import scope

from belvedere.platform.territory.queries import current_territory


class TerritoryMiddleware:
    """Sets ``request.territory`` and lets queries see that territory's rows only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        territory = current_territory()
        request.territory = territory  # type: ignore[attr-defined]  # read through platform.accounts.request.Request
        with scope(territory=territory):
            return self.get_response(request)
