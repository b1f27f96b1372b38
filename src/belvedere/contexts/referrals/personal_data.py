"""What referrals hold about a person, found by the address of the account, and its erasure."""

import secrets

from django.utils import timezone

from belvedere.contexts.referrals.actions.support import withdraw_support
from belvedere.contexts.referrals.models import Draft, Referral, Support, SupportContact
from belvedere.contexts.referrals.states import Collection, Publication
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
    """Take back what still counts; of a collection that is closed, the number stays and nobody is behind it."""
    mine = Support.objects.filter(contact__email__iexact=user.email)
    unconfirmed = mine.filter(is_depositor=True, referral__publication=Publication.UNCONFIRMED)
    Referral.objects.filter(pk__in=list(unconfirmed.values_list("referral_id", flat=True))).delete()
    now = timezone.now()
    for support in mine.select_related("referral").order_by("referral_id"):
        if support.referral.collection == Collection.CLOSED:
            SupportContact.objects.filter(support=support).delete()
            Support.objects.filter(pk=support.pk).update(identity=secrets.token_hex(32))
        else:
            withdraw_support(support=support, now=now)


@erases("saisines.brouillons")
def forget_drafts(user: User) -> None:
    Draft.objects.filter(email__iexact=user.email).delete()
