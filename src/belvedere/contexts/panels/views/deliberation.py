"""Pages of a deliberation: the officer's, who opens and closes; the member's, who writes, amends, votes."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.panels.actions import deliberation as actions
from belvedere.contexts.panels.actions import voting
from belvedere.contexts.panels.forms.deliberation import (
    CHOICE_LABELS,
    AmendmentForm,
    ChoiceForm,
    MinorityForm,
    PanelForm,
    ProposalForm,
)
from belvedere.contexts.panels.models import Opinion, Seat
from belvedere.contexts.panels.queries import deliberation as queries
from belvedere.contexts.panels.queries.opinion import opinion_in
from belvedere.contexts.panels.states.deliberation import DeliberationState, DeliberationVerb
from belvedere.contexts.panels.views.member_access import code_in, members_only
from belvedere.contexts.panels.views.opinion import examen_of, writers_only
from belvedere.contexts.panels.words import DELIBERATION_SENTENCES
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

STEPS = {
    DeliberationVerb.CALL_AMENDMENTS: actions.call_amendments,
    DeliberationVerb.CALL_VOTE: actions.call_vote,
    DeliberationVerb.CLOSE: actions.close_vote,
}


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def deliberation(request: Request, reference: str) -> HttpResponse:
    """Where the deliberation stands; a POST opens it with a panel."""
    examen = examen_of(request, reference)
    role = role_in_action(request.role)
    form = PanelForm(request.POST or None, panels=queries.panels_that_may_deliberate(role))
    if form.is_valid():
        slug = form.cleaned_data["panel"]
        actions.open_deliberation(examen_reference=reference, panel_slug=slug, by=role, now=timezone.now())
        messages.success(request, _("La délibération est ouverte : les membres écrivent dans leur espace."))
        return redirect("panels:deliberation", reference)
    found = opinion_in(reference)
    content = {
        "examen": examen,
        "table": queries.table_of(found) if found is not None else None,
        "form": form,
        "sentence": DELIBERATION_SENTENCES[DeliberationState(found.deliberation)] if found is not None else "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "panels/deliberation/desk.html", content, status=status)


@require_POST
@writers_only
def move(request: Request, reference: str, verb: str) -> HttpResponse:
    """Call the amendments, call the vote, or close it."""
    examen_of(request, reference)
    step = STEPS.get(DeliberationVerb(verb)) if verb in set(DeliberationVerb) else None
    if step is None:
        raise Http404
    step(examen_reference=reference, by=role_in_action(request.role), now=timezone.now())
    return redirect("panels:deliberation", reference)


def _opinion(seat: Seat, reference: str) -> Opinion:
    found = queries.deliberations_of(seat).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


@require_safe
@members_only
def table(request: HttpRequest, seat: Seat, reference: str) -> HttpResponse:
    """The avis as the panel writes it, and what this member may do now."""
    return _table(request, seat, reference)


def _table(request: HttpRequest, seat: Seat, reference: str, wrong: Form | None = None) -> HttpResponse:
    found = queries.table_of(_opinion(seat, reference), seat)
    content = {
        "table": found,
        "seat": seat,
        "code": code_in(request),
        "wrong": wrong,
        "proposal": wrong if isinstance(wrong, ProposalForm) else ProposalForm(),
        "minority": wrong if isinstance(wrong, MinorityForm) else MinorityForm(),
        "sentence": DELIBERATION_SENTENCES[found.state],
        "choices": [(choice.value, label) for choice, label in CHOICE_LABELS.items()],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong is not None else HTTPStatus.OK
    return render(request, "panels/deliberation/table.html", content, status=status)


def _back(request: HttpRequest, reference: str, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("panels:table", code_in(request), reference)


@require_POST
@members_only
def propose(request: HttpRequest, seat: Seat, reference: str) -> HttpResponse:
    """Add a recommendation."""
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return _table(request, seat, reference, form)
    text = form.cleaned_data["text"]
    actions.propose_recommendation(seat=seat, opinion_reference=reference, text=text, now=timezone.now())
    return _back(request, reference, _("Votre recommandation est ajoutée."))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def amend(request: HttpRequest, seat: Seat, reference: str, number: int) -> HttpResponse:
    """Propose other words for a recommendation."""
    opinion = _opinion(seat, reference)
    item = opinion.recommendations.filter(number=number).first()
    if item is None:
        raise Http404
    form = AmendmentForm(request.POST if request.method == "POST" else None, initial={"text": item.text})
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        content = {"opinion": opinion, "item": item, "form": form, "code": code_in(request)}
        return render(request, "panels/deliberation/amend.html", content, status=status)
    read, now = form.cleaned_data, timezone.now()
    actions.propose_amendment(
        seat=seat, opinion_reference=reference, number=number, text=read["text"], reason=read["reason"], now=now
    )
    return _back(request, reference, _("Votre amendement est proposé."))


@require_POST
@members_only
def withdraw(request: HttpRequest, seat: Seat, reference: str, amendment_id: int) -> HttpResponse:
    """Take one's amendment back."""
    now = timezone.now()
    actions.withdraw_amendment(seat=seat, opinion_reference=reference, amendment_id=amendment_id, now=now)
    return _back(request, reference, _("Votre amendement est retiré."))


@require_POST
@members_only
def vote_amendment(request: HttpRequest, seat: Seat, reference: str, amendment_id: int) -> HttpResponse:
    """Vote an amendment."""
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _table(request, seat, reference, form)
    now = timezone.now()
    voting.vote_amendment(seat=seat, opinion_reference=reference, amendment_id=amendment_id, choice=form.made, now=now)
    return _back(request, reference, _("Votre vote est compté. Vous pouvez le changer jusqu’à la clôture."))


@require_POST
@members_only
def vote_recommendation(request: HttpRequest, seat: Seat, reference: str, number: int) -> HttpResponse:
    """Vote a recommendation."""
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _table(request, seat, reference, form)
    now = timezone.now()
    voting.vote_recommendation(seat=seat, opinion_reference=reference, number=number, choice=form.made, now=now)
    return _back(request, reference, _("Votre vote est compté. Vous pouvez le changer jusqu’à la clôture."))


@require_POST
@members_only
def disagree(request: HttpRequest, seat: Seat, reference: str) -> HttpResponse:
    """Write a minority opinion."""
    form = MinorityForm(request.POST)
    if not form.is_valid():
        return _table(request, seat, reference, form)
    text = form.cleaned_data["text"]
    voting.write_minority_opinion(seat=seat, opinion_reference=reference, text=text, now=timezone.now())
    return _back(request, reference, _("Votre avis minoritaire est écrit."))


@require_POST
@members_only
def join(request: HttpRequest, seat: Seat, reference: str, minority_id: int) -> HttpResponse:
    """Join a minority opinion."""
    voting.join_minority_opinion(seat=seat, opinion_reference=reference, minority_id=minority_id)
    return _back(request, reference, _("Vous avez rejoint cet avis minoritaire."))
