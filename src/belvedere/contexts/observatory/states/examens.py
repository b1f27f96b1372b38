"""The states of an examen, who opens it, its file, and what a policy's sheet is made of."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from belvedere.platform.territory.states import Confidence


class ExamenState(StrEnum):
    OPENED = "ouvert"
    OPINION_GIVEN = "avis_rendu"
    ANSWERED = "repondu"
    CLOSED = "clos"


class Origin(StrEnum):
    """Who opened an examen."""

    REFERRAL = "saisine"
    PANEL = "panel"
    COUNCIL = "conseil"
    OBSERVATORY = "observat"


class PieceKind(StrEnum):
    """What a piece of the file is."""

    FACT = "fait"
    QUESTION = "question"
    DOCUMENT = "document"
    HEARING = "audition"
    DATE = "date"
    FOLLOW_UP = "suivi"


DATED_PIECES = frozenset({PieceKind.HEARING, PieceKind.DATE})
SOURCED_PIECES = frozenset({PieceKind.FACT, PieceKind.DOCUMENT})


class Verb(StrEnum):
    NOTE_OPINION = "noter_l_avis"
    NOTE_ANSWER = "noter_la_reponse"
    CLOSE = "clore"


TRANSITIONS: dict[tuple[ExamenState, Verb], ExamenState] = {
    (ExamenState.OPENED, Verb.NOTE_OPINION): ExamenState.OPINION_GIVEN,
    (ExamenState.OPINION_GIVEN, Verb.NOTE_ANSWER): ExamenState.ANSWERED,
    (ExamenState.ANSWERED, Verb.CLOSE): ExamenState.CLOSED,
}


def is_reached(state: ExamenState, target: ExamenState) -> bool:
    """Return whether an examen in a state has been through another one: the four follow each other.

    >>> is_reached(ExamenState.ANSWERED, ExamenState.OPINION_GIVEN)
    True
    >>> is_reached(ExamenState.OPENED, ExamenState.OPINION_GIVEN)
    False
    """
    order = list(ExamenState)
    return order.index(state) >= order.index(target)


@dataclass(frozen=True)
class ObjectiveSheet:
    """What a policy aims at, as its source words it."""

    wording: str
    horizon_year: int | None = None
    source: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True)
class FactSheet:
    """A dated fact; ``period`` says in words what one day cannot (« janvier à mars 2021 »)."""

    heading: str
    happened_on: date
    text: str
    source: str
    read_on: date
    confidence: Confidence
    period: str = ""


@dataclass(frozen=True)
class PolicySheet:
    """A whole policy: what it is, the act on which it stands, its objectives and its facts, in order."""

    slug: str
    name: str
    summary: str
    act: str = ""
    act_on: date | None = None
    source: str = ""
    confidence: Confidence = Confidence.UNVERIFIED
    objectives: tuple[ObjectiveSheet, ...] = ()
    facts: tuple[FactSheet, ...] = ()


@dataclass(frozen=True)
class PieceSheet:
    """A piece of an examen's file, before it is a row."""

    kind: PieceKind
    title: str
    text: str = ""
    on: date | None = None
    place: str = ""
    heard: str = ""
    source: str = ""
    url: str = ""
