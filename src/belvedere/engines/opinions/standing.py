"""Where somebody stands: the place of a person's votes on a map that is already drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.chance import Floats
from belvedere.engines.opinions.clusters import centres_of
from belvedere.engines.opinions.components import radii_of, solved
from belvedere.engines.opinions.mapping import OpinionMap
from belvedere.engines.opinions.votes import Integers


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


@dataclass(frozen=True)
class Compass:
    """What it takes to place anybody's answers on a map: some tens of bytes a statement, none a participant.

    Attributes
    ----------
    ids : (S,) statements that draw the map
    loadings : (S, 2) how each weighs on it
    means : (S,) the mean vote on each
    ridge, variance, fewest_votes : as in the map
    centres : (k, 2) of the groups, none when there are no groups
    """

    ids: Integers
    loadings: Floats
    means: Floats
    ridge: float
    variance: float
    fewest_votes: int
    centres: Floats

    @classmethod
    def of(cls, found: OpinionMap) -> "Compass | None":
        """Return the compass of a map; None when there is no map."""
        if found.axes is None:
            return None
        draws = ~np.array([one.is_meta for one in found.ballots.statements], dtype=bool)
        centres = np.zeros((0, 2))
        if found.labels is not None:
            centres = centres_of(found.points, found.labels, int(found.labels.max()) + 1)
        return cls(
            ids=found.ballots.statement_ids[draws],
            loadings=found.axes.loadings[draws],
            means=found.means[draws],
            ridge=found.ridge,
            variance=found.variance,
            fewest_votes=found.fewest_votes,
            centres=centres,
        )

    def place(self, answers: Mapping[int, int]) -> Standing | None:
        """Return where answers (statement id → vote) stand; None when they are too few. O(answers)."""
        places = {one: place for place, one in enumerate(self.ids.tolist())}
        known = [(places[one], value) for one, value in answers.items() if one in places]
        if len(known) < self.fewest_votes:
            return None
        rows = np.array([place for place, _ in known])
        values = np.array([value for _, value in known], dtype=np.float64)
        loadings = self.loadings[rows]
        outer = loadings.T @ loadings
        precision = np.array([[outer[0, 0] + self.ridge, outer[0, -1], outer[-1, -1] + self.ridge]])
        point = solved(precision, ((values - self.means[rows]) @ loadings)[None, :])[0]
        radius = float(radii_of(precision, self.variance)[0])
        group, is_sure = self._nearest(point, radius)
        return Standing(float(point[0]), float(point[1]), radius, group, is_sure)

    def _nearest(self, point: Floats, radius: float) -> tuple[int | None, bool]:
        if not len(self.centres):
            return None, False
        away = np.sqrt(((self.centres - point) ** 2).sum(axis=1))
        nearest = int(away.argmin())
        line = self.centres - self.centres[nearest]
        lengths = np.sqrt((line**2).sum(axis=1))
        others = lengths > 0
        borders = (away[others] ** 2 - away[nearest] ** 2) / (2 * lengths[others])
        return nearest, bool((borders > radius).all())


def standing(found: OpinionMap, answers: Mapping[int, int]) -> Standing | None:
    """Return where these answers (statement id → vote) stand; None when they are too few, or there is no map.

    Nothing is computed again. Somebody on the map finds the place that the map gives them.
    """
    compass = Compass.of(found)
    return compass.place(answers) if compass is not None else None
