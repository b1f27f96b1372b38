"""Pages of the plan: public list and action, contest by signed link, the department's desk."""

from http import HTTPStatus
from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import has_perm

from belvedere.contexts.actionplan import actions, queries
from belvedere.contexts.actionplan.exports import columns
from belvedere.contexts.actionplan.forms import ContestAnswerForm, ContestForm, PlanFilterForm, ProgressForm
from belvedere.contexts.actionplan.models import HORIZON_LABELS, Action
from belvedere.contexts.actionplan.queries.iterations import forecasts_of
from belvedere.contexts.actionplan.queries.sheets import axes
from belvedere.contexts.actionplan.queries.survey import replies_of_action, shown_surveys
from belvedere.contexts.actionplan.sections import shown
from belvedere.contexts.actionplan.states import PROGRESS_VERBS, ActionState, Verb
from belvedere.contexts.actionplan.views.tabs import rubrics
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.tables import csv_response, json_response
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.queries import communes

ROWS_BY_PAGE = 50
staff_only = role_required(RoleKind.AGENT, RoleKind.DEPARTMENT, RoleKind.ELECTED)


def plan_filters(request: Request) -> PlanFilterForm:
    """Read the filters of the address, with what they may choose among: four statements."""
    return PlanFilterForm(
        request.GET,
        axes=[(str(axis.number), str(axis)) for axis in axes()],
        bodies=[(body.slug, body.name) for body in queries.bodies_of_plan()],
        departments=[(department.slug, department.name) for department in queries.departments_of_plan()],
        communes=[(commune.slug, commune.name) for commune in communes()],
    )


@require_safe
def plan(request: Request) -> HttpResponseBase:
    """The plan by horizon, what is late first."""
    today = timezone.localdate()
    filters = plan_filters(request)
    found = queries.plan(today=today, **filters.chosen)
    if request.GET.get("format") == "csv":
        return csv_response("plan-d-actions.csv", columns(today), found)
    if request.GET.get("format") == "json":
        return json_response("plan-d-actions.json", columns(today), found)
    page = Paginator(queries.by_horizon(found), ROWS_BY_PAGE).get_page(request.GET.get("page"))
    groups = [
        (HORIZON_LABELS[horizon], list(rows))
        for horizon, rows in groupby(shown(page, today=today), key=lambda row: row.action.horizon)
    ]
    context = {"filters": filters, "page": page, "groups": groups, "figures": queries.figures(today)}
    return render(request, "actionplan/plan.html", {**context, "tabs": rubrics("plan")})


@require_safe
def commitments(_request: Request) -> HttpResponse:
    """The other name of the plan."""
    return redirect("actionplan:plan", permanent=True)


@require_safe
def action(request: Request, reference: str) -> HttpResponse:
    """One action: where it comes from, how far it is, what proves it, who contests."""
    found = get_object_or_404(queries.actions_with_history(), reference=reference)
    return render(request, "actionplan/action.html", _story(found))


def _story(found: Action) -> dict[str, object]:
    return {
        "action": found,
        "is_late": found.is_late_on(timezone.localdate()),
        "recommendation": found.answer.recommendation if found.answer else None,
        "opinion": found.answer.recommendation.opinion if found.answer else None,
        "history": found.history.all(),
        "contests": found.contests.all(),
        "surveys": shown_surveys(found),
        "partners": found.partners.all(),
        "communes": found.communes.all(),
        "needed": found.prerequisites.all(),
        "followers": queries.actions_that_wait_for(found),
        "forecasts": forecasts_of(found),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: Request, reference: str, token: str) -> HttpResponse:
    """Contest an action called done, from the link of a mail: the link opens a page, whose button posts."""
    mark = queries.audience_of_token(reference=reference, token=token)
    found = get_object_or_404(queries.actions(), reference=reference)
    context = {"action": found, "can_contest": found.state == ActionState.DONE}
    if request.method != "POST":
        return render(request, "actionplan/contest.html", {**context, "form": ContestForm()})
    form = ContestForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "actionplan/contest.html", {**context, "form": form}, status=status)
    actions.contest_action(action=found, audience_digest=mark, reason=form.cleaned_data["reason"], now=timezone.now())
    messages.success(request, _("Votre contestation est enregistrée. Le service doit y répondre, publiquement."))
    return redirect("actionplan:action", reference)


@require_safe
@staff_only
def desk(request: Request) -> HttpResponse:
    """The actions of the role's department, or of its body."""
    role = role_in_action(request.role)
    today = timezone.localdate()
    waiting = {found.pk for found in queries.actions_waiting_for(role, today=today)}
    rows = [(row, row.action.pk in waiting) for row in shown(queries.actions_open_to(role), today=today)]
    return render(request, "actionplan/desk.html", {"rows": sorted(rows, key=lambda row: not row[1])})


def _mine(request: Request, reference: str) -> Action:
    found = get_object_or_404(queries.actions_with_history(), reference=reference)
    if not has_perm("actionplan.read", request.role, found):
        raise NotAllowed
    return found


def _desk_page(
    request: Request, found: Action, *, failed: Form | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Render an action at its desk; ``failed`` is the form to show again, with what was typed in it."""
    verbs = queries.progress_verbs(found, request.role)
    context = {
        **_story(found),
        "verbs": verbs,
        "open_contest": queries.open_contests(found).first(),
        "may_answer": has_perm("actionplan.answer_contest", request.role, found),
        "failed": failed,
        "may_write": has_perm("actionplan.write_sheet", request.role, found),
        "replies": replies_of_action(found) if has_perm("actionplan.read_replies", request.role, found) else (),
        "progress_form": failed
        if isinstance(failed, ProgressForm)
        else ProgressForm(verbs=verbs, percent=found.percent),
        "contest_form": failed if isinstance(failed, ContestAnswerForm) else ContestAnswerForm(),
    }
    return render(request, "actionplan/desk_action.html", context, status=status)


@require_safe
@staff_only
def desk_action(request: Request, reference: str) -> HttpResponse:
    """One action at its department's desk."""
    return _desk_page(request, _mine(request, reference))


@require_POST
@staff_only
def record_progress(request: Request, reference: str) -> HttpResponse:
    """Note how far an action is."""
    found = _mine(request, reference)
    if not has_perm("actionplan.record_progress", request.role, found):
        raise NotAllowed
    form = ProgressForm(request.POST, verbs=PROGRESS_VERBS, percent=found.percent, state=ActionState(found.state))
    if not form.is_valid():
        return _desk_page(request, found, failed=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    typed = {**form.cleaned_data, "verb": Verb(form.cleaned_data["verb"])}
    actions.record_progress(action=found, **typed, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("L’avancement est noté. Les personnes qui suivent ce dossier sont prévenues."))
    return redirect("actionplan:desk_action", reference)


@require_POST
@staff_only
def answer_contest(request: Request, reference: str) -> HttpResponse:
    """Answer the person who contests."""
    found = _mine(request, reference)
    contest = get_object_or_404(queries.open_contests(found))
    form = ContestAnswerForm(request.POST)
    if not form.is_valid():
        return _desk_page(request, found, failed=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    typed = {**form.cleaned_data, "verb": Verb(form.cleaned_data["verb"])}
    actions.answer_contest(contest=contest, **typed, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Votre réponse est publiée, à côté de ce qu’a écrit la personne."))
    return redirect("actionplan:desk_action", reference)
