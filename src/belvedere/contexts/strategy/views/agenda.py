"""The shared calendar: a month of every body, an event with its rules, the file for diaries, the heat map."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from belvedere.contexts.strategy.exports import AGENDA_COLUMNS, HEAT_COLUMNS, heat_rows
from belvedere.contexts.strategy.forms.agenda import AgendaFilterForm, PublicForm
from belvedere.contexts.strategy.models import AgendaEvent
from belvedere.contexts.strategy.queries.agenda import (
    Dated,
    Wanted,
    as_entries,
    calendar_between,
    conflicts_in,
    event_by_pk,
)
from belvedere.contexts.strategy.queries.heat import heat_figure
from belvedere.contexts.strategy.queries.settings import numbers_on, values_on
from belvedere.contexts.strategy.queries.subsidiarity import check_event
from belvedere.contexts.strategy.queries.thermometer import thermometer
from belvedere.contexts.strategy.states import EventState, Public
from belvedere.contexts.strategy.views.tabs import tabs
from belvedere.contexts.strategy.words import EVENT_LABELS, EVENT_STATE_LABELS, METHOD_LABELS, PUBLIC_LABELS
from belvedere.engines.rules.months import add_months
from belvedere.platform.exchange.calendars import write_calendar
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.territory.queries import bodies, communes

ROWS_BY_PAGE = 100
MONTHS_IN_A_FILE = 12


def _asked(request: HttpRequest, today: date) -> tuple[AgendaFilterForm, Wanted, date]:
    """Return the filters, what they ask for, the first day of the month shown; what cannot be read filters nothing."""
    form = AgendaFilterForm(request.GET, communes=communes(), bodies=bodies())
    form.is_valid()
    typed = form.cleaned_data
    wanted = Wanted(typed.get("organisme", ""), typed.get("commune", ""), typed.get("nature", ""))
    month = typed.get("mois") or f"{today:%Y-%m}"
    return form, wanted, date.fromisoformat(f"{month}-01")


@require_safe
def agenda(request: HttpRequest) -> HttpResponseBase:
    """A month of every body: what happens, day by day, and what clashes."""
    today = timezone.localdate()
    form, wanted, first = _asked(request, today)
    last = add_months(first, 1) - timedelta(days=1)
    found = calendar_between(first, last, wanted)
    file = table_response(request.GET.get("format", ""), "agenda", AGENDA_COLUMNS, found)
    if file is not None:
        return file
    page = Paginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    content = {
        "tabs": tabs("agenda"),
        "form": form,
        "first": first,
        "before": f"{add_months(first, -1):%Y-%m}",
        "after": f"{add_months(first, 1):%Y-%m}",
        "page": page,
        "days": [(day, list(rows)) for day, rows in _by_day(list(page.object_list), first)],
        "conflicts": conflicts_in(found)[:20],
        "labels": EVENT_LABELS,
        "today": today,
    }
    return render(request, "strategy/agenda.html", content)


def _by_day(found: list[Dated], first: date) -> Iterator[tuple[date, Iterator[Dated]]]:
    """Group what happens by day; what began before the month is shown on its first day."""
    return groupby(found, key=lambda one: max(one.day, first))


@require_safe
def agenda_file(request: HttpRequest) -> HttpResponse:
    """The calendar of a year around today, for any diary; the filters of the page apply."""
    today = timezone.localdate()
    _form, wanted, _month = _asked(request, today)
    found = calendar_between(add_months(today, -MONTHS_IN_A_FILE), add_months(today, MONTHS_IN_A_FILE), wanted)
    titles = {kind: str(label) for kind, label in EVENT_LABELS.items()}
    entries = as_entries(found, site=settings.PUBLIC_URL, titles=titles)
    content = write_calendar(entries, name=_("Agenda commun"), now=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    return response


def described(event: AgendaEvent) -> dict[str, object]:
    """Return what the page of an event shows: its facts, and its rules when it asks people something."""
    asked = getattr(event, "solicitation", None)
    rows = list(event.communes.all())
    return {
        "event": event,
        "kind": EVENT_LABELS[event.kind],  # type: ignore[index]  # codes are strings
        "state": EVENT_STATE_LABELS[EventState(event.state)],
        "asked": asked,
        "method": METHOD_LABELS[asked.method] if asked else "",
        "publics": [PUBLIC_LABELS[Public(public)] for public in asked.publics] if asked else [],
        "places": rows,
        "checked": check_event(event, on=timezone.localdate()) if asked else None,
    }


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One date of the calendar; what it asks of whom, and how it keeps the rules of subsidiarity."""
    found = event_by_pk(pk)
    if found is None:
        raise Http404
    content = described(found) | {
        "breadcrumb": [(_("Agenda commun"), "/agenda/"), (found.title, "")],
    }
    return render(request, "strategy/event.html", content)


@require_safe
def heat_map(request: HttpRequest) -> HttpResponseBase:
    """« Thermomètre des sollicitations »: communes × weeks, and who was never asked."""
    today = timezone.localdate()
    form = PublicForm(request.GET)
    chosen = form.cleaned_data["public"] if form.is_valid() else ""
    numbers = numbers_on(today)
    found = thermometer(today=today, values=values_on(today), public=Public(chosen) if chosen else None)
    file = table_response(request.GET.get("format", ""), "thermometre", HEAT_COLUMNS, heat_rows(found))
    if file is not None:
        return file
    content = {
        "tabs": tabs("thermometer"),
        "form": form,
        "found": found,
        "figure": heat_figure(found, today=today),
        "publics": [(public, PUBLIC_LABELS[public]) for public in Public],
        "neglected": [(line, [PUBLIC_LABELS[one] for one in line.neglected]) for line in found.lines if line.neglected],
        "numbers": [one for one in numbers if "." in one.number.code or one.number.code in _WEIGHTS],
        "red": [line for line in found.lines if line.cells[found.this_week].is_red],
    }
    return render(request, "strategy/thermometer.html", content)


_WEIGHTS = frozenset({"half_life_days", "red_percentile", "neglect_months"})
