"""Who enters where: staff by their role, a table and the wall by their link, a guest by the code of her badge."""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec
from uuid import uuid4

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from rules import has_perm

from belvedere.contexts.seminar.models import Guest, Seminar
from belvedere.contexts.seminar.queries.seminars import (
    guest_of_code,
    is_key_of,
    public_seminars,
    seminar_of_wall,
    seminars,
)
from belvedere.contexts.seminar.refusals import UnknownLink
from belvedere.contexts.seminar.rules import STAFF
from belvedere.contexts.seminar.states import SeminarState
from belvedere.contexts.seminar.words import SEMINAR_LABELS
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.request import Request
from belvedere.platform.refusals import NotAllowed

Rest = ParamSpec("Rest")
DEVICE = "seminar_device"
DEVICE_LENGTH = 32
WEEK_SECONDS = 7 * 86_400
PLACES = (
    ("desk", _("Séminaire")),
    ("programme", _("Programme")),
    ("people", _("Personnes")),
    ("welcome", pgettext_lazy("séminaire", "Accueil")),
    ("seating", _("Tables")),
    ("rounds", _("Tours")),
    ("synthesis", _("Synthèse")),
    ("polls", _("Votes")),
    ("outcomes", _("Suites")),
    ("prints", _("Impressions")),
)


def at_the_desk(
    view: Callable[Concatenate[Request, Seminar, Rest], HttpResponseBase],
) -> Callable[Concatenate[Request, str, Rest], HttpResponseBase]:
    """Give a view the seminar of its address, for who runs it."""

    @role_required(*sorted(STAFF))
    @wraps(view)
    def guarded(request: Request, slug: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        seminar = get_object_or_404(seminars(), slug=slug)
        if not has_perm("seminar.run", request.role, seminar):
            raise NotAllowed
        return view(request, seminar, *args, **kwargs)

    return guarded


def at_a_table(
    view: Callable[Concatenate[HttpRequest, Seminar, int, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, int, str, Rest], HttpResponseBase]:
    """Give a view the seminar and the table of a signed link."""

    @wraps(view)
    def guarded(
        request: HttpRequest, slug: str, table: int, key: str, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        seminar = public_seminars().filter(slug=slug).first()
        if seminar is None or not table or not is_key_of(seminar, table, key):
            raise UnknownLink
        return view(request, seminar, table, *args, **kwargs)

    return guarded


def before_the_wall(
    view: Callable[Concatenate[HttpRequest, Seminar, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, str, Rest], HttpResponseBase]:
    """Give a view the seminar of the wall's signed link."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, key: str, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        seminar = seminar_of_wall(slug, key)
        if seminar is None:
            raise UnknownLink
        return view(request, seminar, *args, **kwargs)

    return guarded


def with_a_badge(
    view: Callable[Concatenate[HttpRequest, Guest, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, str, Rest], HttpResponseBase]:
    """Give a view the guest whose code is in the address."""

    @never_cache
    @wraps(view)
    def guarded(
        request: HttpRequest, slug: str, code: str, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        seminar = seminars().filter(slug=slug).first()
        guest = guest_of_code(seminar, code) if seminar is not None else None
        if seminar is None or guest is None:
            raise UnknownLink
        guest.seminar = seminar
        return view(request, guest, *args, **kwargs)

    return guarded


def device_of(request: HttpRequest) -> str:
    """Return the mark of a phone, or nothing: it says that two clicks are the same phone's, never whose."""
    found = request.COOKIES.get(DEVICE, "")
    return found if len(found) == DEVICE_LENGTH and found.isalnum() else ""


def marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a phone its mark, for a week, on the pages of seminars only."""
    if not device_of(request):
        response.set_cookie(
            DEVICE,
            uuid4().hex,
            max_age=WEEK_SECONDS,
            path="/seminaires/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def desk_page(
    request: Request, seminar: Seminar, place: str, content: Mapping[str, object], *, failed: BaseForm | None = None
) -> HttpResponse:
    """Render a place of a seminar's desk, its tabs above."""
    tabs = [(label, reverse(f"seminar:{name}", args=[seminar.slug]), name == place) for name, label in PLACES]
    state = SEMINAR_LABELS[SeminarState(seminar.state)]
    shown = {"seminar": seminar, "tabs": tabs, "state": state, "failed": failed, **content}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed is not None else HTTPStatus.OK
    return render(request, f"seminar/desk/{place}.html", shown, status=status)


def form_page(
    request: Request, seminar: Seminar, title: object, form: BaseForm, back: str, **content: object
) -> HttpResponse:
    """Render a form of the desk on its own page."""
    shown = {"seminar": seminar, "form": form, "form_title": title, "back": back, **content}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "seminar/desk/form.html", shown, status=status)
