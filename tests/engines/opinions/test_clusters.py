"""Clusters against brute force on few points."""

from itertools import product

import numpy as np
import pytest

from belvedere.engines.opinions.clusters import k_means, likeness, matched, silhouette

RNG = np.random.default_rng(4)


def test_k_means_finds_the_best_of_all_the_partitions_of_few_points() -> None:
    for _ in range(5):
        points = RNG.normal(size=(8, 2))

        def scatter(labels: np.ndarray, points: np.ndarray = points) -> float:
            return sum(((points[labels == one] - points[labels == one].mean(0)) ** 2).sum() for one in set(labels))

        best = min(scatter(np.array(labels)) for labels in product((0, 1), repeat=8))
        assert scatter(k_means(points, 2, salt=1, starts=12)) == pytest.approx(best)


def test_silhouette_by_its_definition() -> None:
    points, labels = RNG.normal(size=(30, 2)), np.arange(30) % 3
    values = []
    for one in range(30):
        away = np.hypot(*(points - points[one]).T)
        own = away[(labels == labels[one]) & (np.arange(30) != one)].mean()
        other = min(away[labels == label].mean() for label in {0, 1, 2} - {labels[one]})
        values.append((other - own) / max(own, other))
    assert silhouette(points, labels, np.zeros(30)) == pytest.approx(np.mean(values))


def test_likeness_counts_pairs() -> None:
    first, second = RNG.integers(0, 3, 25), RNG.integers(0, 2, 25)
    pairs = [(i, j) for i in range(25) for j in range(i)]
    one, two = ({pair for pair in pairs if labels[pair[0]] == labels[pair[1]]} for labels in (first, second))
    expected = len(one) * len(two) / len(pairs)
    wanted = (len(one & two) - expected) / ((len(one) + len(two)) / 2 - expected)
    assert likeness(first, second) == pytest.approx(wanted)


def test_labels_are_renamed_to_agree_most() -> None:
    reference = np.array([0, 0, 1, 1, 2, 2])
    assert matched(np.array([2, 2, 0, 0, 1, 0]), reference, 3).tolist() == [0, 0, 1, 1, 2, 1]
