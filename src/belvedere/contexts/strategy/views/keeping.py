"""The desk of who keeps the strategy: dated numbers, offers, empty cells proposed to the plan, a measure at once."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from rules import has_perm

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.forms.keeping import NumberForm, OfferForm
from belvedere.contexts.strategy.queries.coverage import candidates, offers
from belvedere.contexts.strategy.queries.settings import numbers_on, values_on
from belvedere.contexts.strategy.words import LEVEL_LABELS
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Competence
from belvedere.platform.territory.queries import bodies
from belvedere.platform.territory.states import Level

agents_only = role_required(RoleKind.AGENT)
BAD = HTTPStatus.UNPROCESSABLE_ENTITY


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: Request) -> HttpResponse:
    """The dated numbers: read by every agent, changed by those of the métropole."""
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_number(**form.cleaned_data, by=role_in_action(request.role), now=timezone.now())
        messages.success(request, _("Le réglage est enregistré, avec sa date et sa source."))
        return redirect("strategy:numbers")
    content = {
        "rows": numbers_on(timezone.localdate()),
        "form": form,
        "may_change": has_perm("strategy.keep", request.role),
    }
    return render(request, "strategy/numbers.html", content, status=BAD if form.errors else HTTPStatus.OK)


@agents_only
@require_http_methods(["GET", "HEAD", "POST"])
def offer_desk(request: Request) -> HttpResponse:
    """The offers of participation, and the empty cells that ask for one."""
    if not has_perm("strategy.keep", request.role):
        raise NotAllowed
    today = timezone.localdate()
    competences, every = list(Competence.objects.order_by("label")), list(bodies())
    form = OfferForm(request.POST or None, competences=competences, bodies=every)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        typed["competence"] = next(row for row in competences if row.code == typed["competence"])
        typed["body"] = next((row for row in every if row.slug == typed["body"]), None)
        typed["level"] = Level(typed["level"])
        actions.set_offer(**typed, by=role_in_action(request.role), now=timezone.now())
        messages.success(request, _("L’offre est inscrite dans la matrice."))
        return redirect("strategy:offers")
    content = {
        "rows": [(offer, LEVEL_LABELS[Level(offer.level)]) for offer in offers()],
        "candidates": candidates(today=today, values=values_on(today)),
        "form": form,
    }
    return render(request, "strategy/offers.html", content, status=BAD if form.errors else HTTPStatus.OK)


@agents_only
@require_POST
def propose(request: Request, code: str, level: str) -> HttpResponse:
    """Propose an empty cell to the action plan."""
    competence = get_object_or_404(Competence, code=code)
    by = role_in_action(request.role)
    actions.propose_candidate(competence=competence, level=Level(level), by=by, now=timezone.now())
    messages.success(request, _("Cette case est candidate au plan d’actions ; la candidature est publique."))
    return redirect("strategy:offers")


@agents_only
@require_POST
def measure(request: Request) -> HttpResponse:
    """Test the commitments now instead of at the next hour."""
    if not has_perm("strategy.keep", request.role):
        raise NotAllowed
    turned = actions.measure_commitments(territory=request.territory, by=request.role, now=timezone.now())
    said = ngettext("%(n)s engagement a changé de verdict.", "%(n)s engagements ont changé de verdict.", len(turned))
    messages.success(request, said % {"n": len(turned)})
    return redirect("strategy:desk")
