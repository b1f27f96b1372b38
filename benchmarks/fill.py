"""Fills a site for measures: ``python -m benchmarks.fill REFERRALS SIGNATURES``, with the site's environment.

Adds published referrals, found by search like the others, a minute apart, one in ten closed and one in ten rejected, of
each policy in each commune that has any, then pending supports on a referral that gathers; prints the paths of their
confirmations.
"""

import json
import sys
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from belvedere.contexts.referrals.models import Referral
    from belvedere.platform.search.models import Document

BATCH = 2_000
REJECTED, CLOSED = 8, 9
"""Last digits of the positions of the referrals that are rejected, and of those whose collection is closed."""


def add_referrals(number: int) -> None:
    """Copy the demonstration's published referrals, under new references."""
    from belvedere.contexts.referrals.models import Referral  # noqa: PLC0415 -- after setup()
    from belvedere.contexts.referrals.states import Publication  # noqa: PLC0415 -- the same
    from belvedere.platform.search.models import Document  # noqa: PLC0415 -- the same

    models = list(Referral.objects.filter(publication=Publication.ADMITTED).order_by("pk"))
    rows = (
        _copied(models[position % len(models)], models[position // len(models) % len(models)], position)
        for position in range(number)
    )
    while batch := list(islice(rows, BATCH)):
        Referral.objects.bulk_create(batch)
        Document.objects.bulk_create(map(_found, batch))


def _copied(like: "Referral", elsewhere: "Referral", position: int) -> "Referral":
    """Return another referral like one, where another is, in one of the states that lists tell apart."""
    from belvedere.contexts.referrals.models import Referral, new_key  # noqa: PLC0415 -- after setup()
    from belvedere.contexts.referrals.states import (  # noqa: PLC0415 -- the same
        Collection,
        Publication,
        RejectionReason,
    )

    is_rejected, is_closed = position % 10 == REJECTED, position % 10 == CLOSED
    decided_at = like.deposited_at - timedelta(minutes=position)
    closed_at = decided_at if is_closed else None
    reached_at = decided_at if is_closed and position % 20 == CLOSED else None
    return Referral(
        territory=like.territory,
        reference=f"S-1999-{position:06}",
        body_id=like.body_id,
        policy_id=like.policy_id,
        commune_id=elsewhere.commune_id,
        title=f"{like.title[:100]} {position}",
        request=like.request,
        publication=Publication.REJECTED if is_rejected else Publication.ADMITTED,
        rejection_reason=next(iter(RejectionReason)) if is_rejected else "",
        collection=(Collection.NOT_OPEN if is_rejected else Collection.CLOSED if is_closed else Collection.OPEN),
        rules=like.rules,
        threshold=like.threshold,
        closes_on=None if is_rejected else like.closes_on,
        closed_at=closed_at,
        reached_at=reached_at,
        deposited_at=decided_at,
        decided_at=decided_at,
        identity_key=new_key(),
    )


def _found(referral: "Referral") -> "Document":
    """Return what search knows of a referral."""
    from belvedere.platform.search.models import Document  # noqa: PLC0415 -- after setup()
    from belvedere.platform.search.words import words_of  # noqa: PLC0415 -- the same

    text = f"{referral.title} {referral.request}"
    return Document(
        territory=referral.territory,
        kind="saisine",
        key=referral.reference,
        title=referral.title,
        text=referral.request,
        url=f"/saisines/{referral.reference}/",
        folded=" ".join(words_of(text)),
    )


def add_pending_supports(number: int) -> list[str]:
    """Return the path of the confirmation of each."""
    from django.urls import reverse  # noqa: PLC0415 -- after setup()
    from django.utils import timezone  # noqa: PLC0415 -- the same

    from belvedere.contexts.referrals.models import Referral, Support  # noqa: PLC0415 -- the same
    from belvedere.contexts.referrals.queries import support_token  # noqa: PLC0415 -- the same
    from belvedere.contexts.referrals.states import GATHERING  # noqa: PLC0415 -- the same

    today = timezone.localdate()
    referral = Referral.objects.filter(collection__in=GATHERING, closes_on__gte=today).order_by("pk").first()
    if referral is None:
        sys.exit("No referral of the demonstration gathers supports.")
    supports = [
        Support(referral=referral, commune_id=referral.commune_id, identity=f"{n:064}", requested_at=timezone.now())
        for n in range(number)
    ]
    Support.objects.bulk_create(supports, batch_size=BATCH)
    return [reverse("referrals:confirm_support", args=[support_token(support)]) for support in supports]


def main(referrals: int, signatures: int) -> None:
    from django_scopes import scope  # noqa: PLC0415 -- after setup()

    from belvedere.platform.territory.queries import current_territory  # noqa: PLC0415 -- the same

    with scope(territory=current_territory()):
        paths = add_pending_supports(signatures)
        add_referrals(referrals)
    gather_statistics()
    print(json.dumps(paths))


def gather_statistics() -> None:
    """Do at once what PostgreSQL's own daemon does a minute later, to its tables and to their statistics."""
    from django.db import connection  # noqa: PLC0415 -- after setup()

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
