"""Language and theme, chosen by a plain form in the header and the footer of every page."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from belvedere.platform.ui.theme import COOKIE, COOKIE_AGE_SECONDS, Theme

View = Callable[[HttpRequest], HttpResponseBase]


def from_this_site(view: View) -> View:
    """Refuse a form sent by another site, without the token and the cookie that every reading page would have to carry.

    Browsers tell where a request comes from (Sec-Fetch-Site, or Origin for the older ones); nothing here touches data.
    """

    @csrf_exempt
    @require_POST
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        origin = request.headers.get("Origin", "")
        site = request.headers.get("Sec-Fetch-Site", "none" if not origin else "")
        is_ours = site in {"same-origin", "none"} or origin == f"{request.scheme}://{request.get_host()}"
        if not is_ours:
            raise PermissionDenied
        return view(request)

    return guarded


@from_this_site
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Keep the language in a cookie and come back to the page."""
    return set_language(request)


@from_this_site
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme in a cookie, or forget it for the system's choice, and come back to the page."""
    response = HttpResponseRedirect(_next_page(request))
    theme = request.POST.get("theme", "")
    if theme in {Theme.LIGHT, Theme.DARK}:
        response.set_cookie(COOKIE, theme, max_age=COOKIE_AGE_SECONDS, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(COOKIE)
    return response


def _next_page(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    return url if url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure()) else "/"
