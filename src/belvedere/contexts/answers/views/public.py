"""Public pages: who owes an answer and who is late; how each body keeps its delays."""

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.contexts.answers import queries
from belvedere.contexts.answers.exports import columns, delay_columns
from belvedere.contexts.answers.forms import ListFilterForm
from belvedere.contexts.answers.queries.league import DEFAULT_SORT, delays_by_body
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import table_response

ROWS_BY_PAGE = 50


@require_safe
def answers(request: Request) -> HttpResponseBase:
    """Who owes an answer, before when, and who is late."""
    today = timezone.localdate()
    bodies = [(body.slug, body.name) for body in queries.bodies_that_owe()]
    filters = ListFilterForm(request.GET, bodies=bodies)
    found = queries.public_sheets(today=today, **filters.chosen)
    file = table_response(request.GET.get("format", ""), "reponses", columns(today), found)
    if file is not None:
        return file
    page = Paginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = [(sheet, queries.clock_of(sheet, today=today)) for sheet in page]
    context = {"filters": filters, "page": page, "rows": rows, "figures": queries.figures(today)}
    return render(request, "answers/answers.html", context)


@require_safe
def delays(request: Request) -> HttpResponseBase:
    """The delays of each body, sorted as the reader likes."""
    today = timezone.localdate()
    rows = delays_by_body(today, sort=request.GET.get("sort", DEFAULT_SORT))
    file = table_response(request.GET.get("format", ""), "delais-de-reponse", delay_columns(today), rows)
    if file is not None:
        return file
    return render(request, "answers/delays.html", {"rows": rows, "default_sort": DEFAULT_SORT, "today": today})
