"""Public data: a page and files by dataset, and the catalogue that others harvest."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from belvedere.platform.exchange.catalogue import DATASETS_BY_PAGE, RDF_FORMATS, catalogue, written
from belvedere.platform.exchange.datasets import Dataset, Table, dataset_by_slug
from belvedere.platform.exchange.open_data import all_described, described, publisher_of
from belvedere.platform.exchange.packages import data_package, fields
from belvedere.platform.exchange.quality import quality_of
from belvedere.platform.exchange.tables import table_response

CATALOGUE_LANGUAGE = "fr"


def _dataset(slug: str) -> Dataset:
    found = dataset_by_slug(slug)
    if found is None:
        raise Http404
    return found


def _table(found: Dataset) -> Table:
    if found.table is None:
        raise Http404
    return found.table(timezone.localdate())


@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a dataset holds, how well it is described, how to cite it."""
    found, now = _dataset(slug), timezone.now()
    about = described(found, request.territory, now=now)  # type: ignore[attr-defined]  # set by the middleware
    content = {
        "breadcrumb": [(_("Données ouvertes"), reverse("open_data")), (about.title, "")],
        "dataset": about,
        "fields": fields(_table(found)),
        "quality": quality_of(about, now=now),
        "list_url": reverse(found.url_name),
        "today": timezone.localdate(now),
    }
    return render(request, "exchange/dataset.html", content)


@require_safe
def dataset_file(_request: HttpRequest, slug: str, name: str, form: str) -> HttpResponseBase:
    """Give a dataset as CSV or JSON at an address that does not change."""
    if name != slug:
        raise Http404
    table = _table(_dataset(slug))
    download = table_response(form, slug, table.columns, table.rows)
    if download is None:
        raise Http404
    return download


@require_safe
def package(request: HttpRequest, slug: str) -> JsonResponse:
    """Give the Data Package of a dataset."""
    found = _dataset(slug)
    territory = request.territory  # type: ignore[attr-defined]  # set by the middleware
    about = described(found, territory, now=timezone.now())
    content = data_package(about, _table(found), publisher_of(territory))
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def data_catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """Give a page of the catalogue in RDF; its words are French, the language of the data."""
    page = request.GET.get("page", "1")
    if form not in RDF_FORMATS or not page.isdecimal():
        raise Http404
    territory = request.territory  # type: ignore[attr-defined]  # set by the middleware
    with override(CATALOGUE_LANGUAGE):
        datasets = all_described(territory, now=timezone.now())
    if not 1 <= int(page) <= max(1, -(-len(datasets) // DATASETS_BY_PAGE)):
        raise Http404
    address = settings.PUBLIC_URL + reverse("data_catalogue", args=[form])
    graph = catalogue(publisher_of(territory), datasets, address=address, page=int(page))
    _syntax, media_type = RDF_FORMATS[form]
    return HttpResponse(written(graph, form), content_type=f"{media_type}; charset=utf-8")
