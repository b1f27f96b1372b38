"""The opinions of a debate, from votes to everything that is shown of them."""

from dataclasses import dataclass

import numpy as np

from belvedere.engines.opinions.ballots import Ballots, Mask
from belvedere.engines.opinions.chance import Floats
from belvedere.engines.opinions.clusters import Labels
from belvedere.engines.opinions.common_ground import CommonGround, common_ground
from belvedere.engines.opinions.components import Axes, axes_of, places_of, radii_of, variance_of
from belvedere.engines.opinions.distinctions import Distinctions, GroupVotes, distinctions, votes_by_group
from belvedere.engines.opinions.grouping import Clarity, Grouping, Reason, group
from belvedere.engines.opinions.progress import Progress, Tell, silent
from belvedere.engines.opinions.routing import Deck
from belvedere.engines.opinions.votes import Statement, Tally

FEWEST_VOTES = 7
FEWEST_STATEMENTS = 3


@dataclass(frozen=True)
class OpinionMap:
    """What the votes of a debate say.

    Attributes
    ----------
    ballots : the votes that count
    fewest_votes : how many votes put a participant on the map
    mapped : (N,) positions in ``ballots.participants`` of those on the map
    axes : the directions of the map, None when there is no map
    points : (N, 2) their places
    radii : (N,) the radius that holds the true place 95 times in 100
    ridge, variance : how strongly places are pulled to the centre, and what the map leaves unexplained
    grouping : groups, or why there are none
    group_votes, distinctions : None when there are no groups
    ground : what unites
    is_uniform : (P,) participants on the map who gave one answer to everything, shown apart, never taken out
    """

    ballots: Ballots
    fewest_votes: int
    mapped: Labels
    axes: Axes | None
    points: Floats
    radii: Floats
    ridge: float
    variance: float
    grouping: Grouping
    group_votes: GroupVotes | None
    distinctions: Distinctions | None
    ground: CommonGround
    is_uniform: Mask

    @property
    def labels(self) -> Labels | None:
        """Group of each mapped participant, None when there are no groups."""
        return self.grouping.partition.labels if self.grouping.partition else None

    @property
    def means(self) -> Floats:
        """The mean vote on each statement."""
        return self.ballots.means

    @property
    def deck(self) -> Deck:
        """What routing needs."""
        people, statements = self.ballots.shape
        votes = np.maximum(self.ballots.by_statement, 1)
        squares = np.bincount(self.ballots.statement, np.abs(self.ballots.value), statements) / votes
        loadings = self.axes.loadings * np.sqrt(max(people, 1)) if self.axes else np.zeros((statements, 2))
        votes_by_statement = self.ballots.by_statement.astype(np.float64)
        return Deck(self.ballots.statement_ids, votes_by_statement, loadings, np.maximum(squares - self.means**2, 0.0))


def map_opinions(
    tally: Tally, statements: tuple[Statement, ...], *, seed: int = 0, progress: Tell = silent
) -> OpinionMap:
    """Return what the votes say: map, groups, what tells them apart, what unites.

    Parameters
    ----------
    tally : the last vote of each participant on each statement
    statements : all of them; those that moderation removed count nowhere, with their votes
    seed : the same seed and votes give the same result, in whatever order the votes came
    progress : told how far the work is

    Notes
    -----
    About O(30 × votes) in time; memory proportional to votes, plus some hundred bytes a participant. The method, its
    limits and its sources: docs/engines/opinions.md.

    Examples
    --------
    >>> from belvedere.engines.opinions.votes import VoteLog
    >>> log = VoteLog.from_rows([(1, 0, person, 1) for person in range(8)])
    >>> found = map_opinions(Tally.of(log), (Statement(0, "Plus d’arbres"),))
    >>> found.grouping.clarity.value, float(found.ground.shares[0, 0])
    ('none', 1.0)
    """
    ballots = Ballots.of(tally, statements)
    drawing = ballots.only(~np.array([one.is_meta for one in ballots.statements], dtype=bool)[ballots.statement])
    drawn = int(np.count_nonzero(drawing.by_statement))
    fewest = min(FEWEST_VOTES, max(drawn, 1))
    mapped = np.flatnonzero(drawing.by_person >= fewest).astype(np.int64)
    if drawn < FEWEST_STATEMENTS or len(mapped) < FEWEST_STATEMENTS:
        return _without_map(ballots, fewest)
    progress(Progress("drawing the map", 0, 1))
    axes = axes_of(drawing, seed=seed)
    places = places_of(drawing, axes)
    progress(Progress("drawing the map", 1, 1))
    points, variance = places.points[mapped], variance_of(drawing, axes, places)
    grouping = group(drawing, axes, mapped, points, seed=seed, tell=progress)
    labels = grouping.partition.labels if grouping.partition else None
    progress(Progress("testing statements", 0, 1))
    told = distinctions(ballots, drawing, axes, mapped, labels, seed=seed) if labels is not None else None
    ground = common_ground(ballots, mapped, points, labels)
    progress(Progress("testing statements", 1, 1))
    return OpinionMap(
        ballots=ballots,
        fewest_votes=fewest,
        mapped=mapped,
        axes=axes,
        points=points,
        radii=radii_of(places.precisions[mapped], variance),
        ridge=places.ridge,
        variance=variance,
        grouping=grouping,
        group_votes=_group_votes(ballots, mapped, labels),
        distinctions=told,
        ground=ground,
        is_uniform=_uniform(drawing, mapped),
    )


def _group_votes(ballots: Ballots, mapped: Labels, labels: Labels | None) -> GroupVotes | None:
    return None if labels is None else votes_by_group(ballots, mapped, labels, int(labels.max()) + 1)


def _without_map(ballots: Ballots, fewest: int) -> OpinionMap:
    nobody = np.zeros(0, dtype=np.int64)
    nowhere = np.zeros((0, 2))
    return OpinionMap(
        ballots=ballots,
        fewest_votes=fewest,
        mapped=nobody,
        axes=None,
        points=nowhere,
        radii=np.zeros(0),
        ridge=1.0,
        variance=0.0,
        grouping=Grouping(Clarity.NONE, None, (Reason.TOO_FEW,)),
        group_votes=None,
        distinctions=None,
        ground=common_ground(ballots, nobody, nowhere, None),
        is_uniform=np.zeros(ballots.shape[0], dtype=bool),
    )


def _uniform(ballots: Ballots, mapped: Labels) -> Mask:
    """Tell who, on the map, agreed with everything or disagreed with everything."""
    total = np.bincount(ballots.person, ballots.value, ballots.shape[0])
    is_mapped = np.zeros(ballots.shape[0], dtype=bool)
    is_mapped[mapped] = True
    return np.asarray(is_mapped & (np.abs(total) == ballots.by_person))
