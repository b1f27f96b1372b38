"""How referrals are handled, counted for those who compare: by competence, decided in time, forwarded in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from belvedere.contexts.referrals.models import Referral, Transfer
from belvedere.contexts.referrals.queries import public_referrals


@dataclass(frozen=True)
class Decisions:
    """Referrals whose delay of admissibility is over or that are decided, and how many were in time."""

    judged: int
    in_time: int


def referrals_by_competence() -> dict[tuple[int, str], int]:
    """Return how many public referrals each competence received, by kind of body: one statement."""
    rows = (
        public_referrals()
        .filter(policy__competence__isnull=False)
        .order_by()
        .values_list("policy__competence", "body__kind")
        .annotate(count=Count("pk"))
    )
    return {(competence, kind): count for competence, kind, count in rows}


def decisions(today: date) -> Decisions:
    """Return how many referrals were decided in time: one statement."""
    dated = Referral.objects.filter(decision_due_on__isnull=False).annotate(day=TruncDate("decided_at"))
    counted = dated.aggregate(
        judged=Count("pk", filter=Q(decided_at__isnull=False) | Q(decision_due_on__lt=today)),
        in_time=Count("pk", filter=Q(day__lte=F("decision_due_on"))),
    )
    return Decisions(**counted)


def forwarding_times() -> Iterable[tuple[datetime, datetime]]:
    """Return when each forwarded referral was received and sent on, the first sending alone: one statement."""
    rows = Transfer.objects.filter(referral__received_at__isnull=False).order_by("referral", "sent_at")
    first: dict[int, tuple[datetime, datetime]] = {}
    for pk, received, sent in rows.values_list("referral", "referral__received_at", "sent_at"):
        if received is not None:
            first.setdefault(pk, (received, sent))
    return first.values()
