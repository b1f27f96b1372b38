"""Public pages of transparency: read the register, check it, take the data."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from belvedere.contexts.transparency.exports import REGISTER_COLUMNS
from belvedere.contexts.transparency.forms import RegisterFilter
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.datasets import declared_datasets
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.journal.queries import chain_head, in_words, public_register

ACTS_BY_PAGE = 50


@require_safe
def register(request: HttpRequest) -> HttpResponseBase:
    """Show the official acts, newest first; ``?format=csv`` or ``json`` gives them all."""
    filters = RegisterFilter(request.GET)
    wanted = filters.cleaned_data if filters.is_valid() else {}
    events = public_register(matter=wanted.get("matter", ""), origin=wanted.get("origin", ""))
    download = table_response(request.GET.get("format", ""), "registre-public", REGISTER_COLUMNS, in_words(events))
    if download is not None:
        return download
    page = Paginator(events, ACTS_BY_PAGE).get_page(request.GET.get("page"))
    content = {"filters": filters, "page_obj": page, "acts": list(in_words(page.object_list))}
    return render(request, "transparency/register.html", content)


@require_safe
def verification(request: Request) -> HttpResponse:
    """Say how anyone can check the register, and where its chain stands."""
    return render(request, "transparency/verification.html", {"head": chain_head(request.territory)})


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """List what can be downloaded."""
    return render(request, "transparency/open_data.html", {"datasets": declared_datasets()})


@require_safe
def about_api(request: HttpRequest) -> HttpResponse:
    """Explain the public interface for programs."""
    return render(request, "transparency/api.html", {"breadcrumb": [(_("Données ouvertes"), "/donnees/")]})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "transparency/accessibility.html", {"breadcrumb": [(_("Accueil"), "/")]})


@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    return render(request, "transparency/personal_data.html", {"breadcrumb": [(_("Accueil"), "/")]})
