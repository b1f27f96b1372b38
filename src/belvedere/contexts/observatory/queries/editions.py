"""Reads of editions: which there are, what one changed, what was said before it."""

from django.db.models import Exists, OuterRef, QuerySet

from belvedere.contexts.observatory.models import Edition, Observation
from belvedere.contexts.observatory.states.figures import Confidentiality, ObservationStatus
from belvedere.contexts.observatory.states.sheets import Figure


def editions() -> QuerySet[Edition]:
    """Return the editions without their files, the latest first."""
    return Edition.objects.defer("content").select_related("indicator", "undone_by", "brought_by__body")


def superseded_after(edition: Edition) -> bool:
    """Return whether a value of this edition was revised since by another one."""
    newer = Observation.objects.filter(
        series=OuterRef("series"), period=OuterRef("period"), revision__gt=OuterRef("revision")
    )
    return Observation.objects.filter(Exists(newer), edition=edition).exists()


def values_before(edition: Edition) -> list[Figure]:
    """Return what was said before an edition where it spoke; what it said first becomes missing."""
    changed = list(Observation.objects.filter(edition=edition).select_related("series"))
    before = {
        (row.series_id, row.period, row.revision): row
        for row in Observation.objects.filter(series__in={row.series_id for row in changed})
    }
    return [_said(row, before.get((row.series_id, row.period, row.revision - 1))) for row in changed]


def _said(row: Observation, before: Observation | None) -> Figure:
    if before is None:
        return Figure(row.series.area, row.period, None, row.series.breakdown, status=ObservationStatus.MISSING)
    return Figure(
        area=row.series.area,
        period=row.period,
        value=before.value,
        breakdown=row.series.breakdown,
        status=ObservationStatus(before.status),
        confidentiality=Confidentiality(before.confidentiality),
        margin=before.margin,
        note=before.note,
    )


def revisions_of(indicator_id: int) -> QuerySet[Observation]:
    """Return the values that revised another one, the latest first, with where they came from."""
    return (
        Observation.objects.filter(series__indicator=indicator_id, revision__gt=1)
        .select_related("series__commune", "edition")
        .order_by("-recorded_at", "-pk")
    )
