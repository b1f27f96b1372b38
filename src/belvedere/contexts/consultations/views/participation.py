"""Who takes part from which browser: a signed cookie, set with the first answer, and the ticket before it."""

from uuid import UUID, uuid4

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from belvedere.contexts.consultations.actions.participation import stale_ticket
from belvedere.contexts.consultations.models import Debate

_SALT = "consultations.participation"
TICKET_SECONDS = 24 * 3600
COOKIE_SECONDS = 180 * 24 * 3600


def _cookie(debate: Debate) -> str:
    return f"debat_{debate.pk}"


def key_of(request: HttpRequest, debate: Debate) -> UUID | None:
    """Return the key that a browser holds in a debate, if it has one of ours."""
    try:
        return UUID(signing.loads(request.COOKIES.get(_cookie(debate), ""), salt=_SALT))
    except (signing.BadSignature, ValueError):
        return None


def ticket_for(debate: Debate) -> str:
    """Return what the form of a newcomer carries: the key that their first answer gives them.

    Sent twice, it is the same key: a replayed request is the same participation, not another one.
    """
    return signing.dumps([debate.pk, uuid4().hex], salt=_SALT)


def key_in(request: HttpRequest, debate: Debate) -> UUID:
    """Return the key of who answers: the cookie's, else the ticket's. What is neither is refused, and counted."""
    known = key_of(request, debate)
    if known is not None:
        return known
    try:
        pk, key = signing.loads(request.POST.get("ticket", ""), salt=_SALT, max_age=TICKET_SECONDS)
        if pk == debate.pk:
            return UUID(key)
    except (signing.BadSignature, ValueError, TypeError):
        pass
    raise stale_ticket(debate=debate, now=timezone.now())


def remember(response: HttpResponse, debate: Debate, key: UUID | None) -> HttpResponse:
    """Leave the key in the browser: strictly what taking part needs, and for this debate's pages only."""
    if key is not None:
        response.set_cookie(
            _cookie(debate),
            signing.dumps(key.hex, salt=_SALT),
            max_age=COOKIE_SECONDS,
            path=f"/concertations/{debate.phase.consultation.slug}/debat/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
