"""Writes of a deliberation: open it, write and amend together, settle the words, close the vote."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Q

from belvedere.contexts.observatory.queries import ExamenCard
from belvedere.contexts.panels.actions.opinion import locked_examen, opinion_of
from belvedere.contexts.panels.events import opinion as events
from belvedere.contexts.panels.models import (
    Amendment,
    Opinion,
    Panel,
    Recommendation,
    RejectedRecommendation,
    Seat,
    Vote,
)
from belvedere.contexts.panels.refusals.deliberation import (
    EmptyText,
    NoPanelToDeliberate,
    NothingToVote,
    NotTheMoment,
    NotYours,
)
from belvedere.contexts.panels.refusals.member import NotAMember
from belvedere.contexts.panels.states.deliberation import (
    DELIBERATION,
    DeliberationState,
    DeliberationVerb,
    is_adopted,
)
from belvedere.contexts.panels.states.opinion import OpinionState, Verb
from belvedere.contexts.panels.states.panel import AmendmentState, Choice, PanelState
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.journal.kinds import Kind

FAR = 1000  # beyond the most recommendations that an avis has
FOR = Count("votes", filter=Q(votes__choice=Choice.FOR.value), distinct=True)
AGAINST = Count("votes", filter=Q(votes__choice=Choice.AGAINST.value), distinct=True)
ABSTAINED = Count("votes", filter=Q(votes__choice=Choice.ABSTAIN.value), distinct=True)


def _reached(opinion: Opinion, verb: DeliberationVerb) -> DeliberationState:
    state = DELIBERATION.get((DeliberationState(opinion.deliberation), verb))
    if state is None or opinion.state != OpinionState.DRAFT:
        raise NotTheMoment
    return state


def _locked(examen_reference: str, verb: DeliberationVerb, by: Role) -> tuple[ExamenCard, Opinion, DeliberationState]:
    """Take the examen's lock, under which its avis is written; return the avis and where the verb leads."""
    examen = locked_examen(examen_reference, Verb.DRAFT, by)
    opinion = opinion_of(examen)
    if opinion is None:
        raise NothingToVote
    return examen, opinion, _reached(opinion, verb)


def _journal(
    examen: ExamenCard, opinion: Opinion, kind: Kind, by: Role, now: datetime, payload: dict[str, Value]
) -> None:
    record(
        kind=kind,
        territory=examen.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("avis", opinion.reference),
        matter=examen.reference,
        payload=payload,
    )


@transaction.atomic
def open_deliberation(*, examen_reference: str, panel_slug: str, by: Role, now: datetime) -> Opinion:
    """Let the members of a panel write the avis of an examen together."""
    examen, opinion, state = _locked(examen_reference, DeliberationVerb.OPEN, by)
    panel = Panel.objects.filter(slug=panel_slug, body=examen.body, state=PanelState.ACTIVE.value).first()
    members = Seat.objects.filter(panel=panel, state=SeatState.CONFIRMED.value).count() if panel else 0
    if panel is None or not members:
        raise NoPanelToDeliberate
    opinion.panel, opinion.panel_size, opinion.deliberation = panel, members, state.value
    opinion.save(update_fields=["panel", "panel_size", "deliberation"])
    _journal(examen, opinion, events.DELIBERATION_OPENED, by, now, {"members": members})
    return opinion


def locked_for(seat: Seat, opinion_reference: str, among: frozenset[DeliberationState]) -> tuple[Opinion, Seat]:
    """Take the lock of an avis for a member; refuse who does not sit, and what is not open now."""
    opinion = Opinion.objects.select_for_update(of=("self",)).filter(reference=opinion_reference).first()
    current = Seat.objects.filter(pk=seat.pk, state=SeatState.CONFIRMED.value).first()
    if opinion is None or current is None or current.panel_id is None or current.panel_id != opinion.panel_id:
        raise NotAMember
    if opinion.state != OpinionState.DRAFT or DeliberationState(opinion.deliberation) not in among:
        raise NotTheMoment
    return opinion, current


_WRITING = frozenset({DeliberationState.WRITING})


@transaction.atomic
def propose_recommendation(*, seat: Seat, opinion_reference: str, text: str, now: datetime) -> Recommendation:
    """Add a recommendation that a member proposes, after the others."""
    opinion, _current = locked_for(seat, opinion_reference, _WRITING)
    if not text.strip():
        raise EmptyText
    number = Recommendation.objects.filter(opinion=opinion).count() + 1
    Opinion.objects.filter(pk=opinion.pk).update(drafted_at=now)
    return Recommendation.objects.create(opinion=opinion, number=number, text=text.strip())


@transaction.atomic
def propose_amendment(
    *, seat: Seat, opinion_reference: str, number: int, text: str, reason: str, now: datetime
) -> Amendment:
    """Propose other words for a recommendation; no word at all proposes to strike it out."""
    opinion, current = locked_for(seat, opinion_reference, _WRITING)
    recommendation = Recommendation.objects.filter(opinion=opinion, number=number).first()
    if recommendation is None:
        raise NotTheMoment
    if text.strip() == recommendation.text.strip():
        raise EmptyText
    rank = recommendation.amendments.count() + 1
    return Amendment.objects.create(
        recommendation=recommendation,
        number=rank,
        author=current,
        text=text.strip(),
        reason=reason.strip(),
        proposed_at=now,
    )


@transaction.atomic
def withdraw_amendment(*, seat: Seat, opinion_reference: str, amendment_id: int, now: datetime) -> Amendment:
    """Take back an amendment, by the member who proposed it, while the words are not settled."""
    opinion, current = locked_for(seat, opinion_reference, _WRITING)
    amendment = Amendment.objects.filter(pk=amendment_id, recommendation__opinion=opinion).first()
    if amendment is None or amendment.state != AmendmentState.PROPOSED:
        raise NotTheMoment
    if amendment.author_id != current.pk:
        raise NotYours
    amendment.state, amendment.decided_at = AmendmentState.WITHDRAWN.value, now
    amendment.save(update_fields=["state", "decided_at"])
    return amendment


def _waiting(opinion: Opinion) -> list[Amendment]:
    found = Amendment.objects.filter(recommendation__opinion=opinion, state=AmendmentState.PROPOSED.value)
    found = found.select_related("recommendation").annotate(voted_for=FOR, voted_against=AGAINST)
    return list(found.order_by("recommendation__number", "number"))


@transaction.atomic
def call_amendments(*, examen_reference: str, by: Role, now: datetime) -> Opinion:
    """Settle what is proposed, and let the members vote each amendment."""
    examen, opinion, state = _locked(examen_reference, DeliberationVerb.CALL_AMENDMENTS, by)
    amendments = len(_waiting(opinion))
    if not amendments:
        raise NothingToVote
    _move(opinion, state)
    payload: dict[str, Value] = {"amendments": amendments, "recommendations": opinion.recommendations.count()}
    _journal(examen, opinion, events.VOTE_OPENED, by, now, payload)
    return opinion


def _move(opinion: Opinion, state: DeliberationState) -> None:
    opinion.deliberation = state.value
    opinion.save(update_fields=["deliberation"])


@transaction.atomic
def call_vote(*, examen_reference: str, by: Role, now: datetime) -> Opinion:
    """Decide the amendments by their votes, write the adopted ones, and let the members vote each recommendation."""
    examen, opinion, state = _locked(examen_reference, DeliberationVerb.CALL_VOTE, by)
    waiting = _waiting(opinion)
    if waiting and opinion.deliberation == DeliberationState.WRITING:
        raise NotTheMoment
    _decide(waiting, now)
    _renumber(opinion)
    count = Recommendation.objects.filter(opinion=opinion).count()
    if not count:
        raise NothingToVote
    _move(opinion, state)
    _journal(examen, opinion, events.VOTE_OPENED, by, now, {"amendments": 0, "recommendations": count})
    return opinion


def _decide(waiting: list[Amendment], now: datetime) -> None:
    """Adopt or reject amendments, in their order: adopted words replace the others, which are kept beside them."""
    recommendations = {amendment.recommendation_id: amendment.recommendation for amendment in waiting}
    for amendment in waiting:
        votes, recommendation = vars(amendment), recommendations[amendment.recommendation_id]
        is_for = is_adopted(votes["voted_for"], votes["voted_against"])
        amendment.state = (AmendmentState.ADOPTED if is_for else AmendmentState.REJECTED).value
        amendment.decided_at, amendment.replaced_text = now, recommendation.text if is_for else ""
        if is_for and amendment.text:
            recommendation.text = amendment.text
    Amendment.objects.bulk_update(waiting, ["state", "decided_at", "replaced_text"])
    Recommendation.objects.bulk_update(recommendations.values(), ["text"])


def _renumber(opinion: Opinion) -> None:
    """Leave out the recommendations that an adopted amendment strikes out, and number the others again."""
    struck = Q(amendments__state=AmendmentState.ADOPTED.value, amendments__text="")
    Recommendation.objects.filter(struck, opinion=opinion).delete()
    left = Recommendation.objects.filter(opinion=opinion).order_by("number")
    rows = list(left)
    left.update(number=F("number") + FAR)  # numbers are unique: nobody stands in the way of the new ones
    for number, row in enumerate(rows, start=1):
        row.number = number
    Recommendation.objects.bulk_update(rows, ["number"])


@transaction.atomic
def close_vote(*, examen_reference: str, by: Role, now: datetime) -> Opinion:
    """Count the votes for good: what is adopted makes the avis, what is not is told beside it. Votes are erased."""
    examen, opinion, state = _locked(examen_reference, DeliberationVerb.CLOSE, by)
    rows = Recommendation.objects.filter(opinion=opinion).order_by("number")
    counted = list(rows.annotate(yes=FOR, no=AGAINST, neither=ABSTAINED))
    for row in counted:
        votes = vars(row)
        row.votes_for, row.votes_against, row.votes_abstained = votes["yes"], votes["no"], votes["neither"]
    Recommendation.objects.bulk_update(counted, ["votes_for", "votes_against", "votes_abstained"])
    rejected = [row for row in counted if not is_adopted(row.votes_for or 0, row.votes_against or 0)]
    opinion.voters = Vote.objects.filter(recommendation__opinion=opinion).values("seat").distinct().count()
    opinion.save(update_fields=["voters"])
    Vote.objects.filter(Q(recommendation__opinion=opinion) | Q(amendment__recommendation__opinion=opinion)).delete()
    _set_aside(opinion, rejected)
    _renumber(opinion)
    _move(opinion, state)
    adopted = Recommendation.objects.filter(opinion=opinion).count()
    payload: dict[str, Value] = {"voters": opinion.voters, "adopted": adopted, "rejected": len(rejected)}
    _journal(examen, opinion, events.VOTE_CLOSED, by, now, payload)
    return opinion


def _set_aside(opinion: Opinion, rejected: Sequence[Recommendation]) -> None:
    """Keep beside the avis, with its counts, each recommendation that the panel did not adopt."""
    RejectedRecommendation.objects.bulk_create(
        RejectedRecommendation(
            opinion=opinion,
            number=row.number,
            text=row.text,
            votes_for=row.votes_for or 0,
            votes_against=row.votes_against or 0,
            votes_abstained=row.votes_abstained or 0,
        )
        for row in rejected
    )
    Recommendation.objects.filter(pk__in=[row.pk for row in rejected]).delete()
