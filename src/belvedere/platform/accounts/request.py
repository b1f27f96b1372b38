"""What our middleware adds to a request, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from belvedere.platform.accounts.models import Role, User
from belvedere.platform.territory.models import Territory


class Request(HttpRequest):
    """A request after the middleware.

    ``role`` is the one in which the person acts, ``roles`` all those held today; ``has_entered`` is true once the
    workspace's door has let them in.
    """

    territory: Territory
    role: Role | None
    roles: list[Role]
    has_entered: bool
    htmx: HtmxDetails
    user: User
