"""Which statement to show next: what tells most about this person, while every statement gets its share of looks."""

from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.ballots import Mask
from belvedere.engines.opinions.chance import Floats, keys_of, uniforms
from belvedere.engines.opinions.votes import Integers

FAIR_SHARE = 0.5
"""How often the choice goes by exposure alone, whatever the statement tells."""


@dataclass(frozen=True)
class Deck:
    """What routing needs to know of the statements, in the order of their ids.

    Attributes
    ----------
    ids : (S,) ids of the statements that may be shown
    votes : (S,) votes that each has
    loadings : (S, 2) how each weighs on the map
    spreads : (S,) variance of the votes on each
    """

    ids: Integers
    votes: Floats
    loadings: Floats
    spreads: Floats


def chances(deck: Deck, is_answered: Mask) -> Floats:
    """Return the chance of each statement to be shown next: (S,), 0 for those answered, all 0 when none is left.

    Half of the chance goes by exposure: a statement's share is inverse to the square of its votes plus one, so that a
    late statement catches up. The other half goes by information: by how much an answer would narrow the place of this
    person on the map (the leverage of the statement, given those answered), times the spread of its votes. O(S).
    """
    left = ~is_answered
    if not left.any():
        return np.zeros(len(deck.ids))
    exposure = left / (deck.votes + 1.0) ** 2
    scale = float((deck.loadings**2).sum() / max(len(deck.ids), 1)) or 1.0
    seen = deck.loadings[is_answered]
    precision = seen.T @ seen + scale * np.eye(deck.loadings.shape[1])
    leverage = np.einsum("sd,de,se->s", deck.loadings, np.linalg.inv(precision), deck.loadings)
    information = left * leverage / (1 + leverage) * (deck.spreads + 0.05)
    total = information.sum()
    fair = exposure / exposure.sum()
    telling = information / total if total > 0 else fair
    return np.asarray(FAIR_SHARE * fair + (1 - FAIR_SHARE) * telling)


def next_statement(deck: Deck, is_answered: Mask, *, participant: int, seed: int) -> int | None:
    """Return the id of the statement to show, None when all are answered.

    The draw depends on the seed, the participant and how many they answered: asked again, it gives the same one.

    Examples
    --------
    >>> deck = Deck(np.array([4, 9]), np.array([3.0, 0.0]), np.zeros((2, 2)), np.zeros(2))
    >>> next_statement(deck, np.array([False, True]), participant=1, seed=0)
    4
    >>> next_statement(deck, np.array([True, True]), participant=1, seed=0) is None
    True
    """
    weights = chances(deck, is_answered)
    if not weights.any():
        return None
    answered = int(np.count_nonzero(is_answered))
    draw = uniforms(keys_of(np.array([participant]), np.array([answered]), salt=seed))[0]
    ranks = np.cumsum(weights)
    return int(deck.ids[min(int(np.searchsorted(ranks, draw * ranks[-1], side="right")), len(deck.ids) - 1)])
