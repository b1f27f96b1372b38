"""Chance that depends on a seed and on whom it falls, never on the order of rows."""

import numpy as np
from numpy.typing import NDArray

from belvedere.engines.opinions.votes import Integers

Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_BITS = 53


def mixed(numbers: Keys) -> Keys:
    """Return numbers as different as if drawn by lot (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    found = numbers + _GOLDEN
    found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return found ^ (found >> np.uint64(31))


def keys_of(*columns: Integers, salt: int) -> Keys:
    """Return a key by row of some columns of ids: the same for the same ids and salt, wherever the row is."""
    key = mixed(np.full(len(columns[0]), salt, dtype=np.uint64))
    for column in columns:
        key = mixed(key ^ column.astype(np.uint64))
    return key


def uniforms(keys: Keys) -> Floats:
    """Return a number in [0, 1) by key.

    >>> one, other = uniforms(keys_of(np.array([3, 8]), salt=1))
    >>> bool(uniforms(keys_of(np.array([8]), salt=1))[0] == other)
    True
    """
    return np.asarray((mixed(keys) >> np.uint64(64 - _BITS)) / np.float64(2**_BITS))
