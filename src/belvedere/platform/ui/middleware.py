"""Shows refusals as pages with their status."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from belvedere.platform.refusals import Refusal


class RefusalMiddleware:
    """A refusal raised by an action becomes a page that says what, why and what to do next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        response = render(request, "ui/refusal.html", {"refusal": exception}, status=exception.status)
        for name, value in exception.headers.items():
            response[name] = value
        return response
