"""The record of a seminar, as its page and its papers tell it."""

from dataclasses import dataclass

from belvedere.contexts.seminar.models import Cluster, Contribution, Poll, Seminar, TableReport
from belvedere.contexts.seminar.queries.outcomes import evaluations_of
from belvedere.contexts.seminar.queries.polls import polls_of
from belvedere.contexts.seminar.queries.synthesis import clusters_of, reports_of
from belvedere.contexts.seminar.states import ContributionState, PollState


def chosen_numbers(polls: list[Poll]) -> list[int]:
    """Return the numbers of the clusters chosen by the last poll that is closed, in order."""
    if not polls:
        return []
    return [row["number"] for row in polls[-1].result.get("rows", []) if row["is_chosen"]]


def closed_polls(seminar: Seminar) -> list[Poll]:
    return list(polls_of(seminar).filter(state=PollState.CLOSED.value).order_by("closed_at"))


def ranked_clusters(seminar: Seminar) -> list[tuple[Cluster, bool]]:
    """Return the clusters, those that the last poll chose first."""
    chosen = chosen_numbers(closed_polls(seminar))
    rows = {row.number: row for row in clusters_of(seminar)}
    first = [(rows[number], True) for number in chosen if number in rows]
    return [*first, *((row, False) for number, row in rows.items() if number not in chosen)]


@dataclass(frozen=True)
class Evaluated:
    """What participants said of the seminar: means from 1 to 5."""

    count: int
    useful: float
    heard: float
    met: float
    texts: tuple[str, ...]


def evaluation_of(seminar: Seminar) -> Evaluated | None:
    rows = evaluations_of(seminar)
    if not rows:
        return None

    def mean(name: str) -> float:
        marks: list[int] = [getattr(row, name) for row in rows]
        return round(sum(marks) / len(marks), 1)

    return Evaluated(len(rows), mean("useful"), mean("heard"), mean("met"), tuple(row.text for row in rows if row.text))


@dataclass(frozen=True)
class Record:
    """Everything that is public of a seminar."""

    clusters: tuple[tuple[Cluster, bool], ...]
    polls: tuple[Poll, ...]
    reports: tuple[TableReport, ...]
    evaluation: Evaluated | None
    hidden: int

    @property
    def said(self) -> int:
        return sum(len(row.contributions.all()) for row, _is_chosen in self.clusters)


def record_of(seminar: Seminar) -> Record:
    """Return the record of a seminar."""
    hidden = Contribution.objects.filter(round__seminar=seminar, state=ContributionState.HIDDEN.value).count()
    return Record(
        tuple(ranked_clusters(seminar)),
        tuple(closed_polls(seminar)),
        tuple(reports_of(seminar)),
        evaluation_of(seminar),
        hidden,
    )


def cluster_numbered(seminar: Seminar, number: int) -> Cluster | None:
    return next((row for row in clusters_of(seminar) if row.number == number), None)
