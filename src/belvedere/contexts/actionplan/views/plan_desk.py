"""The desk of the plan: opening it, its axes, its sheets, its board, the steps of an iteration."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from rules import has_perm

from belvedere.contexts.actionplan import queries
from belvedere.contexts.actionplan.actions import plan as plan_actions
from belvedere.contexts.actionplan.actions.sheets import add_action, move_action, revise_action
from belvedere.contexts.actionplan.forms.sheets import AxisForm, MoveForm, PlanForm, SheetForm
from belvedere.contexts.actionplan.models import HORIZON_LABELS, Action, Plan
from belvedere.contexts.actionplan.queries import boards
from belvedere.contexts.actionplan.queries.iterations import open_iteration_of_plan, versions
from belvedere.contexts.actionplan.queries.sheets import (
    axes,
    directory,
    sheet_of,
    the_plan,
    tied_to_the_strategy,
    with_parts,
)
from belvedere.contexts.actionplan.views import plan_filters, staff_only
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.ui.templatetags.ui import short_day


def may_write(role: Role | None, plan: Plan | None, action: Action) -> bool:
    """Return whether a role may write the sheet of an action."""
    return (plan is not None and has_perm("actionplan.lead", role, plan)) or has_perm(
        "actionplan.write_sheet", role, action
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def plan_desk(request: Request) -> HttpResponse:
    """The plan as who leads it sees it; before it is open, the form that opens it."""
    plan, role = the_plan(), role_in_action(request.role)
    if plan is None:
        return _opening(request, role)
    leads = has_perm("actionplan.lead", role, plan)
    form = AxisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan_actions.write_axis(by=role, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("L’axe est écrit."))
        return redirect("actionplan:plan_desk")
    content = {
        "plan": plan,
        "leads": leads,
        "may_add": leads or role.kind in {"agent", "service"},
        "axes": axes(),
        "tied": tied_to_the_strategy(),
        "axis_form": form,
        "iteration": open_iteration_of_plan(),
        "last": versions().first(),
        "figures": queries.figures(timezone.localdate()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "actionplan/desk/plan.html", content, status=status)


def _opening(request: Request, role: Role) -> HttpResponse:
    may_open = has_perm("actionplan.open_plan", role)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan_actions.open_plan(by=role, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Le plan est ouvert : écrivez ses axes, puis ses actions."))
        return redirect("actionplan:plan_desk")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "actionplan/desk/opening.html", {"form": form, "may_open": may_open}, status=status)


@require_safe
@staff_only
def board(request: Request) -> HttpResponse:
    """The board, whose cards move by their buttons or by the keyboard."""
    today, plan = timezone.localdate(), the_plan()
    filters = plan_filters(request)
    columns = boards.board(queries.plan(today=today, **filters.chosen))
    movable = {row.reference for column in columns for row in column.rows if may_write(request.role, plan, row)}
    content = {"filters": filters, "columns": columns, "today": today, "movable": movable, "horizons": HORIZON_LABELS}
    return render(request, "actionplan/desk/board.html", content)


def _to_write(request: Request, reference: str) -> Action:
    found = get_object_or_404(with_parts(queries.actions()), reference=reference)
    if not may_write(request.role, the_plan(), found):
        raise NotAllowed
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def add(request: Request) -> HttpResponse:
    """Write a new action."""
    form = SheetForm(request.POST or None, known=directory())
    if request.method == "POST" and form.is_valid():
        action = add_action(sheet=form.sheet, by=role_in_action(request.role), now=timezone.now())
        messages.success(request, _("L’action %(reference)s est dans le plan.") % {"reference": action.reference})
        return redirect("actionplan:action", action.reference)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "actionplan/desk/sheet.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def revise(request: Request, reference: str) -> HttpResponse:
    """Write the sheet of an action again."""
    found = _to_write(request, reference)
    form = SheetForm(request.POST or None, known=directory(), sheet=sheet_of(found))
    if request.method == "POST" and form.is_valid():
        why, by = form.cleaned_data["why"], role_in_action(request.role)
        revise_action(action=found, sheet=form.sheet, why=why, by=by, now=timezone.now())
        messages.success(request, _("La fiche est enregistrée ; l’ancienne reste lisible à sa date."))
        return redirect("actionplan:action", reference)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "actionplan/desk/sheet.html", {"form": form, "action": found}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def move(request: Request, reference: str) -> HttpResponse:
    """Move an action to another horizon; the board's buttons send only the horizon."""
    found = _to_write(request, reference)
    form = MoveForm(request.POST or None, horizon=found.horizon, due_on=found.due_on)
    if request.method == "POST" and form.is_valid():
        moved = move_action(action=found, by=role_in_action(request.role), now=timezone.now(), **form.cleaned_data)
        said = {
            "reference": reference,
            "horizon": HORIZON_LABELS[moved.horizon],
            "day": short_day(moved.due_on),
        }
        messages.success(request, _("%(reference)s : %(horizon)s, avant le %(day)s.") % said)
        return redirect(f"{reverse('actionplan:board_desk')}#{reference}")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "actionplan/desk/move.html", {"form": form, "action": found}, status=status)
