"""Supports set aside together: previewed, run, undone; how many and why stays public."""

from datetime import datetime

from django.db import transaction

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.checking import locked_for_checks
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.actions.ledger import append_entries, roll_up
from belvedere.contexts.referrals.models import Referral, Removal, Support
from belvedere.contexts.referrals.queries.removal import Conditions, matching, near_mark, unmarked_contacts
from belvedere.contexts.referrals.refusals import NothingToRemove
from belvedere.contexts.referrals.states import LedgerAction, SupportState
from belvedere.contexts.referrals.states.paper import RemovalReason, RemovalState
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotInThisState


@transaction.atomic
def remove_supports(
    *, referral: Referral, conditions: Conditions, reason: RemovalReason, by: Role, now: datetime
) -> Removal:
    """Set aside the supports that share these conditions; the depositor's own is never among them."""
    referral = locked_for_checks(referral, by)
    chosen = matching(referral, conditions)
    count = chosen.count()
    if not count:
        raise NothingToRemove
    removal = Removal.objects.create(
        referral=referral,
        number=Removal.objects.filter(referral=referral).count() + 1,
        reason=reason.value,
        conditions=conditions.as_json(),
        count=count,
        run_by=by,
        run_at=now,
    )
    # Never by a list of keys: a robot may have signed more times than a statement takes.
    chosen.order_by().update(state=SupportState.INVALIDATED, removal=removal)
    supports = Support.objects.filter(removal=removal).order_by("pk")
    append_entries(referral, supports, LedgerAction.INVALIDATED, -1, now=now)
    roll_up(referral, now=now)
    payload = {"removal": removal.number, "reason": reason.value, "supports": removal.count}
    journal(referral, events.SUPPORTS_REMOVED, now=now, actor=Actor.role(by), payload=payload)
    return removal


@transaction.atomic
def undo_removal(*, referral: Referral, number: int, by: Role, now: datetime) -> Removal:
    """Count again what a removal set aside and nobody withdrew since."""
    referral = locked_for_checks(referral, by)
    removal = Removal.objects.filter(referral=referral, number=number).first()
    if removal is None or removal.state != RemovalState.RUN:
        raise NotInThisState
    supports = list(Support.objects.filter(removal=removal, state=SupportState.INVALIDATED))
    Support.objects.filter(removal=removal).update(state=SupportState.CONFIRMED, removal=None)
    removal.state, removal.undone_at = RemovalState.UNDONE.value, now
    removal.save(update_fields=["state", "undone_at"])
    append_entries(referral, supports, LedgerAction.RESTORED, 1, now=now)
    roll_up(referral, now=now)
    payload = {"removal": removal.number, "supports": len(supports)}
    journal(referral, events.REMOVAL_UNDONE, now=now, actor=Actor.role(by), payload=payload)
    return removal


@transaction.atomic
def mark_resemblances(*, referral: Referral, limit: int = 1000) -> int:
    """Compare the next addresses with the others of a referral; return how many. Their marks go with its key."""
    locked = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if not locked.identity_key:
        return 0
    found = unmarked_contacts(locked, limit)
    for contact in found:
        contact.support.resemblance = near_mark(locked, contact.email)
    Support.objects.bulk_update([contact.support for contact in found], ["resemblance"], batch_size=200)
    return len(found)
