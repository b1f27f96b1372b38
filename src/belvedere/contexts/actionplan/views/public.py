"""Other looks at the plan: board, timeline, shares, what is late, how far it is, as it stood on a day."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.contexts.actionplan import queries
from belvedere.contexts.actionplan.forms import DayForm
from belvedere.contexts.actionplan.queries import boards
from belvedere.contexts.actionplan.queries.iterations import actions_on, forecast_record, standings
from belvedere.contexts.actionplan.queries.pictures import burn_up_figure, for_timeline, timeline_figure
from belvedere.contexts.actionplan.queries.sheets import the_plan, tied_to_the_strategy
from belvedere.contexts.actionplan.views import ROWS_BY_PAGE, plan_filters
from belvedere.contexts.actionplan.views.tabs import rubrics
from belvedere.platform.accounts.request import Request

SHOWN_UNTENABLE = 20


@require_safe
def board(request: Request) -> HttpResponse:
    """The board by horizon: what is still owed."""
    today = timezone.localdate()
    filters = plan_filters(request)
    columns = boards.board(queries.plan(today=today, **filters.chosen))
    content = {"tabs": rubrics("board"), "filters": filters, "columns": columns, "today": today}
    return render(request, "actionplan/board.html", content)


@require_safe
def timeline(request: Request) -> HttpResponse:
    """The timeline, drawn here, with its table; it prints on A3."""
    today = timezone.localdate()
    filters = plan_filters(request)
    found = for_timeline(queries.plan(today=today, **filters.chosen))
    page = Paginator(found, boards.SPANS_BY_PAGE).get_page(request.GET.get("page"))
    network = boards.network()
    path = queries.actions().filter(reference__in=network.path) if network else queries.actions().none()
    ranks = {reference: rank for rank, reference in enumerate(network.path)} if network else {}
    content = {
        "tabs": rubrics("timeline"),
        "filters": filters,
        "page": page,
        "figure": timeline_figure(page, network, today=today) if page.object_list else None,
        "path": sorted(path, key=lambda row: ranks[row.reference]),
        "untenable": list(network.untenable.items())[:SHOWN_UNTENABLE] if network else [],
        "more_untenable": max(0, len(network.untenable) - SHOWN_UNTENABLE) if network else 0,
    }
    return render(request, "actionplan/timeline.html", content)


@require_safe
def shares(request: Request) -> HttpResponse:
    """The plan by axis, by body and by commune."""
    today = timezone.localdate()
    content = {
        "tabs": rubrics("shares"),
        "axes": boards.by_axis(today),
        "tied": tied_to_the_strategy(),
        "bodies": boards.by_body(today),
        "communes": boards.by_commune(today),
    }
    return render(request, "actionplan/shares.html", content)


@require_safe
def late(request: Request) -> HttpResponse:
    """What is late, and why."""
    today = timezone.localdate()
    page = Paginator(boards.late_actions(today), ROWS_BY_PAGE).get_page(request.GET.get("page"))
    content = {"tabs": rubrics("late"), "page": page, "rows": boards.explained(page, today=today)}
    return render(request, "actionplan/late.html", content)


@require_safe
def progress(request: Request) -> HttpResponse:
    """How far the plan is, and how often forecasts were right."""
    today = timezone.localdate()
    content = {
        "tabs": rubrics("progress"),
        "figures": queries.figures(today),
        "figure": burn_up_figure(boards.levels(the_plan(), today=today)),
        "record": forecast_record(today),
    }
    return render(request, "actionplan/progress.html", content)


@require_safe
def on_a_day(request: Request) -> HttpResponseBase:
    """The plan as it stood on a day."""
    form = DayForm(request.GET or None)
    day = form.day or timezone.localdate()
    page = Paginator(actions_on(day), ROWS_BY_PAGE).get_page(request.GET.get("page"))
    content = {"tabs": rubrics("on_a_day"), "form": form, "day": day, "page": page, "rows": standings(page, day)}
    return render(request, "actionplan/on_a_day.html", content)
