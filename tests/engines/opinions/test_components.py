"""The map against dense algebra."""

import numpy as np
import pytest

from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.components import RIDGE, axes_of, places_of, radii_of
from belvedere.engines.opinions.votes import Tally
from tests.engines.opinions.debates import gradient, statements_of


@pytest.fixture(scope="module")
def ballots() -> Ballots:
    return Ballots.of(Tally.of(gradient(60, 12, seed=3)), statements_of(12))


@pytest.fixture(scope="module")
def dense(ballots: Ballots) -> tuple[np.ndarray, np.ndarray]:
    votes = np.full(ballots.shape, np.nan)
    votes[ballots.person, ballots.statement] = ballots.value
    return np.where(np.isnan(votes), 0.0, votes - np.nanmean(votes, axis=0)), ~np.isnan(votes)


def test_axes_are_the_singular_vectors(ballots: Ballots, dense: tuple[np.ndarray, np.ndarray]) -> None:
    axes = axes_of(ballots, seed=5)
    _, strengths, directions = np.linalg.svd(dense[0])
    assert np.abs((axes.loadings * directions[:2].T).sum(axis=0)) == pytest.approx([1, 1], abs=1e-6)
    assert axes.strengths[:2] == pytest.approx(strengths[:2] ** 2)
    assert (axes.loadings.sum(axis=0) >= 0).all()


def test_places_are_ridge_regressions(ballots: Ballots, dense: tuple[np.ndarray, np.ndarray]) -> None:
    axes = axes_of(ballots, seed=5)
    places = places_of(ballots, axes)
    met = [axes.loadings[has].T @ axes.loadings[has] for has in dense[1]]
    ridge = RIDGE * np.median([np.trace(one) / 2 for one in met])
    for person, one in enumerate(met):
        place = np.linalg.solve(one + ridge * np.eye(2), axes.loadings.T @ dense[0][person])
        assert places.points[person] == pytest.approx(place)


def test_who_votes_little_is_less_sure(ballots: Ballots) -> None:
    radii = radii_of(places_of(ballots, axes_of(ballots, seed=5)).precisions, 0.5)
    few, many = ballots.by_person.argmin(), ballots.by_person.argmax()
    assert radii[few] > radii[many] > 0
