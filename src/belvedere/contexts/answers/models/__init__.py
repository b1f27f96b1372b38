"""What a body owes to an avis, who is asked, who approves, and when the clock stands still."""

from belvedere.contexts.answers.models.instruction import ApprovalStep, Contribution, Escalation, Suspension, Visa
from belvedere.contexts.answers.models.sheet import (
    HORIZON_LABELS,
    SHEET_STATE_LABELS,
    VERDICT_LABELS,
    Answer,
    AnswerSheet,
)

__all__ = [
    "HORIZON_LABELS",
    "SHEET_STATE_LABELS",
    "VERDICT_LABELS",
    "Answer",
    "AnswerSheet",
    "ApprovalStep",
    "Contribution",
    "Escalation",
    "Suspension",
    "Visa",
]
