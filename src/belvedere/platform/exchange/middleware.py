"""What programs of other sites need: to read from anywhere, to ask for the head of an answer, errors they can read."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from belvedere.platform.exchange.public_api import PREFIX, PROBLEM, problem

VERBS = "GET, HEAD, OPTIONS"
_WHAT_TO_DO = {
    HTTPStatus.BAD_REQUEST: "An address must hold text in UTF-8, without a null character. Check it, then ask again.",
    HTTPStatus.NOT_FOUND: f"Check the address (no slash ends that of one row): {PREFIX}v1/openapi.json lists all.",
    HTTPStatus.TOO_MANY_REQUESTS: "Wait, then ask again; Retry-After says how long.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Nothing is lost. Wait a minute, then ask again.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The fault is ours and is written down. Ask again later.",
}
_ALLOWED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": VERBS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": VERBS,
}


class PublicApiMiddleware:
    """Opens the API to every origin, answers OPTIONS and HEAD, and says its own errors in its own format."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(f"{PREFIX}v"):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers=_PREFLIGHT)
        elif request.method not in {"GET", "HEAD"}:
            response = problem("This interface is read only", HTTPStatus.METHOD_NOT_ALLOWED, f"Use {VERBS}.")
            response["Allow"] = VERBS
        else:
            response = self._read(request)
        for name, value in _ALLOWED.items():
            response[name] = value
        return response

    def _read(self, request: HttpRequest) -> HttpResponse:
        is_head = request.method == "HEAD"
        request.method = "GET"
        response = self.get_response(request)
        is_ours = response.get("Content-Type", "").startswith((PROBLEM, "application/json"))
        if response.status_code >= HTTPStatus.BAD_REQUEST and not is_ours:
            told = _WHAT_TO_DO.get(HTTPStatus(response.status_code), "")
            response = problem(response.reason_phrase, response.status_code, told)
        if is_head:
            response["Content-Length"] = str(len(response.content))
            response.content = b""
            request.method = "HEAD"
        return response
