"""Documents: those that anyone may read, those of the desk, those of a draft."""

import uuid
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from belvedere.contexts.referrals.models import Attachment, Draft
from belvedere.contexts.referrals.queries.attachment import attachment_of, attachment_of_draft, public_attachment_of
from belvedere.contexts.referrals.rules import READERS
from belvedere.contexts.referrals.views.deposit import with_draft
from belvedere.contexts.referrals.views.desk import held_referral
from belvedere.contexts.referrals.views.public import public_referral
from belvedere.platform.accounts.access import role_required
from belvedere.platform.accounts.request import Request
from belvedere.platform.exchange.downloads import as_download


def attached(row: Attachment | None) -> HttpResponse:
    """Return the bytes of a document, to be kept and not to be run; 404 when there is none."""
    if row is None:
        raise Http404
    return as_download(bytes(row.content), row.media_type, title=row.title)


@require_safe
def public(_request: HttpRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """Give a document that anyone may read."""
    return attached(public_attachment_of(public_referral(reference), key))


@require_safe
@role_required(*READERS)
def desk(request: Request, reference: str, key: uuid.UUID) -> HttpResponse:
    """Give a document to the body that holds the referral."""
    return attached(attachment_of(held_referral(request, reference), key))


def mine(request: Request, token: str, key: uuid.UUID) -> HttpResponse:
    """Give the writer a document of the draft."""

    def found(_request: Request, _token: str, draft: Draft, _now: datetime) -> HttpResponse:
        return attached(attachment_of_draft(draft, key))

    return with_draft(found)(request, token)
