"""The transition table of an avis, and what an avis must say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.contexts.panels.models import OPINION_STATE_LABELS
from belvedere.contexts.panels.states.opinion import (
    TRANSITIONS,
    OpinionDraft,
    OpinionState,
    RecommendationDraft,
    Verb,
    duplicated_numbers,
    kept_recommendations,
    missing_parts,
)


def test_table() -> None:
    assert TRANSITIONS == {
        (OpinionState.DRAFT, Verb.DRAFT): OpinionState.DRAFT,
        (OpinionState.DRAFT, Verb.RECORD): OpinionState.RECORDED,
    }
    assert set(OPINION_STATE_LABELS) == set(OpinionState)


@pytest.mark.parametrize(
    ("draft", "missing"),
    [
        (OpinionDraft(), ("title", "given_on", "panel_description", "recommendations")),
        (
            OpinionDraft("  ", date(2026, 1, 1), 3, "Tirés au sort", "", (RecommendationDraft(" \n"),)),
            ("title", "recommendations"),
        ),
        (OpinionDraft("Titre", date(2026, 1, 1), None, "Tirés au sort", "", (RecommendationDraft("Un"),)), ()),
    ],
)
def test_missing_parts(draft: OpinionDraft, missing: tuple[str, ...]) -> None:
    assert missing_parts(draft) == missing


@given(st.lists(st.text(max_size=5), max_size=8))
def test_what_is_kept_says_something_and_keeps_its_order(texts: list[str]) -> None:
    kept = kept_recommendations(OpinionDraft(recommendations=tuple(RecommendationDraft(text) for text in texts)))
    assert [item.text for item in kept] == [text.strip() for text in texts if text.strip()]


@given(st.lists(st.sampled_from(["Un bus", "un  BUS", "Deux bus", " deux bus "]), max_size=6))
def test_doubles_are_those_already_said(texts: list[str]) -> None:
    doubles = duplicated_numbers(tuple(RecommendationDraft(text) for text in texts))
    words = [" ".join(text.split()).casefold() for text in texts]
    assert doubles == tuple(rank + 1 for rank, word in enumerate(words) if word in words[:rank])
