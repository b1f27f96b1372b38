"""The rota of a panel: its cohorts, and the recruitment that renews each."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belvedere.contexts.panels.actions import renewal as actions
from belvedere.contexts.panels.forms.renewal import CohortsForm
from belvedere.contexts.panels.queries.renewal import cohorts_of
from belvedere.contexts.panels.states.panel import PanelState
from belvedere.contexts.panels.views.access import own_panel, recruiters_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def rota(request: Request, slug: str) -> HttpResponse:
    """Who leaves when; a POST cuts the panel in cohorts."""
    panel = own_panel(request, slug)
    form = CohortsForm(request.POST or None)
    if form.is_valid():
        actions.cut_cohorts(slug=slug, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Le panel est partagé : chaque membre voit la fin de son mandat dans son espace."))
        return redirect("panels:rota", slug)
    content = {
        "panel": panel,
        "rows": cohorts_of(panel),
        "form": form,
        "is_active": panel.state == PanelState.ACTIVE,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "panels/standing/rota.html", content, status=status)


@require_POST
@recruiters_only
def open_renewal(request: Request, slug: str, number: int) -> HttpResponse:
    own_panel(request, slug)
    campaign = actions.open_renewal(slug=slug, number=number, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le recrutement est ouvert, avec les quotas que laissent libres ceux qui restent."))
    return redirect("panels:campaign_desk", campaign.reference)
