"""What the strategy stores: versions and their parts, the shared calendar, offers, settings."""

from belvedere.contexts.strategy.models.agenda import AgendaEvent, CalendarAddress, EventCommune, Solicitation, Waiver
from belvedere.contexts.strategy.models.coverage import Candidate, Offer, Setting
from belvedere.contexts.strategy.models.documents import (
    Amendment,
    Comment,
    CommitmentTest,
    Element,
    Measurement,
    StrategyVersion,
)

__all__ = [
    "AgendaEvent",
    "Amendment",
    "CalendarAddress",
    "Candidate",
    "Comment",
    "CommitmentTest",
    "Element",
    "EventCommune",
    "Measurement",
    "Offer",
    "Setting",
    "Solicitation",
    "StrategyVersion",
    "Waiver",
]
