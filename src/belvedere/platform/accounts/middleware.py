"""Chooses the role in which a signed-in person is acting."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from belvedere.platform.accounts.queries import acting_role

SESSION_KEY = "acting_role"


class ActingRoleMiddleware:
    """Sets ``request.role``: the role chosen in the workspace's menu, or the first one held, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.role = (  # type: ignore[attr-defined]  # read through platform.accounts.request.Request
            acting_role(user=request.user, chosen=request.session.get(SESSION_KEY), on=timezone.localdate())
            if request.user.is_authenticated
            else None
        )
        return self.get_response(request)
