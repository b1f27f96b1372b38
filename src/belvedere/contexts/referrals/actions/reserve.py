"""The electoral reserve: planned, then collections stop and start again by themselves."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.models import ElectoralReserve, Referral
from belvedere.contexts.referrals.queries.reserve import computed_reserve, reserve_over
from belvedere.contexts.referrals.refusals import ReserveInThePast
from belvedere.contexts.referrals.states import COLLECTION, Collection, CollectionVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.models import Body


@transaction.atomic
def plan_reserve(
    *, body: Body | None, title: str, election_on: date, source: str, by: Role, now: datetime
) -> ElectoralReserve:
    """Plan the reserve before an election: its days are computed backwards and kept."""
    if not has_perm("referrals.write_regulation", by, by):
        raise NotAllowed
    if election_on <= timezone.localdate(now):
        raise ReserveInThePast
    days = computed_reserve(body or by.body, election_on, on=timezone.localdate(now))
    row, _is_new = ElectoralReserve.objects.update_or_create(
        territory=by.body.territory,
        body=body,
        election_on=election_on,
        defaults={
            "title": title.strip(),
            "source": source.strip(),
            "starts_on": days.starts_on,
            "last_deposit_on": days.last_deposit_on,
            "resumes_on": days.resumes_on,
        },
    )
    record(
        kind=events.RESERVE_PLANNED,
        territory=row.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("reserve", election_on.isoformat()),
        matter="",
        payload={
            "election_on": election_on.isoformat(),
            "starts_on": row.starts_on.isoformat(),
            "resumes_on": row.resumes_on.isoformat(),
            "body": body.slug if body else "",
        },
    )
    return row


@transaction.atomic
def withdraw_reserve(*, reserve: ElectoralReserve, by: Role, now: datetime) -> None:
    """Take back a reserve planned by mistake, or for an election put off; collections then go on by themselves."""
    locked = ElectoralReserve.objects.select_for_update().filter(pk=reserve.pk, body=by.body).first()
    if locked is None or not has_perm("referrals.write_regulation", by, by):
        raise NotAllowed
    if locked.resumes_on <= timezone.localdate(now):
        raise ReserveInThePast
    record(
        kind=events.RESERVE_WITHDRAWN,
        territory=locked.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("reserve", locked.election_on.isoformat()),
        matter="",
        payload={"election_on": locked.election_on.isoformat(), "body": by.body.slug},
    )
    locked.delete()


@transaction.atomic
def follow_reserve(*, referral: Referral, now: datetime) -> None:
    """Suspend or resume one collection as the reserve says; the days lost are given back."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=referral.pk)
    today = timezone.localdate(now)
    current = reserve_over(locked.body, today)
    if current is not None and locked.collection == Collection.OPEN:
        locked.collection, locked.suspended_on = COLLECTION[Collection.OPEN, CollectionVerb.SUSPEND], today
        locked.save(update_fields=["collection", "suspended_on"])
        payload = {"resumes_on": current.resumes_on.isoformat()}
        journal(locked, events.COLLECTION_SUSPENDED, now=now, actor=SYSTEM, payload=payload)
    elif current is None and locked.collection == Collection.SUSPENDED:
        _resume(locked, today, now)


def _resume(referral: Referral, today: date, now: datetime) -> None:
    lost = today - (referral.suspended_on or today)
    referral.collection, referral.suspended_on = COLLECTION[Collection.SUSPENDED, CollectionVerb.RESUME], None
    referral.closes_on = (referral.closes_on or today) + lost
    referral.save(update_fields=["collection", "suspended_on", "closes_on"])
    payload = {"closes_on": referral.closes_on.isoformat()}
    journal(referral, events.COLLECTION_RESUMED, now=now, actor=SYSTEM, payload=payload)
