"""Adds confirmed supports, with their entries in the ledger: ``python -m benchmarks.fill_supports REFERRAL NUMBER``."""

import json
import sys
from itertools import islice

import django

BATCH = 5_000


def add_supports(referral_id: int, number: int) -> None:
    """Add supports that are counted, and roll them up."""
    from django.utils import timezone  # noqa: PLC0415 -- after setup()

    from belvedere.contexts.referrals.actions.ledger import settle_counts  # noqa: PLC0415 -- the same
    from belvedere.contexts.referrals.models import LedgerEntry, Referral, Support  # noqa: PLC0415 -- the same

    referral, now = Referral.objects.get(pk=referral_id), timezone.now()
    numbers = iter(range(number))
    while batch := list(islice(numbers, BATCH)):
        Support.objects.bulk_create(
            Support(
                referral=referral,
                commune_id=referral.commune_id,
                identity=f"fill{place:060}",
                state="confirme",
                requested_at=now,
                confirmed_at=now,
            )
            for place in batch
        )
        LedgerEntry.objects.bulk_create(
            LedgerEntry(
                referral=referral,
                commune_id=referral.commune_id,
                level="email",
                action="soutien",
                delta=1,
                commitment=f"fill{place:060}",
                day=timezone.localdate(now),
                at=now,
            )
            for place in batch
        )
    settle_counts(referral_id=referral_id, now=now)


def main(referral_id: int, number: int) -> None:
    from django_scopes import scope  # noqa: PLC0415 -- after setup()

    from belvedere.platform.territory.queries import current_territory  # noqa: PLC0415 -- the same

    with scope(territory=current_territory()):
        add_supports(referral_id, number)
    print(json.dumps(number))


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
