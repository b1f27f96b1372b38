"""Reads of the panels: avis, their recommendations, the examens that wait for one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from belvedere.contexts.observatory.queries import ExamenCard, examen_cards_of
from belvedere.contexts.observatory.states import ExamenState
from belvedere.contexts.panels.models import Opinion, Recommendation
from belvedere.contexts.panels.rules.opinion import WRITERS
from belvedere.contexts.panels.states.opinion import OpinionState
from belvedere.platform.accounts.models import Role


@dataclass(frozen=True)
class DeskRow:
    """An examen at the desk: its avis may not be begun."""

    examen: ExamenCard
    opinion: Opinion | None

    @property
    def is_recorded(self) -> bool:
        return self.opinion is not None and self.opinion.state == OpinionState.RECORDED


def opinions() -> QuerySet[Opinion]:
    """Return every recorded avis with what its readers need: one statement."""
    return Opinion.objects.filter(state=OpinionState.RECORDED).select_related("examen__policy", "body", "territory")


def opinion_by_reference(reference: str) -> Opinion:
    """Return a recorded avis; raises ``Opinion.DoesNotExist``."""
    return opinions().get(reference=reference)


def listed_opinions() -> QuerySet[Opinion]:
    """Return the recorded avis as lists show them, the latest first, with the number of their recommendations."""
    return opinions().annotate(recommendation_count=Count("recommendations")).order_by("-recorded_at", "-pk")


def recommendations_of(opinion_reference: str) -> QuerySet[Recommendation]:
    """Return the recommendations of an avis, in order: one statement."""
    return Recommendation.objects.filter(opinion__reference=opinion_reference).order_by("number")


def opinions_of_examens(references: Iterable[str]) -> QuerySet[Opinion]:
    """Return the avis given in these examens, with their recommendations: two statements."""
    return (
        opinions()
        .filter(examen__reference__in=list(references))
        .prefetch_related("recommendations")
        .order_by("recorded_at")
    )


def opinion_in(examen_reference: str) -> Opinion | None:
    """Return the avis of an examen, draft or recorded, with its recommendations: two statements."""
    found = Opinion.objects.filter(examen__reference=examen_reference).select_related("body")
    return found.prefetch_related("recommendations").first()


def desk_rows(role: Role) -> list[DeskRow]:
    """Return the examens of the role's body, those that wait for an avis first: two statements."""
    cards = examen_cards_of(role.body_id)
    written = {opinion.examen_id: opinion for opinion in Opinion.objects.filter(examen__policy__body=role.body_id)}
    rows = [DeskRow(card, written.get(card.pk)) for card in cards]
    return sorted(rows, key=lambda row: row.is_recorded)


def examens_waiting_for(role: Role) -> list[ExamenCard]:
    """Return the open examens on which this role's next step is to record the avis: two statements."""
    if role.kind not in WRITERS:
        return []
    return [row.examen for row in desk_rows(role) if row.examen.state == ExamenState.OPENED and not row.is_recorded]
