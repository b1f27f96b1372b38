"""The evaluation grid of a project, and the lesson for the next ones."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.projects.actions.consultation import score_as_organiser, write_lesson
from belvedere.contexts.projects.forms.gates import LessonForm, OrganiserForm
from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.evaluation import grid_of
from belvedere.contexts.projects.views.access import OK, UNPROCESSABLE, own_project, project_page, readers_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

TAB = "projects:evaluation"


def _page(request: Request, project: Project, *, failed: object = None) -> HttpResponse:
    content = {
        "grid": grid_of(project),
        "form": failed if isinstance(failed, OrganiserForm) else OrganiserForm(),
        "lesson_form": failed if isinstance(failed, LessonForm) else LessonForm(initial={"text": project.lesson}),
        "failed": failed,
    }
    return project_page(
        request, project, "evaluation", tab=TAB, content=content, status=UNPROCESSABLE if failed else OK
    )


@readers_only
@require_safe
def evaluation(request: Request, slug: str) -> HttpResponse:
    """Show the grid."""
    return _page(request, own_project(request, slug))


@readers_only
@require_POST
def score(request: Request, slug: str) -> HttpResponse:
    """Answer a criterion for the organisers."""
    found, form = own_project(request, slug), OrganiserForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    criterion, value = form.cleaned_data["criterion"], form.cleaned_data["value"]
    by = role_in_action(request.role)
    score_as_organiser(project=found, criterion=criterion, value=value, by=by, now=timezone.now())
    return redirect(TAB, slug)


@readers_only
@require_POST
def lesson(request: Request, slug: str) -> HttpResponse:
    """Write the lesson."""
    found, form = own_project(request, slug), LessonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, failed=form)
    write_lesson(project=found, text=form.cleaned_data["text"], by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("La leçon est écrite."))
    return redirect(TAB, slug)
