"""The public pages: seminars, the programme of one, then its record, each cluster with its sources, its report."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belvedere.contexts.seminar.actions.outcomes import evaluate
from belvedere.contexts.seminar.exports.report import report_as_docx, report_as_pdf
from belvedere.contexts.seminar.forms.tables import EvaluationForm
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.outcomes import outcomes_of, url_of
from belvedere.contexts.seminar.queries.reading import cluster_numbered, record_of
from belvedere.contexts.seminar.queries.seminars import colleges_of, programme_of, public_seminars
from belvedere.contexts.seminar.refusals import PhoneUnmarked
from belvedere.contexts.seminar.states import OutcomeKind, SeminarState
from belvedere.contexts.seminar.views.access import device_of, marked
from belvedere.contexts.seminar.views.results import shown_result
from belvedere.contexts.seminar.words import OUTCOME_LABELS, SEMINAR_BADGES, SEMINAR_LABELS
from belvedere.platform.languages import Data
from belvedere.platform.papers.docx import MEDIA_TYPE

EVALUATED = [SeminarState.RUNNING.value, SeminarState.CLOSED.value, SeminarState.PUBLISHED.value]


@require_safe
def seminars(request: HttpRequest) -> HttpResponse:
    """The seminars that have been convened."""
    rows = [
        (row, SEMINAR_LABELS[SeminarState(row.state)], SEMINAR_BADGES[SeminarState(row.state)])
        for row in public_seminars()
    ]
    return render(request, "seminar/public/seminars.html", {"rows": rows})


def _seminar(slug: str) -> Seminar:
    return get_object_or_404(public_seminars(), slug=slug)


def _published(slug: str) -> Seminar:
    return get_object_or_404(public_seminars(), slug=slug, state=SeminarState.PUBLISHED.value)


@require_safe
def seminar(request: HttpRequest, slug: str) -> HttpResponse:
    """One seminar: its programme; once published, everything that was said and what it became."""
    row = _seminar(slug)
    is_published = row.state == SeminarState.PUBLISHED
    content: dict[str, object] = {
        "breadcrumb": [(_("Séminaires"), reverse("seminar:seminars")), (Data(row.title), "")],
        "seminar": row,
        "state": SEMINAR_LABELS[SeminarState(row.state)],
        "days": programme_of(row).days,
        "colleges": colleges_of(row),
        "is_published": is_published,
    }
    if is_published:
        record = record_of(row)
        content |= {
            "record": record,
            "results": [shown_result(poll) for poll in record.polls],
            "outcomes": [(one, OUTCOME_LABELS[OutcomeKind(one.kind)], url_of(one)) for one in outcomes_of(row)],
        }
    return render(request, "seminar/public/seminar.html", content)


@require_safe
def cluster(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A cluster and its sources: the day, the round and the table of each contribution."""
    row = _published(slug)
    found = cluster_numbered(row, number)
    if found is None:
        raise Http404
    days = {line.sequence.pk: (day, line) for day in programme_of(row).days for line in day.lines}
    sources = [(one, *days[one.round.sequence_id]) for one in found.contributions.all()]
    became = [
        (one, OUTCOME_LABELS[OutcomeKind(one.kind)], url_of(one)) for one in outcomes_of(row).filter(cluster=found)
    ]
    way = [
        (_("Séminaires"), reverse("seminar:seminars")),
        (Data(row.title), reverse("seminar:seminar", args=[row.slug])),
        (Data(found.name), ""),
    ]
    content = {"breadcrumb": way, "seminar": row, "cluster": found, "sources": sources, "outcomes": became}
    return render(request, "seminar/public/cluster.html", content)


@require_safe
def report(_request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """The report, to print or to edit."""
    row = _published(slug)
    now = row.published_at or timezone.now()
    if form == "docx":
        response = HttpResponse(report_as_docx(row, now=now), content_type=MEDIA_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{row.slug}.docx"'
        return response
    response = HttpResponse(report_as_pdf(row, now=now), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.slug}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, slug: str) -> HttpResponse:
    """What a participant says of the seminar, without a name."""
    row = get_object_or_404(public_seminars(), slug=slug, state__in=EVALUATED)
    form = EvaluationForm(request.POST or None)
    device = device_of(request)
    if request.method == "POST" and not device:
        raise PhoneUnmarked
    if request.method == "POST" and form.is_valid():
        evaluate(seminar=row, device=device, **form.marks, text=form.cleaned_data["text"], now=timezone.now())
        messages.success(request, _("Merci : votre avis compte dans le compte rendu."))
        return redirect("seminar:seminar", row.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    content = {"seminar": row, "form": form}
    return marked(request, render(request, "seminar/public/evaluation.html", content, status=status))
