"""Public pages: the projects, what each decides and leaves open, the dates of all, the gates by department."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belvedere.contexts.guide.words import DISCLAIMER, LEVELS
from belvedere.contexts.observatory.queries import policies
from belvedere.contexts.projects.actions.consultation import score_as_participant
from belvedere.contexts.projects.exports.calendars import calendar_of
from belvedere.contexts.projects.exports.tables import DATE_COLUMNS, GATE_COLUMNS, PROJECT_COLUMNS, PROOF_COLUMNS
from belvedere.contexts.projects.forms.gates import ParticipantForm
from belvedere.contexts.projects.forms.project import FilterForm
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.agenda import dates_of_all
from belvedere.contexts.projects.queries.gates import gates_of
from belvedere.contexts.projects.queries.planning import act_title, lines_of
from belvedere.contexts.projects.queries.projects import project_by_slug, public_projects
from belvedere.contexts.projects.queries.proofs import proofs_of
from belvedere.contexts.projects.queries.statistics import gates_by_department
from belvedere.contexts.projects.states import ConsultationState, ProjectState
from belvedere.contexts.projects.states.gates import next_gate
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE
from belvedere.contexts.projects.views.desk import ics_response
from belvedere.contexts.projects.words import GATES, ITEMS, OUTCOME_BADGES, OUTCOMES, PROOFS, STATES
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.languages import Data
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key
from belvedere.platform.territory.queries import communes

ROWS_BY_PAGE = 30
OPINIONS_BY_HOUR = 5


def _filters(request: Request) -> FilterForm:
    return FilterForm(
        request.GET,
        communes=[(row.slug, row.name) for row in communes()],
        policies=[(row.slug, row.name) for row in policies()],
    )


@require_safe
def projects(request: Request) -> HttpResponseBase:
    """Show the public projects; ``?format=csv`` or ``json`` gives them all."""
    filters = _filters(request)
    found = public_projects(**filters.chosen)
    table = table_response(request.GET.get("format", ""), "projets", PROJECT_COLUMNS, found)
    if table is not None:
        return table
    page = Paginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = []
    for project in page:
        gate = next_gate(one.gate for one in project.passages.all())
        rows.append((project, STATES[project.state], GATES[gate] if gate else ""))
    return render(request, "projects/public/projects.html", {"rows": rows, "page": page, "filters": filters})


def public_project(slug: str) -> Project:
    """Return a project that has a public page."""
    found = project_by_slug(slug)
    if found is None or not found.is_public:
        raise Http404
    return found


@require_safe
def project(request: Request, slug: str) -> HttpResponse:
    """Show what is decided, what is open, how to take part, what came of it."""
    found, today = public_project(slug), timezone.localdate()
    gates = gates_of(found, today)
    content = {
        "project": found,
        "state": STATES[found.state],
        "level": LEVELS[Level(found.level)] if found.level else "",
        "lines": lines_of(found.deadlines.all(), today),
        "gates": gates,
        "reservations": [
            (row, [ITEMS.get(code, code) for code in row.passage.unmet])
            for row in gates
            if row.passage and row.passage.unmet
        ],
        "terms": [(term, [(proof, PROOFS[proof.kind]) for proof in term.proofs.all()]) for term in found.terms.all()]
        if found.consultation != ConsultationState.TO_FIX
        else [],
        "proposals": [
            (row, OUTCOMES.get(row.outcome, ""), OUTCOME_BADGES.get(row.outcome, "neutral"))
            for row in found.proposals.all()
        ]
        if found.consultation == ConsultationState.REPORTED
        else [],
        "may_evaluate": found.consultation == ConsultationState.REPORTED and found.state == ProjectState.PUBLISHED,
        "disclaimer": DISCLAIMER,
        "breadcrumb": [(_("Projets"), "/projets/"), (Data(found.name), "")],
    }
    return render(request, "projects/public/project.html", content)


@require_safe
def proofs(request: Request, slug: str) -> HttpResponseBase:
    """Give the table of proofs of a project, with the hash of each, once its terms are voted."""
    found = public_project(slug)
    if found.consultation == ConsultationState.TO_FIX:
        raise Http404
    table = table_response(request.GET.get("format", "csv"), f"preuves-{slug}", PROOF_COLUMNS, proofs_of(found))
    if table is None:
        raise Http404
    return table


@require_safe
def deadlines_ics(_request: Request, slug: str) -> HttpResponse:
    """Give the dates of a project as a calendar."""
    found = public_project(slug)
    rows = found.deadlines.select_related("project__territory")
    return ics_response(calendar_of(found.name, rows, now=timezone.now()), f"echeances-{slug}")


@require_safe
def agenda(request: Request) -> HttpResponseBase:
    """Show the dates of all public projects; ``?format=csv`` or ``json`` gives them."""
    filters = _filters(request)
    found = dates_of_all(since=timezone.localdate(), **filters.chosen)
    table = table_response(request.GET.get("format", ""), "agenda-des-projets", DATE_COLUMNS, found)
    if table is not None:
        return table
    page = Paginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = [(row, act_title(row.milestone)) for row in page]
    return render(request, "projects/public/agenda.html", {"rows": rows, "page": page, "filters": filters})


@require_safe
def agenda_ics(request: Request) -> HttpResponse:
    """Give the dates of all public projects as a calendar."""
    found = dates_of_all(since=timezone.localdate())
    return ics_response(calendar_of(request.territory.name, found, now=timezone.now()), "agenda-des-projets")


@require_safe
def gates(request: Request) -> HttpResponseBase:
    """Show how each department passes the gates, and with how many reservations."""
    rows = gates_by_department()
    table = table_response(request.GET.get("format", ""), "portes-par-service", GATE_COLUMNS, rows)
    if table is not None:
        return table
    return render(request, "projects/public/gates.html", {"rows": rows, "gates": list(GATES.items())})


@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: Request, slug: str) -> HttpResponse:
    """Let somebody who took part judge the consultation; nothing tells who it was."""
    found = public_project(slug)
    if found.consultation != ConsultationState.REPORTED or found.state != ProjectState.PUBLISHED:
        raise Http404
    form = ParticipantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        spend(
            bucket="projects.evaluate", key=client_key(request), capacity=OPINIONS_BY_HOUR, refill_seconds=3600, now=now
        )
        score_as_participant(project=found, scores=form.scores, now=now)
        messages.success(request, _("Merci : votre avis compte dans l’évaluation."))
        return redirect("projects:public", slug)
    status: HTTPStatus = UNPROCESSABLE if form.errors else OK
    return render(request, "projects/public/evaluate.html", {"project": found, "form": form}, status=status)
