"""The missions of a panel, at its desk."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.contexts.observatory.queries import examen_cards_of
from belvedere.contexts.panels.actions import mission as actions
from belvedere.contexts.panels.forms.standing import MissionForm
from belvedere.contexts.panels.states.panel import MissionVerb
from belvedere.contexts.panels.views.access import own_panel, recruiters_only
from belvedere.contexts.panels.words import MISSION_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def open_mission(request: Request, slug: str) -> HttpResponse:
    """Propose a mission: an examen, a consultation, or what the panel chose."""
    panel = own_panel(request, slug)
    examens = [(card.reference, f"{card.reference} · {card.policy}") for card in examen_cards_of(panel.body_id)]
    form = MissionForm(request.POST or None, examens=examens)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "panels/standing/mission.html", {"panel": panel, "form": form}, status=status)
    actions.open_mission(slug=slug, sheet=form.sheet, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La mission est proposée au panel."))
    return redirect("panels:panel_desk", slug)


@require_POST
@recruiters_only
def act_on_mission(request: Request, slug: str, number: int, act: str) -> HttpResponse:
    """Accept, finish or abandon a mission."""
    own_panel(request, slug)
    if act not in set(MissionVerb):
        raise Http404
    mission = actions.move_mission(
        slug=slug, number=number, verb=MissionVerb(act), by=role_in_action(request.role), now=timezone.now()
    )
    label = next(label for state, label in MISSION_LABELS.items() if state == mission.state)
    messages.success(request, _("Mission : %(state)s.") % {"state": label})
    return redirect("panels:panel_desk", slug)
