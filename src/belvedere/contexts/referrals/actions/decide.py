"""Admissibility: admit, reject, forward."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.actions.regulation import freeze_rules
from belvedere.contexts.referrals.actions.reserve import follow_reserve
from belvedere.contexts.referrals.actions.steps import judge_steps
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.regulation import decision_deadline
from belvedere.contexts.referrals.refusals import SameBody
from belvedere.contexts.referrals.rules import PERMISSIONS
from belvedere.contexts.referrals.states import (
    PUBLICATION,
    Publication,
    PublicationVerb,
    RejectionReason,
)
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Body


def locked_for(referral: Referral, verb: PublicationVerb, by: Role) -> Referral:
    """Take the lock, read the referral again, check who asks and that the verb applies; set where it leads."""
    locked = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("territory", "body", "policy")
        .get(pk=referral.pk)
    )
    if not has_perm(PERMISSIONS[verb], by, locked):
        raise NotAllowed
    reached = PUBLICATION.get((Publication(locked.publication), verb))
    if reached is None:
        raise NotInThisState
    locked.publication = reached
    return locked


@transaction.atomic
def admit_referral(*, referral: Referral, by: Role, now: datetime) -> Referral:
    """Open the collection of supports, by the règlement of the day of the deposit: it is frozen on the referral."""
    referral = locked_for(referral, PublicationVerb.ADMIT, by)
    referral.decided_at = now
    referral.save(update_fields=["publication", "decided_at"])
    closes_on = freeze_rules(referral, now=now)
    payload: dict[str, Value] = {"closes_on": closes_on.isoformat(), "threshold": referral.threshold or 0}
    journal(referral, events.ADMITTED, now=now, actor=Actor.role(by), payload=payload)
    judge_steps(referral, now=now)
    follow_reserve(referral=referral, now=now)
    referral.refresh_from_db(fields=["collection", "suspended_on"])
    return referral


@transaction.atomic
def reject_referral(
    *, referral: Referral, reason: RejectionReason, next_door: Body | None, by: Role, now: datetime
) -> Referral:
    """Declare a referral inadmissible, for a coded reason and with the next door to knock on."""
    referral = locked_for(referral, PublicationVerb.REJECT, by)
    referral.decided_at, referral.rejection_reason, referral.next_door = now, reason, next_door
    referral.save(update_fields=["publication", "decided_at", "rejection_reason", "next_door"])
    payload = {"reason": reason.value, "next_door": next_door.slug if next_door else ""}
    journal(referral, events.REJECTED, now=now, actor=Actor.role(by), payload=payload)
    return referral


@transaction.atomic
def forward_referral(*, referral: Referral, to: Body, by: Role, now: datetime) -> Referral:
    """Send a referral to the competent body: its rank and its supports go with it, its clock starts again there."""
    referral = locked_for(referral, PublicationVerb.FORWARD, by)
    if to.pk == referral.body_id:
        raise SameBody
    left, today = referral.body, timezone.localdate(now)
    referral.body, referral.forwarded_at = to, now
    referral.decision_due_on = decision_deadline(to, received_on=today)
    referral.save(update_fields=["publication", "body", "forwarded_at", "decision_due_on"])
    payload = {"from_body": left.slug, "to_body": to.slug}
    journal(referral, events.FORWARDED, now=now, actor=Actor.role(by), payload=payload)
    return referral
