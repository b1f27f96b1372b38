"""Reads of a draw: where it stands, its published folder, its seats."""

import io
import zipfile
from dataclasses import dataclass

from django.db.models import QuerySet

from belvedere.contexts.panels.models import Campaign, Draw, DrawFile, Seat
from belvedere.contexts.panels.states.seat import SITTING, SeatState
from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.problem_json import from_json
from belvedere.engines.sortition.publication import PROBABILITIES, PROBLEM, findings_of

_SITTING = sorted(state.value for state in SITTING)
_FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def draw_of(campaign: Campaign) -> Draw | None:
    """Return the draw of a recruitment: one statement."""
    found = Draw.objects.filter(campaign=campaign)
    return found.select_related("first_officer__user", "second_officer__user", "campaign__territory").first()


def folder_of(draw: Draw, *, is_published: bool = True) -> dict[str, str]:
    """Return the files of a draw by name: one statement. Before the commitment, none is published."""
    rows = DrawFile.objects.filter(draw=draw)
    if is_published:
        rows = rows.filter(is_published=True)
    return {name: bytes(content).decode("utf-8") for name, content in rows.values_list("name", "content")}


def zipped(files: dict[str, str]) -> bytes:
    """Return a folder as one file, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(f"tirage/{name}", _FIRST_DAY_OF_ZIP), files[name].encode())
    return buffer.getvalue()


def seats_of(draw: Draw) -> QuerySet[Seat]:
    """Return the places given by a draw, with whoever holds them: one statement."""
    return Seat.objects.filter(draw=draw).select_related("candidate__contact", "replaced_by").order_by("pseudonym")


def sitting(draw: Draw) -> QuerySet[Seat]:
    return seats_of(draw).filter(state__in=_SITTING)


def is_every_seat_confirmed(draw: Draw) -> bool:
    states = set(sitting(draw).values_list("state", flat=True))
    return states == {SeatState.CONFIRMED.value}


@dataclass(frozen=True)
class Chances:
    """What a lottery gives: the lowest and the highest probability, in percent."""

    lowest: float
    highest: float
    never: int


def chances_of(files: dict[str, str]) -> Chances | None:
    """Return the spread of the probabilities of a lottery, or None before it is computed."""
    if PROBABILITIES not in files:
        return None
    found = [float(line.rpartition(",")[2]) for line in files[PROBABILITIES].splitlines()[1:]]
    return Chances(round(100 * min(found), 2), round(100 * max(found), 2), sum(1 for chance in found if chance == 0))


@dataclass(frozen=True)
class Profile:
    """A person drawn, as anyone may see her: a pseudonym and values."""

    pseudonym: str
    values: tuple[str, ...]


def profiles_of(files: dict[str, str], pseudonyms: list[str]) -> tuple[tuple[str, ...], list[Profile]]:
    """Return the categories and the profile of each person drawn, from the published pool."""
    problem = problem_in(files)
    values = {person.id: person.values for person in problem.people}
    return problem.categories, [Profile(name, values[name]) for name in pseudonyms if name in values]


def problem_in(files: dict[str, str]) -> Problem:
    return from_json(files[PROBLEM])


def broken_claims_of(draw: Draw) -> tuple[str, ...]:
    """Return what does not hold in the published folder: nothing, when all does."""
    return findings_of(folder_of(draw))
