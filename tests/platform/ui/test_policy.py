"""The policy of content: the usual one, written once, is the one that django-csp would write."""

from csp.decorators import csp_exempt, csp_replace
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from belvedere.platform.ui.policy import ContentPolicyMiddleware

HEADER = "Content-Security-Policy"


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def policies_of(response: HttpResponse) -> set[str]:
    return set(response.get(HEADER, "").split("; "))


def test_usual_policy_is_that_of_the_settings() -> None:
    request = RequestFactory().get("/")
    ours, theirs = ContentPolicyMiddleware(page)(request), CSPMiddleware(page)(request)
    assert isinstance(ours, HttpResponse)
    assert isinstance(theirs, HttpResponse)
    assert policies_of(ours) == policies_of(theirs)
    assert "script-src 'self'" in policies_of(ours)


def test_page_with_a_policy_of_its_own_keeps_it() -> None:
    framed = csp_replace({"frame-ancestors": ["*"]})(page)  # type: ignore[arg-type]  # as the views do
    answer = ContentPolicyMiddleware(framed)(RequestFactory().get("/"))
    assert isinstance(answer, HttpResponse)
    assert {"frame-ancestors *", "script-src 'self'"} <= policies_of(answer)
    exempted = ContentPolicyMiddleware(csp_exempt()(page))(RequestFactory().get("/"))
    assert HEADER not in exempted.headers
