"""Adds confirmed supports, with their entries in the ledger: ``python -m benchmarks.fill_supports REFERRAL NUMBER``."""

import json
import sys

import django

BATCH = 100_000
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)"
SUPPORTS = """
    INSERT INTO referrals_support (referral_id, commune_id, uuid, identity, resemblance, is_depositor, level, origin,
                                   state, requested_at, confirmed_at)
    {numbers} SELECT %s, %s, {uuid}, {mark}, '', {no}, 'email', 'en_ligne', 'confirme', {at}, {at} FROM numbers
"""
ENTRIES = """
    INSERT INTO referrals_ledgerentry (referral_id, commune_id, level, action, delta, commitment, day, at)
    {numbers} SELECT %s, %s, 'email', 'soutien', 1, {mark}, {day}, {at} FROM numbers
"""
# Marks are spread as real ones are: each falls anywhere in its index.
SPREAD = {
    "sqlite": {"uuid": "lower(hex(randomblob(16)))", "mark": "lower(hex(randomblob(32)))", "no": "0"},
    "postgresql": {
        "uuid": "gen_random_uuid()",
        "mark": "encode(sha256(gen_random_uuid()::text::bytea), 'hex')",
        "no": "false",
    },
}


def add_supports(referral_id: int, number: int) -> None:
    """Add supports that are counted, and roll them up."""
    from django.db import connection, transaction  # noqa: PLC0415 -- after setup()
    from django.utils import timezone  # noqa: PLC0415 -- the same

    from belvedere.contexts.referrals.actions.ledger import settle_counts  # noqa: PLC0415 -- the same
    from belvedere.contexts.referrals.models import Referral  # noqa: PLC0415 -- the same

    referral, now = Referral.objects.get(pk=referral_id), timezone.now()
    at, day = f"'{now:%Y-%m-%d %H:%M:%S}'", f"'{timezone.localdate(now)}'"
    if connection.vendor == "postgresql":
        at, day = f"timestamptz {at}", f"date {day}"
    words = {**SPREAD[connection.vendor], "numbers": NUMBERS, "at": at, "day": day}
    for start in range(0, number, BATCH):
        given = [min(BATCH, number - start), referral.pk, referral.commune_id]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SUPPORTS.format(**words), given)
            cursor.execute(ENTRIES.format(**words), given)
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
