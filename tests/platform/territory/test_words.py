"""How places are written."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.platform.territory import words
from belvedere.platform.territory.words import folded, slug_of, town_name


def test_examples_hold() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  ST GENES champanelle ", "saint genes champanelle"),
        ("Cournon-d’Auvergne", "cournon d auvergne"),
        ("COURNON D'AUVERGNE", "cournon d auvergne"),
        ("Sainte-Foy", "sainte foy"),
        ("Œuilly", "oeuilly"),
        ("\x00 🏔 !", ""),
    ],
)
def test_folding(typed: str, meant: str) -> None:
    assert folded(typed) == meant


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_town_names_elide() -> None:
    names = ["Orcines", "Châteaugay", "Les Martres"]
    assert [town_name(name) for name in names] == ["Ville d’Orcines", "Ville de Châteaugay", "Ville des Martres"]
    assert slug_of("Le Cendre") == "le-cendre"
