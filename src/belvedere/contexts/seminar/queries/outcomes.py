"""What clusters became, and where they could still be written."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from belvedere.contexts.actionplan.queries.sheets import the_plan
from belvedere.contexts.seminar.models import Evaluation, Outcome, Seminar
from belvedere.contexts.seminar.states import OutcomeKind
from belvedere.contexts.strategy.queries.documents import elements_of, version_under_way
from belvedere.contexts.strategy.states import ElementKind, VersionState


def outcomes_of(seminar: Seminar) -> QuerySet[Outcome]:
    return Outcome.objects.filter(cluster__seminar=seminar).select_related("cluster").order_by("cluster__number", "pk")


def url_of(outcome: Outcome) -> str:
    """Return the page of what a cluster became."""
    if outcome.kind == OutcomeKind.ACTION:
        return reverse("actionplan:action", args=[outcome.reference])
    return f"{reverse('strategy:version', args=[outcome.version])}#{outcome.reference}"


@dataclass(frozen=True)
class Doors:
    """Where an outcome can be written now: a version being drafted, with its objectives; a plan."""

    version_number: int | None
    objectives: tuple[tuple[str, str], ...]
    has_plan: bool


def doors() -> Doors:
    version = version_under_way()
    if version is None or version.state != VersionState.WRITING:
        return Doors(None, (), the_plan() is not None)
    objectives = tuple((one.key, one.title) for one in elements_of(version) if one.kind == ElementKind.OBJECTIVE)
    return Doors(version.number, objectives, the_plan() is not None)


def evaluations_of(seminar: Seminar) -> list[Evaluation]:
    return list(Evaluation.objects.filter(seminar=seminar).order_by("pk"))
