"""The desk where an answer is entrusted, written, approved and published."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from rules import has_perm

from belvedere.contexts.answers import actions, queries
from belvedere.contexts.answers.forms import PART_LABELS, AssignForm, DraftForm, SendBackForm
from belvedere.contexts.answers.forms.instruction import SuspendForm
from belvedere.contexts.answers.models import Answer, AnswerSheet
from belvedere.contexts.answers.queries import instruction
from belvedere.contexts.answers.sections import NEXT_STEPS
from belvedere.contexts.answers.states import CLOCK, OPEN_TO_CONTRIBUTIONS, ClockVerb, SheetState, missing_parts
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Department


@dataclass(frozen=True)
class Card:
    """One recommendation at the desk: what is answered, the form, what is missing; open where the work is."""

    answer: Answer
    form: Form | None
    missing: Sequence[str | Promise]
    is_open: bool


readers_only = role_required(RoleKind.AGENT, RoleKind.DEPARTMENT, RoleKind.ELECTED, RoleKind.AUDITOR)


@require_safe
@readers_only
def desk(request: Request) -> HttpResponse:
    """The answers of the role's body: those that wait for this role first."""
    role = role_in_action(request.role)
    today = timezone.localdate()
    waiting = {sheet.pk for sheet in queries.sheets_waiting_for(role)}
    rows = [
        (sheet, queries.clock_of(sheet, today=today), sheet.pk in waiting) for sheet in queries.sheets_open_to(role)
    ]
    return render(request, "answers/desk.html", {"rows": sorted(rows, key=lambda row: not row[2])})


def readable_sheet(request: Request, reference: str) -> AnswerSheet:
    """Return the sheet that this role may read; 404 where there is none, a refusal where it is another's."""
    sheet = get_object_or_404(queries.sheets(), opinion__reference=reference)
    if not has_perm("answers.read", request.role, sheet):
        raise NotAllowed
    return sheet


def sheet_page(
    request: Request, sheet: AnswerSheet, *, failed: Form | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Render a sheet at its desk; ``failed`` is the form to show again, with what was typed in it."""
    today = timezone.localdate()
    departments = list(queries.departments_of(sheet.body_id))
    verbs = queries.verbs_open_to(request.role, sheet)
    cards: list[Card] = []
    for answer in queries.answers_of(sheet):
        form = DraftForm(answer=answer, departments=departments, today=today)
        is_failed = isinstance(failed, DraftForm) and failed.prefix == form.prefix
        missing = [PART_LABELS[part] for part in missing_parts(answer.draft)]
        is_next = bool(missing) and failed is None and not any(card.missing for card in cards)
        cards.append(Card(answer, failed if is_failed else form, missing, is_open=is_failed or is_next))
    context = {
        "sheet": sheet,
        "clock": queries.clock_of(sheet, today=today),
        "next_step": NEXT_STEPS.get(SheetState(sheet.state)),
        "verbs": verbs,
        "cards": cards,
        "failed": failed,
        "is_ready": not any(card.missing for card in cards),
        "assign_form": failed
        if isinstance(failed, AssignForm)
        else AssignForm(departments=departments, chosen=sheet.department_id),
        "send_back_form": failed if isinstance(failed, SendBackForm) else SendBackForm(),
        **_instruction(request, sheet, failed),
    }
    return render(request, "answers/sheet.html", context, status=status)


def _instruction(request: Request, sheet: AnswerSheet, failed: Form | None) -> dict[str, object]:
    """Return what the page of a sheet shows around it: contributions, visas, suspensions, reminders."""
    today = timezone.localdate()
    clock = queries.clock_of(sheet, today=today)
    may_suspend = has_perm("answers.suspend", request.role, sheet)
    return {
        "contributions": instruction.contributions_of(sheet, today=today),
        "visas": instruction.visas_of(sheet),
        "suspensions": list(sheet.suspensions.all()),
        "escalations": list(sheet.escalations.all()),
        "may_ask": has_perm("answers.ask", request.role, sheet) and sheet.state in OPEN_TO_CONTRIBUTIONS,
        "may_suspend": may_suspend and (clock.state, ClockVerb.SUSPEND) in CLOCK and sheet.due_on >= today,
        "may_resume": may_suspend and (clock.state, ClockVerb.RESUME) in CLOCK,
        "suspend_form": failed if isinstance(failed, SuspendForm) else SuspendForm(today=today),
    }


def again(request: Request, sheet: AnswerSheet, form: Form) -> HttpResponse:
    return sheet_page(request, sheet, failed=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_safe
@readers_only
def sheet(request: Request, reference: str) -> HttpResponse:
    """One sheet: what each role has to do on it."""
    return sheet_page(request, readable_sheet(request, reference))


@require_safe
@readers_only
def preview(request: Request, reference: str) -> HttpResponse:
    """The answers as everyone will read them, and the mail that those who follow will receive."""
    found = readable_sheet(request, reference)
    answers = list(queries.answers_of(found))
    context = {"sheet": found, "answers": answers, "sentence": queries.sentence_of_publication(found, answers)}
    return render(request, "answers/preview.html", context)


@require_POST
@readers_only
def assign_department(request: Request, reference: str) -> HttpResponse:
    """Entrust the drafting to a department."""
    found = readable_sheet(request, reference)
    departments = queries.departments_of(found.body_id)
    form = AssignForm(request.POST, departments=departments)
    if not form.is_valid():
        return again(request, found, form)
    department = get_object_or_404(Department, pk=form.cleaned_data["department"])
    actions.assign_department(sheet=found, department=department, by=role_in_action(request.role), now=timezone.now())
    return done(request, reference, _("La rédaction est confiée à ce service, qui est prévenu par courriel."))


@require_POST
@readers_only
def draft_answer(request: Request, reference: str, number: int) -> HttpResponse:
    """Save the answer to one recommendation, even unfinished."""
    found = readable_sheet(request, reference)
    answer = get_object_or_404(queries.answers_of(found), recommendation__number=number)
    form = DraftForm(
        request.POST, answer=answer, departments=queries.departments_of(found.body_id), today=timezone.localdate()
    )
    if not form.is_valid():
        return again(request, found, form)
    actions.draft_answer(answer=answer, draft=form.draft, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Recommandation %(number)s : votre réponse est enregistrée.") % {"number": number})
    return redirect(f"{_path(reference)}#recommandation-{number}")


@require_POST
@readers_only
def submit_answers(request: Request, reference: str) -> HttpResponse:
    """Hand the draft to the elected official."""
    actions.submit_answers(
        sheet=readable_sheet(request, reference), by=role_in_action(request.role), now=timezone.now()
    )
    return done(request, reference, _("La réponse est soumise à l’élu, qui est prévenu par courriel."))


@require_POST
@readers_only
def send_back(request: Request, reference: str) -> HttpResponse:
    """Give the draft back to the department."""
    found = readable_sheet(request, reference)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return again(request, found, form)
    reason = form.cleaned_data["reason"]
    actions.send_back(sheet=found, reason=reason, by=role_in_action(request.role), now=timezone.now())
    return done(request, reference, _("La réponse est renvoyée au service, avec votre explication."))


@require_POST
@readers_only
def visa_answers(request: Request, reference: str) -> HttpResponse:
    """Give a visa that is not the last."""
    actions.visa_answers(sheet=readable_sheet(request, reference), by=role_in_action(request.role), now=timezone.now())
    return done(request, reference, _("Votre visa est donné. La personne suivante est prévenue par courriel."))


@require_POST
@readers_only
def validate_answers(request: Request, reference: str) -> HttpResponse:
    """Approve the draft."""
    actions.validate_answers(
        sheet=readable_sheet(request, reference), by=role_in_action(request.role), now=timezone.now()
    )
    return done(request, reference, _("La réponse est validée. Le service participation peut la publier."))


@require_POST
@readers_only
def publish_answers(request: Request, reference: str) -> HttpResponse:
    """Publish the validated answers."""
    actions.publish_answers(
        sheet=readable_sheet(request, reference), by=role_in_action(request.role), now=timezone.now()
    )
    return done(request, reference, _("La réponse est publiée. Les personnes qui suivent ce dossier sont prévenues."))


def _path(reference: str) -> str:
    return reverse("answers:sheet", args=[reference])


def done(request: Request, reference: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("answers:sheet", reference)
