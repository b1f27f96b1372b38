"""The life of a consultation, and what a phase of it uses; each tool has its own module."""

from belvedere.contexts.consultations.states.consultation import (
    CONSULTATIONS,
    PUBLIC,
    UNDER_WAY,
    ConsultationState,
    ConsultationVerb,
    ToolKind,
)

__all__ = ["CONSULTATIONS", "PUBLIC", "UNDER_WAY", "ConsultationState", "ConsultationVerb", "ToolKind"]
