"""What consultations refuse, and how they say it."""

from belvedere.contexts.consultations.refusals.consultation import (
    AnswerBeforeTheEnd,
    LastPhase,
    NothingToAsk,
    NotReady,
    OneDebateOnly,
    PhaseEndsBeforeItBegins,
    PhaseNotOpen,
    SayWhy,
    TooEarly,
    TooShortForThePublic,
)
from belvedere.contexts.consultations.refusals.debate import (
    CrowdChanged,
    DebateNotOpen,
    FilesRefused,
    LinkOutOfDate,
    NoMoreStatements,
    NoSuchStatement,
    NotEmpty,
    StaleTicket,
    StatementRefused,
)

__all__ = [
    "AnswerBeforeTheEnd",
    "CrowdChanged",
    "DebateNotOpen",
    "FilesRefused",
    "LastPhase",
    "LinkOutOfDate",
    "NoMoreStatements",
    "NoSuchStatement",
    "NotEmpty",
    "NotReady",
    "NothingToAsk",
    "OneDebateOnly",
    "PhaseEndsBeforeItBegins",
    "PhaseNotOpen",
    "SayWhy",
    "StaleTicket",
    "StatementRefused",
    "TooEarly",
    "TooShortForThePublic",
]
