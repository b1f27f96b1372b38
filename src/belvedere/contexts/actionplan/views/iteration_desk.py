"""The steps of an iteration: opened, reviewed by owners, its replies read, its version adopted."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.actionplan import queries
from belvedere.contexts.actionplan.actions import iterations as actions
from belvedere.contexts.actionplan.actions.retrospective import group_replies
from belvedere.contexts.actionplan.forms.iterations import AdoptionForm, OpeningForm, ReviewForm
from belvedere.contexts.actionplan.models import QUESTION_LABELS, Iteration, Plan
from belvedere.contexts.actionplan.queries import iterations as reads
from belvedere.contexts.actionplan.queries.sheets import the_plan
from belvedere.contexts.actionplan.queries.telling import page_of, told
from belvedere.contexts.actionplan.refusals import NoPlan
from belvedere.contexts.actionplan.states import ActionState
from belvedere.contexts.actionplan.states.iterations import IterationState
from belvedere.contexts.actionplan.views import staff_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.refusals import NotAllowed


def _plan() -> Plan:
    plan = the_plan()
    if plan is None:
        raise NoPlan
    return plan


def _page(
    request: Request, *, opening: OpeningForm | None = None, adoption: AdoptionForm | None = None
) -> HttpResponse:
    """Render the desk of the iteration; the form given is shown again with what was typed in it."""
    plan, iteration = _plan(), reads.open_iteration_of_plan()
    has_version = reads.versions().exists()
    content = {
        "iteration": iteration,
        "leads": has_perm("actionplan.lead", request.role, plan),
        "adopts": has_perm("actionplan.adopt", request.role, plan),
        "opening": opening or OpeningForm(None, today=timezone.localdate(), has_version=has_version),
        "adoption": adoption or AdoptionForm(),
        "is_new": not has_version,
        **(_of_iteration(iteration, request.GET.get("page")) if iteration else {}),
    }
    failed = (opening and opening.errors) or (adoption and adoption.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
    return render(request, "actionplan/desk/iteration.html", content, status=status)


def _of_iteration(iteration: Iteration, number: str | None) -> dict[str, object]:
    content: dict[str, object] = {
        "reviewed": reads.how_far(iteration),
        "unreviewed": reads.reviews_of(iteration).filter(reviewed_at=None),
        "to_read": [(reply, QUESTION_LABELS[reply.question]) for reply in reads.replies_to_read(iteration)],  # type: ignore[index]  # a member of the enum is its code
        "titles": sorted({group.title for rows in reads.grouped_replies(iteration).values() for group in rows}),
    }
    if iteration.state == IterationState.VERSION:
        changes, content["page"] = page_of(reads.next_changes(), number)
        why = reads.reasons_of(changes.dropped)
        content["telling"] = told(changes, why, reads.titles_of(changes.changed))
    return content


@require_safe
@staff_only
def iteration(request: Request) -> HttpResponse:
    """The iteration that is open, or the form that opens one."""
    if the_plan() is None:
        return redirect("actionplan:plan_desk")
    return _page(request)


@require_POST
@staff_only
def open_iteration(request: Request) -> HttpResponse:
    """Open an iteration."""
    form = OpeningForm(request.POST, today=timezone.localdate(), has_version=reads.versions().exists())
    if not form.is_valid():
        return _page(request, opening=form)
    found = actions.open_iteration(by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("L’itération %(number)s est ouverte.") % {"number": found.number})
    return redirect("actionplan:iteration_desk")


@require_POST
@staff_only
def look_back(request: Request) -> HttpResponse:
    """End the review, ask the questions."""
    actions.look_back(by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La revue est terminée ; les trois questions sont posées."))
    return redirect("actionplan:iteration_desk")


@require_POST
@staff_only
def group(request: Request) -> HttpResponse:
    """Put replies in groups, or leave them out."""
    typed = {name.partition("-")[2]: value for name, value in request.POST.items() if name.startswith("group-")}
    groups = {int(pk): str(value)[:120] for pk, value in typed.items() if pk.isdigit()}
    refused = {int(pk) for pk in request.POST.getlist("refused") if pk.isdigit()}
    read = group_replies(groups=groups, refused=refused, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Réponses lues : %(count)s.") % {"count": read})
    return redirect("actionplan:iteration_desk")


@require_POST
@staff_only
def prepare(request: Request) -> HttpResponse:
    """End the retrospective: the version can be adopted."""
    actions.prepare_version(by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La version est prête : l’élu peut l’adopter."))
    return redirect("actionplan:iteration_desk")


@require_POST
@staff_only
def adopt(request: Request) -> HttpResponse:
    """Adopt the version."""
    form = AdoptionForm(request.POST)
    if not form.is_valid():
        return _page(request, adoption=form)
    found = actions.adopt_version(act=form.cleaned_data["act"], by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La version %(number)s est adoptée et publiée.") % {"number": found.number})
    return redirect("actionplan:version", found.number)


@require_safe
@staff_only
def reviews(request: Request) -> HttpResponse:
    """The actions that this role must review."""
    rows = reads.reviews_waiting_for(role_in_action(request.role)).order_by("action__due_on", "action__reference")
    content = {"iteration": reads.open_iteration_of_plan(), "rows": rows}
    return render(request, "actionplan/desk/reviews.html", content)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def review(request: Request, reference: str) -> HttpResponse:
    """Review one action."""
    found = get_object_or_404(queries.actions_with_history(), reference=reference)
    if not has_perm("actionplan.record_progress", request.role, found):
        raise NotAllowed
    verbs = queries.progress_verbs(found, request.role)
    form = ReviewForm(
        request.POST or None,
        verbs=verbs,
        percent=found.percent,
        state=ActionState(found.state),
        expected_on=max(found.due_on, timezone.localdate()),
    )
    if request.method == "POST" and form.is_valid():
        typed = {**form.cleaned_data, "verb": form.chosen_verb}
        actions.review_action(action=found, by=role_in_action(request.role), now=timezone.now(), **typed)
        messages.success(request, _("%(reference)s est revue.") % {"reference": reference})
        return redirect("actionplan:reviews")
    content = {"form": form, "action": found, "is_late": found.is_late_on(timezone.localdate())}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "actionplan/desk/review.html", content, status=status)
