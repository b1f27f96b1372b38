"""Addresses given in a debate: the links of the mails, who holds what, what is due to be forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone

from belvedere.contexts.consultations.models import Consultation, Debate, Participant
from belvedere.contexts.consultations.queries.numbers import number_in_force
from belvedere.contexts.consultations.queries.retention import is_waited_for_no_more

_SALT = "consultations.address"
VALID_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Promise:
    """What a link confirms: whose participation, which address, whether news are wanted."""

    key: UUID
    email: str
    wants_news: bool


def address_token(debate: Debate, promise: Promise) -> str:
    return signing.dumps([debate.pk, promise.key.hex, promise.email, promise.wants_news], salt=_SALT, compress=True)


def promise_in(debate: Debate, token: str) -> Promise | None:
    """Return what a link confirms, if it is one of ours, for this debate, and not too old."""
    try:
        pk, key, email, wants_news = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return Promise(UUID(key), email, wants_news) if pk == debate.pk else None


def participations_under(email: str) -> QuerySet[Participant]:
    """Return the participations of an address."""
    rows = Participant.objects.filter(email__iexact=email)
    return rows.select_related("debate__phase__consultation").order_by("pk")


def addresses_to_tell(consultation: Consultation) -> list[tuple[str, str]]:
    """Return who asked, in the debate of a consultation, to be told what is decided, and how: one statement."""
    rows = Participant.objects.filter(debate__phase__consultation=consultation, wants_news=True, email__gt="")
    return sorted(rows.values_list("email", "language"))


def debates_past(code: str, now: datetime) -> list[Debate]:
    """Return the debates closed for longer than a number of days allows what they still hold."""
    rows = Debate.objects.select_related("phase__consultation__body")
    closed = rows.filter(phase__consultation__closed_at__isnull=False)
    held = closed.exclude(salt="") if code == "debate_network_days" else closed.filter(participants__email__gt="")
    return [debate for debate in held.distinct() if _is_past(debate, code, now)]


def _is_past(debate: Debate, code: str, now: datetime) -> bool:
    consultation = debate.phase.consultation
    since = consultation.closed_at if code == "debate_network_days" else consultation.accounted_at
    if since is None:
        return is_waited_for_no_more(consultation, now)
    days = number_in_force(consultation.body, code, timezone.localdate(now)).value
    return since + timedelta(days=days) < now
