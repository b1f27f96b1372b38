"""What a sample is drawn from, what it holds, what was published of it."""

from django.db.models import QuerySet

from belvedere.contexts.referrals.models import Audit, AuditCheck, Referral, Support
from belvedere.contexts.referrals.queries import nonce_of
from belvedere.contexts.referrals.states import COUNTED
from belvedere.contexts.referrals.states.paper import AuditState
from belvedere.engines.ledger.receipt import commitment_of


def commitments_of(referral: Referral) -> dict[str, int]:
    """Return the counted supports of a referral by their public commitment: one statement."""
    if not referral.identity_key:
        return {}
    counted = Support.objects.filter(referral=referral, state__in=sorted(state.value for state in COUNTED))
    return {
        commitment_of(nonce_of(referral, support), support.identity): support.pk
        for support in counted.only("pk", "uuid", "identity", "referral").iterator()
    }


def audit_under_way(referral: Referral) -> Audit | None:
    return Audit.objects.filter(referral=referral, state=AuditState.UNDER_WAY.value).first()


def checks_of(audit: Audit) -> QuerySet[AuditCheck]:
    """Return the sample of an audit, with how to reach each person: one statement."""
    return audit.checks.select_related("support__commune", "support__contact", "support__batch").order_by("rank")


def published_audits(referral: Referral) -> list[Audit]:
    """Return the published audits of a referral, the latest first: one statement."""
    return list(Audit.objects.filter(referral=referral, state=AuditState.PUBLISHED.value).order_by("-number"))
