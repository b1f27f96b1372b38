"""The tables of a renewal: who moves and why, who still sits, and the cohorts of a panel."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from belvedere.engines.sortition.problem import Problem
from belvedere.engines.sortition.renewal import Refusal, Renewal
from belvedere.engines.sortition.sitting import SESSIONS, Sitting
from belvedere.engines.sortition.writing import table_csv

STAYS = "stays"
CANDIDATE = "candidate"


def movements_csv(problem: Problem, renewal: Renewal) -> str:
    """Return a table ``id,movement`` of the whole pool: stays, leaves, candidate, or why somebody is no candidate."""
    movements: dict[int, str] = dict.fromkeys(renewal.staying, STAYS)
    movements |= dict.fromkeys(renewal.candidates, CANDIDATE)
    movements |= {place: str(refusal) for place, refusal in renewal.refused.items()}
    movements |= dict.fromkeys(renewal.leaving, str(Refusal.LEAVES))
    return table_csv(("id", "movement"), sorted((problem.people[place].id, why) for place, why in movements.items()))


def members_csv(problem: Problem, sitting: Sitting, staying: Collection[int]) -> str:
    """Return those who stay as a members file: add the newcomers to it, their cohort blank, to share them out."""
    return table_csv(("id", sitting.column, SESSIONS), sorted(_rows(problem, sitting, staying, sitting.cohorts)))


def thirds_csv(problem: Problem, sitting: Sitting, labels: Sequence[str], cohorts: Sequence[Collection[int]]) -> str:
    """Return a whole panel as a members file, with the cohort of each."""
    given = {place: label for label, cohort in zip(labels, cohorts, strict=True) for place in cohort}
    return table_csv(("id", sitting.column, SESSIONS), sorted(_rows(problem, sitting, sitting.panel, given)))


def _rows(
    problem: Problem, sitting: Sitting, people: Collection[int], cohorts: Mapping[int, str]
) -> Iterator[tuple[str, str, int]]:
    return ((problem.people[place].id, cohorts.get(place, ""), sitting.sessions.get(place, 0)) for place in people)
