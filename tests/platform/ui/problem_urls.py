"""Routes that fail, one for each way of failing."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from belvedere.config.urls import handler400, handler403, handler404, handler500
from belvedere.platform.refusals import NotAllowed, Refusal

__all__ = ["handler400", "handler403", "handler404", "handler500"]


class TooFast(Refusal):
    code = "too_fast"
    status = 429
    headers = {"Retry-After": "60"}
    title = "C’est un peu rapide"


def refuse(request: HttpRequest) -> HttpResponse:
    raise NotAllowed(next_url="/espace/")


def too_fast(request: HttpRequest) -> HttpResponse:
    raise TooFast


def deny(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def crash(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def no_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the database is away")


@csrf_exempt
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", "") + request.GET.get("text", ""))


urlpatterns = [
    path("refuse/", refuse),
    path("too-fast/", too_fast),
    path("deny/", deny),
    path("crash/", crash),
    path("no-database/", no_database),
    path("form/", form),
    path("form/rule/too-fast/", too_fast),
    path("form/rule/only-posts/", require_POST(form)),
    path("guarded/", lambda request: HttpResponse("ok")),
    path("read-only/", require_GET(form)),
    path("word/<str:word>/", lambda request, word: HttpResponse(word)),
    path("", include("belvedere.config.urls")),
]
