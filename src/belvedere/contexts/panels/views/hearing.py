"""The hearings of a panel, at its desk: asked, sent on, answered, held."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from belvedere.contexts.panels.actions import hearing as actions
from belvedere.contexts.panels.forms.standing import ForwardForm, HearingAnswerForm, HearingForm, HearingHeldForm
from belvedere.contexts.panels.models import Hearing, Panel
from belvedere.contexts.panels.queries.hearing import hearings_of
from belvedere.contexts.panels.queries.session import sessions_of
from belvedere.contexts.panels.queries.standing import open_missions
from belvedere.contexts.panels.states.panel import HearingState, SessionState
from belvedere.contexts.panels.views.access import own_panel, recruiters_only
from belvedere.contexts.panels.words import HEARING_LABELS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def ask_hearing(request: Request, slug: str) -> HttpResponse:
    """Ask someone to be heard, on behalf of the panel."""
    panel = own_panel(request, slug)
    form = HearingForm(request.POST or None, missions=open_missions(panel))
    if not form.is_valid():
        return _page(request, panel, form)
    actions.ask_hearing(slug=slug, request=form.hearing, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La demande est publique. La réponse est attendue."))
    return redirect("panels:panel_desk", slug)


def _page(request: Request, panel: Panel, form: Form, hearing: Hearing | None = None) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    label = HEARING_LABELS[HearingState(hearing.state)] if hearing else ""
    content = {"panel": panel, "form": form, "hearing": hearing, "label": label}
    return render(request, "panels/standing/hearing.html", content, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@recruiters_only
def hearing(request: Request, slug: str, key: int) -> HttpResponse:
    """One hearing, and its next step: sent on, answered, or held."""
    panel = own_panel(request, slug)
    found = hearings_of(panel).filter(pk=key).first()
    if found is None:
        raise Http404
    if found.state == HearingState.REQUESTED and found.due_on is None:
        return _forward(request, panel, found)
    if found.state == HearingState.REQUESTED:
        return _answer(request, panel, found)
    return _hold(request, panel, found)


def _forward(request: Request, panel: Panel, found: Hearing) -> HttpResponse:
    form = ForwardForm(request.POST or None)
    if not form.is_valid():
        return _page(request, panel, form, found)
    actions.forward_hearing(
        slug=panel.slug, hearing_id=found.pk, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("La demande est transmise et publique."))
    return redirect("panels:hearing", panel.slug, found.pk)


def _answer(request: Request, panel: Panel, found: Hearing) -> HttpResponse:
    form = HearingAnswerForm(request.POST or None)
    if not form.is_valid():
        return _page(request, panel, form, found)
    actions.answer_hearing(
        slug=panel.slug,
        hearing_id=found.pk,
        accepts=form.cleaned_data["accepts"] == "oui",
        answer=form.cleaned_data["answer"],
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("La réponse est publique."))
    return redirect("panels:hearing", panel.slug, found.pk)


def _hold(request: Request, panel: Panel, found: Hearing) -> HttpResponse:
    held = sessions_of(panel).filter(state=SessionState.HELD.value)
    form = HearingHeldForm(request.POST or None, sessions=held)
    if not form.is_valid():
        return _page(request, panel, form, found)
    actions.hold_hearing(
        slug=panel.slug,
        hearing_id=found.pk,
        session_number=int(form.cleaned_data["session"]),
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    messages.success(request, _("L’audition a eu lieu."))
    return redirect("panels:hearing", panel.slug, found.pk)
