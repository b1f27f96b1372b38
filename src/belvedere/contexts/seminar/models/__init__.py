"""What a seminar stores."""

from belvedere.contexts.seminar.models.polls import Ballot, Evaluation, Outcome, Poll
from belvedere.contexts.seminar.models.seminar import College, Guest, Seminar, Sequence, new_key
from belvedere.contexts.seminar.models.tables import (
    LONGEST_TEXT,
    Cluster,
    Contribution,
    Place,
    RoomMap,
    Round,
    SeatingPlan,
    Stance,
    TableReport,
)

__all__ = [
    "LONGEST_TEXT",
    "Ballot",
    "Cluster",
    "College",
    "Contribution",
    "Evaluation",
    "Guest",
    "Outcome",
    "Place",
    "Poll",
    "RoomMap",
    "Round",
    "SeatingPlan",
    "Seminar",
    "Sequence",
    "Stance",
    "TableReport",
    "new_key",
]
