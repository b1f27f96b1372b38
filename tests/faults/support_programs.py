"""What the tests of this folder run in programs of a site's own, to be killed: ``run(name)`` in its territory."""

import random
from itertools import count
from typing import NoReturn

from django.utils import timezone
from django_scopes import scope

from belvedere.contexts.referrals.actions.counting import verify_counts
from belvedere.contexts.referrals.actions.ledger import settle_counts
from belvedere.contexts.referrals.actions.merger import carry_support, merge_referral, unmerge_referral
from belvedere.contexts.referrals.actions.support import confirm_support, request_support, withdraw_support
from belvedere.contexts.referrals.models import LedgerEntry, Referral, Support
from belvedere.contexts.referrals.queries import identity_of, recounted, tally_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.queries import roles_of_body
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.queries import body_by_slug, communes, current_territory

METROPOLE = "clermont-auvergne-metropole"


def _pair() -> list[Referral]:
    """Two referrals of the métropole, whatever the moment at which the last program was killed."""
    found = Referral.objects.filter(body__slug=METROPOLE, closed_at=None, closes_on__gte=timezone.localdate())
    return list(found.order_by("pk")[:2])


def _agent() -> Role:
    body = body_by_slug(METROPOLE)
    roles = roles_of_body(body=body, on=timezone.localdate()) if body else ()
    return next(role for role in roles if role.kind == RoleKind.AGENT)


def churn() -> NoReturn:
    """Support, withdraw, merge, carry, separate, settle, without end."""
    places, by = list(communes()), _agent()
    print("ready", flush=True)
    for number in count():
        first, second = _pair()
        email, now = f"{random.random()}@exemple.invalid", timezone.now()  # noqa: S311 -- a name for a test
        if first.collection == "regroupee":
            unmerge_referral(duplicate=first, by=by, now=now)
            continue
        request_support(referral=first, commune=places[number % 21], email=email, language="fr", now=now)
        support = Support.objects.get(referral=first, identity=identity_of(first, email))
        confirm_support(support=support, now=now)
        if number % 3 == 0:
            withdraw_support(support=support, now=timezone.now())
        elif number % 3 == 1:
            merge_referral(duplicate=first, mother=second, by=by, now=now)
            carry_support(support=support, now=now)
        settle_counts(referral_id=first.pk, now=timezone.now())


def tell() -> None:
    """Print, for each referral, whether its pages, a recount, its ledger and its counters agree."""
    for referral in _pair():
        tally = tally_of(referral)
        ledger = sum(LedgerEntry.objects.filter(referral=referral).values_list("delta", flat=True))
        agree = tally.by_commune == recounted(referral) and tally.total == ledger
        print(agree, verify_counts(referral=referral, now=timezone.now()))


def run(name: str) -> None:
    """Do one of them."""
    with scope(territory=current_territory()):
        {"churn": churn, "tell": tell}[name]()
