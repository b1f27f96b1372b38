"""Supporting a referral: asked by a form, confirmed from the mailbox, counted once, withdrawn at will."""

import uuid
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals.actions.ledger import append_entry, roll_up, roll_up_soon
from belvedere.contexts.referrals.models import Referral, Support, SupportContact
from belvedere.contexts.referrals.queries import identity_of, public_title, token_of
from belvedere.contexts.referrals.refusals import CollectionClosed, CollectionSuspended, LinkExpired, WrongLink
from belvedere.contexts.referrals.states import COUNTED, GATHERING, Collection, LedgerAction, SupportState
from belvedere.platform.limits.actions import spend
from belvedere.platform.mail.actions import CONFIRMATION, post_letter
from belvedere.platform.mail.rendering import Letter, render_letter
from belvedere.platform.queued_sqlite.flushing import flushed_by_the_next_commit
from belvedere.platform.rows import change, find, insert, insert_unless_there, lock, read
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import parameter_in_force

PLACE = 102 * "x"  # where the secret of the link goes: as long as one, so that lines are cut alike
LINK_DELAY, SHORTEST_DELAY = "referral.confirmation_days", timedelta(days=1)  # a règlement counts it in whole days
# A town hall or a school shares one address: many may sign from it, a robot may not.
SUPPORTS_BY_CALLER, REFILL_SECONDS = 30, 600


def refuse_if_closed(referral: Referral, now: datetime) -> None:
    """Raise CollectionSuspended or CollectionClosed when a referral gathers nothing."""
    _refuse(referral.reference, referral.collection, referral.closes_on, now)


def _refuse(reference: str, collection: str, closes_on: date | None, now: datetime) -> None:
    if collection == Collection.SUSPENDED:
        raise CollectionSuspended(next_url=reverse("referrals:referral", args=[reference]))
    is_past = closes_on is not None and timezone.localdate(now) > closes_on
    if collection not in GATHERING or is_past:
        raise CollectionClosed(next_url=reverse("referrals:referral", args=[reference]))


def request_support(
    *, referral: Referral, commune: Commune, email: str, language: str, now: datetime, caller: str = ""
) -> None:
    """Keep a support that waits for its confirmation, and send the mail; ``caller`` is the address that asks.

    The same is shown to all: who has already supported gets a mail that says so, and nobody else learns it.
    Raises CollectionClosed, or TooManyAttempts when one caller asks for too many.
    """
    identity, key = identity_of(referral, email), uuid.uuid4()
    # Most ask for the first time: their mail is written before the transaction, for which others wait.
    letter = _letter_to(referral, key, language, is_confirmed=False)
    # What waits for its confirmation counts for nothing: the worker's commit that takes its mail flushes it.
    with flushed_by_the_next_commit(), transaction.atomic():
        collection, closes_on = read(Referral, "collection", "closes_on", id=referral.pk) or (Collection.CLOSED, None)
        _refuse(referral.reference, collection, closes_on, now)
        if caller:
            named, most = f"{caller} {referral.reference}", SUPPORTS_BY_CALLER
            spend(bucket="referrals.supports", key=named, capacity=most, refill_seconds=REFILL_SECONDS, now=now)
        number = insert_unless_there(
            Support,
            referral_id=referral.pk,
            commune_id=commune.pk,
            uuid=key,
            identity=identity,
            requested_at=now,
        )
        if number is None:
            kept = _asked_again(referral, identity, commune, now)
            # One who was set aside is told the same as one who counts: a fraud learns nothing.
            letter = _letter_to(referral, kept.uuid, language, is_confirmed=kept.state != SupportState.PENDING)
        else:
            insert(SupportContact, support_id=number, email=email, language=language)
        post_letter(
            territory=referral.territory, to=email, letter=letter, now=now, language=language, kind=CONFIRMATION
        )


def _asked_again(referral: Referral, identity: str, commune: Commune, now: datetime) -> Support:
    """Return the support that a mailbox has: its link's time starts again, and its commune is the one said last."""
    mine = Support.objects.filter(referral=referral, identity=identity)
    mine.filter(state=SupportState.PENDING).update(commune=commune, requested_at=now)
    return mine.get()


def _letter_to(referral: Referral, key: uuid.UUID, language: str, *, is_confirmed: bool) -> Letter:
    """Return what is written to who asks for a support, or asks again for one that counts already."""
    words = _words(is_confirmed, referral.territory.name, public_title(referral), language, settings.PUBLIC_URL)
    token = token_of(key)
    return Letter(words.subject, words.text.replace(PLACE, token), words.html.replace(PLACE, token))


@lru_cache(maxsize=200)
def _words(is_confirmed: bool, territory: str, title: str, language: str, public_url: str) -> Letter:  # noqa: FBT001 -- lru_cache wants places
    """Return what is written to all those who support one referral: their letters differ by their link alone."""
    view, template = (
        ("withdraw_support", "already_supported") if is_confirmed else ("confirm_support", "confirm_support")
    )
    link = public_url + reverse(f"referrals:{view}", args=[PLACE])
    context = {"territory": {"name": territory}, "referral": {"title": title}, "link": link, "public_url": public_url}
    return render_letter(f"referrals/mail/{template}", context, language=language)


def link_has_expired(support: Support, referral: Referral, *, now: datetime) -> bool:
    """Return whether the confirmation link of a support has waited longer than the règlement lets it."""
    if now <= support.requested_at + SHORTEST_DELAY:
        return False
    delay = parameter_in_force(body=referral.body, code=LINK_DELAY, on=timezone.localdate(support.requested_at))
    return now > support.requested_at + timedelta(days=delay.value)


def _under_lock(support: Support) -> tuple[Referral, Support | None]:
    """Take the lock on the referral, then read the support again."""
    referral = lock(Referral, id=support.referral_id)
    assert referral is not None  # noqa: S101 -- a support has a referral
    current = find(Support, id=support.pk)
    if current is not None:
        current.referral = referral
    return referral, current


@transaction.atomic
def confirm_support(*, support: Support, now: datetime) -> Support:
    """Count a support, once, whatever the number of clicks; judge the threshold under the referral's lock."""
    referral, current = _under_lock(support)
    if current is None:
        raise LinkExpired(next_url=reverse("referrals:referral", args=[referral.reference]))
    if current.is_depositor:
        raise WrongLink(next_url=reverse("referrals:referrals"))
    if current.state != SupportState.PENDING:
        return current
    refuse_if_closed(referral, now)
    if link_has_expired(current, referral, now=now):
        raise LinkExpired(next_url=reverse("referrals:support", args=[referral.reference]))
    current.state, current.confirmed_at = SupportState.CONFIRMED, now
    change(Support, current.pk, state=current.state, confirmed_at=now)
    append_entry(referral, current, LedgerAction.SUPPORTED, 1, now=now)
    roll_up_soon(referral, now=now)
    return current


@transaction.atomic
def withdraw_support(*, support: Support, now: datetime) -> None:
    """Take a support back: its identity and its contact are erased, its commune counts one less."""
    referral, current = _under_lock(support)
    if current is None:
        return
    if current.state in COUNTED:
        append_entry(referral, current, LedgerAction.WITHDRAWN, -1, now=now)
        roll_up(referral, now=now)
    current.delete()
