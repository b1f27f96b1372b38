"""The desk of the projects: the list, a new one, « Feu vert ? », the calendar of all, the templates."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from rules import has_perm

from belvedere.contexts.observatory.queries import policies
from belvedere.contexts.projects.actions.papers import write_template
from belvedere.contexts.projects.actions.project import open_project
from belvedere.contexts.projects.exports.calendars import MEDIA_TYPE, calendar_of
from belvedere.contexts.projects.exports.tables import DATE_COLUMNS
from belvedere.contexts.projects.forms.gates import TemplateForm
from belvedere.contexts.projects.forms.project import SheetForm
from belvedere.contexts.projects.queries.agenda import dates_for_staff
from belvedere.contexts.projects.queries.fields import field_words
from belvedere.contexts.projects.queries.gates import gate_ahead
from belvedere.contexts.projects.queries.papers import TITLES, shipped_text, templates_of, text_of
from belvedere.contexts.projects.queries.planning import act_title, next_line
from belvedere.contexts.projects.queries.projects import moving_projects_of, projects_open_to
from belvedere.contexts.projects.refusals import UnknownFields
from belvedere.contexts.projects.states.gates import next_gate
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE, readers_only
from belvedere.contexts.projects.words import STATES
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.queries import communes, departments_of

ROWS_BY_PAGE = 30


@readers_only
@require_safe
def desk(request: Request) -> HttpResponse:
    """Show the projects of the role's body, each with its next gate and its next date."""
    role, today = role_in_action(request.role), timezone.localdate()
    page = Paginator(projects_open_to(role), ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            project,
            STATES[project.state],
            next_gate(one.gate for one in project.passages.all()),
            next_line(project.deadlines.all(), today),
        )
        for project in page
    ]
    content = {"rows": rows, "page": page, "may_open": has_perm("projects.open", role, role.body)}
    return render(request, "projects/desk/desk.html", content)


def sheet_form(request: Request, initial: dict[str, object] | None = None) -> SheetForm:
    """Return the form of a project's sheet, with what the role's body may choose."""
    role = role_in_action(request.role)
    return SheetForm(
        request.POST or None,
        departments=list(departments_of(role.body)),
        communes=list(communes()),
        policies=[(row.pk, row.name) for row in policies()],
        initial=initial,
    )


@readers_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """Open a project."""
    role = role_in_action(request.role)
    if not has_perm("projects.open", role, role.body):
        raise NotAllowed
    form = sheet_form(request, {"department": role.department_id})
    if request.method == "POST" and form.is_valid():
        project = open_project(body=role.body, sheet=form.sheet, by=role, now=timezone.now())
        return redirect("projects:questionnaire", project.slug)
    status = UNPROCESSABLE if form.is_bound else OK
    return render(request, "projects/desk/new.html", {"form": form}, status=status)


@readers_only
@require_safe
def green_light(request: Request) -> HttpResponse:
    """Show, for each project that moves, what still holds its next gate: the red points only."""
    role, today = role_in_action(request.role), timezone.localdate()
    page = Paginator(moving_projects_of(role), ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = [(project, gate_ahead(project, today)) for project in page]
    return render(request, "projects/desk/green_light.html", {"rows": rows, "page": page})


@readers_only
@require_safe
def calendar(request: Request) -> HttpResponseBase:
    """Show the dates of every project of the body; ``?format=csv``, ``json`` or ``ics`` gives them all."""
    role, today = role_in_action(request.role), timezone.localdate()
    found = dates_for_staff(role, since=today)
    form = request.GET.get("format", "")
    download = table_response(form, "calendrier-des-projets", DATE_COLUMNS, found)
    if download is not None:
        return download
    if form == "ics":
        return ics_response(calendar_of(role.body.name, found, now=timezone.now()), "calendrier-des-projets")
    page = Paginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    rows = [(row, act_title(row.milestone)) for row in page]
    return render(request, "projects/desk/calendar.html", {"rows": rows, "page": page})


def ics_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@readers_only
@require_safe
def templates(request: Request) -> HttpResponse:
    """Show the papers, and which have a wording of the body's own."""
    role = role_in_action(request.role)
    own = templates_of(role.body)
    rows = [(kind, title, own.get(kind)) for kind, title in TITLES.items()]
    return render(request, "projects/desk/templates.html", {"rows": rows})


@readers_only
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: Request, kind: str) -> HttpResponse:
    """Write the wording of a paper; an unknown field is said, and nothing of the text is lost."""
    role = role_in_action(request.role)
    if kind not in TITLES:
        raise Http404
    form = TemplateForm(request.POST or None, initial={"text": text_of(role.body, kind)})
    if request.method == "POST" and form.is_valid():
        try:
            write_template(body=role.body, kind=kind, text=form.cleaned_data["text"], by=role, now=timezone.now())
        except UnknownFields as refused:
            for fault in refused.faults:
                form.add_error("text", fault)
        else:
            messages.success(request, _("Le modèle est enregistré."))
            return redirect("projects:templates")
    content = {
        "kind": kind,
        "title": TITLES[kind],
        "form": form,
        "fields": field_words(),
        "shipped": shipped_text(kind),
        "may_write": has_perm("projects.write_template", role, role.body),
    }
    return render(request, "projects/desk/template.html", content, status=UNPROCESSABLE if form.errors else OK)
