"""What tells groups apart: statements that represent a group, statements that divide groups."""

from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.ballots import Ballots
from belvedere.engines.opinions.chance import Floats, keys_of, mixed
from belvedere.engines.opinions.clusters import Labels, k_means, matched
from belvedere.engines.opinions.components import Axes, axes_of, places_of, without
from belvedere.engines.opinions.grouping import smallest_group
from belvedere.engines.opinions.intervals import corrected, more_often, wilson
from belvedere.engines.opinions.votes import Vote

FOLDS = 5
FALSE_DISCOVERIES = 0.05
SIDES = (Vote.AGREE, Vote.DISAGREE)


@dataclass(frozen=True)
class GroupVotes:
    """Votes by statement and group: each (S, k); ``votes`` counts the three answers."""

    votes: Floats
    agree: Floats
    disagree: Floats

    def side(self, side: Vote) -> Floats:
        """Return the votes of a side."""
        return self.agree if side is Vote.AGREE else self.disagree


@dataclass(frozen=True)
class Distinctions:
    """What the tests say, by statement (S), group (k) and side (agree, disagree).

    Attributes
    ----------
    q_values : (S, k, 2) corrected p-values of « this group is no more on this side than the rest »
    shares : (S, k, 2) share of the group's votes on this side
    lows, highs : (S, k, 2) 95 % interval of the shares
    others : (S, k, 2) share of the others' votes on this side
    division_q_values : (S,) corrected p-values of « no group differs from the rest »
    """

    q_values: Floats
    shares: Floats
    lows: Floats
    highs: Floats
    others: Floats
    division_q_values: Floats

    @property
    def gaps(self) -> Floats:
        """Largest difference between two groups' shares of agreement: (S,)."""
        agree = self.shares[:, :, 0]
        return np.asarray(agree.max(axis=1) - agree.min(axis=1))

    def representative(self, group: int, *, most: int = 5) -> list[tuple[int, int]]:
        """Return statements and sides (0 agree, 1 disagree) that most of a group holds, surely more than the others.

        The largest difference of shares comes first.
        """
        holds = (self.q_values[:, group] <= FALSE_DISCOVERIES) & (self.shares[:, group] > 1 / 2)
        gaps = self.shares[:, group] - self.others[:, group]
        found = [(int(one), int(side)) for one, side in np.argwhere(holds)]
        return sorted(found, key=lambda pair: (-gaps[pair], pair))[:most]

    def divisive(self, *, most: int = 5) -> list[int]:
        """Return the statements that surely divide the groups, the widest gap first."""
        found = np.flatnonzero(self.division_q_values <= FALSE_DISCOVERIES)
        return sorted((int(one) for one in found), key=lambda one: (-self.gaps[one], one))[:most]


def votes_by_group(ballots: Ballots, mapped: Labels, labels: Labels, count: int) -> GroupVotes:
    """Return the votes on each statement by group; who is not mapped counts in none. O(votes × k)."""
    indicator = np.zeros((ballots.shape[0], count))
    indicator[mapped, labels] = 1
    agree, passed, disagree = (ballots.counts(side, indicator) for side in (Vote.AGREE, Vote.PASS, Vote.DISAGREE))
    return GroupVotes(agree + passed + disagree, agree, disagree)


def distinctions(
    ballots: Ballots, drawing: Ballots, axes: Axes, mapped: Labels, labels: Labels, *, seed: int
) -> Distinctions:
    """Test what tells groups apart, each statement with groups drawn without it.

    Groups are made from the votes: tested on the same votes, any partition « differs » on the statements that made it,
    even on noise. So the statements are dealt in 5 parts; those of a part are tested with groups drawn from the other
    parts only, and named after the groups that are shown.

    Parameters
    ----------
    ballots : all the votes on open statements
    drawing : those that draw the map
    labels : (N,) the groups shown, of the people at positions ``mapped``
    """
    count = int(labels.max()) + 1
    shown = votes_by_group(ballots, mapped, labels, count)
    tested = _votes_without_own_statement(ballots, drawing, axes, mapped, labels, seed=seed)
    p_values = np.stack([_p_values(tested, side) for side in SIDES], axis=2)
    tests = p_values.shape[1] * p_values.shape[2]
    division = np.minimum(p_values.min(axis=(1, 2)) * tests, 1.0)
    sides = np.stack([shown.agree, shown.disagree], axis=2)
    votes = np.repeat(shown.votes[:, :, None], len(SIDES), axis=2)
    lows, highs = wilson(sides, votes)
    rest = votes.sum(axis=1, keepdims=True) - votes
    others = (sides.sum(axis=1, keepdims=True) - sides) / np.maximum(rest, 1)
    shares = sides / np.maximum(votes, 1)
    return Distinctions(corrected(p_values), shares, lows, highs, others, corrected(division))


def _p_values(votes: GroupVotes, side: Vote) -> Floats:
    total, trials = votes.side(side).sum(axis=1, keepdims=True), votes.votes.sum(axis=1, keepdims=True)
    shape = votes.votes.shape
    return more_often(votes.side(side), votes.votes, np.broadcast_to(total, shape), np.broadcast_to(trials, shape))


def _votes_without_own_statement(
    ballots: Ballots, drawing: Ballots, axes: Axes, mapped: Labels, labels: Labels, *, seed: int
) -> GroupVotes:
    """Return the votes by statement and group, the groups of a statement being drawn from other statements."""
    count = int(labels.max()) + 1
    fold_of = (mixed(keys_of(ballots.statement_ids, salt=seed + 5)) % np.uint64(FOLDS)).astype(np.int64)
    found = [np.zeros((ballots.shape[1], count)) for _ in range(3)]
    for fold in range(FOLDS):
        is_tested = fold_of == fold
        others = without(drawing, is_tested)
        if not is_tested.any() or not len(others.value):
            continue
        warm = Axes(axes.directions * ~is_tested[:, None], axes.strengths)
        points = places_of(others, axes_of(others, seed=seed, warm=warm)).points[mapped]
        fresh = k_means(points, count, salt=seed + 7 * fold, smallest=smallest_group(len(points)))
        votes = votes_by_group(ballots, mapped, matched(fresh, labels, count), count)
        for whole, part in zip(found, (votes.votes, votes.agree, votes.disagree), strict=True):
            whole[is_tested] = part[is_tested]
    return GroupVotes(*found)
