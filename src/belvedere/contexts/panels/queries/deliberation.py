"""Reads of a deliberation: what a member may do now, what an officer follows, what the public reads."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from belvedere.contexts.panels.models import (
    Amendment,
    MinorityOpinion,
    MinoritySupport,
    Opinion,
    Panel,
    RejectedRecommendation,
    Seat,
    Vote,
)
from belvedere.contexts.panels.states.deliberation import DISAGREEING, DeliberationState
from belvedere.contexts.panels.states.opinion import OpinionState
from belvedere.contexts.panels.states.panel import AmendmentState, PanelState
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.platform.accounts.models import Role


@dataclass(frozen=True)
class AmendmentRow:
    """An amendment, as one reader sees it: whether it is hers, what she voted."""

    amendment: Amendment
    before: str
    is_own: bool
    choice: str


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation with its amendments."""

    pk: int
    number: int
    text: str
    choice: str
    amendments: tuple[AmendmentRow, ...]


@dataclass(frozen=True)
class MinorityRow:
    """A minority opinion; ``is_joined`` tells whether the reader joined it."""

    opinion: MinorityOpinion
    is_joined: bool


@dataclass(frozen=True)
class Table:
    """A deliberation as a member or an officer reads it."""

    opinion: Opinion
    state: DeliberationState
    rows: tuple[RecommendationRow, ...]
    minorities: tuple[MinorityRow, ...]
    rejected: tuple[RejectedRecommendation, ...]
    members: int
    voters: int

    @property
    def count(self) -> int:
        """How many recommendations are written."""
        return len(self.rows)

    @property
    def may_disagree(self) -> bool:
        return self.state in DISAGREEING

    @property
    def waiting(self) -> int:
        """How many amendments are not decided."""
        rows = (row for item in self.rows for row in item.amendments)
        return sum(row.amendment.state == AmendmentState.PROPOSED for row in rows)


def deliberations_of(seat: Seat) -> QuerySet[Opinion]:
    """Return the avis that the panel of a member is writing or has just voted: one statement."""
    found = Opinion.objects.filter(panel__seats=seat, state=OpinionState.DRAFT.value)
    found = found.exclude(deliberation=DeliberationState.CLOSED.value)
    return found.select_related("examen__policy", "panel").order_by("reference")


def table_of(opinion: Opinion, seat: Seat | None = None) -> Table:
    """Return a deliberation, with what a member voted when she is given: eight statements at most."""
    items = list(opinion.recommendations.order_by("number").prefetch_related("amendments"))
    votes = list(Vote.objects.filter(seat=seat)) if seat is not None else []
    on_items = {vote.recommendation_id: vote.choice for vote in votes}
    on_amendments = {vote.amendment_id: vote.choice for vote in votes}
    joined = set(
        MinoritySupport.objects.filter(seat=seat, minority_opinion__opinion=opinion).values_list(
            "minority_opinion_id", flat=True
        )
        if seat is not None
        else []
    )
    rows = tuple(
        RecommendationRow(
            item.pk,
            item.number,
            item.text,
            on_items.get(item.pk, ""),
            tuple(
                AmendmentRow(
                    row,
                    row.replaced_text or item.text,
                    seat is not None and row.author_id == seat.pk,
                    on_amendments.get(row.pk, ""),
                )
                for row in item.amendments.all()
                if row.state != AmendmentState.WITHDRAWN
            ),
        )
        for item in items
    )
    minorities = tuple(MinorityRow(row, row.pk in joined) for row in opinion.minority_opinions.all())
    state = DeliberationState(opinion.deliberation)
    rejected = tuple(opinion.rejected.all())
    return Table(opinion, state, rows, minorities, rejected, _members(opinion), _voters(opinion, state))


def _members(opinion: Opinion) -> int:
    return Seat.objects.filter(panel__opinions=opinion, state=SeatState.CONFIRMED.value).count()


def _voters(opinion: Opinion, state: DeliberationState) -> int:
    """Return how many members voted in the vote that is open, or in the one that was closed."""
    if opinion.voters is not None:
        return opinion.voters
    votes = Vote.objects.filter(amendment__recommendation__opinion=opinion)
    if state == DeliberationState.VOTE:
        votes = Vote.objects.filter(recommendation__opinion=opinion)
    return votes.values("seat").distinct().count()


def panels_that_may_deliberate(role: Role) -> QuerySet[Panel]:
    """Return the active panels of a body, with the number of their members: one statement."""
    found = Panel.objects.filter(body_id=role.body_id, state=PanelState.ACTIVE.value)
    return found.filter(seats__state=SeatState.CONFIRMED.value).annotate(count=Count("seats")).order_by("name")


def minority_opinions_of(opinion: Opinion) -> QuerySet[MinorityOpinion]:
    """Return what is published of those who disagreed, the most joined first: one statement."""
    return MinorityOpinion.objects.filter(opinion=opinion).order_by("-supporters", "pk")


def rejected_of(opinion: Opinion) -> QuerySet[RejectedRecommendation]:
    """Return what was put to the vote and not adopted, in its order: one statement."""
    return RejectedRecommendation.objects.filter(opinion=opinion).order_by("number")
