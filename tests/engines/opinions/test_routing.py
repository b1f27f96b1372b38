"""The next statement: never twice, fair to late statements, and telling."""

import numpy as np

from belvedere.engines.opinions.mapping import map_opinions
from belvedere.engines.opinions.routing import Deck, chances, next_statement
from belvedere.engines.opinions.votes import Tally
from tests.engines.opinions.debates import cast, statements_of

NOTHING = np.zeros(5, dtype=bool)


def test_a_statement_answered_is_never_shown_again() -> None:
    deck = Deck(np.arange(5), np.zeros(5), np.ones((5, 2)), np.ones(5))
    is_answered = np.zeros(5, dtype=bool)
    shown = []
    while (one := next_statement(deck, is_answered, participant=3, seed=1)) is not None:
        shown.append(one)
        is_answered[one] = True
    assert sorted(shown) == [0, 1, 2, 3, 4]


def test_chances_sum_to_one_and_none_is_forgotten() -> None:
    deck = Deck(np.arange(5), np.array([0.0, 10, 10, 500, 500]), np.eye(5)[:, :2], np.array([0, 1, 0, 0.5, 0]))
    found = chances(deck, NOTHING)
    assert found.sum() == 1.0
    assert found.min() > 0
    assert chances(deck, ~NOTHING).tolist() == [0.0] * 5


def test_a_late_statement_catches_up() -> None:
    votes = np.full(20, 100.0)
    votes[19] = 0.0
    rng = np.random.default_rng(0)
    for person in range(600):
        deck = Deck(np.arange(20), votes, rng.normal(size=(20, 2)), np.ones(20))
        one = next_statement(deck, np.zeros(20, dtype=bool), participant=person, seed=2)
        assert one is not None
        votes[one] += 1
    assert votes[19] > 80  # equal chances would give it 30


def test_what_divides_is_shown_more_than_what_everybody_says() -> None:
    tastes = np.full((2, 20), 0.95)
    tastes[1, :10] = 0.05
    log = cast(tastes[np.arange(200) % 2], density=0.5, seed=1)
    deck = map_opinions(Tally.of(log), statements_of(20), seed=3).deck
    found = chances(deck, np.zeros(20, dtype=bool))
    assert found[:10].min() > found[10:].max()
