"""Figures seen from places: mine with its neighbours', or several side by side."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, groupby

from belvedere.contexts.observatory.models import Indicator, Observation, Series
from belvedere.contexts.observatory.queries.pictures import said_value
from belvedere.contexts.observatory.words import written
from belvedere.platform.territory.models import Commune

COMMON_POINTS = 2  # outlines that share two points share a border; one point is a corner
_POINT = re.compile(r"(-?\d+(?:\.\d+)?)[ ,](-?\d+(?:\.\d+)?)")


@lru_cache(maxsize=8)
def _borders(outlines: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, str]]:
    points = {insee: frozenset(_POINT.findall(outline)) for insee, outline in outlines}
    pairs = combinations(points, 2)
    return frozenset(pair for pair in pairs if len(points[pair[0]] & points[pair[1]]) >= COMMON_POINTS)


def neighbours(commune: Commune, communes: Iterable[Commune]) -> list[Commune]:
    """Return the communes of the territory that share a border with one, as the map draws them."""
    every = list(communes)
    borders = _borders(tuple((row.insee, row.outline) for row in every))
    mine = {insee for pair in borders if commune.insee in pair for insee in pair} - {commune.insee}
    return [row for row in every if row.insee in mine]


@dataclass(frozen=True)
class Line:
    """An indicator seen from a place: its value there, its period, the whole territory's, its neighbours'."""

    indicator: Indicator
    period: str
    here: str
    whole: str
    around: str


@dataclass(frozen=True)
class Group:
    """The lines of a policy."""

    policy: str
    slug: str
    lines: list[Line]


def figures_here(commune: Commune, communes: Sequence[Commune]) -> list[Group]:
    """Return every indicator seen from a commune, by policy: three statements, whatever their number."""
    mine = _latest_in({commune.pk})
    around = _around(neighbours(commune, communes))
    wholes = _wholes(mine)
    lines = [
        (
            row.indicator.policy.name,
            row.indicator.policy.slug,
            Line(
                row.indicator,
                row.latest.period,
                said_value(row.indicator, row.latest),
                said_value(row.indicator, wholes[key])
                if (key := (row.indicator_id, row.latest.period)) in wholes
                else "",
                _range(row.indicator, around.get((row.indicator_id, row.latest.period), [])),
            ),
        )
        for row in mine
        if row.latest is not None
    ]
    return [
        Group(policy, slug, [line for _policy, _slug, line in found])
        for (policy, slug), found in groupby(lines, key=lambda line: line[:2])
    ]


def _latest_in(communes: set[int]) -> list[Series]:
    found = Series.objects.filter(commune__in=communes, breakdown="", latest__isnull=False)
    return list(
        found.select_related("latest", "indicator__policy").order_by(
            "indicator__policy__name", "indicator__policy__slug", "indicator__rank", "indicator__slug"
        )
    )


def _wholes(mine: Sequence[Series]) -> dict[tuple[int, str], Observation]:
    """Return the territory's values of the periods that these series end with: one statement."""
    periods = {row.latest.period for row in mine if row.latest is not None}
    rows = (
        Observation.objects.filter(
            series__indicator__in=[row.indicator_id for row in mine],
            series__commune__isnull=True,
            series__breakdown="",
            period__in=periods,
        )
        .select_related("series")
        .order_by("revision")
    )
    return {(row.series.indicator_id, row.period): row for row in rows}


def _around(near: Iterable[Commune]) -> dict[tuple[int, str], list[float]]:
    """Return the last values of some communes, by indicator and period: one statement."""
    found = Series.objects.filter(commune__in=[row.pk for row in near], breakdown="", latest__value__isnull=False)
    kept: dict[tuple[int, str], list[float]] = {}
    for indicator, period, value in found.values_list("indicator_id", "latest__period", "latest__value"):
        if value is not None:
            kept.setdefault((indicator, period), []).append(value)
    return kept


def _range(indicator: Indicator, values: Sequence[float]) -> str:
    if not values:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return written(low, indicator.decimals, indicator.unit)
    return f"{written(low, indicator.decimals)} – {written(high, indicator.decimals, indicator.unit)}"


@dataclass(frozen=True)
class Compared:
    """An indicator and its value in each chosen place, in their order."""

    indicator: Indicator
    period: str
    cells: list[str]


@dataclass(frozen=True)
class ComparedGroup:
    policy: str
    slug: str
    lines: list[Compared]


def compared_places(chosen: Sequence[Commune]) -> list[ComparedGroup]:
    """Return every indicator in some communes and in the whole territory, by policy: two statements.

    Each line reads one period: the last that any of these communes has.
    """
    rows = _latest_in({commune.pk for commune in chosen})
    wholes = _wholes(rows)
    lines = []
    for pk, found in groupby(rows, key=lambda row: row.indicator_id):
        series = list(found)
        latest = {row.commune_id: row.latest for row in series if row.latest is not None}
        period = max((row.period_on, row.period) for row in latest.values())[1]
        indicator = series[0].indicator
        of_period = {commune: row for commune, row in latest.items() if row.period == period}
        cells = [said_value(indicator, of_period.get(commune.pk)) for commune in chosen]
        whole = said_value(indicator, wholes[pk, period]) if (pk, period) in wholes else ""
        policy = indicator.policy
        lines.append((policy.name, policy.slug, Compared(indicator, period, [*cells, whole])))
    return [
        ComparedGroup(policy, slug, [line for _policy, _slug, line in found])
        for (policy, slug), found in groupby(lines, key=lambda line: line[:2])
    ]
