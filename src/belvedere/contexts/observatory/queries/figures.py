"""Reads of values: the last revision of each, today or as it stood at an instant."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from belvedere.contexts.observatory.models import Edition, Observation, Series
from belvedere.engines.indicators.periods import end_of


class ValueRow(NamedTuple):
    """A value as pages draw it: many are read at once, so that none is a row with all its columns."""

    pk: int
    series_id: int
    commune_id: int | None
    period: str
    value: float | None
    status: str
    confidentiality: str
    margin: float | None
    note: str
    recorded_at: datetime

    @property
    def period_on(self) -> date:
        return end_of(self.period)


_READ = ("pk", "series_id", "period", "value", "status", "confidentiality", "margin", "note", "edition_id")


def values_of(series: Iterable[Series], *, at: datetime | None = None) -> dict[int, list[ValueRow]]:
    """Return the values of some series in the order of time: two statements, whatever their number.

    A value was recorded at the hour of its edition, so that hours are read by edition and not by value.
    """
    communes = {row.pk: row.commune_id for row in series}
    found = Observation.objects.filter(series__in=list(communes)).order_by("series", "period", "revision")
    rows = list((found if at is None else found.filter(recorded_at__lte=at)).values_list(*_READ))
    hours = _hours({row[-1] for row in rows})
    last = {(row[1], row[2]): row for row in rows}
    kept: dict[int, list[ValueRow]] = {}
    for pk, place, period, value, status, secrecy, margin, note, edition in last.values():
        row = ValueRow(pk, place, communes[place], period, value, status, secrecy, margin, note, hours[edition])
        kept.setdefault(place, []).append(row)
    for values in kept.values():
        values.sort(key=lambda value: (value.period_on, value.period))
    return kept


def _hours(editions: set[int]) -> dict[int, datetime]:
    found = Edition.objects.filter(pk__in=editions).values_list("pk", "published_at")
    return {pk: at for pk, at in found if at is not None}


def series_of(indicators: Iterable[int], *, area: str = "") -> list[Series]:
    """Return the series of some indicators, for everyone, everywhere or in one place: one statement."""
    found = Series.objects.filter(indicator__in=list(indicators), breakdown="").order_by("indicator", "area")
    return list(found.filter(area=area) if area else found)


def wholes_of(indicators: Sequence[int], siren: str) -> dict[int, list[ValueRow]]:
    """Return the values of the whole territory by indicator: three statements."""
    if not indicators:
        return {}
    series = series_of(indicators, area=siren)
    found = values_of(series)
    return {row.indicator_id: found[row.pk] for row in series if row.pk in found}


_LATEST = ("pk", "period", "value", "status", "confidentiality", "margin", "note", "recorded_at")


def latest_by_commune(indicators: Iterable[int]) -> dict[int, dict[int, ValueRow]]:
    """Return, for some indicators, the values of the last period by commune: one statement."""
    rows = Series.objects.filter(
        indicator__in=list(indicators), commune__isnull=False, breakdown="", latest__isnull=False
    ).values_list("indicator_id", "pk", "commune_id", *(f"latest__{name}" for name in _LATEST))
    kept: dict[int, dict[int, ValueRow]] = {}
    for indicator, series, commune, pk, *said in rows:
        kept.setdefault(indicator, {})[commune] = ValueRow(pk, series, commune, *said)
    return {pk: _of_the_last_period(values) for pk, values in kept.items()}


def _of_the_last_period(rows: dict[int, ValueRow]) -> dict[int, ValueRow]:
    last = max(row.period_on for row in rows.values())
    return {pk: row for pk, row in rows.items() if row.period_on == last}


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
