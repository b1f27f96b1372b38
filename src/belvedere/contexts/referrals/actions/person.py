"""Forgetting a person who asks for it: what still counts is taken back, what is closed keeps its number."""

import secrets
from datetime import datetime

from django.db import transaction

from belvedere.contexts.referrals.actions.support import withdraw_support
from belvedere.contexts.referrals.models import Draft, Referral, Support, SupportContact
from belvedere.contexts.referrals.queries.complement import appeals_asked_by, complements_asked_of
from belvedere.contexts.referrals.queries.cosign import cosignatures_of
from belvedere.contexts.referrals.states import Collection, Publication

ERASED = "(effacé à la demande de la personne)"


@transaction.atomic
def forget_supports_of(*, email: str, now: datetime) -> None:
    """Take back what still counts; of a collection that is closed, the number stays and nobody is behind it."""
    mine = Support.objects.filter(contact__email__iexact=email)
    unconfirmed = mine.filter(is_depositor=True, referral__publication=Publication.UNCONFIRMED)
    Referral.objects.filter(pk__in=list(unconfirmed.values_list("referral_id", flat=True))).delete()
    for support in mine.select_related("referral").order_by("referral_id"):
        if support.referral.collection == Collection.CLOSED:
            SupportContact.objects.filter(support=support).delete()
            Support.objects.filter(pk=support.pk).update(identity=secrets.token_hex(32))
        else:
            withdraw_support(support=support, now=now)


@transaction.atomic
def forget_complements_of(*, email: str) -> None:
    """Erase the words that this address answered to the desk; the file keeps that there was an answer."""
    complements_asked_of(email).exclude(answered_at=None).update(answer=ERASED)


@transaction.atomic
def forget_appeals_of(*, email: str) -> None:
    """Erase the words of the appeals of this address; the file keeps that there was one, and its answer."""
    appeals_asked_by(email).update(words=ERASED)


@transaction.atomic
def forget_cosignatures_of(*, email: str) -> None:
    """Erase the signatures of this address on drafts."""
    cosignatures_of(email).delete()


@transaction.atomic
def forget_drafts_of(*, email: str) -> None:
    """Erase the drafts that carry this address."""
    Draft.objects.filter(email__iexact=email).delete()
