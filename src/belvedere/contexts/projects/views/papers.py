"""The papers of a project: produced, and downloaded as DOCX or PDF."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.projects.actions.papers import produce_deliverable
from belvedere.contexts.projects.exports.docx import MEDIA_TYPE, deliverable_as_docx
from belvedere.contexts.projects.exports.pdf import deliverable_as_pdf
from belvedere.contexts.projects.queries.papers import TITLES, deliverable_of, deliverables_of
from belvedere.contexts.projects.states.gates import gate_of_deliverable
from belvedere.contexts.projects.views.access import own_project, project_page, readers_only
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request

TAB = "projects:papers"


@readers_only
@require_safe
def papers(request: Request, slug: str) -> HttpResponse:
    """Show every paper, gate by gate, with its versions."""
    found = own_project(request, slug)
    made = deliverables_of(found)
    rows = [
        (kind, title, gate_of_deliverable(kind), [row for row in made if row.kind == kind])
        for kind, title in TITLES.items()
    ]
    return project_page(request, found, "papers", tab=TAB, content={"rows": rows})


@readers_only
@require_POST
def produce(request: Request, slug: str, kind: str) -> HttpResponse:
    """Fill a paper with what is known today."""
    found = own_project(request, slug)
    if kind not in TITLES:
        raise Http404
    made = produce_deliverable(project=found, kind=kind, by=role_in_action(request.role), now=timezone.now())
    words = _("« %(title)s », version %(version)s, est prêt.") % {"title": made.title, "version": made.version}
    messages.success(request, words)
    return redirect(TAB, slug)


@readers_only
@require_safe
def paper(request: Request, slug: str, kind: str, version: int, form: str) -> HttpResponse:
    """Give a version of a paper as DOCX, to edit, or as an accessible PDF."""
    found = own_project(request, slug)
    made = deliverable_of(found, kind, version)
    if made is None:
        raise Http404
    subtitle = f"{found.name} · {found.reference} · version {version}"
    make, media_type = (deliverable_as_docx, MEDIA_TYPE) if form == "docx" else (deliverable_as_pdf, "application/pdf")
    response = HttpResponse(make(made, author=found.body.name, subtitle=subtitle), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{slug}-{kind}-v{version}.{form}"'
    return response
