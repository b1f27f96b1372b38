"""Handing in a referral, and confirming it by mail."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.attachment import hand_in_attachments
from belvedere.contexts.referrals.actions.cosign import count_cosignatories, hand_in_cosignatures
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.actions.ledger import append_entry, roll_up
from belvedere.contexts.referrals.actions.support import link_has_expired
from belvedere.contexts.referrals.models import Draft, Referral, Support, SupportContact
from belvedere.contexts.referrals.queries import identity_of, support_token
from belvedere.contexts.referrals.queries.cosign import cosignatories_needed, cosignatures_counted
from belvedere.contexts.referrals.queries.regulation import decision_deadline
from belvedere.contexts.referrals.queries.reserve import reserve_against_deposit
from belvedere.contexts.referrals.refusals import (
    CosignatoriesMissing,
    DraftIncomplete,
    LinkExpired,
    ReserveHolds,
    WrongLink,
)
from belvedere.contexts.referrals.states import LedgerAction, Publication, SupportState
from belvedere.platform.journal.actions import INHABITANT
from belvedere.platform.mail.actions import CONFIRMATION, post_message
from belvedere.platform.territory.actions import next_reference


@transaction.atomic
def submit_deposit(*, draft: Draft, language: str, now: datetime, is_demonstration: bool = False) -> Referral:
    """Turn a draft into a referral that waits for its depositor's confirmation, and send the mail that asks for it."""
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None or locked.body is None or locked.policy is None or locked.commune is None:
        raise DraftIncomplete
    if not locked.is_complete:
        raise DraftIncomplete
    if reserve_against_deposit(locked.body, timezone.localdate(now)) is not None:
        raise ReserveHolds
    needed = cosignatories_needed(locked, on=timezone.localdate(now))
    if cosignatures_counted(locked) < needed:
        raise CosignatoriesMissing
    referral = Referral.objects.create(
        territory=locked.territory,
        reference=next_reference(territory=locked.territory, prefix="S", year=timezone.localdate(now).year),
        body=locked.body,
        policy=locked.policy,
        commune=locked.commune,
        title=locked.title,
        request=locked.request,
        reasons=locked.reasons,
        capacity=locked.capacity,
        deposited_at=now,
        is_demonstration=is_demonstration,
    )
    support = Support.objects.create(
        referral=referral,
        commune=locked.commune,
        identity=identity_of(referral, locked.email),
        is_depositor=True,
        requested_at=now,
    )
    SupportContact.objects.create(support=support, email=locked.email, language=language)
    link = settings.PUBLIC_URL + reverse("referrals:confirm_deposit", args=[support_token(support)])
    post_message(
        territory=locked.territory,
        to=locked.email,
        template="referrals/mail/confirm_deposit",
        context={"referral": referral, "link": link},
        now=now,
        language=language,
        kind=CONFIRMATION,
    )
    hand_in_attachments(locked, referral)
    hand_in_cosignatures(locked, referral, now=now)
    locked.delete()
    return referral


@transaction.atomic
def confirm_deposit(*, support: Support, now: datetime) -> Referral:
    """Receive the referral: its depositor's mailbox has answered. Asked twice, it is received once."""
    referral = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("body", "policy", "commune", "territory")
        .filter(pk=support.referral_id)
        .first()
    )
    current = Support.objects.filter(pk=support.pk).first()
    if referral is None or current is None:
        raise LinkExpired(next_url=reverse("referrals:deposit"))
    if not current.is_depositor:
        raise WrongLink(next_url=reverse("referrals:referrals"))
    if referral.publication != Publication.UNCONFIRMED:
        return referral
    if link_has_expired(current, referral, now=now):
        raise LinkExpired(next_step=_("Déposez de nouveau votre saisine."), next_url=reverse("referrals:deposit"))
    _receive(referral, current, now)
    return referral


def _receive(referral: Referral, support: Support, now: datetime) -> None:
    today = timezone.localdate(now)
    referral.publication = Publication.RECEIVED
    referral.received_at = now
    referral.decision_due_on = decision_deadline(referral.body, received_on=today)
    referral.save(update_fields=["publication", "received_at", "decision_due_on"])
    Support.objects.filter(pk=support.pk).update(state=SupportState.CONFIRMED, confirmed_at=now)
    append_entry(referral, support, LedgerAction.SUPPORTED, 1, now=now)
    count_cosignatories(referral, now=now)
    roll_up(referral, now=now)
    journal(
        referral,
        events.DEPOSITED,
        now=now,
        actor=INHABITANT,
        payload={"policy": referral.policy.slug, "body": referral.body.slug, "commune": referral.commune.insee},
    )
    _acknowledge(referral, support, now)


def _acknowledge(referral: Referral, support: Support, now: datetime) -> None:
    """Send the acknowledgement that the law owes (CRPA L112-11, R112-11-1), with the words as they were received."""
    contact = SupportContact.objects.filter(support=support).first()
    if contact is None:
        return
    token = support_token(support)
    post_message(
        territory=referral.territory,
        to=contact.email,
        template="referrals/mail/received",
        context={
            "referral": referral,
            "link": settings.PUBLIC_URL + reverse("referrals:referral", args=[referral.reference]),
            "withdraw_link": settings.PUBLIC_URL + reverse("referrals:withdraw_support", args=[token]),
        },
        now=now,
        language=contact.language,
        kind="received",
        key=f"received:{support.pk}",
    )
