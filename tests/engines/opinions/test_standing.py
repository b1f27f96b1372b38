"""Where somebody stands on a map already drawn."""

import pytest

from belvedere.engines.opinions.mapping import OpinionMap, map_opinions
from belvedere.engines.opinions.standing import standing
from belvedere.engines.opinions.votes import Tally, VoteLog
from tests.engines.opinions.debates import planted, statements_of


@pytest.fixture(scope="module")
def tally() -> Tally:
    return Tally.of(planted(100, 30, 2, density=0.8, seed=2)[0])


@pytest.fixture(scope="module")
def drawn(tally: Tally) -> OpinionMap:
    return map_opinions(tally, statements_of(30), seed=3)


def test_somebody_on_the_map_finds_the_same_place_and_group(tally: Tally, drawn: OpinionMap) -> None:
    assert drawn.labels is not None
    for person in range(0, 100, 7):
        own = tally.participants == person
        answers = dict(zip(tally.statements[own].tolist(), tally.values[own].tolist(), strict=True))
        found = standing(drawn, answers)
        place = drawn.ballots.participants[drawn.mapped].tolist().index(person)
        assert found is not None
        assert (found.x, found.y) == pytest.approx(tuple(drawn.points[place]))
        assert found.radius == pytest.approx(drawn.radii[place])
        assert found.group == drawn.labels[place]


def test_few_answers_stand_nowhere_and_more_answers_stand_surer(drawn: OpinionMap) -> None:
    assert standing(drawn, dict.fromkeys(range(6), 1)) is None
    seven, all_ = (standing(drawn, dict.fromkeys(range(count), 1)) for count in (7, 30))
    assert seven is not None
    assert all_ is not None
    assert seven.radius > all_.radius


def test_without_a_map_nobody_stands_anywhere() -> None:
    empty = map_opinions(Tally.of(VoteLog.from_rows([])), statements_of(9))
    assert standing(empty, dict.fromkeys(range(9), 1)) is None
