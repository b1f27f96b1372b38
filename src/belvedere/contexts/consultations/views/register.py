"""The register for all: read, written in, taken away; a contribution, and what it became."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belvedere.contexts.consultations.actions import register as actions
from belvedere.contexts.consultations.exports.register import CONTRIBUTION_COLUMNS, register_as_pdf
from belvedere.contexts.consultations.forms.register import WordsForm
from belvedere.contexts.consultations.models import Consultation, Contribution
from belvedere.contexts.consultations.queries.analysis import fate_of
from belvedere.contexts.consultations.queries.register import (
    contribution_by_key,
    contribution_numbered,
    file_of,
    open_register,
    public_contributions,
    register_counts,
    register_of,
)
from belvedere.contexts.consultations.queries.report import published_report
from belvedere.contexts.consultations.queries.turnout import AGE, SEX, asked_values
from belvedere.contexts.consultations.states.register import ContributionState, Ground, Source, Stance
from belvedere.contexts.consultations.views.access import BAD, OK, shown_consultation
from belvedere.contexts.consultations.words.register import GROUNDS, SOURCES, STANCE_BADGES, STANCES
from belvedere.platform.exchange.downloads import as_download
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.languages import Data
from belvedere.platform.limits.actions import spend
from belvedere.platform.limits.client import client_key
from belvedere.platform.territory.queries import communes

ROWS_BY_PAGE, CONTRIBUTIONS_BY_DAY, ONE_DAY = 30, 20, 24 * 3600


def crumbs(consultation: Consultation, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way to a page of a consultation."""
    home = (_("Concertations"), reverse("consultations:consultations"))
    return [home, (Data(consultation.title), reverse("consultations:consultation", args=[consultation.slug])), *more]


def words_form(request: HttpRequest, kind: type[WordsForm] = WordsForm) -> WordsForm:
    """Return the form of a contribution, with the communes and the census's own answers."""
    rows = list(communes())
    slug = rows[0].territory.slug if rows else ""
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    return kind(*given, communes=rows, ages=asked_values(slug, AGE), sexes=asked_values(slug, SEX))


@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what anybody may read; ``?format=csv`` or ``json`` gives it all."""
    found = shown_consultation(slug)
    if register_of(found) is None and not register_counts(found).received:
        raise Http404
    rows = public_contributions(found)
    table = table_response(request.GET.get("format", ""), f"registre-{slug}", CONTRIBUTION_COLUMNS, rows)
    if table is not None:
        return table
    page = Paginator(rows, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    content = {
        "consultation": found,
        "page": page,
        "rows": [(row, SOURCES[Source(row.source)]) for row in page],
        "counts": register_counts(found),
        "may_write": open_register(found, timezone.now()) is not None,
        "breadcrumb": crumbs(found, (_("Registre"), "")),
    }
    return render(request, "consultations/register/register.html", content)


@require_safe
def register_pdf(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give the register as the file that is kept with the decision."""
    found = shown_consultation(slug)
    response = HttpResponse(register_as_pdf(found, now=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="registre-{slug}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, slug: str) -> HttpResponse:
    """Write in the register, without an account."""
    found, now = shown_consultation(slug), timezone.now()
    form, phase = words_form(request), open_register(found, now)
    if request.method == "POST" and phase is not None and form.is_valid():
        spend(
            bucket="consultations.contributions",
            key=client_key(request),
            capacity=CONTRIBUTIONS_BY_DAY,
            refill_seconds=ONE_DAY,
            now=now,
        )
        language = (get_language() or "fr")[:2]
        made = actions.contribute(phase=phase, words=form.words(language), files=form.joined, now=now)
        messages.success(
            request,
            _("Votre contribution porte le numéro %(number)s. Elle est publiée dès qu’un agent l’a lue.")
            % {"number": made.number},
        )
        return redirect("consultations:register", slug)
    content = {"consultation": found, "form": form, "phase": phase, "breadcrumb": crumbs(found, (_("Contribuer"), ""))}
    return render(request, "consultations/register/contribute.html", content, status=BAD if form.errors else OK)


def _contribution_page(request: HttpRequest, found: Consultation, row: Contribution, *, is_mine: bool) -> HttpResponse:
    proposals = [
        (proposal, STANCES[Stance(proposal.stance)], STANCE_BADGES[Stance(proposal.stance)])
        for proposal in fate_of(row)
        if proposal.stance
    ]
    is_reported = published_report(found) is not None
    content = {
        "consultation": found,
        "contribution": row,
        "source": SOURCES[Source(row.source)],
        "ground": GROUNDS[Ground(row.ground)] if row.ground else "",
        "is_shown": row.state == ContributionState.SHOWN,
        "is_mine": is_mine,
        "is_reported": is_reported,
        "proposals": proposals if is_reported else [],
        "breadcrumb": crumbs(
            found, (_("Registre"), reverse("consultations:register", args=[found.slug])), (f"n° {row.number}", "")
        ),
    }
    return render(request, "consultations/register/contribution.html", content)


@require_safe
def contribution(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a contribution and what it became; one that was set aside says why, and no more."""
    found = shown_consultation(slug)
    row = contribution_numbered(found, number)
    if row is None or row.is_personal or row.state == ContributionState.WAITING:
        raise Http404
    return _contribution_page(request, found, row, is_mine=False)


@require_safe
def mine(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Show their contribution to who holds the link of its mail, even before it is read."""
    found = shown_consultation(slug)
    row = contribution_by_key(found, key)
    if row is None:
        raise Http404
    return _contribution_page(request, found, row, is_mine=True)


@require_POST
def forget(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Erase the name, the address and the rest of who wrote."""
    found = shown_consultation(slug)
    row = contribution_by_key(found, key)
    if row is None:
        raise Http404
    actions.forget_contributor(contribution=row, now=timezone.now())
    messages.success(request, _("Votre nom et votre adresse sont effacés."))
    return redirect("consultations:mine", slug, key)


@require_safe
def document(_request: HttpRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Give a document of a public contribution: never shown in the page, never guessed by the browser."""
    row = contribution_numbered(shown_consultation(slug), number)
    return attached(row if row is not None and row.is_public else None, pk)


def attached(row: Contribution | None, pk: int) -> HttpResponse:
    """Return the bytes of a document, to be kept and not to be run; 404 when there is none."""
    file = file_of(row, pk) if row is not None else None
    if file is None:
        raise Http404
    return as_download(bytes(file.content), file.media_type, title=file.title)
