"""Writes of a vote: a member votes, once on each thing, and joins a minority opinion."""

from datetime import datetime

from django.db import transaction

from belvedere.contexts.panels.actions.deliberation import locked_for
from belvedere.contexts.panels.models import Amendment, MinorityOpinion, MinoritySupport, Recommendation, Seat, Vote
from belvedere.contexts.panels.refusals.deliberation import EmptyText, NotTheMoment
from belvedere.contexts.panels.states.deliberation import DISAGREEING, DeliberationState
from belvedere.contexts.panels.states.panel import AmendmentState, Choice

_AMENDMENTS, _VOTE = frozenset({DeliberationState.AMENDMENTS}), frozenset({DeliberationState.VOTE})


@transaction.atomic
def vote_amendment(*, seat: Seat, opinion_reference: str, amendment_id: int, choice: Choice, now: datetime) -> Vote:
    """Vote an amendment; voting again changes one's vote, until the vote is closed."""
    opinion, current = locked_for(seat, opinion_reference, _AMENDMENTS)
    waiting = Amendment.objects.filter(recommendation__opinion=opinion, state=AmendmentState.PROPOSED.value)
    amendment = waiting.filter(pk=amendment_id).first()
    if amendment is None:
        raise NotTheMoment
    said = {"choice": choice.value, "cast_at": now}
    return Vote.objects.update_or_create(seat=current, amendment=amendment, defaults=said)[0]


@transaction.atomic
def vote_recommendation(*, seat: Seat, opinion_reference: str, number: int, choice: Choice, now: datetime) -> Vote:
    """Vote a recommendation; voting again changes one's vote, until the vote is closed."""
    opinion, current = locked_for(seat, opinion_reference, _VOTE)
    recommendation = Recommendation.objects.filter(opinion=opinion, number=number).first()
    if recommendation is None:
        raise NotTheMoment
    said = {"choice": choice.value, "cast_at": now}
    return Vote.objects.update_or_create(seat=current, recommendation=recommendation, defaults=said)[0]


@transaction.atomic
def write_minority_opinion(*, seat: Seat, opinion_reference: str, text: str, now: datetime) -> MinorityOpinion:
    """Write why one disagrees, to be published beside the avis; nobody is named."""
    opinion, current = locked_for(seat, opinion_reference, DISAGREEING)
    if not text.strip():
        raise EmptyText
    written = MinorityOpinion.objects.create(opinion=opinion, author=current, text=text.strip(), written_at=now)
    MinoritySupport.objects.create(minority_opinion=written, seat=current)
    return written


@transaction.atomic
def join_minority_opinion(*, seat: Seat, opinion_reference: str, minority_id: int) -> MinorityOpinion:
    """Join a minority opinion, once."""
    opinion, current = locked_for(seat, opinion_reference, DISAGREEING)
    found = MinorityOpinion.objects.filter(opinion=opinion, author__isnull=False, pk=minority_id).first()
    if found is None:
        raise NotTheMoment
    MinoritySupport.objects.get_or_create(minority_opinion=found, seat=current)
    found.supporters = found.supports.count()
    found.save(update_fields=["supporters"])
    return found
