"""What the observatory keeps: policies, examens, figures, where they come from, how they are read."""

from belvedere.contexts.observatory.models.alerts import Alert
from belvedere.contexts.observatory.models.editions import Edition, Feed
from belvedere.contexts.observatory.models.examens import EXAMEN_STATE_LABELS, Examen, ExamenPiece
from belvedere.contexts.observatory.models.indicators import Indicator, Observation, Series, SheetVersion, Target
from belvedere.contexts.observatory.models.policies import (
    CONFIDENCE_LABELS,
    BudgetLine,
    Evaluation,
    Objective,
    Policy,
    PolicyFact,
)
from belvedere.contexts.observatory.models.readings import Assessment, Contest
from belvedere.contexts.observatory.models.snapshots import FrozenFile, Snapshot

__all__ = [
    "CONFIDENCE_LABELS",
    "EXAMEN_STATE_LABELS",
    "Alert",
    "Assessment",
    "BudgetLine",
    "Contest",
    "Edition",
    "Evaluation",
    "Examen",
    "ExamenPiece",
    "Feed",
    "FrozenFile",
    "Indicator",
    "Objective",
    "Observation",
    "Policy",
    "PolicyFact",
    "Series",
    "SheetVersion",
    "Snapshot",
    "Target",
]
