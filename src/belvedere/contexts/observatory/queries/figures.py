"""Reads of observations: the last revision of each, today or as it stood on a day."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from belvedere.contexts.observatory.models import Indicator, Observation, Series


def observations(*, at: datetime | None = None) -> QuerySet[Observation]:
    """Return the last revision of each value: all those known now, or those that pages showed at an instant."""
    newer = Observation.objects.filter(
        series=OuterRef("series"), period=OuterRef("period"), revision__gt=OuterRef("revision")
    )
    if at is None:
        return Observation.objects.filter(~Exists(newer))
    return Observation.objects.filter(~Exists(newer.filter(recorded_at__lte=at)), recorded_at__lte=at)


def latest_of(series: Iterable[Series]) -> dict[tuple[int, str], Observation]:
    """Return the last revision of each period of some series: one statement."""
    wanted = [row.pk for row in series]
    found = Observation.objects.filter(series__in=wanted).order_by("revision")
    return {(row.series_id, row.period): row for row in found}


def observations_of(indicator: Indicator, *, at: datetime | None = None) -> list[Observation]:
    """Return the values of an indicator for everyone, by place and period, with their series: one statement."""
    found = observations(at=at).filter(series__indicator=indicator, series__breakdown="")
    return list(found.select_related("series__commune").order_by("series__area", "period_on"))
