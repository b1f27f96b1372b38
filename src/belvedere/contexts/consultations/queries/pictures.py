"""What a map shows, computed once when it is drawn: groups, places, results, each with its uncertainty."""

from collections import Counter
from typing import Any  # what goes in a JSON column

import numpy as np
from numpy.typing import NDArray

from belvedere.contexts.consultations.queries.drawing import COLUMNS, LINE, ROWS
from belvedere.engines.opinions.clusters import centres_of
from belvedere.engines.opinions.distinctions import Distinctions
from belvedere.engines.opinions.grouping import Clarity, Partition
from belvedere.engines.opinions.mapping import OpinionMap
from belvedere.engines.opinions.naming import letter

SURE = 0.8
MOST_GROUND = 10


def shown_result(found: OpinionMap) -> dict[str, Any]:
    """Return everything that the page of a map shows. Size O(statements), whatever the number of people."""
    people, _statements = found.ballots.shape
    grouping, partition = found.grouping, found.grouping.partition
    has_groups = partition is not None and grouping.clarity is not Clarity.NONE
    return {
        "participants": people,
        "votes": len(found.ballots.value),
        "mapped": len(found.mapped),
        "fewest": found.fewest_votes,
        "uniform": int(found.is_uniform.sum()),
        "clarity": grouping.clarity.value,
        "reasons": [reason.value for reason in grouping.reasons],
        "stability": _stability(partition) if partition is not None else None,
        "groups": _groups(found, partition) if has_groups and partition is not None else [],
        "divisive": _divisive(found, found.distinctions) if has_groups and found.distinctions is not None else [],
        "ground": [_ground(found, one, side) for one, side in found.ground.ranked(most=MOST_GROUND)],
        "statements": [_statement(found, one) for one in range(len(found.ballots.statements))],
        "frame": _frame(found),
        "marks": _marks(found, has_groups=has_groups),
    }


def _share(value: float) -> float:
    return round(float(value), 4)


def _index(value: float) -> float:
    return round(float(value), 2)


def _percent(share: float) -> int:
    return round(100 * float(share))


def _stability(partition: Partition) -> dict[str, float]:
    return {
        "index": _index(partition.stability),
        "low": _index(partition.likenesses.min()),
        "high": _index(partition.likenesses.max()),
    }


def _groups(found: OpinionMap, partition: Partition) -> list[dict[str, Any]]:
    centres = centres_of(found.points, partition.labels, partition.count)
    rows = []
    for group in range(partition.count):
        low, high = partition.size_ranges[group].tolist()
        is_member = partition.labels == group
        rows.append(
            {
                "letter": letter(group),
                "size": int(partition.sizes[group]),
                "low": low,
                "high": high,
                "sure": int((partition.membership[is_member] >= SURE).sum()),
                "x": _share(centres[group, 0]),
                "y": _share(centres[group, 1]),
                "holds": _claims(found, group),
            }
        )
    return rows


def _claims(found: OpinionMap, group: int) -> list[dict[str, Any]]:
    """Return what represents a group: most of it holds it, surely more than the others."""
    told = found.distinctions
    if told is None:
        return []
    return [
        {
            "number": found.ballots.statements[one].id,
            "side": ("accord", "desaccord")[side],
            "share": _percent(told.shares[one, group, side]),
            "low": _percent(told.lows[one, group, side]),
            "high": _percent(told.highs[one, group, side]),
            "elsewhere": _percent(told.others[one, group, side]),
        }
        for one, side in told.representative(group)
    ]


def _divisive(found: OpinionMap, told: Distinctions) -> list[dict[str, Any]]:
    return [
        {
            "number": found.ballots.statements[one].id,
            "shares": [
                {
                    "letter": letter(group),
                    "share": _percent(told.shares[one, group, 0]),
                    "low": _percent(told.lows[one, group, 0]),
                    "high": _percent(told.highs[one, group, 0]),
                }
                for group in range(told.shares.shape[1])
            ],
        }
        for one in told.divisive()
    ]


def _ground(found: OpinionMap, one: int, side: int) -> dict[str, Any]:
    ground = found.ground
    return {
        "number": found.ballots.statements[one].id,
        "side": ("accord", "desaccord")[side],
        "votes": int(ground.votes[one]),
        "share": _percent(ground.shares[one, side]),
        "low": _percent(ground.lows[one, side]),
        "high": _percent(ground.highs[one, side]),
        "in_every_group": _percent(ground.in_every_group[one, side]),
        "in_every_half": _percent(ground.in_every_half[one, side]),
    }


def _statement(found: OpinionMap, one: int) -> dict[str, Any]:
    ground = found.ground
    votes, agree, disagree = (int(column[one]) for column in (ground.votes, ground.agree, ground.disagree))
    return {
        "number": found.ballots.statements[one].id,
        "votes": votes,
        "agree": agree,
        "disagree": disagree,
        "pass": votes - agree - disagree,
        "share": _percent(ground.shares[one, 0]) if votes else None,
        "low": _percent(ground.lows[one, 0]),
        "high": _percent(ground.highs[one, 0]),
    }


def _frame(found: OpinionMap) -> list[float]:
    """Return the corners of the map: lowest x and y, highest x and y."""
    if not len(found.points):
        return []
    low, high = found.points.min(axis=0), found.points.max(axis=0)
    return [_share(number) for number in (*low.tolist(), *high.tolist())]


def _marks(found: OpinionMap, *, has_groups: bool) -> list[list[int]]:
    """Return the marks of the picture: column, row, group (-1: none), how many people stand there."""
    if not len(found.points):
        return []
    low, high = found.points.min(axis=0), found.points.max(axis=0)
    span = high - low
    # People who all stand on one line are drawn across the middle.
    shares = np.where(span > LINE, (found.points - low) / np.maximum(span, LINE), 0.5)
    cells = np.rint(shares * np.array([COLUMNS - 1, ROWS - 1])).astype(int)
    labels = found.labels if has_groups and found.labels is not None else np.full(len(cells), -1)
    counted = Counter(zip(cells[:, 0].tolist(), cells[:, 1].tolist(), labels.tolist(), strict=True))
    return [[column, row, group, people] for (column, row, group), people in sorted(counted.items())]


def places_of(found: OpinionMap) -> dict[str, NDArray[Any]]:
    """Return where each participant of a map stands, for the files: number, place, group (-1 where there are none)."""
    labels = found.labels if found.labels is not None else np.full(len(found.mapped), -1)
    return {
        "placed": found.ballots.participants[found.mapped],
        "points": found.points,
        "groups": labels.astype(np.int8),
    }
