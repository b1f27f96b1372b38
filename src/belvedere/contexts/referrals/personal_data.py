"""What referrals hold about a person, found by the address of the account, and its erasure."""

from django.utils import timezone

from belvedere.contexts.referrals.actions.person import forget_drafts_of, forget_supports_of
from belvedere.contexts.referrals.models import Draft, SupportContact
from belvedere.platform.accounts.models import User
from belvedere.platform.accounts.personal_data import Plain, erases, holds


@holds("saisines")
def supports(user: User) -> Plain:
    rows = SupportContact.objects.select_related("support__referral", "support__commune")
    return [
        {
            "saisine": row.support.referral.reference,
            "titre": row.support.referral.title,
            "depositaire": row.support.is_depositor,
            "commune": row.support.commune.name,
            "etat": row.support.state,
            "date": row.support.requested_at.isoformat(),
        }
        for row in rows.filter(email__iexact=user.email).order_by("support_id")
    ]


@holds("saisines.brouillons")
def drafts(user: User) -> Plain:
    rows = Draft.objects.filter(email__iexact=user.email).order_by("pk")
    return [{"titre": row.title, "demande": row.request, "raisons": row.reasons} for row in rows]


@erases("saisines")
def forget_supports(user: User) -> None:
    forget_supports_of(email=user.email, now=timezone.now())


@erases("saisines.brouillons")
def forget_drafts(user: User) -> None:
    forget_drafts_of(email=user.email)
