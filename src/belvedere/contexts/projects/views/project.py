"""A project in brief: its next date, its sheet, its team, its publication, its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.guide.words import LEVELS
from belvedere.contexts.projects.actions import project as actions
from belvedere.contexts.projects.forms.project import EndForm, LevelForm, ReactUntilForm, TeamForm
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.gates import gate_ahead
from belvedere.contexts.projects.queries.papers import TITLES
from belvedere.contexts.projects.queries.planning import next_line
from belvedere.contexts.projects.queries.projects import asked_of, reactions_to
from belvedere.contexts.projects.states import TRANSITIONS, Part, Verb
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE, own_project, project_page, readers_only
from belvedere.contexts.projects.views.desk import sheet_form
from belvedere.contexts.projects.words import PARTS
from belvedere.engines.rules.law.methods import Level
from belvedere.platform.accounts.queries import role_in_action, roles_of_body
from belvedere.platform.accounts.request import Request

TAB = "projects:project"


def _page(request: Request, project: Project, *, failed: object = None) -> HttpResponse:
    today = timezone.localdate()
    people = list(roles_of_body(body=project.body, on=today))
    following = next_line(project.deadlines.all(), today)
    content = {
        "next": following,
        "draft_title": TITLES.get(following.draft, "") if following else "",
        "gate": gate_ahead(project, today),
        "team": [(row, PARTS[row.part]) for row in project.team.all()],
        "level": LEVELS[Level(project.level)] if project.level else "",
        "asked": asked_of(project),
        "reactions": reactions_to(project),
        "verbs": [verb for state, verb in TRANSITIONS if state == project.state],
        "team_form": failed if isinstance(failed, TeamForm) else TeamForm(people=people),
        "tell_form": failed if isinstance(failed, ReactUntilForm) else ReactUntilForm(),
        "end_form": failed if isinstance(failed, EndForm) else EndForm(),
        "failed": failed,
    }
    status = UNPROCESSABLE if failed else OK
    return project_page(request, project, "project", tab=TAB, content=content, status=status)


@readers_only
@require_safe
def project(request: Request, slug: str) -> HttpResponse:
    """Show a project in brief, its next date first."""
    return _page(request, own_project(request, slug))


@readers_only
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: Request, slug: str) -> HttpResponse:
    """Write the sheet of a project."""
    found = own_project(request, slug)
    initial: dict[str, object] = {
        "name": found.name,
        "summary": found.summary,
        "department": found.department_id,
        "communes": [row.slug for row in found.communes.all()],
        "policy": found.policy_id,
        "question": found.question,
        "open_words": found.open_words,
        "decided_words": found.decided_words,
        "answer_days": found.answer_days,
    }
    form = sheet_form(request, initial)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        actions.describe_project(project=found, sheet=form.sheet, by=by, now=timezone.now())
        messages.success(request, _("La fiche est enregistrée."))
        return redirect(TAB, slug)
    status = UNPROCESSABLE if form.is_bound else OK
    return project_page(request, found, "describe", tab=TAB, content={"form": form}, status=status)


@readers_only
@require_POST
def join(request: Request, slug: str) -> HttpResponse:
    """Give somebody a part in the project."""
    found, by = own_project(request, slug), role_in_action(request.role)
    form = TeamForm(request.POST, people=list(roles_of_body(body=found.body, on=timezone.localdate())))
    if not form.is_valid():
        return _page(request, found, failed=form)
    member, part = form.people[form.cleaned_data["member"]], Part(form.cleaned_data["part"])
    actions.join_team(project=found, member=member, part=part, by=by, now=timezone.now())
    return redirect(TAB, slug)


@readers_only
@require_POST
def leave(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take somebody off the project."""
    found = own_project(request, slug)
    member = get_object_or_404(found.team, pk=pk)
    actions.leave_team(project=found, member=member, by=role_in_action(request.role), now=timezone.now())
    return redirect(TAB, slug)


@readers_only
@require_POST
def announce_level(request: Request, slug: str) -> HttpResponse:
    """Choose the level that is promised."""
    found, form = own_project(request, slug), LevelForm(request.POST)
    if form.is_valid():
        level = Level(form.cleaned_data["level"])
        actions.announce_level(project=found, level=level, by=role_in_action(request.role), now=timezone.now())
        messages.success(request, _("Le niveau est annoncé : %(level)s.") % {"level": LEVELS[level]})
    return redirect("projects:questionnaire", slug)


@readers_only
@require_POST
def publish(request: Request, slug: str) -> HttpResponse:
    """Open the public page."""
    found = own_project(request, slug)
    actions.publish_project(project=found, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La page du projet est publique."))
    return redirect(TAB, slug)


@readers_only
@require_POST
def tell(request: Request, slug: str) -> HttpResponse:
    """Tell the communes."""
    found, form = own_project(request, slug), ReactUntilForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    until = form.cleaned_data["react_until"]
    actions.tell_communes(project=found, react_until=until, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Les communes sont prévenues."))
    return redirect(TAB, slug)


@readers_only
@require_POST
def end(request: Request, slug: str) -> HttpResponse:
    """Close the project, or abandon it."""
    found, form = own_project(request, slug), EndForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    verb = Verb.CLOSE if request.POST.get("verb") == Verb.CLOSE else Verb.ABANDON
    reason = form.cleaned_data["reason"]
    actions.end_project(project=found, verb=verb, reason=reason, by=role_in_action(request.role), now=timezone.now())
    return redirect(TAB, slug)
