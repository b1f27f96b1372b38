"""Admissibility: admit, reject, forward."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.criteria import write_findings
from belvedere.contexts.referrals.actions.hold import refuse_if_held
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.actions.regulation import freeze_rules
from belvedere.contexts.referrals.actions.reserve import follow_reserve
from belvedere.contexts.referrals.actions.steps import judge_steps
from belvedere.contexts.referrals.models import Hold, Referral, Transfer
from belvedere.contexts.referrals.queries.regulation import decision_deadline
from belvedere.contexts.referrals.refusals import CriteriaMissing, SameBody
from belvedere.contexts.referrals.rules import PERMISSIONS
from belvedere.contexts.referrals.states import (
    PUBLICATION,
    Publication,
    PublicationVerb,
    RejectionReason,
)
from belvedere.contexts.referrals.states.desk import Criterion
from belvedere.contexts.referrals.states.moderation import MODERATION, Moderation, ModerationVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Body


def locked_for(referral: Referral, verb: PublicationVerb, *, by: Role, now: datetime) -> Referral:
    """Take the lock, read the referral again, check who asks and that the verb applies; set where it leads.

    Refused while a colleague works on it; who worked on it lets it go by deciding.
    """
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
    refuse_if_held(locked, by=by, now=now)
    Hold.objects.filter(referral=locked).delete()
    locked.publication = reached
    return locked


@transaction.atomic
def admit_referral(*, referral: Referral, criteria: Iterable[Criterion], by: Role, now: datetime) -> Referral:
    """Open the collection of supports, by the règlement of the day of the deposit: it is frozen on the referral.

    ``criteria`` are those that the agent found met: every one must be there. Its words have been
    read: they may be shown.
    """
    met = frozenset(criteria)
    if met != frozenset(Criterion):
        raise CriteriaMissing
    referral = locked_for(referral, PublicationVerb.ADMIT, by=by, now=now)
    write_findings(referral, dict.fromkeys(met, True), by=by, now=now)
    referral.decided_at, referral.decided_by = now, by
    if referral.moderation == Moderation.TO_READ:
        referral.moderation, referral.moderated_at = MODERATION[Moderation.TO_READ, ModerationVerb.PASS], now
    referral.save(update_fields=["publication", "decided_at", "decided_by", "moderation", "moderated_at"])
    closes_on = freeze_rules(referral, now=now)
    payload: dict[str, Value] = {"closes_on": closes_on.isoformat(), "threshold": referral.threshold or 0}
    journal(referral, events.ADMITTED, now=now, actor=Actor.role(by), payload=payload)
    judge_steps(referral, now=now)
    follow_reserve(referral=referral, now=now)
    referral.refresh_from_db(fields=["collection", "suspended_on"])
    return referral


@transaction.atomic
def reject_referral(
    *, referral: Referral, reason: RejectionReason, next_door: Body | None, by: Role, now: datetime, note: str = ""
) -> Referral:
    """Declare a referral inadmissible, for a coded reason, with the next door; ``note`` is for the letter only."""
    referral = locked_for(referral, PublicationVerb.REJECT, by=by, now=now)
    referral.decided_at, referral.rejection_reason, referral.next_door = now, reason, next_door
    referral.decided_by, referral.rejection_note = by, note.strip()
    referral.save(
        update_fields=["publication", "decided_at", "decided_by", "rejection_reason", "rejection_note", "next_door"]
    )
    payload = {"reason": reason.value, "next_door": next_door.slug if next_door else ""}
    journal(referral, events.REJECTED, now=now, actor=Actor.role(by), payload=payload)
    return referral


@transaction.atomic
def forward_referral(*, referral: Referral, to: Body, by: Role, now: datetime, words: str = "") -> Referral:
    """Send a referral to the competent body: its rank and its supports go with it, its clock starts again there."""
    referral = locked_for(referral, PublicationVerb.FORWARD, by=by, now=now)
    if to.pk == referral.body_id:
        raise SameBody
    left, today = referral.body, timezone.localdate(now)
    referral.body, referral.forwarded_at = to, now
    referral.decision_due_on = decision_deadline(to, received_on=today)
    referral.save(update_fields=["publication", "body", "forwarded_at", "decision_due_on"])
    Transfer.objects.create(referral=referral, from_body=left, to_body=to, words=words.strip(), sent_at=now)
    payload = {"from_body": left.slug, "to_body": to.slug}
    journal(referral, events.FORWARDED, now=now, actor=Actor.role(by), payload=payload)
    return referral
