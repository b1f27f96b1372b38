"""The report: written at the desk, read by all, taken away as PDF and DOCX; the account given to participants."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.consultations.actions import report as actions
from belvedere.contexts.consultations.exports.report import report_as_docx, report_as_pdf
from belvedere.contexts.consultations.forms.analysis import ReportForm
from belvedere.contexts.consultations.queries.report import blocks_of, lacks_of, published_report, report_of
from belvedere.contexts.consultations.states import ConsultationState
from belvedere.contexts.consultations.views.access import (
    BAD,
    OK,
    agents_only,
    desk_page,
    own_consultation,
    readers_only,
    shown_consultation,
)
from belvedere.contexts.consultations.views.register import crumbs
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.papers.docx import MEDIA_TYPE


@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the published report."""
    found = shown_consultation(slug)
    written = published_report(found)
    if written is None:
        raise Http404
    content = {
        "consultation": found,
        "report": written,
        "blocks": written.blocks,
        "breadcrumb": crumbs(found, (_("Bilan"), "")),
    }
    return render(request, "consultations/report/report.html", content)


@require_safe
def report_file(_request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the published report as an accessible PDF, or as a DOCX."""
    found = shown_consultation(slug)
    written = published_report(found)
    if written is None or written.published_at is None:
        raise Http404
    make, media_type = (report_as_docx, MEDIA_TYPE) if form == "docx" else (report_as_pdf, "application/pdf")
    response = HttpResponse(make(found, written, at=written.published_at), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="bilan-{slug}.{form}"'
    return response


@readers_only
@require_http_methods(["GET", "HEAD", "POST"])
def report_desk(request: Request, slug: str) -> HttpResponse:
    """Write the report; see what it lacks and what it says so far."""
    found = own_consultation(request, slug)
    written = report_of(found)
    initial = {"introduction": written.introduction, "changes": written.changes} if written is not None else {}
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = role_in_action(request.role)
        actions.write_report(consultation=found, **form.cleaned_data, by=by, now=timezone.now())
        messages.success(request, _("Le bilan est enregistré."))
        return redirect("consultations:report_desk", slug)
    is_published = written is not None and written.published_at is not None
    content = {
        "form": form,
        "report": written,
        "is_published": is_published,
        "lacks": [] if is_published else lacks_of(found),
        "blocks": written.blocks if written is not None and is_published else blocks_of(found, written),
        "may_account": found.state == ConsultationState.REPORTED,
    }
    return desk_page(request, found, "report", content, BAD if form.errors else OK)


@agents_only
@require_POST
def publish(request: Request, slug: str) -> HttpResponse:
    """Publish the report."""
    found = own_consultation(request, slug)
    actions.publish_report(consultation=found, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Le bilan est publié."))
    return redirect("consultations:report_desk", slug)


@agents_only
@require_POST
def account(request: Request, slug: str) -> HttpResponse:
    """Tell each participant what theirs became."""
    found = own_consultation(request, slug)
    actions.account_to_participants(consultation=found, by=role_in_action(request.role), now=timezone.now())
    messages.success(request, _("Les participants qui ont laissé une adresse reçoivent un courriel."))
    return redirect("consultations:report_desk", slug)
