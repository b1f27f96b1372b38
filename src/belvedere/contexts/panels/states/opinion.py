"""The states of an avis, and what is typed of it before it is recorded."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class OpinionState(StrEnum):
    DRAFT = "brouillon"
    RECORDED = "enregistre"


class Verb(StrEnum):
    DRAFT = "rediger"
    RECORD = "enregistrer"


TRANSITIONS: dict[tuple[OpinionState, Verb], OpinionState] = {
    (OpinionState.DRAFT, Verb.DRAFT): OpinionState.DRAFT,
    (OpinionState.DRAFT, Verb.RECORD): OpinionState.RECORDED,
}


@dataclass(frozen=True)
class RecommendationDraft:
    """One recommendation as typed; the votes may be unknown."""

    text: str
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(frozen=True)
class OpinionDraft:
    """An avis as typed; every part may still be missing."""

    title: str = ""
    given_on: date | None = None
    panel_size: int | None = None
    panel_description: str = ""
    minority_note: str = ""
    recommendations: tuple[RecommendationDraft, ...] = ()


def folded(text: str) -> str:
    """Return what makes two recommendations the same: neither case nor spaces do.

    >>> folded("  Un bus  le DIMANCHE ") == folded("un bus le dimanche")
    True
    """
    return " ".join(text.split()).casefold()


def kept_recommendations(draft: OpinionDraft) -> tuple[RecommendationDraft, ...]:
    """Return the recommendations in which something was written; their place gives their number.

    >>> kept_recommendations(OpinionDraft(recommendations=(RecommendationDraft("  "), RecommendationDraft(" Un "))))
    (RecommendationDraft(text='Un', votes_for=None, votes_against=None),)
    """
    typed = draft.recommendations
    return tuple(
        RecommendationDraft(item.text.strip(), item.votes_for, item.votes_against)
        for item in typed
        if item.text.strip()
    )


def duplicated_numbers(recommendations: tuple[RecommendationDraft, ...]) -> tuple[int, ...]:
    """Return the numbers of the recommendations that say again what one before them said.

    >>> duplicated_numbers((RecommendationDraft("A"), RecommendationDraft("b"), RecommendationDraft(" a ")))
    (3,)
    """
    seen: set[str] = set()
    doubles = []
    for number, item in enumerate(recommendations, start=1):
        words = folded(item.text)
        if words in seen:
            doubles.append(number)
        seen.add(words)
    return tuple(doubles)


def missing_parts(draft: OpinionDraft) -> tuple[str, ...]:
    """Return the names of the parts without which an avis cannot be recorded, in the order of the form.

    >>> missing_parts(OpinionDraft(title="Le dimanche"))
    ('given_on', 'panel_description', 'recommendations')
    """
    present = {
        "title": draft.title.strip(),
        "given_on": draft.given_on,
        "panel_description": draft.panel_description.strip(),
        "recommendations": kept_recommendations(draft),
    }
    return tuple(part for part, value in present.items() if not value)
