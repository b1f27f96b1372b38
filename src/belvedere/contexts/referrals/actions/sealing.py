"""Sealing the ledger: the entries of the days past go under one root, published and kept in the journal."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from belvedere.contexts.referrals import events
from belvedere.contexts.referrals.models import LedgerEntry, LedgerRoot
from belvedere.contexts.referrals.queries.receipts import hashes_under
from belvedere.engines.ledger.merkle import root_of, sealed
from belvedere.platform.journal.actions import SYSTEM, Subject, record
from belvedere.platform.territory.models import Territory


@transaction.atomic
def seal_ledger(*, territory: Territory, now: datetime) -> LedgerRoot | None:
    """Seal what was appended before today and is not sealed; asked twice in a day, it is sealed once.

    An entry committed late goes under the next root: it is never left out, nor under two.
    """
    Territory.objects.select_for_update().get(pk=territory.pk)
    today = timezone.localdate(now)
    day = today - timedelta(days=1)
    waiting = LedgerEntry.objects.filter(root=None, day__lt=today, referral__territory=territory)
    if LedgerRoot.objects.filter(territory=territory, day__gte=day).exists() or not waiting.exists():
        return None
    found = LedgerRoot.objects.create(territory=territory, day=day, size=0, root="", sealed_at=now)
    waiting.update(root=found)
    hashes = hashes_under(found)
    found.size, found.root = len(hashes), sealed(root_of(hashes), len(hashes))
    found.save(update_fields=["size", "root"])
    record(
        kind=events.LEDGER_SEALED,
        territory=territory,
        now=now,
        actor=SYSTEM,
        subject=Subject("racine", day.isoformat()),
        matter="",
        payload={"day": day.isoformat(), "size": found.size, "root": found.root},
    )
    return found
