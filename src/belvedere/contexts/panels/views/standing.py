"""The desk of panels: the list, one with everything that its life holds, its purpose, its end."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions import standing as actions
from belvedere.contexts.panels.actions.member_code import change_codes as give_new_codes
from belvedere.contexts.panels.forms.standing import PanelForm
from belvedere.contexts.panels.queries import standing as queries
from belvedere.contexts.panels.queries.allowance import allowances_due
from belvedere.contexts.panels.queries.hearing import hearings_of
from belvedere.contexts.panels.queries.member import member_code, shown_member_code
from belvedere.contexts.panels.queries.session import members_of, sessions_of
from belvedere.contexts.panels.states.panel import HearingState, MissionKind, MissionState, PanelState, SessionState
from belvedere.contexts.panels.views.access import own_panel, recruiters_only
from belvedere.contexts.panels.words import (
    HEARING_LABELS,
    MISSION_KIND_LABELS,
    MISSION_LABELS,
    PANEL_LABELS,
    SESSION_LABELS,
)
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.journal.queries import events_of, in_words

ACTS_SHOWN = 12


@require_safe
@recruiters_only
def panels(request: Request) -> HttpResponse:
    """The panels of the role's body, those at work first."""
    found = queries.panels_of(role_in_action(request.role).body)
    rows = [(row, PANEL_LABELS[PanelState(row.state)]) for row in found]
    return render(request, "panels/standing/panels.html", {"rows": rows})


@require_safe
@recruiters_only
def panel_desk(request: Request, slug: str) -> HttpResponse:
    """One panel: its missions, its sessions, its hearings, what it owes."""
    panel = own_panel(request, slug)
    sessions = list(sessions_of(panel))
    content = {
        "panel": panel,
        "label": PANEL_LABELS[PanelState(panel.state)],
        "is_active": panel.state == PanelState.ACTIVE,
        "missions": [
            (row, MISSION_LABELS[MissionState(row.state)], MISSION_KIND_LABELS[MissionKind(row.kind)])
            for row in queries.missions_of(panel)
        ],
        "sessions": [(row, SESSION_LABELS[SessionState(row.state)]) for row in sessions],
        "hearings": [(row, HEARING_LABELS[HearingState(row.state)]) for row in hearings_of(panel)],
        "due": allowances_due(panel).count(),
        "waiting": queries.seats_waiting(panel),
        "draws": queries.draws_of(panel),
        "acts": in_words(events_of(matters=[panel.slug]).order_by("-sequence")[:ACTS_SHOWN]),
    }
    return render(request, "panels/standing/panel.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def describe_panel(request: Request, slug: str) -> HttpResponse:
    """What the panel is for, and how many sessions it may ask of each member."""
    panel = own_panel(request, slug)
    form = PanelForm(request.POST or None, initial=vars(panel))
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "panels/standing/describe.html", {"panel": panel, "form": form}, status=status)
    actions.describe_panel(slug=slug, sheet=form.sheet, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("C’est enregistré."))
    return redirect("panels:panel_desk", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def end_panel(request: Request, slug: str) -> HttpResponse:
    """Ask once more, then end the panel."""
    panel = own_panel(request, slug)
    if request.method != "POST":
        return render(request, "panels/standing/end.html", {"panel": panel})
    actions.end_panel(slug=slug, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le panel a fini son mandat."))
    return redirect("panels:panel_desk", slug)


@require_safe
@never_cache
@recruiters_only
def members(request: Request, slug: str) -> HttpResponse:
    """Who sits, how to reach them, and the code of each, to be said again by telephone."""
    panel = own_panel(request, slug)
    rows = [(seat, shown_member_code(member_code(seat)) if seat.candidate else "") for seat in members_of(panel)]
    content = {"panel": panel, "rows": rows, "waiting": queries.seats_waiting(panel)}
    return render(request, "panels/standing/members.html", content)


@require_POST
@recruiters_only
def change_codes(request: Request, slug: str, pseudonym: str) -> HttpResponse:
    """Give a member new codes: the former ones open nothing any more."""
    own_panel(request, slug)
    give_new_codes(slug=slug, pseudonym=pseudonym, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le code a changé. Dites-le à la personne : l’ancien n’ouvre plus rien."))
    return redirect("panels:members", slug)
