"""A figure is written with its unit as the reader's language counts: French holds zero and 1,9 for singular."""

import pytest
from django.utils.translation import override

from belvedere.contexts.observatory.queries.pictures import said_of
from belvedere.contexts.observatory.words import counts_sentence, written


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
