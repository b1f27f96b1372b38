"""Around a sheet: contributions, the clock, the chain of visas."""

from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.answers import actions, queries
from belvedere.contexts.answers.forms.instruction import (
    AskForm,
    ChainForm,
    ContributionForm,
    SuspendForm,
    parties_of,
)
from belvedere.contexts.answers.models import Contribution
from belvedere.contexts.answers.queries import instruction
from belvedere.contexts.answers.states import OPEN_TO_CONTRIBUTIONS, ContributionState, SuspensionReason
from belvedere.contexts.answers.views.circuit import again, done, readable_sheet
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import NotAllowed

contributors_only = role_required(RoleKind.AGENT, RoleKind.DEPARTMENT)
agents_only = role_required(RoleKind.AGENT)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def ask_contribution(request: Request, reference: str) -> HttpResponse:
    """Ask departments of the body, or other bodies, one by one, each before its own date."""
    sheet = readable_sheet(request, reference)
    parties = parties_of(sheet)
    form = AskForm(request.POST or None, parties=parties)
    if request.method != "POST" or not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
        return render(request, "answers/ask.html", {"sheet": sheet, "form": form}, status=status)
    body, department = parties[form.cleaned_data["party"]]
    actions.ask_contribution(
        sheet=sheet,
        body=body,
        department=department,
        question=form.cleaned_data["question"],
        working_days=form.cleaned_data["working_days"],
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    return done(request, reference, _("La contribution est demandée. Les personnes concernées reçoivent un courriel."))


@require_POST
@agents_only
def withdraw_contribution(request: Request, reference: str, pk: int) -> HttpResponse:
    """Ask no longer for a contribution."""
    sheet = readable_sheet(request, reference)
    row = get_object_or_404(instruction.contributions().filter(sheet=sheet), pk=pk)
    actions.withdraw_contribution(contribution=row, by=role_in_action(request.role), now=timezone.now())
    return done(request, reference, _("Cette contribution n’est plus demandée."))


@require_safe
@contributors_only
def contributions(request: Request) -> HttpResponse:
    """What the role's department, or body, is asked to say on the answers of others."""
    today = timezone.localdate()
    rows = instruction.shown(instruction.contributions_open_to(role_in_action(request.role)), today=today)
    return render(request, "answers/contributions.html", {"rows": rows})


def _mine(request: Request, pk: int) -> Contribution:
    row = get_object_or_404(instruction.contributions().exclude(state=ContributionState.WITHDRAWN), pk=pk)
    if not has_perm("answers.contribute", request.role, row):
        raise NotAllowed
    return row


def _contribution_page(request: Request, row: Contribution, form: Form, *, status: int = HTTPStatus.OK) -> HttpResponse:
    context = {
        "contribution": row,
        "shown": instruction.shown([row], today=timezone.localdate())[0],
        "recommendations": row.sheet.opinion.recommendations.order_by("number"),
        "is_open": row.sheet.state in OPEN_TO_CONTRIBUTIONS,
        "form": form,
    }
    return render(request, "answers/contribution.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@contributors_only
def contribution(request: Request, pk: int) -> HttpResponse:
    """One contribution: the question, the recommendations concerned, what one says."""
    row = _mine(request, pk)
    if request.method != "POST":
        return _contribution_page(request, row, ContributionForm(initial={"text": row.text}))
    form = ContributionForm(request.POST)
    if not form.is_valid():
        return _contribution_page(request, row, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    text = form.cleaned_data["text"]
    actions.give_contribution(contribution=row, text=text, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Votre contribution est rendue. Vous pouvez la corriger tant que l’instruction dure."))
    return redirect("answers:contribution", pk)


@require_POST
@agents_only
def suspend_clock(request: Request, reference: str) -> HttpResponse:
    """Stop the public clock until a day, with a public reason."""
    found = readable_sheet(request, reference)
    form = SuspendForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return again(request, found, form)
    actions.suspend_clock(
        sheet=found,
        reason=SuspensionReason(form.cleaned_data["reason"]),
        until=form.cleaned_data["until"],
        by=role_in_action(request.role),
        now=timezone.now(),
    )
    return done(request, reference, _("Le délai est suspendu. La raison et la nouvelle date sont publiques."))


@require_POST
@agents_only
def resume_clock(request: Request, reference: str) -> HttpResponse:
    """Start the public clock again."""
    found = readable_sheet(request, reference)
    actions.resume_clock(sheet=found, by=role_in_action(request.role), now=timezone.now())
    return done(request, reference, _("Le délai court de nouveau. La nouvelle date est publique."))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def chain(request: Request) -> HttpResponse:
    """The visas that the answers of the role's body must receive."""
    role = role_in_action(request.role)
    departments = queries.departments_of(role.body_id)
    form = ChainForm(request.POST or None, departments=departments, steps=instruction.chain_of(role.body_id))
    if request.method == "POST" and form.is_valid():
        actions.set_chain(body=role.body, steps=form.steps, by=role, now=timezone.now())
        messages.success(request, _("Le circuit est enregistré : il vaut pour les réponses soumises à partir d’ici."))
        return redirect("answers:chain")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "answers/chain.html", {"form": form, "body": role.body}, status=status)
