"""What unites, by plain counting."""

import numpy as np

from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.common_ground import common_ground, halves_of
from belvedere.engines.opinions.mapping import map_opinions
from belvedere.engines.opinions.votes import Tally
from tests.engines.opinions.debates import cast, planted, statements_of


def test_support_in_the_least_favourable_part_by_plain_counting() -> None:
    log, _ = planted(30, 6, 2, density=0.8, seed=2)
    ballots = Ballots.of(Tally.of(log), statements_of(6))
    people = ballots.shape[0]
    points = np.random.default_rng(0).normal(size=(people, 2))
    labels = np.arange(people) % 2
    found = common_ground(ballots, np.arange(people), points, labels)
    halves = halves_of(points)

    def support(members: np.ndarray, statement: int, side: int) -> float:
        votes = ballots.value[(ballots.statement == statement) & members[ballots.person]]
        return (np.count_nonzero(votes == side) + 1) / (len(votes) + 2)

    for statement in range(6):
        for place, side in enumerate((1, -1)):
            groups = [support(labels == group, statement, side) for group in range(2)]
            cuts = [support(half, statement, side) for half in halves.T]
            assert found.in_every_group[statement, place] == min(groups)
            assert found.in_every_half[statement, place] == min(cuts)


def test_a_cut_shares_everybody() -> None:
    halves = halves_of(np.random.default_rng(0).normal(size=(20, 2)))
    assert halves.shape == (20, 24)
    assert halves.sum(axis=0).tolist() == [10] * 24


def test_what_both_groups_support_is_common_and_what_one_refuses_is_not() -> None:
    tastes = np.full((2, 20), 0.9)
    tastes[1, :10] = 0.1
    log = cast(tastes[np.arange(200) % 2], density=0.6, seed=1)
    found = map_opinions(Tally.of(log), statements_of(20), seed=3)
    assert sorted(found.ground.ranked()) == [(one, 0) for one in range(10, 20)]


def test_four_supports_ahead_are_needed_in_each_group() -> None:
    tastes = np.full((2, 12), 0.9)
    tastes[1, :11] = 0.1
    log = cast(tastes[np.arange(100) % 2], density=1.0, seed=1)
    keep = (log.statements != 11) | (log.participants % 2 == 0) | (log.participants < 6)
    few = type(log).of(*(column[keep] for column in (log.times, log.statements, log.participants, log.values)))
    assert map_opinions(Tally.of(few), statements_of(12), seed=3).ground.ranked() == []
