"""Points into clusters: Lloyd's algorithm, silhouettes, and how alike two partitions are."""

from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.opinions.chance import Floats, keys_of, uniforms

Labels = NDArray[np.int64]
MOST_TURNS = 60
STARTS = 6
SAMPLE = 2000
BLOCK = 512


def lloyd(points: Floats, centres: Floats) -> tuple[Labels, float]:
    """Return the cluster of each point (N,) and the sum of squares, from starting centres (k, d). O(N k d) a turn."""
    count = len(centres)
    squares = (points**2).sum(axis=1)
    labels = np.full(len(points), -1)
    for _ in range(MOST_TURNS):
        away = (centres**2).sum(axis=1) - 2 * points @ centres.T
        before, labels = labels, away.argmin(axis=1)
        if np.array_equal(before, labels):
            break
        sizes = np.bincount(labels, minlength=count)
        sums = np.stack([np.bincount(labels, column, count) for column in points.T], axis=1)
        centres = np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], centres)
    return labels.astype(np.int64), float((squares + away.min(axis=1)).sum())


def starting_centres(points: Floats, count: int, *, salt: int) -> Floats:
    """Return centres far apart, drawn by lot (k-means++, Arthur and Vassilvitskii 2007)."""
    chance = uniforms(keys_of(np.arange(count), salt=salt))
    chosen = [int(chance[0] * len(points))]
    away = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    for draw in chance[1:]:
        ranks = np.cumsum(away)
        chosen.append(min(int(np.searchsorted(ranks, draw * ranks[-1], side="right")), len(points) - 1))
        away = np.minimum(away, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    return points[chosen]


def k_means(points: Floats, count: int, *, salt: int, smallest: int = 1, starts: int = STARTS) -> Labels:
    """Return the best of several runs; those whose clusters all hold ``smallest`` points come before the others."""
    found = [lloyd(points, starting_centres(points, count, salt=salt + start)) for start in range(starts)]
    return min(found, key=lambda run: (np.bincount(run[0], minlength=count).min() < smallest, run[1]))[0]


def centres_of(points: Floats, labels: Labels, count: int) -> Floats:
    """Return the mean of each cluster; the mean of all for an empty one."""
    sizes = np.bincount(labels, minlength=count)
    sums = np.stack([np.bincount(labels, column, count) for column in points.T], axis=1)
    return np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1)[:, None], points.mean(axis=0))


def silhouette(points: Floats, labels: Labels, keys: Floats) -> float:
    """Return the mean silhouette (Rousseeuw 1987), on 2,000 points chosen by ``keys`` when there are more.

    Exact below 2,000 points. O(min(N, 2000)²) in time, O(N) in memory.
    """
    if len(points) > SAMPLE:
        chosen = np.argsort(keys)[:SAMPLE]
        points, labels = points[chosen], labels[chosen]
    labels = np.unique(labels, return_inverse=True)[1]
    count = int(labels.max()) + 1
    order = np.argsort(labels, kind="stable")
    points, labels = points[order], labels[order]
    sizes = np.bincount(labels, minlength=count)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    total = 0.0
    for start in range(0, len(points), BLOCK):
        block, own = points[start : start + BLOCK], labels[start : start + BLOCK]
        away = np.sqrt((block[:, :1] - points[:, 0]) ** 2 + (block[:, 1:] - points[:, 1]) ** 2)
        sums = np.add.reduceat(away, starts, axis=1)
        row = np.arange(len(block))
        within = sums[row, own] / np.maximum(sizes[own] - 1, 1)
        means = sums / np.maximum(sizes, 1)
        means[row, own] = np.inf
        nearest = means.min(axis=1)
        larger = np.maximum(np.maximum(nearest, within), 1e-12)
        total += float(np.where(sizes[own] > 1, (nearest - within) / larger, 0.0).sum())
    return total / len(points)


def likeness(first: Labels, second: Labels) -> float:
    """Return the adjusted Rand index of two partitions (Hubert and Arabie 1985): 1 the same, 0 as chance would.

    >>> likeness(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = contingency(first, second)
    pairs, rows, columns = (_pairs(one) for one in (table, table.sum(axis=1), table.sum(axis=0)))
    total = len(first) * (len(first) - 1) / 2
    expected = rows * columns / total if total else 0.0
    mean = (rows + columns) / 2
    return 1.0 if mean == expected else float((pairs - expected) / (mean - expected))


def _pairs(counts: Floats) -> float:
    return float((counts * (counts - 1) / 2).sum())


def contingency(first: Labels, second: Labels) -> Floats:
    """Return how many points are in each pair of clusters."""
    columns = int(second.max()) + 1
    flat = np.bincount(first * columns + second, minlength=(int(first.max()) + 1) * columns)
    return flat.reshape(-1, columns).astype(np.float64)


def matched(labels: Labels, reference: Labels, count: int) -> Labels:
    """Return labels renamed so that they agree most with a reference."""
    table = np.zeros((count, count))
    found = contingency(labels, reference)
    table[: found.shape[0], : found.shape[1]] = found
    rows = np.arange(count)
    names = max((list(order) for order in permutations(range(count))), key=lambda order: table[rows, order].sum())
    return np.array(names, dtype=np.int64)[labels]
