"""Contesting a refusal, and judging again: never who refused."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.models import Appeal, Referral, Support
from belvedere.contexts.referrals.queries.desk import awaited_appeal, may_appeal
from belvedere.contexts.referrals.queries.regulation import decision_deadline
from belvedere.contexts.referrals.refusals import AppealNotOpen, OwnDecision, WordsMissing, WrongLink
from belvedere.contexts.referrals.states import PUBLICATION, Publication, PublicationVerb
from belvedere.contexts.referrals.states.desk import APPEAL, AppealState, AppealVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import INHABITANT, Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState


def _locked(pk: int) -> Referral:
    return Referral.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=pk)


@transaction.atomic
def appeal_refusal(*, support: Support, words: str, now: datetime) -> Appeal:
    """Ask, by the depositor's link, that a refusal be looked at again."""
    referral = _locked(support.referral_id)
    page = reverse("referrals:referral", args=[referral.reference])
    if not support.is_depositor:
        raise WrongLink(next_url=page)
    if not words.strip():
        raise WordsMissing
    if not may_appeal(referral, on=timezone.localdate(now)):
        raise AppealNotOpen(next_url=page)
    appeal = Appeal.objects.create(referral=referral, words=words.strip(), asked_at=now)
    journal(referral, events.APPEAL_ASKED, now=now, actor=INHABITANT)
    return appeal


@transaction.atomic
def decide_appeal(*, referral: Referral, verb: AppealVerb, answer: str, by: Role, now: datetime) -> Appeal:
    """Answer an appeal with words: the refusal stands, or the referral is read again with a whole delay."""
    locked = _locked(referral.pk)
    if not has_perm("referrals.judge_appeal", by, locked):
        raise NotAllowed
    appeal = awaited_appeal(locked)
    if appeal is None:
        raise NotInThisState
    if locked.decided_by_id == by.pk:
        raise OwnDecision
    if not answer.strip():
        raise WordsMissing
    appeal.state, appeal.answer = APPEAL[AppealState(appeal.state), verb], answer.strip()
    appeal.decided_at, appeal.decided_by = now, by
    appeal.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    if appeal.state == AppealState.REFUSED:
        journal(locked, events.APPEAL_REFUSED, now=now, actor=Actor.role(by))
        return appeal
    _reopen(locked, now)
    due_on = locked.decision_due_on.isoformat() if locked.decision_due_on else ""
    journal(locked, events.APPEAL_ACCEPTED, now=now, actor=Actor.role(by), payload={"due_on": due_on})
    return appeal


def _reopen(referral: Referral, now: datetime) -> None:
    referral.publication = PUBLICATION[Publication(referral.publication), PublicationVerb.REOPEN]
    referral.decided_at, referral.decided_by, referral.next_door = None, None, None
    referral.rejection_reason, referral.rejection_note = "", ""
    referral.decision_due_on = decision_deadline(referral.body, received_on=timezone.localdate(now))
    referral.save(
        update_fields=[
            "publication", "decided_at", "decided_by", "next_door", "rejection_reason", "rejection_note",
            "decision_due_on",
        ]
    )  # fmt: skip
