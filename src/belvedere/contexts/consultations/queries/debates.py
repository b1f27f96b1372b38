"""A debate as its pages show it: its statements, its figures, what was refused and removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from belvedere.contexts.consultations.models import (
    Debate,
    DebateMap,
    Participant,
    Phase,
    RefusedCount,
    Removal,
    Statement,
    Vote,
)
from belvedere.contexts.consultations.states import ConsultationState, ToolKind
from belvedere.contexts.consultations.states.debate import Moderation, Refused, StatementState
from belvedere.platform.accounts.models import Role

FILES = ("votes.csv", "comments.csv", "participants-votes.csv", "participants.csv")
SEED = 1
"""Of the map and of the order of statements: the same votes give the same result to whoever draws it again."""


def debate_of(slug: str) -> Debate | None:
    """Return the debate of a consultation, with its phase: one statement."""
    rows = Debate.objects.select_related(
        "phase__consultation__territory", "phase__consultation__body", "phase__consultation__project"
    )
    return rows.filter(phase__consultation__slug=slug, phase__tool=ToolKind.DEBATE.value).first()


def debate_of_phase(phase: Phase) -> Debate | None:
    return Debate.objects.filter(phase=phase).first()


def shown_statements(debate: Debate) -> QuerySet[Statement]:
    """Return the statements that participants answer."""
    states = [StatementState.SHOWN.value]
    if debate.moderation == Moderation.AFTER:
        states.append(StatementState.WAITING.value)
    return Statement.objects.filter(debate=debate, state__in=states)


def participant_with(debate: Debate, key: UUID | None) -> Participant | None:
    return Participant.objects.filter(debate=debate, key=key).first() if key is not None else None


def map_of(debate: Debate) -> DebateMap | None:
    """Return the map as it was last drawn, without the votes behind it: one statement."""
    return DebateMap.objects.filter(debate=debate).defer("tally").first()


def own_statements(participant: Participant | None) -> list[Statement]:
    """Return what a participant wrote, with what the moderation said of it."""
    if participant is None:
        return []
    return list(Statement.objects.filter(author=participant).order_by("number"))


def statements_to_read(debate: Debate) -> QuerySet[Statement]:
    """Return the statements that the moderation has not read, the oldest first."""
    return Statement.objects.filter(debate=debate, state=StatementState.WAITING.value).order_by("created_at", "number")


def statements_of(debate: Debate) -> QuerySet[Statement]:
    return Statement.objects.filter(debate=debate).order_by("number")


def read_statements_of(debate: Debate) -> QuerySet[Statement]:
    """Return the statements that the moderation has read, and those to begin with."""
    return statements_of(debate).exclude(state=StatementState.WAITING.value)


@dataclass(frozen=True)
class Figures:
    """How many took part, how many gave an address, what was refused, what was removed."""

    participants: int
    verified: int
    votes: int
    refused: Mapping[Refused, int]
    removals: list[Removal]


def figures_of(debate: Debate) -> Figures:
    """Return the counts of a debate: four statements, five before the first map.

    Votes are those of the last map: counting two million of them again would make everybody wait.
    """
    kept = Participant.objects.filter(debate=debate, removal__isnull=True)
    people = kept.aggregate(all=Count("pk"), verified=Count("pk", filter=Q(verified_at__isnull=False)))
    refused = RefusedCount.objects.filter(debate=debate).values("kind").annotate(sum=Sum("count")).order_by("kind")
    votes = DebateMap.objects.filter(debate=debate).values_list("result__votes", flat=True).first()
    if votes is None:
        votes = Vote.objects.filter(debate=debate, participant__removal__isnull=True).count()
    return Figures(
        participants=people["all"],
        verified=people["verified"],
        votes=votes,
        refused={Refused(row["kind"]): row["sum"] for row in refused},
        removals=list(Removal.objects.filter(debate=debate, undone_at__isnull=True)),
    )


def debates_to_draw(now: datetime) -> list[Debate]:
    """Return the debates where something happened since their map was drawn."""
    rows = Debate.objects.select_related("phase__consultation").filter(
        phase__consultation__announced_at__isnull=False, changed_at__isnull=False
    )
    return [debate for debate in rows.filter(changed_at__lte=now) if _is_behind(debate)]


def _is_behind(debate: Debate) -> bool:
    drawn = DebateMap.objects.filter(debate=debate).values_list("read_until", "is_whole").first()
    if drawn is None or not drawn[1] or (debate.changed_at is not None and debate.changed_at > drawn[0]):
        return True
    return Vote.objects.filter(debate=debate, at__gt=drawn[0]).exists()


def answers_of(participant: Participant) -> dict[str, int]:
    """Return what a participant answered, by statement."""
    rows = Vote.objects.filter(participant=participant).order_by("statement__number")
    return dict(rows.values_list("statement__text", "value"))


def waiting_for(role: Role) -> list[tuple[str, str, int]]:
    """Return the debates of the role's body where statements wait to be read: title, slug, how many."""
    rows = Statement.objects.filter(
        state=StatementState.WAITING.value,
        debate__phase__consultation__body=role.body_id,
        debate__phase__consultation__state=ConsultationState.OPEN.value,
    )
    titles = ("debate__phase__consultation__title", "debate__phase__consultation__slug")
    return [
        (title, slug, count) for title, slug, count in rows.values_list(*titles).annotate(Count("pk")).order_by(*titles)
    ]
