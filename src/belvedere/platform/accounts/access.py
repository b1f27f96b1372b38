"""Who may open a page of the workspace."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast  # a view takes whatever its route captures

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

from belvedere.platform.accounts.queries import has_second_factor
from belvedere.platform.accounts.refusals import NoRole
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import NotAllowed

View = Callable[..., HttpResponseBase]


def sign_in_first(request: HttpRequest) -> HttpResponseBase:
    """Send a person to the sign-in page and bring them back where they were going.

    A form sent after the session has ended cannot be replayed: its sender comes back to the workspace.
    """
    target = request.get_full_path() if request.method in {"GET", "HEAD"} else resolve_url("workspace")
    return redirect_to_login(target, reverse("account_login"))


def must_set_up_second_factor(request: Request) -> bool:
    """Return whether this person is an administrator who signs in with an e-mail code alone.

    Personas of the demonstration are exempt, there only: nobody could hold their second factor.
    """
    if settings.DEMO and request.user.is_demo_persona:
        return False
    is_administrator = any(role.kind == RoleKind.ADMINISTRATOR for role in request.roles)
    return is_administrator and not has_second_factor(user=request.user)


def at_the_door(request: Request) -> HttpResponseBase | None:
    """Return where to send a person who may not enter yet, or None; refuse one who may not enter at all."""
    if request.has_entered:
        return None
    if not request.user.is_authenticated:
        return sign_in_first(request)
    if request.role is None:
        raise NoRole
    if must_set_up_second_factor(request):
        return redirect("second_factor_required")
    request.has_entered = True
    return None


def role_required(*kinds: RoleKind) -> Callable[[View], View]:
    """Open a view to those who act in one of these kinds of role; with no kind, to those who act in any."""
    wanted = frozenset(kinds)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 -- see the import
            visitor = cast("Request", request)
            sent_away = at_the_door(visitor)
            if sent_away is not None:
                return sent_away
            if wanted and visitor.role is not None and visitor.role.kind not in wanted:
                raise NotAllowed
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def account_required(view: View) -> View:
    """Open a view to signed-in persons, with a role or without."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 -- see the import
        return view(request, *args, **kwargs) if request.user.is_authenticated else sign_in_first(request)

    return guarded
