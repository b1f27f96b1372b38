"""Public pages: what is asked of the public, and each consultation with its mandate and its phases."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from belvedere.contexts.consultations.exports import CONSULTATION_COLUMNS
from belvedere.contexts.consultations.forms.mandate import FilterForm
from belvedere.contexts.consultations.queries.consultations import is_late, public_consultations, span_of
from belvedere.contexts.consultations.queries.readiness import rules_of
from belvedere.contexts.consultations.queries.tools import cards_of
from belvedere.contexts.consultations.states import PUBLIC, ConsultationState
from belvedere.contexts.consultations.views.access import shown_consultation
from belvedere.contexts.consultations.words import BADGES, STATES
from belvedere.contexts.guide.words import LEVELS
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.languages import Data
from belvedere.platform.territory.queries import communes

ROWS_BY_PAGE = 30


@require_safe
def consultations(request: HttpRequest) -> HttpResponseBase:
    """Show what was announced, the last first; ``?format=csv`` or ``json`` gives it all."""
    states = [(state.value, label) for state, label in STATES.items() if state in PUBLIC]
    filters = FilterForm(request.GET, states=states, communes=list(communes()))
    found = public_consultations(**filters.chosen)
    table = table_response(request.GET.get("format", ""), "concertations", CONSULTATION_COLUMNS, found)
    if table is not None:
        return table
    page = Paginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = [
        (row, STATES[ConsultationState(row.state)], BADGES[ConsultationState(row.state)], span_of(row)) for row in page
    ]
    content = {"rows": rows, "page": page, "filters": filters}
    return render(request, "consultations/public/consultations.html", content)


@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a consultation: its mandate, its phases, its promise, how it keeps the rules."""
    found, now = shown_consultation(slug), timezone.now()
    today = timezone.localdate(now)
    state = ConsultationState(found.state)
    content = {
        "consultation": found,
        "state": STATES[state],
        "badge": BADGES[state],
        "level": LEVELS[Level(found.level)] if found.level else "",
        "cards": cards_of(found, now),
        "checked": rules_of(found, today),
        "is_late": is_late(found, today),
        "breadcrumb": [(_("Concertations"), "/concertations/"), (Data(found.title), "")],
    }
    return render(request, "consultations/public/consultation.html", content)
