"""The page of an indicator, today or as it was said on a day: its charts, its readings, what may be contested."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from belvedere.contexts.observatory.models import Assessment, Contest, Indicator, Target
from belvedere.contexts.observatory.queries import pictures
from belvedere.contexts.observatory.queries.figures import ValueRow, series_of, values_of
from belvedere.contexts.observatory.queries.indicators import Status, embed_address, status_of, targets_of
from belvedere.contexts.observatory.queries.readings import latest_readings
from belvedere.contexts.observatory.states.figures import Reader
from belvedere.platform.territory.models import Commune
from belvedere.platform.ui.charts.figure import Figure

LAST_CONTESTABLE = 3
CHARTS = ("serie", "carte", "communes", "barres", "repartition")


@dataclass(frozen=True)
class Pictured:
    """The values of an indicator that its charts share; a chart is drawn when it is asked for."""

    indicator: Indicator
    communes: Sequence[Commune]
    whole: Sequence[ValueRow]
    by_commune: Mapping[int, Sequence[ValueRow]]
    targets: Sequence[Target]
    period: str
    mine: str = ""

    @cached_property
    def periods(self) -> list[str]:
        """The periods for which a commune has something said, the latest first."""
        return sorted({row.period for found in self.by_commune.values() for row in found}, reverse=True)

    @cached_property
    def of_period(self) -> dict[int, ValueRow]:
        """What is said of each commune in the chosen period."""
        return {pk: row for pk, found in self.by_commune.items() for row in found if row.period == self.period}

    @property
    def total(self) -> ValueRow | None:
        """What is said of the whole territory in the chosen period."""
        return next((row for row in self.whole if row.period == self.period), None)

    def chart(self, name: str) -> Figure | None:
        """Draw a chart by the word of its address; None when there is nothing to draw."""
        if name == "serie":
            return pictures.series_figure(
                self.indicator, self.whole, self.targets, key="serie", is_open=bool(self.whole)
            )
        if name == "communes":
            return self._multiples()
        return self._of_the_period(name) if self.of_period else None

    def _multiples(self) -> Figure | None:
        if len(self.periods) <= 1:
            return None
        return pictures.multiples_figure(
            self.indicator, self.communes, self.by_commune, key="communes", whole=self.whole, mine=self.mine
        )

    def _of_the_period(self, name: str) -> Figure | None:
        every = (self.indicator, self.communes, self.of_period)
        if name == "carte":
            return pictures.map_figure(*every, key=name, period=self.period, mine=self.mine)
        draw = {"barres": pictures.bars_figure, "repartition": pictures.distribution_figure}.get(name)
        return draw(*every, key=name, period=self.period, mine=self.mine, whole=self.total) if draw else None

    def embeddable(self, name: str) -> Figure | None:
        """Draw a chart with the address at which any site may show it alone."""
        figure = self.chart(name)
        address = embed_address(self.indicator, name, "" if name in {"serie", "communes"} else self.period)
        return replace(figure, embed_url=address) if figure and figure.drawing else figure


def pictured(
    indicator: Indicator,
    communes: Sequence[Commune],
    *,
    at: datetime | None = None,
    period: str = "",
    mine: str = "",
) -> Pictured:
    """Read the values of an indicator today, or as they were said at an instant: four statements."""
    series = series_of([indicator.pk])
    values = values_of(series, at=at)
    siren = indicator.territory.siren  # a place that is no commune of the territory (any longer) is not the whole
    whole = [row for place in series if place.area == siren for row in values.get(place.pk, ())]
    by_commune = {
        place.commune_id: values[place.pk] for place in series if place.commune_id is not None and place.pk in values
    }
    targets = targets_of([indicator], at=at).get(indicator.pk, [])
    found = Pictured(indicator, communes, whole, by_commune, targets, period, mine)
    periods = found.periods
    return found if period in periods else replace(found, period=next(iter(periods), ""))


@dataclass(frozen=True)
class IndicatorPage:
    """All that the page of an indicator shows, today or as it was said on a day."""

    status: Status
    charts: dict[str, Figure | None]
    periods: list[str]
    period: str
    targets: list[tuple[str, Target]]
    readings: dict[Reader, Assessment]
    contests: list[Contest]
    contestable: list[tuple[str, ValueRow]]


def indicator_page(
    indicator: Indicator,
    communes: Sequence[Commune],
    *,
    on: date,
    at: datetime | None = None,
    period: str = "",
    mine: str = "",
) -> IndicatorPage:
    """Return the page of an indicator: six statements; ``at`` reads it as it was said at that instant."""
    found = pictured(indicator, communes, at=at, period=period, mine=mine)
    return IndicatorPage(
        status=status_of(indicator, found.whole, found.targets, on=on),
        charts={name: found.embeddable(name) for name in CHARTS},
        periods=found.periods,
        period=found.period,
        targets=[(pictures.said_target(indicator, target), target) for target in found.targets],
        readings=latest_readings([indicator], at=at).get(indicator.pk, {}),
        contests=list(
            Contest.objects.filter(observation__series__indicator=indicator).select_related(
                "observation__series__commune", "correction"
            )
        ),
        contestable=_contestable(indicator, [*found.whole[-LAST_CONTESTABLE:], *found.of_period.values()], communes),
    )


def _contestable(
    indicator: Indicator, rows: Iterable[ValueRow], communes: Sequence[Commune]
) -> list[tuple[str, ValueRow]]:
    """Return the values that this page offers to contest, in words."""
    names = {commune.pk: commune.name for commune in communes}
    return [(pictures.said_in_place(indicator, row, names.get(row.commune_id or 0, "")), row) for row in rows]
