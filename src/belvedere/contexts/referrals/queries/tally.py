"""Counts of supports as they are now: the counters, and what the ledger has since their watermark."""

from collections import Counter

from django.db.models import F, Sum
from django.db.models.functions import Coalesce

from belvedere.contexts.referrals.models import LedgerEntry, Referral, SupportCount

CountKey = tuple[str, str, str]
"""Insee code and name of a commune, and a level."""


def counts_now(referral: Referral) -> Counter[CountKey]:
    """Return the supports of a referral by commune and level: two statements, of which none counts supports."""
    fields = ("commune__insee", "commune__name", "level")
    found: Counter[CountKey] = Counter()
    for insee, name, level, count in SupportCount.objects.filter(referral=referral).values_list(*fields, "count"):
        found[insee, name, level] += count
    since = LedgerEntry.objects.filter(referral=referral, pk__gt=Coalesce(F("referral__count_mark__last_entry"), 0))
    for insee, name, level, total in since.order_by().values_list(*fields).annotate(total=Sum("delta")):
        found[insee, name, level] += total
    return +found
