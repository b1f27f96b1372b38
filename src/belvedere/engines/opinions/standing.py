"""Where somebody stands: the place of a person's votes on a map that is already drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.chance import Floats
from belvedere.engines.opinions.clusters import centres_of
from belvedere.engines.opinions.components import solved
from belvedere.engines.opinions.mapping import OpinionMap


@dataclass(frozen=True)
class Standing:
    """A place on the map, the radius that holds it 95 times in 100, the nearest group (None when there are none).

    ``is_sure`` tells that no other group is within the radius.
    """

    x: float
    y: float
    radius: float
    group: int | None
    is_sure: bool


def standing(found: OpinionMap, answers: Mapping[int, int]) -> Standing | None:
    """Return where these answers (statement id → vote) stand; None when they are too few, or there is no map.

    Nothing is computed again: O(answers). Somebody on the map finds the place that the map gives them.
    """
    places = {one.id: place for place, one in enumerate(found.ballots.statements) if not one.is_meta}
    known = [(places[one], value) for one, value in answers.items() if one in places]
    if found.axes is None or len(known) < found.fewest_votes:
        return None
    rows = np.array([place for place, _ in known])
    values = np.array([value for _, value in known], dtype=np.float64)
    loadings = found.axes.loadings[rows]
    residuals = values - found.means[rows]
    outer = loadings.T @ loadings
    precision = np.array([[outer[0, 0] + found.ridge, outer[0, -1], outer[-1, -1] + found.ridge]])
    point = solved(precision, (residuals @ loadings)[None, :])[0]
    radius = float(found.radius_of(precision)[0])
    group, is_sure = _nearest(found, point, radius)
    return Standing(float(point[0]), float(point[1]), radius, group, is_sure)


def _nearest(found: OpinionMap, point: Floats, radius: float) -> tuple[int | None, bool]:
    if found.labels is None:
        return None, False
    centres = centres_of(found.points, found.labels, int(found.labels.max()) + 1)
    away = np.sqrt(((centres - point) ** 2).sum(axis=1))
    nearest = int(away.argmin())
    line = centres - centres[nearest]
    lengths = np.sqrt((line**2).sum(axis=1))
    others = lengths > 0
    borders = (away[others] ** 2 - away[nearest] ** 2) / (2 * lengths[others])
    return nearest, bool((borders > radius).all())
