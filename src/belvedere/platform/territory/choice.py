"""The commune that a visitor has chosen: a cookie, no account."""

from django.http import HttpRequest, HttpResponseBase

from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import commune_by_slug

COOKIE = "commune"
_ONE_YEAR_SECONDS = 365 * 24 * 3600


def chosen_commune(request: HttpRequest) -> Commune | None:
    """Return the commune remembered for this visitor, if it is one of the territory's."""
    slug = request.COOKIES.get(COOKIE, "")
    return commune_by_slug(slug) if slug else None


def remember_commune(response: HttpResponseBase, commune: Commune, *, is_secure: bool) -> None:
    """Keep the choice for a year."""
    response.set_cookie(
        COOKIE, commune.slug, max_age=_ONE_YEAR_SECONDS, samesite="Lax", httponly=True, secure=is_secure
    )


def forget_commune(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
