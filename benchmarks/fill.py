"""Fills a site for measures: ``python -m benchmarks.fill REFERRALS SIGNATURES``, with the site's environment.

Adds published referrals, then pending supports on a referral that gathers; prints the paths of their confirmations.
"""

import json
import sys
from itertools import islice

import django

BATCH = 2_000


def add_referrals(number: int) -> None:
    """Copy the demonstration's published referrals, under new references."""
    from belvedere.contexts.referrals.models import Referral, new_key  # noqa: PLC0415 -- after setup()
    from belvedere.contexts.referrals.states import Collection, FollowUp, Publication  # noqa: PLC0415 -- the same

    models = list(Referral.objects.filter(publication=Publication.ADMITTED).order_by("pk"))
    rows = (
        Referral(
            territory=like.territory,
            reference=f"S-1999-{position:06}",
            body_id=like.body_id,
            policy_id=like.policy_id,
            commune_id=like.commune_id,
            title=f"{like.title[:100]} {position}",
            request=like.request,
            publication=Publication.ADMITTED,
            collection=Collection.OPEN,
            follow_up=FollowUp.NONE,
            rules=like.rules,
            threshold=like.threshold,
            closes_on=like.closes_on,
            deposited_at=like.deposited_at,
            decided_at=like.decided_at,
            identity_key=new_key(),
        )
        for position, like in ((position, models[position % len(models)]) for position in range(number))
    )
    while batch := list(islice(rows, BATCH)):
        Referral.objects.bulk_create(batch)


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
    print(json.dumps(paths))


if __name__ == "__main__":
    django.setup()
    main(*map(int, sys.argv[1:]))
