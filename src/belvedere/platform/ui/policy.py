"""The policy of content: what a page may load, written once for the pages that ask for nothing of their own."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_OF_ITS_OWN = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp's middleware, which would write the same policy anew at each answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_usual = getattr(request, "_csp_nonce", None) is None and not any(
            hasattr(response, name) for name in _OF_ITS_OWN
        )
        if not is_usual:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self.usual)
        return response
