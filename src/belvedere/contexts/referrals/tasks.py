"""Background work of the referrals: thin wrappers of actions."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from belvedere.contexts.referrals import queries
from belvedere.contexts.referrals.actions import counting, draft, follow, following, proof, removal, reserve, sealing
from belvedere.contexts.referrals.models import Referral
from belvedere.contexts.referrals.queries.following import referrals_with_weekly_readers
from belvedere.contexts.referrals.queries.reserve import referrals_under_reserves
from belvedere.contexts.referrals.states import GATHERING
from belvedere.contexts.referrals.words import DEPOSITOR_ONLY
from belvedere.platform.journal.models import Event
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.durations import lasts_at_most
from belvedere.platform.tasks.schedule import every
from belvedere.platform.territory.queries import current_territory

HOUR, DAY = 3600, 86_400
_DAYS_UNCONFIRMED = 30  # far beyond any confirmation delay: what is left has no one behind it


@lasts_at_most(seconds=600)
@task()
def tell(event_id: str, referral_id: int, after: int) -> None:
    """Tell one batch of supporters, then ask for the next."""
    event = Event.objects.get(pk=event_id)
    referral = Referral.objects.select_related("territory").get(pk=referral_id)
    last = follow.tell_batch(
        event=event,
        referral=referral,
        after=after,
        depositor_only=event.kind in DEPOSITOR_ONLY,
        now=job_time(),
    )
    if last:
        tell.enqueue(event_id, referral_id, last)


@lasts_at_most(seconds=600)
@task()
def tell_followers(event_id: str, referral_id: int, after: int) -> None:
    """Tell one batch of those who follow without supporting, then ask for the next."""
    event = Event.objects.get(pk=event_id)
    referral = Referral.objects.select_related("territory").get(pk=referral_id)
    last = following.tell_followers(event=event, referral=referral, after=after, now=job_time())
    if last:
        tell_followers.enqueue(event_id, referral_id, last)


@every(seconds=HOUR, name="referrals.tell_week")
def tell_week(now: datetime) -> None:
    """Write the mail of the week to who wants one, from Monday on."""
    until = following.last_monday(timezone.localdate(now))
    for referral in referrals_with_weekly_readers(until):
        while following.tell_week(referral=referral, until=until, now=now):
            pass


@every(seconds=HOUR, name="referrals.close_collections")
def close_collections(now: datetime) -> None:
    for referral in Referral.objects.filter(collection__in=GATHERING, closes_on__lt=now.date()).iterator():
        follow.close_collection(referral=referral, now=now)


@every(seconds=DAY, name="referrals.forget")
def forget(now: datetime) -> None:
    """Erase drafts, unconfirmed referrals and supports, and identities past their time."""
    draft.purge_drafts(now=now)
    proof.forget_old_codes(now=now)
    long_ago = now - timedelta(days=_DAYS_UNCONFIRMED)
    while follow.forget_pending_supports(before=long_ago):
        pass
    while follow.forget_unconfirmed(before=long_ago):
        pass
    following.forget_unconfirmed_followers(before=long_ago)
    for referral in queries.referrals_to_forget(now=now).iterator():
        follow.erase_identities(referral=referral, now=now)


@every(seconds=HOUR, name="referrals.seal_ledger")
def seal_ledger(now: datetime) -> None:
    """Publish the root of the day past, once it is past."""
    sealing.seal_ledger(territory=current_territory(), now=now)


@every(seconds=DAY, name="referrals.verify_counts")
def verify_counts(now: datetime) -> None:
    """Recount what has moved since its last check."""
    for referral in queries.referrals_to_recount().iterator():
        counting.verify_counts(referral=referral, now=now)


@every(seconds=DAY, name="referrals.mark_resemblances")
def mark_resemblances(now: datetime) -> None:  # noqa: ARG001 -- every appointment receives the hour
    """Compare the addresses that came since, for the officers who look for duplicates."""
    for referral in Referral.objects.filter(collection__in=GATHERING).iterator():
        while removal.mark_resemblances(referral=referral):
            pass


@every(seconds=HOUR, name="referrals.follow_reserves")
def follow_reserves(now: datetime) -> None:
    """Stop and start collections again as electoral reserves say."""
    for referral in referrals_under_reserves().iterator():
        reserve.follow_reserve(referral=referral, now=now)
