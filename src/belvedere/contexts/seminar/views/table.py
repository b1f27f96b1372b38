"""A table on a phone, without account: the question, what the table says, what it reports; with a bad network too."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belvedere.contexts.seminar.actions import tables as actions
from belvedere.contexts.seminar.forms.tables import ContributionForm, MergeForm, ReportForm
from belvedere.contexts.seminar.models import Contribution, Round, Seminar
from belvedere.contexts.seminar.queries.seminars import next_after, table_key
from belvedere.contexts.seminar.queries.tables import (
    contributions_of_table,
    last_round_of,
    report_of_table,
    stances_of,
    table_stamp,
    voices_of,
)
from belvedere.contexts.seminar.refusals import NotTheMoment, PhoneUnmarked, TooMuchWritten
from belvedere.contexts.seminar.states import RoundState, SeminarState
from belvedere.contexts.seminar.views.access import at_a_table, device_of, marked
from belvedere.platform.limits.actions import spend

# A table of ten writes some forty cards in ten minutes; a link that went astray writes no more than this.
CARDS, CARDS_SECONDS = 200, 600


@require_safe
@at_a_table
def table(request: HttpRequest, seminar: Seminar, table: int) -> HttpResponseBase:
    """The page that the card of the table opens."""
    return marked(request, _page(request, seminar, table))


def _page(
    request: HttpRequest, seminar: Seminar, table: int, failed: ContributionForm | ReportForm | None = None
) -> HttpResponse:
    round_ = last_round_of(seminar)
    content = {
        "seminar": seminar,
        "table": table,
        "key": table_key(seminar, table),
        "round": round_,
        "is_open": round_ is not None and round_.state == RoundState.OPEN,
        "may_write": round_ is not None and table <= round_.tables and seminar.state == SeminarState.RUNNING,
        "now": timezone.now(),
        "failed": failed,
    }
    if round_ is not None:
        rows = contributions_of_table(round_, table)
        content |= {
            **_said(request, round_, rows),
            "form": failed if isinstance(failed, ContributionForm) else ContributionForm(number=round_.number),
            "report_form": failed
            if isinstance(failed, ReportForm)
            else ReportForm(report=report_of_table(round_, table)),
            "merge_form": MergeForm(rows=rows) if len(rows) > 1 else None,
            "voices": voices_of(round_, table),
            "next": next_after(seminar, round_),
        }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed is not None else HTTPStatus.OK
    return render(request, "seminar/public/table.html", content, status=status)


def _said(request: HttpRequest, round_: Round, rows: list[Contribution]) -> dict[str, object]:
    mine = stances_of(device_of(request), round_)
    return {"rows": [(row, mine.get(row.pk)) for row in rows]}


@require_safe
@at_a_table
def state(request: HttpRequest, seminar: Seminar, table: int) -> HttpResponseBase:
    """What the table has said, as a piece of page; nothing at all when nothing has changed."""
    round_ = last_round_of(seminar)
    etag = quote_etag(f"{table_stamp(round_, table, device_of(request))}-{get_language()}")
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag or round_ is None:
        response = HttpResponseNotModified() if round_ is not None else HttpResponse("")
    else:
        content = {
            "seminar": seminar,
            "table": table,
            "key": table_key(seminar, table),
            "may_write": seminar.state == SeminarState.RUNNING,
            **_said(request, round_, contributions_of_table(round_, table)),
        }
        response = render(request, "seminar/parts/said.html", content)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _back(seminar: Seminar, table: int, place: str = "dit") -> HttpResponse:
    return redirect(f"{reverse('seminar:table', args=[seminar.slug, table, table_key(seminar, table)])}#{place}")


@require_POST
@at_a_table
def contribute(request: HttpRequest, seminar: Seminar, table: int) -> HttpResponseBase:
    """Receive a contribution, from a form or from what a phone had kept."""
    spend(
        bucket="seminar.table",
        key=f"{seminar.pk}:{table}",
        capacity=CARDS,
        refill_seconds=CARDS_SECONDS,
        now=timezone.now(),
    )
    form = ContributionForm(request.POST)
    by_script = request.headers.get("Accept") == "application/json"
    if not form.is_valid():
        if by_script:
            raise TooMuchWritten
        return _page(request, seminar, table, form)
    row = actions.contribute(
        seminar=seminar,
        number=form.cleaned_data["number"],
        table=table,
        text=form.cleaned_data["text"],
        client_id=form.client,
        device=device_of(request),
        is_minority=form.cleaned_data["is_minority"],
        now=timezone.now(),
    )
    if by_script:
        return JsonResponse({"id": row.pk, "client_id": str(row.client_id)})
    messages.success(request, _("C’est reçu."))
    return _back(seminar, table)


@require_POST
@at_a_table
def take_stance(request: HttpRequest, seminar: Seminar, table: int, contribution_id: int) -> HttpResponseBase:
    """Agree or disagree."""
    round_ = last_round_of(seminar)
    device = device_of(request)
    if not device:
        raise PhoneUnmarked
    if round_ is None:
        raise NotTheMoment
    actions.take_stance(
        seminar=seminar,
        number=round_.number,
        table=table,
        contribution_id=contribution_id,
        device=device,
        agrees=request.POST.get("avis") == "accord",
    )
    return _back(seminar, table, f"c{contribution_id}")


@require_POST
@at_a_table
def merge(request: HttpRequest, seminar: Seminar, table: int) -> HttpResponseBase:
    """Put two contributions together."""
    round_ = last_round_of(seminar)
    if round_ is None:
        raise NotTheMoment
    form = MergeForm(request.POST, rows=contributions_of_table(round_, table))
    pair = form.cleaned_data if form.is_valid() else {"kept": 0, "merged": 0}
    actions.merge_contributions(seminar=seminar, number=round_.number, table=table, **pair, now=timezone.now())
    messages.success(request, _("Les deux contributions n’en font plus qu’une ; les deux textes sont gardés."))
    return _back(seminar, table)


@require_POST
@at_a_table
def report(request: HttpRequest, seminar: Seminar, table: int) -> HttpResponseBase:
    """Write what the table reports."""
    round_ = last_round_of(seminar)
    if round_ is None:
        raise NotTheMoment
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, seminar, table, form)
    actions.report_table(seminar=seminar, number=round_.number, table=table, **form.cleaned_data, now=timezone.now())
    messages.success(request, _("Le compte rendu de la table est enregistré. On peut l’écrire de nouveau."))
    return _back(seminar, table, "rapport")
