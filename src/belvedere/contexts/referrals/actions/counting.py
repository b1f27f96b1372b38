"""Checking the counters of a referral against a recount of its supports, and mending them if need be."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.actions.journal import journal
from belvedere.contexts.referrals.actions.ledger import roll_up
from belvedere.contexts.referrals.actions.steps import judge_steps
from belvedere.contexts.referrals.models import CountMark, Referral, Support, SupportCount
from belvedere.contexts.referrals.states import COUNTED
from belvedere.platform.journal.actions import SYSTEM


@transaction.atomic
def verify_counts(*, referral: Referral, now: datetime) -> bool:
    """Recount the supports of a referral; return whether its counters said the same. What is false is mended."""
    locked = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("territory", "body", "policy")
        .get(pk=referral.pk)
    )
    roll_up(locked, now=now)
    recounted = _recount(locked)
    rows = SupportCount.objects.filter(referral=locked)
    counted = {(row.commune_id, row.level): row.count for row in rows if row.count}
    is_right = recounted == counted
    if not is_right:
        rows.delete()
        SupportCount.objects.bulk_create(
            SupportCount(referral=locked, commune_id=commune, level=level, count=count)
            for (commune, level), count in recounted.items()
        )
        payload = {"before": sum(counted.values()), "after": sum(recounted.values())}
        journal(locked, events.COUNTS_MENDED, now=now, actor=SYSTEM, payload=payload)
        judge_steps(locked, now=now)
    CountMark.objects.update_or_create(referral=locked, defaults={"verified_at": now})
    return is_right


def _recount(referral: Referral) -> dict[tuple[int, str], int]:
    counted = Support.objects.filter(referral=referral, state__in=sorted(state.value for state in COUNTED))
    rows = counted.order_by().values_list("commune", "level").annotate(total=Count("pk"))
    return {(commune, level): total for commune, level, total in rows}
