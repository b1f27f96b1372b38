"""The two directions along which votes differ most, and where each person stands on them."""

from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.ballots import Ballots, Mask
from belvedere.engines.opinions.chance import Floats, keys_of, uniforms

DIMENSIONS = 2
SPARE, WARM_SPARE = 3, 1
"""Directions followed beside those wanted, so that the wanted ones settle fast."""
COLD_TURNS = 60
WARM_TURNS = 3
_SETTLED = 1e-9
RIDGE = 0.5
CHI_SQUARE_95 = 5.991464547107979
"""The 95 % quantile of chi-square with two degrees of freedom."""


@dataclass(frozen=True)
class Axes:
    """Directions of the statements' space.

    Attributes
    ----------
    directions : (S, q) orthonormal columns, the first two are those of the map
    strengths : (q,) sums of squares of the votes along them
    """

    directions: Floats
    strengths: Floats

    @property
    def loadings(self) -> Floats:
        """How each statement weighs on the map: (S, 2)."""
        return self.directions[:, :DIMENSIONS]


def axes_of(
    ballots: Ballots, *, seed: int, warm: Axes | None = None, turns: int | None = None, spare: int = SPARE
) -> Axes:
    """Return the principal directions of the votes, a missing vote standing for the mean vote on its statement.

    Notes
    -----
    Subspace iteration (Halko, Martinsson and Tropp 2011) on the sparse residuals: O(turns × votes), memory O(votes).
    From ``warm`` axes, few turns settle. Each direction is oriented so that its loadings sum above zero.
    """
    residuals = ballots.residuals
    count = ballots.shape[1]
    width = min(DIMENSIONS + (spare if warm is None else WARM_SPARE), count)
    if warm is None:
        ids = np.repeat(ballots.statement_ids, width)
        start = uniforms(keys_of(ids, np.tile(np.arange(width), count), salt=seed)).reshape(count, width) - 0.5
    else:
        start = warm.directions[:, :width]
    basis = np.linalg.qr(start)[0]
    before = np.zeros(width)
    for _ in range(turns if turns is not None else COLD_TURNS if warm is None else WARM_TURNS):
        basis, growth = np.linalg.qr(residuals.T @ (residuals @ basis))
        now = np.abs(np.diag(growth))
        if (np.abs(now - before)[:DIMENSIONS] <= _SETTLED * now[:DIMENSIONS]).all():
            break
        before = now
    scores = residuals @ basis
    strengths, rotation = np.linalg.eigh(scores.T @ scores)
    directions = basis @ rotation[:, ::-1]
    signs = np.where(directions.sum(axis=0) < 0, -1.0, 1.0)
    if warm is not None:
        signs = np.where((directions * warm.directions[:, :width]).sum(axis=0) < 0, -1.0, 1.0)
    return Axes(directions * signs, np.maximum(strengths[::-1], 0.0))


@dataclass(frozen=True)
class Places:
    """Where people stand: ``points`` (P, 2), the 2 × 2 precision of each, as (P, 3): xx, xy, yy, and the ridge."""

    points: Floats
    precisions: Floats
    ridge: float


def radii_of(precisions: Floats, variance: float) -> Floats:
    """Return, by person, the radius that holds the true place 95 times in 100, were votes normal."""
    xx, xy, yy = precisions.T
    mean_variance = variance * (xx + yy) / 2 / np.maximum(xx * yy - xy**2, 1e-12)
    return np.asarray(np.sqrt(CHI_SQUARE_95 * mean_variance))


def places_of(ballots: Ballots, axes: Axes) -> Places:
    """Return the place that explains best the answers of each person, pulled to the centre when they are few.

    Ridge regression of a person's residual votes on the loadings of the statements that this person answered: who
    voted little stands near the centre, instead of being pushed outwards as a scaled projection does. O(votes).
    """
    first, second = axes.loadings[:, 0], axes.loadings[:, -1]
    met = ballots.answered @ np.stack([first**2, first * second, second**2], axis=1)
    ridge = ridge_of(met)
    precisions = met + np.array([ridge, 0.0, ridge])
    return Places(solved(precisions, ballots.residuals @ axes.loadings), precisions, ridge)


def ridge_of(met: Floats) -> float:
    """Return how strongly places are pulled to the centre: half of what a median person's answers weigh."""
    spread = (met[:, 0] + met[:, 2]) / 2
    return RIDGE * float(np.median(spread[spread > 0])) if (spread > 0).any() else 1.0


def solved(precisions: Floats, along: Floats) -> Floats:
    """Return the solutions of symmetric 2 × 2 systems: precisions (n, 3) as xx, xy, yy; right sides (n, 2)."""
    xx, xy, yy = precisions.T
    x, y = along[:, 0], along[:, -1]
    determinant = xx * yy - xy**2
    return np.stack([(yy * x - xy * y) / determinant, (xx * y - xy * x) / determinant], axis=1)


def variance_of(ballots: Ballots, axes: Axes, places: Places) -> float:
    """Return the mean square of what the map does not explain of the votes."""
    explained = (places.points[ballots.person] * axes.loadings[ballots.statement]).sum(axis=1)
    return float(np.mean((ballots.residuals.data - explained) ** 2)) if len(ballots.value) else 0.0


def without(ballots: Ballots, is_left_out: Mask) -> Ballots:
    """Return the votes on the other statements than those left out."""
    return ballots.only(~is_left_out[ballots.statement])
