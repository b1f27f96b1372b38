"""The map of a room: agreements and disagreements as votes, and what the map says of them, in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any  # what a JSON column holds

from django.utils.functional import Promise

from belvedere.contexts.consultations.queries.drawing import Picture, picture_of
from belvedere.contexts.consultations.words import CLARITIES, REASONS
from belvedere.contexts.seminar.models import Contribution, RoomMap, Seminar, Stance
from belvedere.contexts.seminar.states import ContributionState

MOST_LINES = 5


@dataclass(frozen=True)
class Votes:
    """What the engine takes: ``(time, statement, participant, value)``, and the statements by number."""

    rows: list[tuple[int, int, int, int]]
    texts: dict[int, str]


def votes_of(seminar: Seminar) -> Votes:
    """Return the stances on what may be shown. Phones become numbers, in the order of their random marks."""
    shown = Contribution.objects.filter(
        round__seminar=seminar, merged_into=None, state=ContributionState.SHOWN.value
    ).order_by("pk")
    texts = dict(shown.values_list("pk", "text"))
    stances = list(
        Stance.objects.filter(contribution__in=shown).order_by("pk").values_list("contribution", "device", "agrees")
    )
    numbers = {device: number for number, device in enumerate(sorted({device for _row, device, _agrees in stances}))}
    return Votes([(0, row, numbers[device], 1 if agrees else -1) for row, device, agrees in stances], texts)


@dataclass(frozen=True)
class Line:
    """A contribution in the table of the map: how many agree and do not, by group too when there are groups."""

    text: str
    facts: dict[str, Any]
    by_group: tuple[dict[str, Any], ...]
    is_common: bool


@dataclass(frozen=True)
class Opinions:
    """What the wall says of a map; the names are those that the picture's template reads."""

    drawn_at: datetime
    result: dict[str, Any]
    clarity: str | Promise
    reasons: tuple[str | Promise, ...]
    picture: Picture | None
    lines: tuple[Line, ...]


def opinions_of(seminar: Seminar) -> Opinions | None:
    """Return the last map of a room; what moderation has hidden since is not in its table: two statements."""
    drawn = RoomMap.objects.filter(seminar=seminar).first()
    if drawn is None:
        return None
    result = drawn.result
    shown = Contribution.objects.filter(
        round__seminar=seminar, state=ContributionState.SHOWN.value, pk__in=[row["number"] for row in _ranked(result)]
    )
    texts = dict(shown.values_list("pk", "text"))
    common = {row["number"] for row in result["ground"]}
    divided = {row["number"]: tuple(row["shares"]) for row in result["divisive"]}
    lines = [
        Line(texts[row["number"]], row, divided.get(row["number"], ()), row["number"] in common)
        for row in _ranked(result)
        if row["number"] in texts
    ]
    return Opinions(
        drawn.drawn_at,
        result,
        CLARITIES[result["clarity"]],
        tuple(REASONS[code] for code in result["reasons"]),
        picture_of(result),
        tuple(lines[:MOST_LINES]),
    )


def _ranked(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the statements: what unites first, then what divides, then the most judged."""
    common = {row["number"]: rank for rank, row in enumerate(result["ground"])}
    divided = {row["number"] for row in result["divisive"]}
    return sorted(
        (row for row in result["statements"] if row["votes"]),
        key=lambda row: (
            common.get(row["number"], len(common)), row["number"] not in divided, -row["votes"], row["number"]
        ),
    )  # fmt: skip


def map_stamp(seminar: Seminar) -> datetime | None:
    """Return what changes when the map is drawn again: one statement."""
    return RoomMap.objects.filter(seminar=seminar).values_list("drawn_at", flat=True).first()
