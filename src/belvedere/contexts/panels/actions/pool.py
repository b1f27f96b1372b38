"""Writes of the pool: who lives together, freezing it, opening it again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from belvedere.contexts.panels.actions.campaign import journal, locked_campaign, move, read_locked
from belvedere.contexts.panels.actions.places import forget_members
from belvedere.contexts.panels.events import campaign as events
from belvedere.contexts.panels.models import Campaign, Candidate, CandidateContact, Draw
from belvedere.contexts.panels.queries.pool import frozen_digest
from belvedere.contexts.panels.refusals.campaign import PoolCommitted, PoolTooSmall
from belvedere.contexts.panels.states.campaign import CampaignState, CampaignVerb
from belvedere.contexts.panels.states.seat import SITTING
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor

_SITTING = sorted(state.value for state in SITTING)
APART = "seul:"


@transaction.atomic
def join_household(*, reference: str, pseudonyms: Sequence[str], by: Role) -> None:
    """Say that candidates live together: one of them at most can be drawn."""
    campaign, _state = locked_campaign(reference, CampaignVerb.REGISTER, by)
    together = Candidate.objects.filter(campaign=campaign, pseudonym__in=pseudonyms)
    first = together.order_by("pseudonym").values_list("pseudonym", flat=True).first()
    together.update(household=f"foyer:{first}")


@transaction.atomic
def part_household(*, reference: str, pseudonyms: Sequence[str], by: Role) -> None:
    """Say that candidates at one address do not live together: two flats of a building."""
    campaign, _state = locked_campaign(reference, CampaignVerb.REGISTER, by)
    candidates = list(Candidate.objects.filter(campaign=campaign, pseudonym__in=pseudonyms))
    for candidate in candidates:
        candidate.household = f"{APART}{candidate.pseudonym}"
    Candidate.objects.bulk_update(candidates, ["household"])


@transaction.atomic
def freeze_pool(*, reference: str, by: Role, now: datetime) -> Campaign:
    """Freeze the list of those among whom the panel is drawn; its mark is journalled."""
    campaign, state = locked_campaign(reference, CampaignVerb.FREEZE, by)
    digest, candidates = frozen_digest(campaign)
    if candidates < campaign.size:
        raise PoolTooSmall
    move(campaign, state, frozen_at=now, pool_digest=digest)
    payload: dict[str, Value] = {"candidates": candidates, "digest": digest}
    journal(campaign, events.POOL_FROZEN, now=now, actor=Actor.role(by), payload=payload)
    return campaign


def freeze_again(campaign: Campaign, actor: Actor, now: datetime) -> None:
    """Give a frozen pool that changes its new mark; what was computed on the former one is thrown away.

    The caller holds the recruitment's lock. Once committed, a pool no longer changes: nothing is done.
    """
    if campaign.state != CampaignState.FROZEN:
        return
    Draw.objects.filter(campaign=campaign, committed_at=None).delete()
    campaign.pool_digest, candidates = frozen_digest(campaign)
    campaign.save(update_fields=["pool_digest"])
    payload: dict[str, Value] = {"candidates": candidates, "digest": campaign.pool_digest}
    journal(campaign, events.POOL_FROZEN, now=now, actor=actor, payload=payload)


@transaction.atomic
def reopen_pool(*, reference: str, by: Role, now: datetime) -> Campaign:
    """Open the registrations again, before anything is committed; a lottery computed in between is thrown away."""
    campaign, state = locked_campaign(reference, CampaignVerb.REOPEN, by)
    draw = Draw.objects.select_for_update().filter(campaign=campaign).first()
    if draw is not None and draw.committed_at is not None:
        raise PoolCommitted
    if draw is not None:
        draw.delete()
    move(campaign, state, frozen_at=None, pool_digest="")
    journal(campaign, events.POOL_REOPENED, now=now, actor=Actor.role(by))
    return campaign


@transaction.atomic
def erase_candidates(*, reference: str, on: date, now: datetime) -> int:
    """Erase the candidates whose day has come, except those who sit; return how many."""
    campaign = read_locked(reference)
    due = CandidateContact.objects.filter(candidate__campaign=campaign, erase_on__lte=on)
    keys = list(due.exclude(candidate__seat__state__in=_SITTING).values_list("candidate_id", flat=True))
    if not keys:
        return 0
    forget_members(keys)
    Candidate.objects.filter(pk__in=keys).delete()
    campaign.candidates_erased_at = now
    campaign.save(update_fields=["candidates_erased_at"])
    journal(campaign, events.CANDIDATES_ERASED, now=now, actor=SYSTEM, payload={"candidates": len(keys)})
    return len(keys)
