"""What unites: statements that every group supports, and that every half of the map supports however it is cut."""

from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.ballots import Ballots, Mask
from belvedere.engines.opinions.chance import Floats
from belvedere.engines.opinions.clusters import Labels
from belvedere.engines.opinions.intervals import wilson
from belvedere.engines.opinions.votes import Vote

CUTS = 12
FEWEST_NET = 4
"""How many more supports than refusals each part needs before a statement is called common ground."""


@dataclass(frozen=True)
class CommonGround:
    """Support by statement (S) and side (agree, disagree), among everybody and in the least favourable part.

    Attributes
    ----------
    votes : (S,) votes cast by everybody, mapped or not
    agree, disagree : (S,) of those, each side
    shares, lows, highs : (S, 2) share of the votes on each side, and its 95 % interval
    in_every_group : (S, 2) group-aware consensus: (supports + 1) / (votes + 2) in the least favourable group; that of
        everybody when there are no groups
    in_every_half : (S, 2) bridging: the same in the least favourable half of the map, over 12 ways to cut it
    assured : (S, 2) the mean, over these halves, of the low end of the 95 % interval of support: what ranks statements,
        for it is what changes least when votes are missing
    is_common : (S, 2) every part has at least 4 more supports than refusals, and more than half of everybody supports,
        the whole interval above 50 %
    """

    votes: Floats
    agree: Floats
    disagree: Floats
    shares: Floats
    lows: Floats
    highs: Floats
    in_every_group: Floats
    in_every_half: Floats
    assured: Floats
    is_common: Mask

    def ranked(self, *, most: int | None = None) -> list[tuple[int, int]]:
        """Return the statements that are common ground and their side, the most assured support first."""
        found = [(int(one), int(side)) for one, side in np.argwhere(self.is_common)]
        return sorted(found, key=lambda pair: (-self.assured[pair], pair))[:most]


def halves_of(points: Floats, cuts: int = CUTS) -> Mask:
    """Return, by person, in which halves of the map they are: (N, 2 × cuts).

    Each cut goes through the median along a direction; who is on the line is in both halves.
    """
    angles = np.pi * np.arange(cuts) / cuts
    along = points @ np.stack([np.cos(angles), np.sin(angles)])
    middle = np.median(along, axis=0)
    return np.concatenate([along >= middle, along <= middle], axis=1)


def common_ground(ballots: Ballots, mapped: Labels, points: Floats, labels: Labels | None) -> CommonGround:
    """Return the support of each statement, and where it holds. O(votes × (24 + k)).

    ``points`` (N, 2) and ``labels`` (N,), None when there are no groups, of the people at positions ``mapped`` (N,).
    """
    everybody = np.ones((ballots.shape[0], 1))
    halves = np.zeros((ballots.shape[0], 2 * CUTS))
    if len(mapped):
        halves[mapped] = halves_of(points)
    groups = everybody
    if labels is not None:
        groups = np.zeros((ballots.shape[0], int(labels.max()) + 1))
        groups[mapped, labels] = 1
    parts = np.concatenate([everybody, groups, halves], axis=1)
    agree, passed, disagree = (ballots.counts(side, parts) for side in (Vote.AGREE, Vote.PASS, Vote.DISAGREE))
    votes = agree + passed + disagree
    sides = np.stack([agree, disagree], axis=2)
    net = np.stack([agree - disagree, disagree - agree], axis=2)
    lows, highs = wilson(sides[:, 0], votes[:, :1])
    support = (sides + 1) / (votes[:, :, None] + 2)
    last_group = 1 + groups.shape[1]
    judged = net if len(mapped) else net[:, :last_group]
    return CommonGround(
        votes=votes[:, 0],
        agree=agree[:, 0],
        disagree=disagree[:, 0],
        shares=sides[:, 0] / np.maximum(votes[:, :1], 1),
        lows=lows,
        highs=highs,
        in_every_group=support[:, 1:last_group].min(axis=1),
        in_every_half=support[:, last_group:].min(axis=1),
        assured=wilson(sides, np.broadcast_to(votes[:, :, None], sides.shape))[0][:, last_group:].mean(axis=1)
        if len(mapped)
        else lows,
        is_common=(judged >= FEWEST_NET).all(axis=1) & (lows > 1 / 2),
    )
