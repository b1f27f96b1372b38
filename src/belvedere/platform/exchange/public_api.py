"""The public interface for programs: read only, described by OpenAPI 3.1, its errors by RFC 9457."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any  # what ninja hands over has no types of its own

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page
from ninja import Field, NinjaAPI, Router, Schema
from ninja.decorators import decorate_view
from ninja.errors import ValidationError

from belvedere.platform.refusals import Refusal

PREFIX = "/api/"
PROBLEM = "application/problem+json"
MOST, USUAL = 200, 50
View = Callable[..., Any]

DESCRIPTION = (
    "Everything here is public and read only; no key is needed. Lists are read by cursor: follow `next` until it is "
    "null. Each answer has an ETag: send it back in If-None-Match to be told 304 when nothing changed. Dates are ISO "
    "8601. Data: Licence Ouverte 2.0 (Etalab). Texts written by inhabitants are in French."
)


class Place(Schema):
    """A commune, by its Insee code."""

    insee: str
    name: str


class Named(Schema):
    """A body or a policy, by the word that its address holds."""

    slug: str
    name: str


class Listed(Schema):
    """What every list takes: where to begin again, and how many rows."""

    cursor: str = ""
    limit: int = Field(USUAL, ge=1, le=MOST)


class Problem(Schema):
    """What was wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def offered(router: Router, path: str, answer: type[Schema]) -> Callable[[View], View]:
    """Declare a GET whose answer has an ETag, with what it says when it refuses."""
    answers = {200: answer, 400: Problem, 404: Problem, 422: Problem}

    def declare(view: View) -> View:
        return router.get(path, response=answers, by_alias=True)(decorate_view(conditional_page)(view))

    return declare


def next_address(request: HttpRequest, cursor: str) -> str | None:
    """Return the address of what follows in a list, with the same filters; None at its end."""
    if not cursor:
        return None
    following = request.GET.copy()
    following["cursor"] = cursor
    return f"{settings.PUBLIC_URL}{request.path}?{following.urlencode()}"


class PublicApi(NinjaAPI):
    """Says of its errors that they are problems (RFC 9457), as they are."""

    def get_openapi_schema(self, **given: Any) -> Any:  # noqa: ANN401 -- JSON
        """Return the description."""
        described = super().get_openapi_schema(**given)
        for path in described["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= HTTPStatus.BAD_REQUEST:
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return described


def new_api(routers: dict[str, Router]) -> NinjaAPI:
    """Return the API made of these routers, each under its own first word."""
    api = PublicApi(
        title="Belvédère", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api-1", auth=None
    )
    for prefix, router in routers.items():
        api.add_router(f"/{prefix}", router, tags=[prefix])
    api.add_exception_handler(ValidationError, _on_invalid)
    api.add_exception_handler(Http404, _on_missing)
    api.add_exception_handler(Refusal, _on_refusal)
    return api


def problem(title: str, status: int, detail: str = "") -> HttpResponse:
    """Return an error as RFC 9457 says it."""
    said = Problem(title=title, status=status, detail=detail)
    return HttpResponse(said.model_dump_json(), status=status, content_type=PROBLEM)


def _on_invalid(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    places = error.errors if isinstance(error, ValidationError) else []
    detail = " ; ".join(f"{place['loc'][-1]}: {place['msg']}" for place in places)
    return problem("A parameter is not understood", HTTPStatus.UNPROCESSABLE_ENTITY, detail)


def _on_missing(_request: HttpRequest, _error: Http404 | type[Http404]) -> HttpResponse:
    return problem("There is no such thing here", HTTPStatus.NOT_FOUND, "Check the reference, or start from the list.")


def _on_refusal(_request: HttpRequest, error: Refusal | type[Refusal]) -> HttpResponse:
    return problem(str(error.title), error.status, f"{error.message} {error.next_step}".strip())
