"""Shows refusals and errors as pages with their status, and refuses what no form of ours can send."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from belvedere.platform.refusals import Refusal
from belvedere.platform.ui.errors import WRONG_METHOD, problem_of, problem_response
from belvedere.platform.ui.way_back import page_before

NUL = "\0"


class RefusalMiddleware:
    """A refusal raised by an action becomes a page that says what, why and what to do next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            allowed = response["Allow"]
            response = problem_response(request, replace(WRONG_METHOD, back_url=page_before(request)))
            response["Allow"] = allowed
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:  # noqa: ARG002 -- Django's signature
        # PostgreSQL refuses NUL in any text: better one clear page here than a failure in each query.
        if NUL in request.path or any(NUL in text for text in _typed_texts(request)):
            raise BadRequest("NUL character in the input")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        response = problem_response(request, problem_of(exception, request))
        for name, value in exception.headers.items():
            response[name] = value
        return response


def _typed_texts(request: HttpRequest) -> Iterable[str]:
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield name
            yield from (value for value in values if isinstance(value, str))
