"""The register of supports: its roots, what each seals, the receipt of one supporter."""

import json
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belvedere.contexts.referrals.exports import LEAF_COLUMNS, ROOT_COLUMNS
from belvedere.contexts.referrals.queries import receipts
from belvedere.contexts.referrals.queries.proof import may_prove_by_franceconnect, may_prove_by_phone
from belvedere.contexts.referrals.views.support import support_named
from belvedere.platform.exchange.tables import table_response
from belvedere.platform.ui.pages import LongListPaginator

ROWS_BY_PAGE = 60


@require_safe
def ledger(request: HttpRequest) -> HttpResponseBase:
    """Show the published roots; ``?format=csv`` or ``json`` gives them all."""
    found = receipts.roots()
    download = table_response(request.GET.get("format", ""), "racines-des-soutiens", ROOT_COLUMNS, found)
    if download is not None:
        return download
    page = LongListPaginator(found, ROWS_BY_PAGE).get_page(request.GET.get("page"))
    return render(request, "referrals/ledger.html", {"page": page})


@require_safe
def ledger_day(_request: HttpRequest, day: str) -> HttpResponseBase:
    """Give what the root of a day seals, from which anyone computes it again."""
    try:
        root = receipts.roots().filter(day=date.fromisoformat(day)).first()
    except ValueError:
        raise Http404 from None
    if root is None:
        raise Http404
    download = table_response("csv", f"soutiens-{day}", LEAF_COLUMNS, receipts.entries_under(root))
    if download is None:
        raise Http404
    return download


@never_cache
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Give a supporter the receipt to keep, or say when it will be there."""
    found = support_named(token)
    content = receipts.receipt_of(found)
    if content is None or "telecharger" not in request.GET:
        shown = {
            "support": found,
            "receipt": content,
            "token": token,
            "may_prove": may_prove_by_phone(found),
            "may_identify": may_prove_by_franceconnect(found),
        }
        return render(request, "referrals/support/receipt.html", shown)
    response = HttpResponse(json.dumps(content, ensure_ascii=False, indent=1) + "\n", content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="recu-{found.referral.reference}.json"'
    return response
