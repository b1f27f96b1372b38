"""Supporting a referral: asked by a form, confirmed from the mailbox, counted once, withdrawn at will."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.models import Referral, Support, SupportContact, SupportCount
from belvedere.contexts.referrals.queries import identity_of, support_token
from belvedere.contexts.referrals.refusals import CollectionClosed, LinkExpired, WrongLink
from belvedere.contexts.referrals.states import GATHERING, Collection, SupportState
from belvedere.platform.journal.actions import INHABITANT, SYSTEM
from belvedere.platform.mail.actions import CONFIRMATION, post_message
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import parameter_in_force

LINK_DELAY = "referral.confirmation_days"


def _locked(referral_id: int) -> Referral:
    return (
        Referral.objects.select_for_update(of=("self",))
        .select_related("territory", "body", "policy")
        .get(pk=referral_id)
    )


def _refuse_if_closed(referral: Referral, now: datetime) -> None:
    is_past = referral.closes_on is not None and timezone.localdate(now) > referral.closes_on
    if referral.collection not in GATHERING or is_past:
        raise CollectionClosed(next_url=reverse("referrals:referral", args=[referral.reference]))


def count_support(referral: Referral, commune_id: int) -> None:
    """Add one to a counter, in the transaction that confirms the support."""
    SupportCount.objects.get_or_create(referral=referral, commune_id=commune_id)
    SupportCount.objects.filter(referral=referral, commune_id=commune_id).update(count=F("count") + 1)


def judge_threshold(referral: Referral, *, now: datetime) -> None:
    """Reach the threshold if the counters say so. The caller holds the lock on the referral."""
    if referral.collection != Collection.OPEN or referral.threshold is None:
        return
    total = SupportCount.objects.filter(referral=referral).aggregate(total=Sum("count"))["total"] or 0
    if total < referral.threshold:
        return
    referral.collection, referral.reached_at = Collection.REACHED, now
    referral.save(update_fields=["collection", "reached_at"])
    payload = {"policy": referral.policy.slug, "threshold": referral.threshold, "supports": total}
    journal(referral, events.THRESHOLD_REACHED, now=now, actor=SYSTEM, payload=payload)


@transaction.atomic
def request_support(*, referral: Referral, commune: Commune, email: str, language: str, now: datetime) -> None:
    """Keep a support that waits for its confirmation, and send the mail.

    The same is shown to all: who has already supported gets a mail that says so, and nobody else learns it.
    """
    referral = _locked(referral.pk)
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
    is_confirmed = support.state == SupportState.CONFIRMED
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


def link_has_expired(support: Support, *, now: datetime) -> bool:
    """Return whether the confirmation link of a support has waited longer than the règlement lets it."""
    delay = parameter_in_force(body=support.referral.body, code=LINK_DELAY, on=timezone.localdate(support.requested_at))
    return now > support.requested_at + timedelta(days=delay.value)


@transaction.atomic
def confirm_support(*, support: Support, now: datetime) -> Support:
    """Count a support, once, whatever the number of clicks; judge the threshold under the referral's lock."""
    referral = _locked(support.referral_id)
    current = Support.objects.select_related("commune", "referral__body").filter(pk=support.pk).first()
    if current is None:
        raise LinkExpired(next_url=reverse("referrals:referral", args=[referral.reference]))
    if current.is_depositor:
        raise WrongLink(next_url=reverse("referrals:referrals"))
    if current.state == SupportState.CONFIRMED:
        return current
    _refuse_if_closed(referral, now)
    if link_has_expired(current, now=now):
        raise LinkExpired(next_url=reverse("referrals:support", args=[referral.reference]))
    current.state, current.confirmed_at = SupportState.CONFIRMED, now
    current.save(update_fields=["state", "confirmed_at"])
    count_support(referral, current.commune_id)
    journal(referral, events.SUPPORTED, now=now, actor=INHABITANT, payload={"commune": current.commune.insee})
    judge_threshold(referral, now=now)
    return current


@transaction.atomic
def withdraw_support(*, support: Support, now: datetime) -> None:
    """Take a support back: its identity and its contact are erased, its commune counts one less."""
    referral = _locked(support.referral_id)
    current = Support.objects.select_related("commune").filter(pk=support.pk).first()
    if current is None:
        return
    commune, was_counted = current.commune, current.state == SupportState.CONFIRMED
    current.delete()
    if not was_counted:
        return
    SupportCount.objects.filter(referral=referral, commune=commune, count__gt=0).update(count=F("count") - 1)
    journal(referral, events.SUPPORT_WITHDRAWN, now=now, actor=INHABITANT, payload={"commune": commune.insee})
