"""What consultations store; each tool has its own module."""

from belvedere.contexts.consultations.models.consultation import Consultation, Phase
from belvedere.contexts.consultations.models.debate import (
    Debate,
    DebateMap,
    Participant,
    RefusedCount,
    Removal,
    Statement,
    Vote,
)

__all__ = [
    "Consultation",
    "Debate",
    "DebateMap",
    "Participant",
    "Phase",
    "RefusedCount",
    "Removal",
    "Statement",
    "Vote",
]
