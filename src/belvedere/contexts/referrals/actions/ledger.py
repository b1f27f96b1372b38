"""The ledger of supports: what happened to each is appended, then rolled up into the counters."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django_tasks import task

from belvedere.contexts.referrals.actions.steps import judge_steps
from belvedere.contexts.referrals.models import CountMark, LedgerEntry, Referral, Support, SupportCount
from belvedere.contexts.referrals.queries import nonce_of
from belvedere.contexts.referrals.states import LedgerAction
from belvedere.engines.ledger.receipt import commitment_of
from belvedere.platform.rows import find, insert
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.durations import lasts_at_most

PAUSE = timedelta(seconds=1)


@lasts_at_most(seconds=60)
@task()
def settle(referral_id: int) -> None:
    """Roll up what a crowd left."""
    settle_counts(referral_id=referral_id, now=job_time())


def append_entry(referral: Referral, support: Support, action: LedgerAction, delta: int, *, now: datetime) -> None:
    """Append what happened to a support. The caller holds the lock on the referral."""
    insert(LedgerEntry, **_entry(referral, support, action, delta, now))


def append_entries(
    referral: Referral, supports: Iterable[Support], action: LedgerAction, delta: int, *, now: datetime
) -> None:
    """Append what happened to several supports at once. The caller holds the lock on the referral."""
    entries = [LedgerEntry(**_entry(referral, support, action, delta, now)) for support in supports]
    LedgerEntry.objects.bulk_create(entries, batch_size=500)


def _entry(referral: Referral, support: Support, action: LedgerAction, delta: int, now: datetime) -> dict[str, object]:
    return {
        "referral_id": referral.pk,
        "commune_id": support.commune_id,
        "level": support.level,
        "action": action.value,
        "delta": delta,
        "commitment": commitment_of(nonce_of(referral, support), support.identity),
        "day": timezone.localdate(now),
        "at": now,
    }


def roll_up_soon(referral: Referral, *, now: datetime) -> None:
    """Roll up now; under a crowd, once a second, and a job does the rest. The caller holds the lock.

    Pages add what the ledger has since the watermark, so that the numbers shown never wait.
    """
    mark = find(CountMark, referral_id=referral.pk)
    if mark is None or mark.rolled_at is None or not mark.rolled_at < now < mark.rolled_at + PAUSE:
        roll_up(referral, now=now)
    elif not mark.is_waiting:
        CountMark.objects.filter(referral=referral).update(is_waiting=True)
        settle.using(run_after=mark.rolled_at + PAUSE).enqueue(referral.pk)


@transaction.atomic
def settle_counts(*, referral_id: int, now: datetime) -> int:
    """Roll up what waits, for the job that a crowd leaves behind; asked twice, it is done once."""
    locked = Referral.objects.select_for_update(of=("self",)).select_related("territory", "body", "policy")
    referral = locked.filter(pk=referral_id).first()
    return roll_up(referral, now=now) if referral is not None else 0


def roll_up(referral: Referral, *, now: datetime) -> int:
    """Add what the ledger has since the last time to the counters, then judge the steps; return how many entries.

    The caller holds the lock on the referral: its entries are committed in the order of their numbers.
    """
    mark, _is_new = CountMark.objects.get_or_create(referral=referral)
    waiting = LedgerEntry.objects.filter(referral=referral, pk__gt=mark.last_entry)
    last = waiting.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        CountMark.objects.filter(referral=referral, is_waiting=True).update(is_waiting=False)
        return 0
    sums = waiting.filter(pk__lte=last).values_list("commune", "level").annotate(total=Sum("delta")).order_by()
    for commune_id, level, total in list(sums):
        _add(referral, commune_id, level, total)
    rolled = last - mark.last_entry
    mark.last_entry, mark.rolled_at, mark.is_waiting = last, now, False
    mark.save(update_fields=["last_entry", "rolled_at", "is_waiting"])
    judge_steps(referral, now=now)
    return rolled


def _add(referral: Referral, commune_id: int, level: str, total: int) -> None:
    where = {"referral": referral, "commune_id": commune_id, "level": level}
    if total and not SupportCount.objects.filter(**where).update(count=F("count") + total):
        SupportCount.objects.create(**where, count=total)
