"""Groups of people who vote alike: how many, who, how stable, and whether there are any."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.chance import Floats, keys_of, uniforms
from belvedere.engines.opinions.clusters import Labels, centres_of, k_means, likeness, lloyd, matched, silhouette
from belvedere.engines.opinions.components import Axes, axes_of, places_of
from belvedere.engines.opinions.progress import Progress, Tell
from belvedere.engines.opinions.structure import deepest_doubt, exceeds_chance

MOST_GROUPS = 5
RESAMPLES = 12
LEFT_OUT = 0.15
SMALLEST_GROUP = 5
SMALLEST_SHARE = 0.05
UNCERTAIN_BELOW = 0.75
NONE_BELOW = 0.35
DOUBT = 0.05


class Clarity(StrEnum):
    """How far the groups can be believed."""

    CLEAR = "clear"
    UNCERTAIN = "uncertain"
    NONE = "none"


class Reason(StrEnum):
    """Why groups are not clear."""

    TOO_FEW = "too_few"
    CHANCE = "chance"
    NO_VALLEY = "no_valley"
    UNSTABLE = "unstable"


@dataclass(frozen=True)
class Partition:
    """A way to cut the mapped people into ``count`` groups, and what became of it when votes were left out.

    Attributes
    ----------
    labels : (N,) group of each mapped person, 0 the largest
    resampled : (12, N) the group of each in each resample, under the same names
    likenesses : (12,) adjusted Rand index of each resample with the groups
    silhouette : mean silhouette on the map, from −1 to 1
    """

    count: int
    labels: Labels
    resampled: Labels
    likenesses: Floats
    silhouette: float

    @property
    def stability(self) -> float:
        """The stability index: the mean likeness, 1 when leaving votes out changes nothing."""
        return float(self.likenesses.mean())

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many people each group has."""
        return np.bincount(self.labels, minlength=self.count)

    @property
    def size_ranges(self) -> NDArray[np.int64]:
        """The smallest and largest size of each group over the resamples: (count, 2)."""
        sizes = np.stack([np.bincount(one, minlength=self.count) for one in self.resampled])
        return np.stack([sizes.min(axis=0), sizes.max(axis=0)], axis=1)

    @property
    def membership(self) -> Floats:
        """Share of the resamples where each person is in their group: (N,)."""
        return np.asarray((self.resampled == self.labels).mean(axis=0))


@dataclass(frozen=True)
class Grouping:
    """The groups found, how clear they are, and why not when they are not; ``partition`` is None for « none »."""

    clarity: Clarity
    partition: Partition | None
    reasons: tuple[Reason, ...] = ()
    doubt: float = 1.0
    """The largest p-value of a valley between two groups."""


def smallest_group(people: int) -> int:
    """Return the fewest people that make a group: 5, or 5 % of the people mapped.

    >>> smallest_group(40), smallest_group(1000)
    (5, 50)
    """
    return max(SMALLEST_GROUP, ceil(SMALLEST_SHARE * people))


def group(ballots: Ballots, axes: Axes, mapped: Labels, points: Floats, *, seed: int, tell: Tell) -> Grouping:
    """Find the groups among the mapped people.

    Consensus clustering (Monti, Tamayo, Mesirov and Golub 2003): 12 times, 15 % of the votes are left out, the map is
    drawn again and cut in 2 to 5 by k-means; people who keep falling together make the groups. The number of groups is
    that of the largest stability + silhouette, among those with no tiny group.

    Parameters
    ----------
    ballots : votes that draw the map
    axes, points : the map; ``points`` (N, 2) of the people at positions ``mapped`` (N,)

    Notes
    -----
    O(12 × (votes + people × turns)); memory O(votes + 60 × people).
    """
    if len(mapped) < 2 * SMALLEST_GROUP:
        return Grouping(Clarity.NONE, None, (Reason.TOO_FEW,))
    resampled = _resampled(ballots, axes, mapped, points, seed=seed, tell=tell)
    keys = uniforms(keys_of(ballots.participants[mapped], salt=seed))
    found = [_partition(points, count, runs, keys, seed=seed) for count, runs in resampled.items()]
    usable = [one for one in found if one is not None]
    if not usable:
        return Grouping(Clarity.NONE, None, (Reason.UNSTABLE,))
    best = max(usable, key=lambda one: (one.stability + one.silhouette, -one.count))
    return _judged(ballots, points, best, seed=seed)


def _judged(ballots: Ballots, points: Floats, best: Partition, *, seed: int) -> Grouping:
    if not exceeds_chance(ballots, seed=seed):
        return Grouping(Clarity.NONE, None, (Reason.CHANCE,))
    doubt = deepest_doubt(points, best.labels)
    if best.stability < NONE_BELOW:
        return Grouping(Clarity.NONE, None, (Reason.UNSTABLE,), doubt)
    reasons = (
        *((Reason.UNSTABLE,) if best.stability < UNCERTAIN_BELOW else ()),
        *((Reason.NO_VALLEY,) if doubt > DOUBT else ()),
    )
    return Grouping(Clarity.UNCERTAIN if reasons else Clarity.CLEAR, best, reasons, doubt)


def _resampled(
    ballots: Ballots, axes: Axes, mapped: Labels, points: Floats, *, seed: int, tell: Tell
) -> dict[int, list[Labels]]:
    """Return, for each number of groups, the labels of each resample."""
    counts = range(2, min(MOST_GROUPS, len(mapped) // (2 * SMALLEST_GROUP)) + 1)
    anchors = {count: centres_of(points, k_means(points, count, salt=seed), count) for count in counts}
    runs: dict[int, list[Labels]] = {count: [] for count in counts}
    for turn in range(RESAMPLES):
        is_kept = ballots.chance(seed + 101 + turn) >= LEFT_OUT
        fewer = ballots.only(is_kept)
        moved = places_of(fewer, axes_of(fewer, seed=seed, warm=axes)).points[mapped]
        for count in counts:
            fresh = k_means(moved, count, salt=seed + 1009 * (turn + 1), starts=1)
            tries = (lloyd(moved, anchors[count]), lloyd(moved, centres_of(moved, fresh, count)))
            runs[count].append(min(tries, key=lambda run: run[1])[0])
        tell(Progress("resampling votes", turn + 1, RESAMPLES))
    return runs


def _partition(points: Floats, count: int, runs: list[Labels], keys: Floats, *, seed: int) -> Partition | None:
    """Return the groups that the resamples agree on; None when one of them is tiny."""
    smallest = smallest_group(len(points))
    together = np.concatenate([np.eye(count)[labels] for labels in runs], axis=1) / np.sqrt(len(runs))
    rotation = np.linalg.eigh(together.T @ together)[1]
    embedded = together @ rotation[:, ::-1][:, :count]
    agreed = k_means(embedded, count, salt=seed, smallest=smallest)
    labels, _ = lloyd(points, centres_of(points, agreed, count))
    sizes = np.bincount(labels, minlength=count)
    if sizes.min() < smallest:
        return None
    order = np.lexsort((centres_of(points, labels, count)[:, 0], -sizes))
    named = np.argsort(order)[labels]
    likenesses = np.array([likeness(named, run) for run in runs])
    resampled = np.stack([matched(run, named, count) for run in runs])
    return Partition(count, named, resampled, likenesses, silhouette(points, named, keys))
