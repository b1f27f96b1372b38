"""What was asked of a depositor, and what still is."""

from django.db.models import QuerySet

from belvedere.contexts.referrals.models import Appeal, Complement, Referral, Support
from belvedere.contexts.referrals.states import Publication


def complements_of(referral: Referral) -> list[Complement]:
    """Return what was asked about a referral, the oldest first."""
    return list(Complement.objects.filter(referral=referral).order_by("asked_at", "pk"))


def complements_asked_of(email: str) -> QuerySet[Complement]:
    """Return what was asked of the depositor who has this address."""
    mine = Support.objects.filter(is_depositor=True, contact__email__iexact=email)
    return Complement.objects.filter(referral__in=mine.values("referral"))


def appeals_asked_by(email: str) -> QuerySet[Appeal]:
    """Return the appeals of the depositor who has this address."""
    mine = Support.objects.filter(is_depositor=True, contact__email__iexact=email)
    return Appeal.objects.filter(referral__in=mine.values("referral"))


def awaited_complement(referral: Referral) -> Complement | None:
    """Return the question that the depositor has not answered yet, while the referral waits for it."""
    if referral.publication != Publication.TO_COMPLETE:
        return None
    return Complement.objects.filter(referral=referral, answered_at=None).first()
