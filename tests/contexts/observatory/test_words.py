"""A figure is written with its unit as the reader's language counts: French holds zero and 1,9 for singular."""

import json
from collections.abc import Callable
from typing import Any  # what pytest-django gives

import pytest
from django.utils.translation import override

from belvedere.contexts.observatory.queries.pictures import said_of
from belvedere.contexts.observatory.words import counts_sentence, written
from belvedere.platform.journal.models import Event
from belvedere.platform.journal.queries import in_words
from tests.contexts.examens import Panel2026
from tests.contexts.figures import an_indicator


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "french", "english"),
    [
        (0, 0, "équipements", "0\xa0équipement", "0\xa0équipements"),
        (1, 0, "équipements", "1\xa0équipement", "1\xa0équipement"),
        (2, 0, "équipements", "2\xa0équipements", "2\xa0équipements"),
        (1.97, 2, "habitants", "1,97\xa0habitant", "1.97\xa0habitants"),
        (1.97, 0, "habitants", "2\xa0habitants", "2\xa0habitants"),
        (-1, 0, "habitants par an", "-1\xa0habitant par an", "-1\xa0habitant par an"),
        (1, 0, "décès", "1\xa0décès", "1\xa0décès"),
        (1, 1, "hab./km²", "1,0\xa0hab./km²", "1.0\xa0hab./km²"),
        (1, 0, "%", "1\xa0%", "1%"),
        (1, 0, "", "1", "1"),
    ],
)
def test_units_agree_with_their_number(value: float, decimals: int, unit: str, french: str, english: str) -> None:
    assert written(value, decimals, unit) == french
    with override("en"):
        assert written(value, decimals, unit) == english


def test_what_a_point_says_has_the_punctuation_of_the_language() -> None:
    assert said_of("Royat", "12,0\xa0%") == "Royat\xa0: 12,0\xa0%"
    with override("en"):
        assert said_of("Royat", "12.0%") == "Royat: 12.0%"
        assert counts_sentence(1, 6, 0) == "1 indicator of 6 can be assessed; 0 are reached or on their way."


@pytest.mark.parametrize("items", [1, 3])
def test_acts_name_the_indicators_and_policies_whatever_their_number(
    world: Panel2026, django_assert_num_queries: Callable[[int], Any], items: int
) -> None:
    for number in range(items):
        an_indicator(world.policy, f"part-{number}", name=f"Part {number}")
    acts = [
        *(("indicator_described", {"indicator": f"part-{number}", "version": 2}) for number in range(items)),
        ("indicator_described", {"indicator": "partie", "version": 1}),
        ("budget_written", {"policy": world.policy.slug, "year": 2026}),
    ]
    told = [Event(kind=f"observatory.{code}", payload=json.dumps(payload)) for code, payload in acts]
    with django_assert_num_queries(2):
        sentences = [act.sentence.replace("\xa0", " ") for act in in_words(told)]
    assert sentences == [
        *(f"La fiche de l’indicateur « Part {number} » est écrite (version 2)." for number in range(items)),
        "La fiche de l’indicateur « partie » est écrite (version 1).",
        f"Le budget 2026 de la politique « {world.policy.name} » est écrit.",
    ]
