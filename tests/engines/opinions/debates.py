"""Invented debates: people of planted groups, people on a gradient, people who answer by chance."""

import numpy as np

from belvedere.engines.opinions.votes import Statement, VoteLog


def statements_of(count: int) -> tuple[Statement, ...]:
    return tuple(Statement(number, f"Proposition {number}") for number in range(count))


def cast(agree: np.ndarray, *, density: float, seed: int) -> VoteLog:
    """Return votes: ``agree`` (P, S) is the chance that somebody agrees with a statement; 8 % of the votes pass."""
    rng = np.random.default_rng(seed)
    draw = rng.random(agree.shape)
    values = np.where(draw < agree * 0.92, 1, np.where(draw > 0.92, 0, -1))
    people, statements = np.nonzero(rng.random(agree.shape) < density)
    times = 1 + rng.permutation(len(people))
    return VoteLog.of(times, statements, people, values[people, statements].astype(np.int8))


def planted(people: int, statements: int, groups: int, *, density: float = 0.5, seed: int = 0) -> tuple:
    """Return votes and the group of each person: groups hold each statement or refuse it, nine times in ten."""
    rng = np.random.default_rng(seed)
    tastes = rng.choice([0.1, 0.9], size=(groups, statements))
    member = np.arange(people) % groups
    return cast(tastes[member], density=density, seed=seed), member


def gradient(people: int, statements: int, *, density: float = 0.5, seed: int = 0) -> VoteLog:
    """Return votes of people spread along one line, most of them in the middle."""
    rng = np.random.default_rng(seed)
    place, slope = rng.normal(size=people), rng.normal(size=statements)
    return cast(1 / (1 + np.exp(-np.outer(place, slope))), density=density, seed=seed)


def noise(people: int, statements: int, *, density: float = 0.5, seed: int = 0) -> VoteLog:
    """Return votes where nothing ties one answer of a person to another."""
    rng = np.random.default_rng(seed)
    return cast(np.tile(rng.uniform(0.1, 0.9, statements), (people, 1)), density=density, seed=seed)
