"""The calendar of a project: adopted, explained, followed."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from rules import has_perm

from belvedere.contexts.projects.actions.planning import adopt_plan, mark_done
from belvedere.contexts.projects.exports.calendars import calendar_of
from belvedere.contexts.projects.exports.tables import DATE_COLUMNS
from belvedere.contexts.projects.forms.project import DoneForm, PlanForm, SessionForm
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.planning import Warned, lines_of, plan_of, sessions_around, warnings_of
from belvedere.contexts.projects.refusals import ImpossiblePlan
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE, own_project, project_page, readers_only
from belvedere.contexts.projects.views.desk import ics_response
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.actions import plan_session

TAB = "projects:deadlines"


def _warned(project: Project, today: date) -> tuple[Warned | None, ImpossiblePlan | None]:
    if project.decision_on is None:
        return None, None
    try:
        return warnings_of(plan_of(project, decision_on=project.decision_on, on=today)), None
    except ImpossiblePlan as refused:
        return None, refused


def _page(request: Request, project: Project, *, failed: Form | None = None) -> HttpResponse:
    today, role = timezone.localdate(), role_in_action(request.role)
    warned, impossible = _warned(project, today)
    content = {
        "lines": [
            (line, DoneForm(auto_id=f"fait_{line.deadline.pk}_%s", initial={"on": today}))
            for line in lines_of(project.deadlines.all(), today)
        ],
        "warned": warned,
        "impossible": impossible,
        "form": failed if isinstance(failed, PlanForm) else PlanForm(initial={"decision_on": project.decision_on}),
        "session_form": failed if isinstance(failed, SessionForm) else SessionForm(),
        "sessions": [day for day in sessions_around(project, project.decision_on or today) if day >= today],
        "may_plan_session": has_perm("projects.plan_session", role, project.body),
        "failed": failed,
    }
    status = UNPROCESSABLE if failed else OK
    return project_page(request, project, "deadlines", tab=TAB, content=content, status=status)


@readers_only
@require_http_methods(["GET", "HEAD", "POST"])
def deadlines(request: Request, slug: str) -> HttpResponseBase:
    """Show the dates of a project, or adopt them anew; ``?format=`` csv, json or ics gives them."""
    found = own_project(request, slug)
    if request.method == "POST":
        form = PlanForm(request.POST)
        if not form.is_valid():
            return _page(request, found, failed=form)
        decision_on, by = form.cleaned_data["decision_on"], role_in_action(request.role)
        adopt_plan(project=found, decision_on=decision_on, by=by, now=timezone.now())
        messages.success(request, _("Le calendrier est posé."))
        return redirect(TAB, slug)
    rows = list(found.deadlines.select_related("project__territory"))
    wanted = request.GET.get("format", "")
    if wanted == "ics":
        return ics_response(calendar_of(found.name, rows, now=timezone.now()), f"echeances-{slug}")
    download = table_response(wanted, f"echeances-{slug}", DATE_COLUMNS, rows)
    return download if download is not None else _page(request, found)


@readers_only
@require_POST
def done(request: Request, slug: str, name: str) -> HttpResponse:
    """Say on which day an act took place."""
    found, form = own_project(request, slug), DoneForm(request.POST)
    row = get_object_or_404(found.deadlines, milestone=name)
    if not form.is_valid():
        return _page(request, found, failed=form)
    mark_done(deadline=row, on=form.cleaned_data["on"], by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("C’est noté."))
    return redirect(TAB, slug)


@readers_only
@require_POST
def session(request: Request, slug: str) -> HttpResponse:
    """Add a session to the council's calendar."""
    found, form = own_project(request, slug), SessionForm(request.POST)
    if not has_perm("projects.plan_session", request.role, found.body):
        raise NotAllowed
    if not form.is_valid():
        return _page(request, found, failed=form)
    plan_session(body=found.body, held_on=form.cleaned_data["held_on"], source=form.cleaned_data["source"])
    messages.success(request, _("La séance est au calendrier."))
    return redirect(TAB, slug)
