"""What our middleware adds to a request, for the type checker."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from belvedere.platform.accounts.models import Role, User
from belvedere.platform.territory.models import Territory


class Request(HttpRequest):
    """A request after the middleware."""

    territory: Territory
    role: Role | None
    htmx: HtmxDetails
    user: User
