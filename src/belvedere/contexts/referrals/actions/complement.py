"""Asking the depositor for what is missing: the clock stops, and runs again once the answer is there."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.decide import locked_for
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.models import Complement, Referral, Support
from belvedere.contexts.referrals.refusals import ComplementNotAwaited, WordsMissing, WrongLink
from belvedere.contexts.referrals.states import PUBLICATION, Publication, PublicationVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import INHABITANT, Actor
from belvedere.platform.territory.calendar import working_days_within, working_deadline


@transaction.atomic
def ask_complement(*, referral: Referral, question: str, by: Role, now: datetime) -> Complement:
    """Ask the depositor for what is missing; until the answer, no day of the delay passes."""
    if not question.strip():
        raise WordsMissing
    referral = locked_for(referral, PublicationVerb.ASK, by=by, now=now)
    referral.save(update_fields=["publication"])
    complement = Complement.objects.create(referral=referral, question=question.strip(), asked_at=now)
    journal(referral, events.COMPLEMENT_ASKED, now=now, actor=Actor.role(by))
    return complement


@transaction.atomic
def give_complement(*, support: Support, answer: str, now: datetime) -> Referral:
    """Record what the depositor answers, by the link of the mail; the last day moves by the days that it took."""
    referral = Referral.objects.select_for_update(of=("self",)).select_related("territory").get(pk=support.referral_id)
    page = reverse("referrals:referrals")
    if not support.is_depositor:
        raise WrongLink(next_url=page)
    if not answer.strip():
        raise WordsMissing
    reached = PUBLICATION.get((Publication(referral.publication), PublicationVerb.COMPLETE))
    complement = Complement.objects.filter(referral=referral, answered_at=None).first()
    if reached is None or complement is None or referral.decision_due_on is None:
        raise ComplementNotAwaited(next_url=page)
    complement.answer, complement.answered_at = answer.strip(), now
    complement.save(update_fields=["answer", "answered_at"])
    lasted = working_days_within(since=timezone.localdate(complement.asked_at), until=timezone.localdate(now))
    if lasted:
        referral.decision_due_on = working_deadline(start=referral.decision_due_on, working_days=lasted)
    referral.publication = reached
    referral.save(update_fields=["publication", "decision_due_on"])
    payload = {"due_on": referral.decision_due_on.isoformat()}
    journal(referral, events.COMPLEMENT_GIVEN, now=now, actor=INHABITANT, payload=payload)
    return referral
