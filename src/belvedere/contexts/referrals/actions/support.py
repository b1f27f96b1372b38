"""Supporting a referral: asked by a form, confirmed from the mailbox, counted once, withdrawn at will."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals.actions.ledger import append_entry, roll_up, roll_up_soon
from belvedere.contexts.referrals.models import Referral, Support, SupportContact
from belvedere.contexts.referrals.queries import identity_of, support_token
from belvedere.contexts.referrals.refusals import CollectionClosed, LinkExpired, WrongLink
from belvedere.contexts.referrals.states import COUNTED, GATHERING, LedgerAction, SupportState
from belvedere.platform.mail.actions import CONFIRMATION, post_message
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import parameter_in_force

LINK_DELAY = "referral.confirmation_days"


def _locked(referral_id: int) -> Referral:
    """Take the lock and read only what counting needs: under a crowd, each column read is read ten times a second."""
    return Referral.objects.select_for_update(of=("self",)).select_related("body").get(pk=referral_id)


def _refuse_if_closed(referral: Referral, now: datetime) -> None:
    is_past = referral.closes_on is not None and timezone.localdate(now) > referral.closes_on
    if referral.collection not in GATHERING or is_past:
        raise CollectionClosed(next_url=reverse("referrals:referral", args=[referral.reference]))


@transaction.atomic
def request_support(*, referral: Referral, commune: Commune, email: str, language: str, now: datetime) -> None:
    """Keep a support that waits for its confirmation, and send the mail.

    The same is shown to all: who has already supported gets a mail that says so, and nobody else learns it.
    """
    referral.refresh_from_db(fields=["collection", "closes_on"])
    _refuse_if_closed(referral, now)
    support, is_new = Support.objects.get_or_create(
        referral=referral,
        identity=identity_of(referral, email),
        defaults={"commune": commune, "requested_at": now},
    )
    if is_new:
        SupportContact.objects.create(support=support, email=email, language=language)
    elif support.state == SupportState.PENDING:
        # Asked again: the link's time starts again, and the commune is the one said last.
        Support.objects.filter(pk=support.pk, state=SupportState.PENDING).update(commune=commune, requested_at=now)
    # One who was set aside is told the same as one who counts: a fraud learns nothing.
    is_confirmed = support.state != SupportState.PENDING
    name = "withdraw_support" if is_confirmed else "confirm_support"
    post_message(
        territory=referral.territory,
        to=email,
        template="referrals/mail/already_supported" if is_confirmed else "referrals/mail/confirm_support",
        context={
            "referral": referral,
            "link": settings.PUBLIC_URL + reverse(f"referrals:{name}", args=[support_token(support)]),
        },
        now=now,
        language=language,
        kind=CONFIRMATION,
    )


def link_has_expired(support: Support, referral: Referral, *, now: datetime) -> bool:
    """Return whether the confirmation link of a support has waited longer than the règlement lets it."""
    delay = parameter_in_force(body=referral.body, code=LINK_DELAY, on=timezone.localdate(support.requested_at))
    return now > support.requested_at + timedelta(days=delay.value)


@transaction.atomic
def confirm_support(*, support: Support, now: datetime) -> Support:
    """Count a support, once, whatever the number of clicks; judge the threshold under the referral's lock."""
    referral = _locked(support.referral_id)
    current = Support.objects.filter(pk=support.pk).first()
    if current is None:
        raise LinkExpired(next_url=reverse("referrals:referral", args=[referral.reference]))
    if current.is_depositor:
        raise WrongLink(next_url=reverse("referrals:referrals"))
    if current.state != SupportState.PENDING:
        return current
    _refuse_if_closed(referral, now)
    if link_has_expired(current, referral, now=now):
        raise LinkExpired(next_url=reverse("referrals:support", args=[referral.reference]))
    current.state, current.confirmed_at = SupportState.CONFIRMED, now
    current.save(update_fields=["state", "confirmed_at"])
    append_entry(referral, current, LedgerAction.SUPPORTED, 1, now=now)
    roll_up_soon(referral, now=now)
    return current


@transaction.atomic
def withdraw_support(*, support: Support, now: datetime) -> None:
    """Take a support back: its identity and its contact are erased, its commune counts one less."""
    referral = _locked(support.referral_id)
    current = Support.objects.filter(pk=support.pk).first()
    if current is None:
        return
    if current.state in COUNTED:
        append_entry(referral, current, LedgerAction.WITHDRAWN, -1, now=now)
        roll_up(referral, now=now)
    current.delete()
