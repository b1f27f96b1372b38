"""Who took part against who lives here."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from belvedere.engines.contributions.turnout import Category, Gap, NobodyLivesHere, gap

PEOPLE = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 50))
POPULATION = {"a": 40.0, "b": 30.0, "c": 20.0, "d": 10.0}


@given(PEOPLE)
def test_the_index_is_the_least_share_that_has_to_change(people: dict[str, int]) -> None:
    found = gap(people, POPULATION)
    if not sum(people.values()):
        assert (found.index, found.by_chance) == (None, None)
        return
    total = sum(people.values())
    too_many = sum(max(people.get(name, 0) / total - count / 100, 0) for name, count in POPULATION.items())
    assert found.index == pytest.approx(too_many)
    assert sum(category.share_taking_part for category in found.categories) == pytest.approx(1)


def test_by_chance_is_what_draws_give() -> None:
    draws = np.random.default_rng(8).multinomial(200, [0.4, 0.3, 0.2, 0.1], size=2_000)
    indices = np.abs(draws / 200 - [0.4, 0.3, 0.2, 0.1]).sum(axis=1) / 2
    assert gap({"a": 200}, POPULATION).by_chance == pytest.approx(indices.mean(), rel=0.03)


def test_who_did_not_say_is_counted_apart() -> None:
    found = gap({"a": 3, "elsewhere": 2}, {"a": 1.0, "b": 1.0}, unknown=4)
    assert (found.known, found.unknown, found.index) == (3, 6, 0.5)
    assert [(category.name, category.ratio, category.is_beyond_chance) for category in found.categories] == [
        ("a", 2.0, False),
        ("b", 0.0, False),
    ]


def test_nobody_took_part() -> None:
    assert gap({}, {"a": 1.0}, unknown=2) == Gap(None, None, 0, 2, (Category("a", 0, 0.0, 0.0, 1.0, 1.0),))


def test_a_category_that_nobody_lives_in_has_no_ratio() -> None:
    assert gap({"a": 1}, {"a": 1.0, "b": 0.0}).categories[1].ratio is None


def test_a_population_of_nobody_is_refused() -> None:
    with pytest.raises(NobodyLivesHere):
        gap({"a": 1}, {"a": 0.0})
    with pytest.raises(NobodyLivesHere):
        gap({"a": 1}, {"a": 2.0, "b": -1.0})
