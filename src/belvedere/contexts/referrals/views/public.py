"""What anyone reads: the list and the page of a referral."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_safe

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.exports import COLUMNS
from belvedere.contexts.referrals.exports.sheet import blank_sheet as sheet_pdf
from belvedere.contexts.referrals.forms import ListFilterForm
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.listed import MOST_FOUND
from belvedere.contexts.referrals.queries.page import referral_page
from belvedere.contexts.referrals.states import GATHERING
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.journal.queries import events_of, in_words
from belvedere.platform.papers.pdf import render_pdf
from belvedere.platform.ui.pages import FewRowsPaginator, LongListPaginator

ROWS_BY_PAGE = 20
FEED_ENTRIES = 30


def public_referral(reference: str) -> Referral:
    """Return a confirmed referral, or 404."""
    found = queries.referral_by_reference(reference)
    if found is None:
        raise Http404
    return found


@require_safe
def referral_list(request: HttpRequest) -> HttpResponseBase:
    """Show the referrals, filtered; ``?format=csv`` or ``json`` gives them all."""
    filters = ListFilterForm(request.GET)
    found = queries.listed_referrals(**filters.chosen)
    download = table_response(request.GET.get("format", ""), "saisines", COLUMNS, queries.with_totals(found.rows))
    if download is not None:
        return download
    paginator = FewRowsPaginator if filters.chosen.get("text") else LongListPaginator
    page = paginator(found.rows, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    totals = queries.totals_of(page.object_list)
    rows = [(referral, totals.get(referral.pk, 0)) for referral in page.object_list]
    cut_at = MOST_FOUND if found.is_search_cut else None
    content = {"filters": filters, "page": page, "rows": rows, "search_cut_at": cut_at}
    return render(request, "referrals/list.html", content)


@require_safe
def referral(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the whole matter on one page."""
    content = {"page": referral_page(public_referral(reference), today=timezone.localdate())}
    return render(request, "referrals/referral.html", content)


@require_safe
def paper(_request: HttpRequest, reference: str) -> HttpResponse:
    """Give the referral as an accessible PDF."""
    found = public_referral(reference)
    if not queries.text_is_public(found):
        raise Http404
    page = referral_page(found, today=timezone.localdate())
    content = render_pdf("papers/document", page.as_paper(), created_at=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.reference}.pdf"'
    return response


@require_safe
def blank_sheet(_request: HttpRequest, reference: str) -> HttpResponse:
    """Give a numbered sheet to gather supports on paper, while the referral gathers any and its words may be read."""
    found, now = public_referral(reference), timezone.now()
    if found.collection not in GATHERING or not queries.text_is_public(found):
        raise Http404
    content = sheet_pdf(found, number=get_random_string(6, "23456789ABCDEFGHJKMNPQRSTVWXYZ"), now=now)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="feuille-{found.reference}.pdf"'
    return response


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Give the latest referrals as an Atom feed, with the filters of the list."""
    found = queries.public_referrals(**ListFilterForm(request.GET).chosen)[:FEED_ENTRIES]
    content = {"referrals": found, "home": settings.PUBLIC_URL, "now": timezone.now()}
    return render(request, "referrals/feed.xml", content, content_type="application/atom+xml")


@require_safe
def referral_feed(request: HttpRequest, reference: str) -> HttpResponse:
    """Give what happened to one referral and to its examen as an Atom feed, the latest first."""
    found = public_referral(reference)
    matters = [found.reference, *([found.examen.reference] if found.examen else [])]
    acts = list(in_words(events_of(matters).order_by("-sequence")[:FEED_ENTRIES]))
    content = {
        "referral": found,
        "acts": acts,
        "home": settings.PUBLIC_URL,
        "updated": acts[0].at if acts else found.deposited_at,
    }
    return render(request, "referrals/referral_feed.xml", content, content_type="application/atom+xml")
