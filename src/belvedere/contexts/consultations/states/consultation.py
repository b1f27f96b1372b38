"""The life of a consultation: written, announced, open, closed, reported, accounted for."""

from enum import StrEnum


class ConsultationState(StrEnum):
    DRAFT = "brouillon"
    ANNOUNCED = "annoncee"
    OPEN = "ouverte"
    CLOSED = "close"
    REPORTED = "bilan_publie"
    ACCOUNTED = "comptes_rendus"
    ABANDONED = "abandonnee"


class ConsultationVerb(StrEnum):
    WRITE = "ecrire"
    ANNOUNCE = "annoncer"
    OPEN = "ouvrir"
    PROLONG = "prolonger"
    SHORTEN = "ecourter"
    CLOSE = "clore"
    REPORT = "publier_le_bilan"
    ACCOUNT = "rendre_compte"
    ABANDON = "abandonner"


CONSULTATIONS: dict[tuple[ConsultationState, ConsultationVerb], ConsultationState] = {
    (ConsultationState.DRAFT, ConsultationVerb.WRITE): ConsultationState.DRAFT,
    (ConsultationState.DRAFT, ConsultationVerb.ANNOUNCE): ConsultationState.ANNOUNCED,
    (ConsultationState.DRAFT, ConsultationVerb.ABANDON): ConsultationState.ABANDONED,
    (ConsultationState.ANNOUNCED, ConsultationVerb.PROLONG): ConsultationState.ANNOUNCED,
    (ConsultationState.ANNOUNCED, ConsultationVerb.OPEN): ConsultationState.OPEN,
    (ConsultationState.ANNOUNCED, ConsultationVerb.ABANDON): ConsultationState.ABANDONED,
    (ConsultationState.OPEN, ConsultationVerb.PROLONG): ConsultationState.OPEN,
    (ConsultationState.OPEN, ConsultationVerb.SHORTEN): ConsultationState.OPEN,
    (ConsultationState.OPEN, ConsultationVerb.CLOSE): ConsultationState.CLOSED,
    (ConsultationState.CLOSED, ConsultationVerb.REPORT): ConsultationState.REPORTED,
    (ConsultationState.REPORTED, ConsultationVerb.ACCOUNT): ConsultationState.ACCOUNTED,
    (ConsultationState.ACCOUNTED, ConsultationVerb.ACCOUNT): ConsultationState.ACCOUNTED,
}
UNDER_WAY = frozenset({ConsultationState.DRAFT, ConsultationState.ANNOUNCED, ConsultationState.OPEN})
PUBLIC = frozenset(ConsultationState) - {ConsultationState.DRAFT}


class ToolKind(StrEnum):
    """What a phase of a consultation uses."""

    DEBATE = "debat"
    QUESTIONNAIRE = "questionnaire"
    MEETING = "reunion"
    REGISTER = "registre"
