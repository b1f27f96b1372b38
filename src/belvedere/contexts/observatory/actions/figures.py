"""Adding values: a revision adds an observation, what says the same again adds nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from belvedere.contexts.observatory.models import Edition, Indicator, Observation, Series
from belvedere.contexts.observatory.queries.figures import latest_of
from belvedere.contexts.observatory.states.sheets import Figure
from belvedere.engines.indicators.periods import end_of
from belvedere.platform.territory.models import Commune

ROWS_BY_STATEMENT = 2000
Place = tuple[str, str]  # an area and a breakdown


@transaction.atomic(savepoint=False)
def add_figures(*, edition: Edition, indicator: Indicator, figures: Sequence[Figure], now: datetime) -> int:
    """Record the figures that say something new; return how many. The indicator's row is the lock."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    series = _series_of(indicator, {(figure.area, figure.breakdown) for figure in figures})
    known = latest_of(series.values())
    added = []
    for figure in figures:
        row = series[figure.area, figure.breakdown]
        before = known.get((row.pk, figure.period))
        if before is None or _differs(before, figure):
            revision = before.revision + 1 if before else 1
            added.append(_observation(row, edition, figure, revision, now))
    Observation.objects.bulk_create(added, batch_size=ROWS_BY_STATEMENT)
    _point_to_latest(series.values(), known, added)
    return len(added)


def _series_of(indicator: Indicator, places: Iterable[Place]) -> Mapping[Place, Series]:
    found = {(row.area, row.breakdown): row for row in Series.objects.filter(indicator=indicator)}
    missing = sorted(set(places) - set(found))
    if missing:
        communes = dict(Commune.objects.values_list("insee", "pk"))
        Series.objects.bulk_create(
            Series(indicator=indicator, area=area, breakdown=breakdown, commune_id=communes.get(area))
            for area, breakdown in missing
        )
        found = {(row.area, row.breakdown): row for row in Series.objects.filter(indicator=indicator)}
    return found


def _differs(before: Observation, figure: Figure) -> bool:
    said = (figure.value, figure.status, figure.confidentiality, figure.margin, figure.note)
    return said != (before.value, before.status, before.confidentiality, before.margin, before.note)


def _observation(series: Series, edition: Edition, figure: Figure, revision: int, now: datetime) -> Observation:
    return Observation(
        series=series,
        edition=edition,
        period=figure.period,
        period_on=end_of(figure.period),
        revision=revision,
        value=figure.value,
        status=figure.status.value,
        confidentiality=figure.confidentiality.value,
        margin=figure.margin,
        note=figure.note,
        recorded_at=now,
    )


def _point_to_latest(
    series: Iterable[Series], known: Mapping[tuple[int, str], Observation], added: Sequence[Observation]
) -> None:
    """Let each series name its last observation, so that a page of many indicators reads one row by series."""
    last: dict[int, Observation] = {}
    for row in (*known.values(), *added):
        current = last.get(row.series_id)
        if current is None or (row.period_on, row.revision) > (current.period_on, current.revision):
            last[row.series_id] = row
    moved = [place for place in series if place.pk in last and place.latest_id != last[place.pk].pk]
    for place in moved:
        place.latest = last[place.pk]
    Series.objects.bulk_update(moved, ["latest"], batch_size=500)
