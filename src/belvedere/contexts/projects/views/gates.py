"""The gates of a project: the seven at a glance, and one page for each, red points only."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.projects.actions.gates import approve_gate, pass_gate, tick_point
from belvedere.contexts.projects.forms.gates import ApproveForm, PassForm, TickForm
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.gates import gate_row, gates_of
from belvedere.contexts.projects.queries.papers import TITLES
from belvedere.contexts.projects.rules import may_approve
from belvedere.contexts.projects.states.gates import Gate, Instance
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE, own_project, project_page, readers_only
from belvedere.contexts.projects.words import ITEMS
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

TAB = "projects:gates"


def _gate(name: str) -> Gate:
    try:
        return Gate(name)
    except ValueError:
        raise Http404 from None


@readers_only
@require_safe
def gates(request: Request, slug: str) -> HttpResponse:
    """Show the gates of a project, those passed with their reservation."""
    found = own_project(request, slug)
    return project_page(request, found, "gates", tab=TAB, content={"gates": gates_of(found, timezone.localdate())})


def _page(request: Request, project: Project, gate: Gate, *, failed: object = None) -> HttpResponse:
    row = gate_row(project, gate, timezone.localdate())
    content = {
        "row": row,
        "papers": [(kind, TITLES[kind]) for kind in row.deliverables],
        "approvals": [(one, row.is_next and may_approve(request.role, project, one.instance)) for one in row.approvals],
        "points": [(point, TickForm(auto_id=f"point_{point.code}_%s")) for point in row.points],
        "approve_form": ApproveForm(),
        "pass_form": PassForm(),
        "failed": failed,
        "unmet_words": [ITEMS.get(code, code) for code in row.passage.unmet] if row.passage else [],
    }
    status = UNPROCESSABLE if failed else OK
    return project_page(request, project, "gate", tab=TAB, content=content, status=status)


@readers_only
@require_safe
def gate(request: Request, slug: str, name: str) -> HttpResponse:
    """« Feu vert ? »: one gate, what holds it, who must approve."""
    return _page(request, own_project(request, slug), _gate(name))


@readers_only
@require_POST
def tick(request: Request, slug: str, name: str, item: str) -> HttpResponse:
    """Tick a point, or take the tick back."""
    found, by = own_project(request, slug), role_in_action(request.role)
    is_met = request.POST.get("verb") != "retirer"
    form = TickForm(request.POST)
    if is_met and not form.is_valid():
        return _page(request, found, _gate(name), failed=form)
    note = form.cleaned_data["note"] if is_met else ""
    tick_point(project=found, item=item, is_met=is_met, note=note, by=by, now=timezone.now())
    return redirect("projects:gate", slug, name)


@readers_only
@require_POST
def approve(request: Request, slug: str, name: str, instance: str) -> HttpResponse:
    """Approve a gate for an instance."""
    found, form = own_project(request, slug), ApproveForm(request.POST)
    if instance not in set(Instance):
        raise Http404
    act = form.cleaned_data["act"] if form.is_valid() else ""
    by, now = role_in_action(request.role), timezone.now()
    approve_gate(project=found, gate=_gate(name), instance=Instance(instance), act=act, by=by, now=now)
    messages.success(request, _("Votre approbation est enregistrée."))
    return redirect("projects:gate", slug, name)


@readers_only
@require_POST
def go_through(request: Request, slug: str, name: str) -> HttpResponse:
    """Pass a gate, with a reservation if a point is not met."""
    found, form = own_project(request, slug), PassForm(request.POST)
    reservation = form.cleaned_data["reservation"] if form.is_valid() else ""
    by = role_in_action(request.role)
    pass_gate(project=found, gate=_gate(name), reservation=reservation, by=by, now=timezone.now())
    messages.success(request, _("La porte est franchie."))
    return redirect(TAB, slug)
