"""What consultations refuse, and how they say it."""

from belvedere.contexts.consultations.refusals.consultation import (
    AnswerBeforeTheEnd,
    LastPhase,
    NothingToAsk,
    NotReady,
    OneDebateOnly,
    PhaseEndsBeforeItBegins,
    SayWhy,
    TooEarly,
)

__all__ = [
    "AnswerBeforeTheEnd",
    "LastPhase",
    "NotReady",
    "NothingToAsk",
    "OneDebateOnly",
    "PhaseEndsBeforeItBegins",
    "SayWhy",
    "TooEarly",
]
