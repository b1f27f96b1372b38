"""Signing somebody's draft by their link: asked by a form, confirmed from the mailbox, counted with the deposit."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from belvedere.contexts.referrals.actions.ledger import append_entry
from belvedere.contexts.referrals.models import Cosignature, Draft, Referral, Support, SupportContact
from belvedere.contexts.referrals.queries import identity_of
from belvedere.contexts.referrals.queries.cosign import cosignature_token
from belvedere.contexts.referrals.refusals import LinkExpired
from belvedere.contexts.referrals.states import LedgerAction, Origin, SupportState
from belvedere.platform.limits.actions import spend
from belvedere.platform.mail.actions import CONFIRMATION, post_message
from belvedere.platform.mail.addresses import mailbox
from belvedere.platform.territory.models import Commune

COSIGNED_BY_CALLER, REFILL_SECONDS = 30, 600
MOST_COSIGNATORIES = 10_000


@transaction.atomic
def request_cosignature(
    *, draft: Draft, commune: Commune, email: str, language: str, now: datetime, caller: str
) -> Cosignature:
    """Keep a signature that waits for its confirmation, and send the mail; the same is shown to all."""
    spend(
        bucket="referrals.cosignatures", key=caller, capacity=COSIGNED_BY_CALLER, refill_seconds=REFILL_SECONDS, now=now
    )
    row, _is_new = Cosignature.objects.get_or_create(
        draft=draft,
        mailbox=mailbox(email),
        defaults={"commune": commune, "email": email, "language": language, "requested_at": now},
    )
    _ask(row, "referrals/mail/cosign", now)
    return row


def _ask(row: Cosignature, template: str, now: datetime) -> None:
    link = settings.PUBLIC_URL + reverse("referrals:confirm_cosignature", args=[cosignature_token(row)])
    post_message(
        territory=row.draft.territory,
        to=row.email,
        template=template,
        context={"draft": row.draft, "link": link},
        now=now,
        language=row.language,
        kind=CONFIRMATION,
    )


@transaction.atomic
def confirm_cosignature(*, cosignature: Cosignature, now: datetime) -> Cosignature:
    """Count a signature; asked twice, it counts once."""
    row = Cosignature.objects.select_for_update(of=("self",)).filter(pk=cosignature.pk).first()
    if row is None:
        raise LinkExpired(next_url=reverse("referrals:referrals"))
    if row.confirmed_at is None:
        row.confirmed_at = now
        row.save(update_fields=["confirmed_at"])
    return row


@transaction.atomic
def withdraw_cosignature(*, cosignature: Cosignature) -> None:
    """Take a signature back, with its address."""
    Cosignature.objects.filter(pk=cosignature.pk).delete()


def ask_cosignatories_again(draft: Draft, *, now: datetime) -> int:
    """The words have changed: who signed the former ones is asked again, and counts no more until then."""
    signed = list(
        Cosignature.objects.select_related("draft__territory").filter(draft=draft, confirmed_at__isnull=False)
    )
    Cosignature.objects.filter(pk__in=[row.pk for row in signed]).update(confirmed_at=None)
    for row in signed:
        _ask(row, "referrals/mail/cosign_again", now)
    return len(signed)


def hand_in_cosignatures(draft: Draft, referral: Referral, *, now: datetime) -> None:
    """Turn the confirmed signatures of a draft into supports that wait with the deposit. The caller holds the lock."""
    signed = Cosignature.objects.filter(draft=draft, confirmed_at__isnull=False)
    for row in signed.exclude(mailbox=mailbox(draft.email)).select_related("commune"):
        support = Support.objects.create(
            referral=referral,
            commune=row.commune,
            identity=identity_of(referral, row.email),
            origin=Origin.COSIGNED.value,
            requested_at=now,
        )
        SupportContact.objects.create(support=support, email=row.email, language=row.language)


def count_cosignatories(referral: Referral, *, now: datetime) -> None:
    """Count with the deposit those who signed it. The caller holds the lock and rolls up."""
    waiting = Support.objects.filter(referral=referral, origin=Origin.COSIGNED.value, state=SupportState.PENDING)
    for support in waiting.select_related("commune"):
        support.state, support.confirmed_at = SupportState.CONFIRMED, now
        support.save(update_fields=["state", "confirmed_at"])
        append_entry(referral, support, LedgerAction.SUPPORTED, 1, now=now)
