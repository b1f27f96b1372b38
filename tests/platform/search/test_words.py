"""Texts and questions are folded alike."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.platform.search import words
from belvedere.platform.search.words import marked, passage, question, words_of


def test_examples_hold() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("Les bus du soir", ["bus", "soir"]),
        ("ÉCOLES écoles Ecole", ["ecole"]),
        ("le la les", ["le", "la", "les"]),
        ('"eau" AND NOT (prix:*)', ["eau", "and", "not", "prix"]),
        ("🚲 \x00 ''", []),
        ("x" * 10_000, ["x" * 63]),
        (" ".join(f"mot{n}" for n in range(50)), [f"mot{n}" for n in range(20)]),
    ],
)
def test_question(typed: str, looked_for: list[str]) -> None:
    assert question(typed) == looked_for


@given(st.text())
def test_folded_words_are_plain(text: str) -> None:
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words_of(text))


@given(st.text(), st.lists(st.sampled_from(["bus", "eau", "ecole"]), min_size=1))
def test_pieces_put_together_are_the_text(text: str, wanted: list[str]) -> None:
    assert "".join(piece for piece, _ in marked(text, wanted)) == text


@given(st.text(min_size=1), st.sampled_from(["bus", "eau"]))
def test_a_passage_holds_the_word(around: str, word: str) -> None:
    text = f"{around * 30} {word} {around * 30}"
    assert word in passage(text, [word]) or any(part.startswith(word) for part in words_of(around))
