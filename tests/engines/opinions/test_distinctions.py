"""What tells groups apart is told on planted groups, and on nothing else."""

import numpy as np
import pytest

from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.clusters import k_means
from belvedere.engines.opinions.components import axes_of, places_of
from belvedere.engines.opinions.distinctions import (
    FALSE_DISCOVERIES,
    Distinctions,
    _p_values,
    distinctions,
    votes_by_group,
)
from belvedere.engines.opinions.intervals import corrected
from belvedere.engines.opinions.mapping import map_opinions
from belvedere.engines.opinions.votes import Statement, Tally, Vote
from tests.engines.opinions.debates import cast, noise, planted, statements_of

REPEATS = 60


@pytest.fixture(scope="module")
def tested() -> list[tuple[Distinctions, np.ndarray]]:
    """Tests on noise where two groups are forced, and the same tests on the very votes that made the groups."""
    found = []
    for seed in range(REPEATS):
        ballots = Ballots.of(Tally.of(noise(120, 25, density=0.6, seed=seed)), statements_of(25))
        mapped = np.flatnonzero(ballots.by_person >= 7).astype(np.int64)
        axes = axes_of(ballots, seed=seed)
        labels = k_means(places_of(ballots, axes).points[mapped], 2, salt=seed)
        naive = _p_values(votes_by_group(ballots, mapped, labels, 2), Vote.AGREE)
        found.append((distinctions(ballots, ballots, axes, mapped, labels, seed=seed), corrected(naive)))
    return found


def test_on_noise_the_false_discovery_rate_holds(tested: list[tuple[Distinctions, np.ndarray]]) -> None:
    wrong = sum(bool((told.q_values <= FALSE_DISCOVERIES).any()) for told, _ in tested)
    assert wrong <= 8  # 5 % of 60 is 3; 9 or more would happen once in two hundred runs
    wrong = sum(bool(told.divisive()) for told, _ in tested)
    assert wrong <= 8


def test_on_noise_the_votes_that_made_the_groups_would_deceive(tested: list[tuple[Distinctions, np.ndarray]]) -> None:
    assert sum(bool((naive <= FALSE_DISCOVERIES).any()) for _, naive in tested) > REPEATS / 2


def test_planted_differences_are_told() -> None:
    rng = np.random.default_rng(1)
    tastes = np.full((2, 24), 0.5)
    tastes[0, :12], tastes[1, :12] = 0.85, 0.15
    member = np.arange(240) % 2
    log = cast(tastes[member], density=0.7, seed=int(rng.integers(100)))
    found = map_opinions(Tally.of(log), statements_of(24), seed=3)
    assert found.distinctions is not None
    assert found.labels is not None
    first = int(found.labels[0])
    agree = found.distinctions.representative(first, most=50)
    assert {one for one, side in agree if side == 0} == set(range(12))
    assert {one for one, side in found.distinctions.representative(1 - first, most=50) if side == 1} == set(range(12))
    assert set(found.distinctions.divisive(most=50)) >= set(range(12))
    assert len(set(found.distinctions.divisive(most=50)) - set(range(12))) <= 1
    assert (found.distinctions.lows <= found.distinctions.shares).all()
    assert (found.distinctions.highs >= found.distinctions.shares).all()


def test_the_votes_of_each_group_are_counted() -> None:
    log, member = planted(40, 10, 2, seed=5)
    tally = Tally.of(log)
    ballots = Ballots.of(tally, tuple(Statement(one) for one in range(10)))
    mapped = np.arange(40)
    found = votes_by_group(ballots, mapped, member.astype(np.int64), 2)
    for statement in range(10):
        for group in range(2):
            own = (tally.statements == statement) & (member[tally.participants] == group)
            counts = [np.count_nonzero(own), np.count_nonzero(own & (tally.values == 1))]
            assert [found.votes[statement, group], found.agree[statement, group]] == counts
