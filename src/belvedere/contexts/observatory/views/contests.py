"""Contesting a figure and answering; saying how a figure is read."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from rules import has_perm

from belvedere.contexts.observatory.actions.contests import answer_contest, contest_figure
from belvedere.contexts.observatory.actions.readings import note_panel_reading, say_confidence
from belvedere.contexts.observatory.forms.contests import (
    AnswerContestForm,
    ConfidenceForm,
    ContestForm,
    PanelReadingForm,
)
from belvedere.contexts.observatory.models import Indicator
from belvedere.contexts.observatory.queries import examens
from belvedere.contexts.observatory.queries.contests import contests, observation_to_contest
from belvedere.contexts.observatory.queries.indicators import indicator_by_slug
from belvedere.contexts.observatory.queries.pictures import said_value
from belvedere.contexts.observatory.states.figures import Confidence
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key
from belvedere.platform.refusals import NotAllowed

CONTESTS_BY_DAY = 10
ONE_DAY = 24 * 3600
UNPROCESSABLE = 422
EITHER = ["GET", "HEAD", "POST"]


@require_http_methods(EITHER)
def contest(request: Request, slug: str, pk: int) -> HttpResponse:
    """Say that a value is wrong, without an account."""
    observation = observation_to_contest(slug, pk)
    if observation is None:
        raise Http404
    form = ContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        spend(
            bucket="observatory.contests",
            key=client_key(request),
            capacity=CONTESTS_BY_DAY,
            refill_seconds=ONE_DAY,
            now=now,
        )
        made = contest_figure(observation=observation, language=get_language() or "fr", now=now, **form.cleaned_data)
        messages.success(
            request, _("Votre contestation %(reference)s est enregistrée.") % {"reference": made.reference}
        )
        return redirect("observatory:indicator", slug)
    indicator = observation.series.indicator
    content = {
        "form": form,
        "indicator": indicator,
        "observation": observation,
        "value": said_value(indicator, observation),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "observatory/contest.html", content, status=status)


@require_http_methods(EITHER)
@role_required(RoleKind.AGENT, RoleKind.DEPARTMENT)
def answer(request: Request, reference: str) -> HttpResponse:
    """Correct a contested value, or explain it."""
    found = contests().filter(reference=reference).first()
    if found is None:
        raise Http404
    indicator = found.observation.series.indicator
    if not has_perm("observatory.answer_contest", request.role, indicator):
        raise NotAllowed
    form = AnswerContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_contest(reference=reference, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("La réponse est publiée sur la page de l’indicateur."))
        return redirect("observatory:indicator", indicator.slug)
    content = {"form": form, "contest": found, "value": said_value(indicator, found.observation)}
    return render(request, "observatory/answer_contest.html", content, status=UNPROCESSABLE if form.errors else 200)


def _indicator(slug: str) -> Indicator:
    found = indicator_by_slug(slug)
    if found is None:
        raise Http404
    return found


@require_http_methods(EITHER)
@role_required(RoleKind.DEPARTMENT)
def confidence(request: Request, slug: str) -> HttpResponse:
    """Say how confident the department is in an indicator."""
    indicator = _indicator(slug)
    form = ConfidenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        say_confidence(
            slug=slug,
            confidence=Confidence(form.cleaned_data["confidence"]),
            reason=form.cleaned_data["reason"],
            by=role_in_action(request.role),
            now=timezone.now(),
        )
        messages.success(request, _("La confiance du service se lit à côté du calcul."))
        return redirect("observatory:indicator", slug)
    content = {"form": form, "indicator": indicator}
    return render(request, "observatory/confidence.html", content, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(EITHER)
@role_required(RoleKind.AGENT, RoleKind.FACILITATOR)
def panel_reading(request: Request, slug: str) -> HttpResponse:
    """Note how a panel reads an indicator."""
    indicator = _indicator(slug)
    named = list(examens().filter(policy=indicator.policy_id).values_list("reference", flat=True))
    form = PanelReadingForm(request.POST or None, examens=named)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"verdict": Confidence(form.cleaned_data["verdict"])}
        note_panel_reading(slug=slug, by=role_in_action(request.role), now=timezone.now(), **said)
        messages.success(request, _("La lecture du panel se lit à côté du calcul."))
        return redirect("observatory:indicator", slug)
    content = {"form": form, "indicator": indicator}
    return render(request, "observatory/panel_reading.html", content, status=UNPROCESSABLE if form.errors else 200)
