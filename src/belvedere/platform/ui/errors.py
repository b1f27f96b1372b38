"""Pages for what goes wrong: what happened, that nothing was lost, what to do next; JSON for programs."""

import sys
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal
from belvedere.platform.ui.way_back import page_before, prose_typed

Text = str | Promise
RETRY_SECONDS = 30


@dataclass(frozen=True)
class Problem:
    """What an error page says."""

    status: int
    code: str
    title: Text
    message: Text
    next_step: Text
    next_url: str = ""
    next_label: Text = ""
    back_url: str = ""
    typed: tuple[str, ...] = ()


BAD_REQUEST = Problem(
    400,
    "bad_request",
    _("Nous n’avons pas pu lire cette demande"),
    _("Ce que votre navigateur a envoyé est incomplet ou abîmé. Rien n’a été enregistré ni perdu."),
    _("Revenez à la page précédente, rechargez-la, puis recommencez."),
)
CSRF_FAILED = Problem(
    403,
    "csrf_failed",
    _("Ce formulaire est resté ouvert trop longtemps"),
    _("Par sécurité, nous n’acceptons pas un formulaire trop ancien ou venu d’un autre site. Rien n’a été enregistré."),
    _(
        "Revenez à la page précédente, copiez votre texte si besoin, rechargez la page, puis envoyez de nouveau. "
        "Les cookies de ce site doivent être acceptés."
    ),
)
FORBIDDEN = Problem(
    403,
    "forbidden",
    _("Cette page ne vous est pas ouverte"),
    _("Elle est réservée à des personnes qui ont un rôle précis. Rien n’a été modifié."),
    _("Si vous avez un compte, connectez-vous avec le bon rôle. Sinon, tout ce qui est public reste en accès libre."),
)
NOT_FOUND = Problem(
    404,
    "not_found",
    _("Il n’y a rien à cette adresse"),
    _("L’adresse a peut-être été mal recopiée, ou la page a changé de nom. Aucune donnée n’a disparu."),
    _("Vérifiez l’adresse, cherchez par mots, ou repartez de l’accueil."),
)
WRONG_METHOD = Problem(
    405,
    "wrong_method",
    _("Cette page ne s’utilise pas ainsi"),
    _(
        "Vous êtes arrivé ici par un chemin inhabituel, par exemple en rechargeant l’adresse d’un formulaire. "
        "Rien n’a été modifié."
    ),
    _("Repartez de l’accueil et reprenez votre démarche depuis le début."),
)
TOO_BIG = Problem(
    413,
    "too_big",
    _("Votre envoi est trop volumineux"),
    _("Nous ne pouvons pas recevoir autant de texte ou de champs en une fois. Rien n’a été enregistré."),
    _("Revenez à la page précédente : votre texte y est encore. Raccourcissez-le, puis envoyez de nouveau."),
)
SERVER_ERROR = Problem(
    500,
    "server_error",
    _("Le service a rencontré un imprévu"),
    _(
        "La panne vient de nous, pas de vous. Ce qui était déjà confirmé à l’écran est conservé ; "
        "votre dernière demande n’a pas été enregistrée."
    ),
    _("Attendez une minute, puis recommencez. L’équipe technique est prévenue par le journal du serveur."),
)
UNAVAILABLE = Problem(
    503,
    "unavailable",
    _("Le service fait une courte pause"),
    _("La base de données ne répond pas pour l’instant. Ce qui était confirmé à l’écran est conservé."),
    _("Revenez dans une minute : la page rouvrira d’elle-même à la même adresse."),
)


def wants_json(request: HttpRequest) -> bool:
    """Return whether the program that asks reads JSON rather than pages."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def problem_of(refusal: Refusal, request: HttpRequest) -> Problem:
    """Return the page of a refusal, with the way back and what had been written."""
    return Problem(
        int(refusal.status),
        refusal.code,
        refusal.title,
        refusal.message,
        refusal.next_step,
        refusal.next_url,
        back_url=page_before(request),
        typed=tuple(prose_typed(request)),
    )


def problem_response(request: HttpRequest, problem: Problem, *, bare: bool = False) -> HttpResponse:
    """Return the page or the JSON of a problem; ``bare`` pages need neither session nor database."""
    response = _as_json(problem) if wants_json(request) else _as_page(request, problem, bare=bare)
    if problem.status == UNAVAILABLE.status:
        response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _as_json(problem: Problem) -> JsonResponse:
    content = {"code": problem.code, "title": str(problem.title), "message": str(problem.message)}
    content |= {"next_step": str(problem.next_step), "next_url": problem.next_url}
    return JsonResponse({"error": content}, status=problem.status, json_dumps_params={"ensure_ascii": False})


def _as_page(request: HttpRequest, problem: Problem, *, bare: bool) -> HttpResponse:
    # Before our middleware has run, the territory is unknown and its queries would fail.
    is_bare = bare or not hasattr(request, "role")
    layout = "layouts/bare.html" if is_bare else "layouts/public.html"
    content = render_to_string("ui/error.html", {"problem": problem, "layout": layout}, None if is_bare else request)
    return HttpResponse(content, status=problem.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 when the body is too big."""
    is_too_big = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return problem_response(request, TOO_BIG if is_too_big else BAD_REQUEST, bare=True)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Answer 403 to a form that this site cannot recognise as its own."""
    return problem_response(request, CSRF_FAILED)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    return problem_response(request, FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    return problem_response(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when it is the database that does not answer; neither page reads it."""
    is_database_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return problem_response(request, UNAVAILABLE if is_database_away else SERVER_ERROR, bare=True)
