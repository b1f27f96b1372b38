"""Signing in as a person of the demonstration. Outside the demonstration these pages do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any  # a view takes whatever its route captures
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belvedere.platform.accounts.demo import persona_cards
from belvedere.platform.accounts.queries import persona, roles_held

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404 when this installation is not a demonstration, read at each request."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 -- see the import
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demo_only
@require_safe
def personas(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/personas.html", {"cards": persona_cards()})


@demo_only
@require_POST
def sign_in_as(request: HttpRequest, uuid: UUID) -> HttpResponse:
    user = persona(uuid=uuid)
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    has_role = roles_held(user=user, on=timezone.localdate()).exists()
    return redirect("workspace" if has_role else "/")
