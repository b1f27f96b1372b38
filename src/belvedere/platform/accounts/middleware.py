"""Chooses the role in which a signed-in person is acting, and keeps the workspace's door."""

from collections.abc import Callable
from typing import Any, cast  # a view's arguments are those of its route

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from belvedere.platform.accounts.access import at_the_door
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import chosen_among, roles_held
from belvedere.platform.accounts.request import Request
from belvedere.platform.refusals import Refusal
from belvedere.platform.ui.middleware import RefusalMiddleware

SESSION_KEY = "acting_role"
WORKSPACE = "/espace/"


class ActingRoleMiddleware:
    """Sets ``request.role``: the role chosen in the workspace's menu, or the first one held, or None.

    It also refuses every page of the workspace to those who hold no role: a view that forgets its decorator is
    closed, not open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        roles: list[Role] = []
        chosen = None
        if request.user.is_authenticated:
            roles = list(roles_held(user=request.user, on=timezone.localdate()))
            chosen = request.session.get(SESSION_KEY)
        request.roles = roles  # type: ignore[attr-defined]  # read through platform.accounts.request.Request
        request.has_entered = False  # type: ignore[attr-defined]  # the same
        request.role = chosen_among(roles, chosen)  # type: ignore[attr-defined]  # the same
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],  # noqa: ARG002 -- the signature is Django's
        args: tuple[Any, ...],  # noqa: ARG002 -- the same
        kwargs: dict[str, Any],  # noqa: ARG002 -- the same
    ) -> HttpResponseBase | None:
        if not request.path.startswith(WORKSPACE):
            return None
        try:
            return at_the_door(cast("Request", request))
        except Refusal as refusal:  # what is raised before the view reaches no other middleware
            return RefusalMiddleware(self.get_response).process_exception(request, refusal)
