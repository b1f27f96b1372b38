"""The project that a page is about, and what every page of it shows."""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from rules import has_perm

from belvedere.contexts.projects.models import Project
from belvedere.contexts.projects.queries.projects import project_by_slug
from belvedere.contexts.projects.rules import READERS
from belvedere.contexts.projects.states import MOVING
from belvedere.contexts.projects.words import CONSULTATIONS, STATES
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.request import Request
from belvedere.platform.languages import Data

readers_only = role_required(*sorted(READERS))
OK, UNPROCESSABLE = HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY


def own_project(request: Request, slug: str) -> Project:
    """Return a project of the role's body; for anyone else it does not exist."""
    found = project_by_slug(slug)
    if found is None or not has_perm("projects.read", request.role, found):
        raise Http404
    return found


def tabs_of(project: Project, current: str) -> list[tuple[str, str, bool]]:
    """Return the pages of a project, and which is shown."""
    pages = [
        ("projects:project", _("En bref")),
        ("projects:questionnaire", _("Questionnaire")),
        ("projects:deadlines", _("Échéances")),
        ("projects:gates", _("Portes")),
        ("projects:papers", _("Documents")),
        ("projects:consultation", _("Concertation et preuves")),
        ("projects:evaluation", _("Évaluation")),
    ]
    return [(title, reverse(name, args=[project.slug]), name == current) for name, title in pages]


def project_page(
    request: HttpRequest,
    project: Project,
    template: str,
    *,
    tab: str,
    content: Mapping[str, object],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Render a page of a project's desk."""
    role = getattr(request, "role", None)
    shared = {
        "project": project,
        "state": STATES[project.state],
        "consultation": CONSULTATIONS[project.consultation],
        "tabs": tabs_of(project, tab),
        "may_run": has_perm("projects.run", role, project) and project.state in MOVING,
        "breadcrumb": [(_("Projets"), reverse("projects:desk")), (Data(project.name), "")],
    }
    return render(request, f"projects/desk/{template}.html", {**shared, **content}, status=status)
