"""Mergers: what may be merged, and what was."""

from django.db.models import QuerySet

from belvedere.contexts.referrals.models import Merger, Referral, Support
from belvedere.contexts.referrals.states import Collection
from belvedere.contexts.referrals.states.paper import MergerState
from belvedere.platform.search.queries import pages_alike


def mergeable_into(duplicate: Referral) -> QuerySet[Referral]:
    """Return the referrals that another may join."""
    found = Referral.objects.filter(territory=duplicate.territory_id, collection=Collection.OPEN)
    return found.exclude(pk=duplicate.pk).order_by("reference")


def mergeable_alike(duplicate: Referral, *, most: int = 5) -> list[Referral]:
    """Return the referrals that another may join and whose words are like its own, the likest first."""
    hits = pages_alike(duplicate.title, kinds=["saisine"], limit=most * 4)
    found = mergeable_into(duplicate).filter(reference__in=[hit.key for hit in hits]).select_related("body")
    rows = {row.reference: row for row in found}
    return [rows[hit.key] for hit in hits if hit.key in rows][:most]


def merger_of(referral: Referral) -> Merger | None:
    """Return the merger by which a referral has joined another, if it holds."""
    found = Merger.objects.filter(duplicate=referral, state=MergerState.UNDER_WAY.value)
    return found.select_related("mother").first()


def carried_count(merger: Merger) -> int:
    """Return how many supporters carried their support over."""
    return Support.objects.filter(referral=merger.mother_id, carried_from__referral=merger.duplicate_id).count()
