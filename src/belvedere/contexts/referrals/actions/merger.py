"""A referral that joins another, with the consent of each of its supporters; and the way back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.checking import locked_for_checks
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.actions.ledger import append_entries, append_entry, roll_up
from belvedere.contexts.referrals.models import Merger, Referral, Support, SupportContact
from belvedere.contexts.referrals.queries import identity_of
from belvedere.contexts.referrals.refusals import CollectionClosed, NotToBeMerged
from belvedere.contexts.referrals.states import (
    COLLECTION,
    COUNTED,
    GATHERING,
    Collection,
    CollectionVerb,
    LedgerAction,
    Origin,
    SupportState,
)
from belvedere.contexts.referrals.states.paper import MergerState
from belvedere.engines.rules.regulation import Level
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotInThisState


def _both(first: int, second: int) -> dict[int, Referral]:
    """Take two locks in the same order whoever asks: nobody waits for the other."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("territory", "body", "policy")
    return {row.pk: row for row in rows.filter(pk__in=[first, second]).order_by("pk")}


@transaction.atomic
def merge_referral(*, duplicate: Referral, mother: Referral, by: Role, now: datetime) -> Merger:
    """Stop the collection of a duplicate and ask its supporters whether to carry their support to the mother."""
    rows = _both(duplicate.pk, mother.pk)
    held = locked_for_checks(duplicate, by)
    into = rows[mother.pk]
    if held.pk == into.pk or {held.collection, into.collection} != {Collection.OPEN.value}:
        raise NotToBeMerged
    held.collection = COLLECTION[Collection.OPEN, CollectionVerb.MERGE]
    held.save(update_fields=["collection"])
    merger = Merger.objects.create(duplicate=held, mother=into, merged_at=now)
    for row, kind, other in ((held, events.MERGED, into), (into, events.MERGER_RECEIVED, held)):
        journal(row, kind, now=now, actor=Actor.role(by), payload={"other": other.reference})
    return merger


@transaction.atomic
def carry_support(*, support: Support, now: datetime) -> Support | None:
    """Carry a support to the mother, for whoever asks it by the link of the mail; asked twice, carried once.

    Return None when the person already supports the mother.
    """
    merger = Merger.objects.filter(duplicate=support.referral_id, state=MergerState.UNDER_WAY.value).first()
    if merger is None:
        raise NotInThisState
    mother = _both(support.referral_id, merger.mother_id)[merger.mother_id]
    current = Support.objects.select_related("contact").filter(pk=support.pk).first()
    still = Merger.objects.filter(pk=merger.pk, state=MergerState.UNDER_WAY.value).exists()
    if current is None or not still or current.state not in COUNTED or not hasattr(current, "contact"):
        raise NotInThisState
    is_past = mother.closes_on is not None and timezone.localdate(now) > mother.closes_on
    if mother.collection not in GATHERING or is_past:
        raise CollectionClosed
    return _carried(current, mother, now)


def _carried(current: Support, mother: Referral, now: datetime) -> Support | None:
    try:
        with transaction.atomic():
            carried = Support.objects.create(
                referral=mother,
                commune_id=current.commune_id,
                identity=identity_of(mother, current.contact.email),
                level=Level.EMAIL.value if current.proofs.exists() else current.level,  # a proof is worth one referral
                origin=Origin.CARRIED.value,
                carried_from=current,
                state=SupportState.CONFIRMED,
                requested_at=now,
                confirmed_at=now,
            )
    except IntegrityError:
        return None
    SupportContact.objects.create(support=carried, email=current.contact.email, language=current.contact.language)
    append_entry(mother, carried, LedgerAction.SUPPORTED, 1, now=now)
    roll_up(mother, now=now)
    return carried


@transaction.atomic
def unmerge_referral(*, duplicate: Referral, by: Role, now: datetime) -> Merger:
    """Undo a merger: what was carried is taken back, and the duplicate gathers supports again."""
    merger = Merger.objects.filter(duplicate=duplicate, state=MergerState.UNDER_WAY.value).first()
    if merger is None:
        raise NotInThisState
    mother = _both(duplicate.pk, merger.mother_id)[merger.mother_id]
    held = locked_for_checks(duplicate, by)
    if held.collection != Collection.MERGED:
        raise NotInThisState
    carried = Support.objects.filter(referral=mother, carried_from__referral=held)
    append_entries(mother, [row for row in carried if row.state in COUNTED], LedgerAction.WITHDRAWN, -1, now=now)
    carried.delete()
    held.collection = COLLECTION[Collection.MERGED, CollectionVerb.UNMERGE]
    held.save(update_fields=["collection"])
    merger.state, merger.undone_at = MergerState.UNDONE.value, now
    merger.save(update_fields=["state", "undone_at"])
    roll_up(mother, now=now)
    for row, other in ((held, mother), (mother, held)):
        journal(row, events.UNMERGED, now=now, actor=Actor.role(by), payload={"other": other.reference})
    return merger
