"""Reads of the readings: the last one of each reader, today or at an instant."""

from collections.abc import Iterable
from datetime import datetime

from belvedere.contexts.observatory.models import Assessment, Indicator
from belvedere.contexts.observatory.states.figures import Reader


def latest_assessment(indicator: Indicator, reader: Reader) -> Assessment | None:
    """Return the last reading of a reader, or None: one statement."""
    return Assessment.objects.filter(indicator=indicator, reader=reader).order_by("-made_at", "-pk").first()


def latest_readings(
    indicators: Iterable[Indicator], *, at: datetime | None = None
) -> dict[int, dict[Reader, Assessment]]:
    """Return the last reading of each reader on each of these indicators: one statement."""
    found = Assessment.objects.filter(indicator__in=[row.pk for row in indicators]).order_by("made_at", "pk")
    if at is not None:
        found = found.filter(made_at__lte=at)
    readings: dict[int, dict[Reader, Assessment]] = {}
    for row in found:
        readings.setdefault(row.indicator_id, {})[Reader(row.reader)] = row
    return readings
