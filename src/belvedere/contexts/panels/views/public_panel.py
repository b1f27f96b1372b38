"""What anyone reads of a panel: what it is for, who makes it up without anyone in it, what it does."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belvedere.contexts.panels.exports.hearing import HEARING_COLUMNS
from belvedere.contexts.panels.models import Panel
from belvedere.contexts.panels.queries import standing as queries
from belvedere.contexts.panels.queries.document import public_document_of
from belvedere.contexts.panels.queries.hearing import public_hearings
from belvedere.contexts.panels.queries.session import sessions_of
from belvedere.contexts.panels.states.panel import HearingState, MissionKind, MissionState, PanelState, SessionState
from belvedere.contexts.panels.views.download import attached
from belvedere.contexts.panels.words import HEARING_LABELS, MISSION_KIND_LABELS, MISSION_LABELS, PANEL_LABELS
from belvedere.platform.exchange.tables import table_response


def _public(slug: str) -> Panel:
    found = queries.public_panels().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@require_safe
def public_panel(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The public page of a panel; its hearings as CSV or JSON."""
    panel = _public(slug)
    hearings = public_hearings(panel, timezone.localdate())
    download = table_response(request.GET.get("format", ""), f"auditions-{slug}", HEARING_COLUMNS, hearings)
    if download is not None:
        return download
    sessions = list(sessions_of(panel, only_public=True))
    content = {
        "panel": panel,
        "label": PANEL_LABELS[PanelState(panel.state)],
        "composition": queries.composition_of(panel),
        "names": queries.public_names(panel),
        "missions": [
            (row, MISSION_LABELS[MissionState(row.state)], MISSION_KIND_LABELS[MissionKind(row.kind)])
            for row in queries.missions_of(panel)
        ],
        "held": [row for row in sessions if row.state == SessionState.HELD],
        "coming": [row for row in sessions if row.state == SessionState.PLANNED],
        "hearings": [(row, HEARING_LABELS[HearingState(row.hearing.state)]) for row in hearings],
        "opinions": queries.opinions_of(panel),
        "draws": queries.draws_of(panel),
    }
    return render(request, "panels/public/panel.html", content)


@require_safe
def public_document(_request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Give a document that the panel shows to all."""
    return attached(public_document_of(_public(slug), key))
