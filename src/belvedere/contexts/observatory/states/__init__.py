"""States and vocabularies: an examen, a policy's sheet, an indicator and its figures, an edition, a contest."""

from belvedere.contexts.observatory.states.examens import (
    TRANSITIONS,
    ExamenState,
    FactSheet,
    ObjectiveSheet,
    Origin,
    PolicySheet,
    Verb,
    is_reached,
)

__all__ = [
    "TRANSITIONS",
    "ExamenState",
    "FactSheet",
    "ObjectiveSheet",
    "Origin",
    "PolicySheet",
    "Verb",
    "is_reached",
]
