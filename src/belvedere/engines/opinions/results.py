"""The files of results: tables for spreadsheets, JSON for programs; the same bytes for the same votes and seed."""

import json
from collections.abc import Iterable

from belvedere.engines.opinions.distinctions import Distinctions
from belvedere.engines.opinions.grouping import Clarity, Partition
from belvedere.engines.opinions.mapping import OpinionMap
from belvedere.engines.opinions.naming import SIDE_NAMES, cell, group_names, letter
from belvedere.engines.opinions.plot import SURE
from belvedere.engines.opinions.writing import table_csv

PARTICIPANTS_HEADER = ("participant", "x", "y", "group", "votes")
CONSENSUS_HEADER = (
    "statement", "side", "votes", "agree", "disagree", "pass", "share", "low", "high", "in_every_group",
    "in_every_half", "assured", "common_ground", "text",
)  # fmt: skip
FINDINGS = {
    Clarity.CLEAR: "clear groups",
    Clarity.UNCERTAIN: "uncertain groups",
    Clarity.NONE: "no clear groups",
}


def _short(number: float) -> float:
    return round(float(number), 4) + 0.0


def participants_csv(found: OpinionMap) -> str:
    """Return ``participant,x,y,group,votes``: place and group are blank for who is not on the map."""
    places = dict(zip(found.mapped.tolist(), zip(found.points.tolist(), group_names(found), strict=True), strict=True))

    def rows() -> Iterable[tuple[str | int, ...]]:
        who = zip(found.ballots.participants.tolist(), found.ballots.by_person.tolist(), strict=True)
        for position, (participant, votes) in enumerate(who):
            if position not in places:
                yield participant, "", "", "", votes
                continue
            (x, y), group = places[position]
            yield participant, f"{_short(x):.4f}", f"{_short(y):.4f}", group, votes

    return table_csv(PARTICIPANTS_HEADER, rows())


def consensus_csv(found: OpinionMap) -> str:
    """Return a row by open statement, on the side that has most votes; common ground first, then the most assured."""
    ground = found.ground
    sides = [int(disagree > agree) for agree, disagree in zip(ground.agree, ground.disagree, strict=True)]

    def rank(one: int) -> tuple[bool, float, int]:
        return not ground.is_common[one, sides[one]], -ground.assured[one, sides[one]], one

    def rows() -> Iterable[tuple[str | int, ...]]:
        for one in sorted(range(len(sides)), key=rank):
            side = sides[one]
            votes, agree, disagree = (int(column[one]) for column in (ground.votes, ground.agree, ground.disagree))
            measures = (ground.shares, ground.lows, ground.highs)
            parts = (ground.in_every_group, ground.in_every_half, ground.assured)
            yield (
                found.ballots.statements[one].id,
                SIDE_NAMES[side],
                votes,
                agree,
                disagree,
                votes - agree - disagree,
                *(f"{measure[one, side]:.4f}" for measure in (*measures, *parts)),
                "yes" if ground.is_common[one, side] else "no",
                cell(found.ballots.statements[one].text),
            )

    return table_csv(CONSENSUS_HEADER, rows())


def groups_json(found: OpinionMap, seed: int) -> str:
    """Return the groups, how far they can be believed, and what tells them apart."""
    grouping, partition = found.grouping, found.grouping.partition
    content: dict[str, object] = {
        "finding": FINDINGS[grouping.clarity],
        "reasons": [reason.value for reason in grouping.reasons],
        "participants": found.ballots.shape[0],
        "mapped": len(found.mapped),
        "fewest_votes_to_be_mapped": found.fewest_votes,
        "one_answer_to_everything": int(found.is_uniform.sum()),
        "seed": seed,
        "groups": [],
    }
    if partition is not None and found.distinctions is not None:
        content |= {
            "stability": {
                "index": _short(partition.stability),
                "low": _short(partition.likenesses.min()),
                "high": _short(partition.likenesses.max()),
                "resamples": len(partition.likenesses),
            },
            "silhouette": _short(partition.silhouette),
            "p_value_no_valley": _short(grouping.doubt),
            "groups": [_group(found, partition, found.distinctions, group) for group in range(partition.count)],
            "divisive": [_division(found, found.distinctions, one) for one in found.distinctions.divisive()],
        }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False) + "\n"


def _group(found: OpinionMap, partition: Partition, told: Distinctions, group: int) -> dict[str, object]:
    low, high = partition.size_ranges[group].tolist()
    is_member = partition.labels == group
    return {
        "group": letter(group),
        "size": int(partition.sizes[group]),
        "size_low": low,
        "size_high": high,
        "sure_members": int((partition.membership[is_member] >= SURE).sum()),
        "representative": [_claim(found, told, group, *pair) for pair in told.representative(group)],
    }


def _claim(found: OpinionMap, told: Distinctions, group: int, one: int, side: int) -> dict[str, object]:
    return {
        "statement": found.ballots.statements[one].id,
        "text": found.ballots.statements[one].text,
        "side": SIDE_NAMES[side],
        "share": _short(told.shares[one, group, side]),
        "low": _short(told.lows[one, group, side]),
        "high": _short(told.highs[one, group, side]),
        "share_elsewhere": _short(told.others[one, group, side]),
        "q_value": float(f"{told.q_values[one, group, side]:.3g}"),
    }


def _division(found: OpinionMap, told: Distinctions, one: int) -> dict[str, object]:
    return {
        "statement": found.ballots.statements[one].id,
        "text": found.ballots.statements[one].text,
        "agree_by_group": [_short(share) for share in told.shares[one, :, 0]],
        "q_value": float(f"{told.division_q_values[one]:.3g}"),
    }
