"""The letters of a decision: by the depositor's link, and for the bodies concerned."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from rules import has_perm

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.exports.letters import refusal_letter, transfer_letter
from belvedere.contexts.referrals.models import Referral, Transfer
from belvedere.contexts.referrals.queries.desk import transfers_of
from belvedere.contexts.referrals.rules import READERS
from belvedere.contexts.referrals.states import Publication
from belvedere.contexts.referrals.views.support import support_named
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.queries import role_in_action
from belvedere.platform.accounts.request import Request
from belvedere.platform.papers.pdf import render_pdf


def _pdf(referral: Referral, name: str, letter: "dict[str, Value]") -> HttpResponse:
    content = render_pdf("papers/document", letter, created_at=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}-{referral.reference}.pdf"'
    return response


def _refusal(referral: Referral) -> HttpResponse:
    if referral.publication != Publication.REJECTED:
        raise Http404
    return _pdf(referral, "refus", refusal_letter(referral))


def _transfer(transfers: list[Transfer]) -> HttpResponse:
    if not transfers:
        raise Http404
    return _pdf(transfers[-1].referral, "transmission", transfer_letter(transfers[-1]))


def _of_depositor(token: str) -> Referral:
    found = support_named(token)
    referral = queries.referral_by_reference(found.referral.reference) if found.is_depositor else None
    if referral is None:
        raise Http404
    return referral


@never_cache
@require_safe
def my_refusal(_request: HttpRequest, token: str) -> HttpResponse:
    """Give the depositor the letter of refusal."""
    return _refusal(_of_depositor(token))


@never_cache
@require_safe
def my_transfer(_request: HttpRequest, token: str) -> HttpResponse:
    """Give the depositor the letter of the last sending."""
    return _transfer(transfers_of(_of_depositor(token)))


@require_safe
@role_required(*READERS)
def refusal(request: Request, reference: str) -> HttpResponse:
    """Give the letter of refusal to the body that holds the referral."""
    found = queries.referral_by_reference(reference)
    if found is None or not has_perm("referrals.read", request.role, found):
        raise Http404
    return _refusal(found)


@require_safe
@role_required(*READERS)
def transfer(request: Request, reference: str) -> HttpResponse:
    """Give the letter of a sending to the bodies that sent and received it: the last that concerns theirs."""
    found, role = queries.referral_by_reference(reference), role_in_action(request.role)
    rows = transfers_of(found) if found else []
    return _transfer([row for row in rows if role.body_id in {row.from_body_id, row.to_body_id}])
