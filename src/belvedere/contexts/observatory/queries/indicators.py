"""Pages of figures: an indicator as it is or as it was said on a day, the figures of a policy, a map, a comparison."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from belvedere.contexts.observatory.models import Assessment, Contest, Feed, Indicator, Observation, Series, Target
from belvedere.contexts.observatory.queries import pictures
from belvedere.contexts.observatory.queries.assessing import assessed
from belvedere.contexts.observatory.queries.figures import observations, observations_of
from belvedere.contexts.observatory.queries.readings import latest_readings
from belvedere.contexts.observatory.states.figures import Reader
from belvedere.contexts.observatory.words import STATUS_COLOURS, STATUS_WORDS, counts_sentence, status_sentence
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Commune
from belvedere.platform.ui.charts.figure import Figure

CHARTS_BY_POLICY = 12
LAST_CONTESTABLE = 3
ON_THEIR_WAY = frozenset({"reached", "to_maintain", "on_track"})


@dataclass(frozen=True)
class Status:
    """What the rule says today: the word, its colour, the sentence, and what to know before one relies on it."""

    code: str
    word: str
    colour: str
    sentence: str
    doubts: tuple[str, ...] = ()

    @property
    def is_assessable(self) -> bool:
        return self.code != "not_assessable"


def indicators() -> QuerySet[Indicator]:
    """Return every indicator in the order of its policy's page: one statement."""
    found = Indicator.objects.select_related("policy", "territory", "body", "department")
    return found.order_by("policy__name", "rank", "slug")


def indicator_by_slug(slug: str) -> Indicator | None:
    return indicators().filter(slug=slug).first()


def listed(siren: str) -> list[Indicator]:
    """Return every indicator with its last value for the whole territory (``last``): two statements."""
    rows = list(indicators())
    last = {
        row.indicator_id: row.latest
        for row in Series.objects.filter(area=siren, breakdown="", latest__isnull=False).select_related("latest")
    }
    for row in rows:
        found = last.get(row.pk)
        row.last = pictures.said_value(row, found) if found else ""  # type: ignore[attr-defined]  # for the list alone
        row.last_period = found.period if found else ""  # type: ignore[attr-defined]  # as above
    return rows


def mapped() -> QuerySet[Indicator]:
    """Return the indicators that have a value in some commune."""
    has_values = Series.objects.filter(indicator=OuterRef("pk"), commune__isnull=False, latest__isnull=False)
    return indicators().filter(Exists(has_values))


def indicators_kept_by(role: Role) -> list[Indicator]:
    """Return the indicators that a role answers for: its department's, or all of its body's for an agent."""
    found = indicators().filter(body=role.body_id)
    if role.kind == RoleKind.DEPARTMENT:
        found = found.filter(Q(department=role.department_id) | Q(department=None))
    return list(found)


def feeds_due(now: datetime) -> list[int]:
    """Return the addresses whose time has come."""
    return list(Feed.objects.filter(next_at__lte=now).order_by("next_at").values_list("pk", flat=True))


def slugs_with_a_target() -> list[str]:
    """Return the indicators that the rule may judge."""
    return list(
        Indicator.objects.filter(targets__isnull=False).distinct().order_by("slug").values_list("slug", flat=True)
    )


def targets_of(found: Iterable[Indicator], *, at: datetime | None = None) -> dict[int, list[Target]]:
    """Return the targets of some indicators, the first set first: one statement."""
    rows = Target.objects.filter(indicator__in=[row.pk for row in found]).order_by("number")
    kept: dict[int, list[Target]] = {}
    for row in rows if at is None else rows.filter(set_at__lte=at):
        kept.setdefault(row.indicator_id, []).append(row)
    return kept


def status_of(indicator: Indicator, whole: Sequence[Observation], targets: Sequence[Target], *, on: date) -> Status:
    """Return what the rule says of an indicator on a day."""
    found = assessed(indicator, whole, targets[-1] if targets else None, on=on)
    reason = found.reason.value if found.reason else ""
    progress = float(found.unbounded_progress) if found.unbounded_progress is not None else None
    code = found.status.value
    return Status(
        code=code,
        word=str(STATUS_WORDS[code]),
        colour=STATUS_COLOURS.get(code, "neutral"),
        sentence=status_sentence(code, reason, progress),
        doubts=tuple(flag.value for flag in found.reliability),
    )


@dataclass(frozen=True)
class Card:
    """An indicator on the page of its policy: its status and one chart."""

    indicator: Indicator
    status: Status
    figure: Figure
    readings: dict[Reader, Assessment] = field(default_factory=dict)


@dataclass(frozen=True)
class PolicyFigures:
    """The figures of a policy: those that are drawn, those that are only named, what they say together."""

    cards: list[Card]
    others: list[Indicator]
    sentence: str
    map: Figure | None
    mapped: list[Indicator]
    map_name: str = ""


def policy_figures(
    policy_id: int, siren: str, communes: Sequence[Commune], *, on: date, mapped: str = "", mine: str = ""
) -> PolicyFigures:
    """Return the figures of a policy: five statements, whatever their number."""
    every = list(Indicator.objects.filter(policy=policy_id).select_related("territory").order_by("rank", "slug"))
    shown = every[:CHARTS_BY_POLICY]
    whole = _whole(every, siren)
    targets, readings = targets_of(every), latest_readings(shown)
    latest = latest_by_commune(shown)
    statuses = {row.pk: status_of(row, whole.get(row.pk, []), targets.get(row.pk, []), on=on) for row in every}
    cards = [
        Card(
            row,
            statuses[row.pk],
            _chart(row, whole.get(row.pk, []), targets.get(row.pk, []), communes, latest.get(row.pk, {}), mine),
            readings.get(row.pk, {}),
        )
        for row in shown
    ]
    assessable = [status for status in statuses.values() if status.is_assessable]
    drawable = [row for row in shown if latest.get(row.pk)]
    chosen = next((row for row in drawable if row.slug == mapped), drawable[0] if drawable else None)
    return PolicyFigures(
        cards=cards,
        others=every[CHARTS_BY_POLICY:],
        sentence=counts_sentence(len(assessable), len(every), sum(row.code in ON_THEIR_WAY for row in assessable)),
        map=_map(chosen, communes, latest[chosen.pk], mine) if chosen else None,
        mapped=drawable,
        map_name=chosen.name if chosen else "",
    )


def _whole(found: Iterable[Indicator], siren: str) -> dict[int, list[Observation]]:
    """Return the series of the whole territory of some indicators: one statement."""
    rows = (
        observations()
        .filter(series__indicator__in=[row.pk for row in found], series__area=siren, series__breakdown="")
        .select_related("series")
        .order_by("period_on")
    )
    kept: dict[int, list[Observation]] = {}
    for row in rows:
        kept.setdefault(row.series.indicator_id, []).append(row)
    return kept


def latest_by_commune(found: Iterable[Indicator]) -> dict[int, dict[int, Observation]]:
    """Return, for some indicators, the values of the last period by commune: one statement."""
    rows = Series.objects.filter(
        indicator__in=[row.pk for row in found], commune__isnull=False, breakdown="", latest__isnull=False
    ).select_related("latest")
    kept: dict[int, dict[int, Observation]] = {}
    for row in rows:
        if row.latest is not None and row.commune_id is not None:
            kept.setdefault(row.indicator_id, {})[row.commune_id] = row.latest
    return {pk: _of_the_last_period(values) for pk, values in kept.items()}


def _of_the_last_period(rows: dict[int, Observation]) -> dict[int, Observation]:
    last = max(row.period_on for row in rows.values())
    return {pk: row for pk, row in rows.items() if row.period_on == last}


def _chart(
    indicator: Indicator,
    whole: Sequence[Observation],
    targets: Sequence[Target],
    communes: Sequence[Commune],
    latest: dict[int, Observation],
    mine: str,
) -> Figure:
    """Return the chart that says most: the territory over time, else where the communes lie."""
    key, url = f"i-{indicator.slug}", reverse("observatory:indicator", args=[indicator.slug])
    if len(whole) > 1 or not latest:
        return replace(pictures.series_figure(indicator, whole, targets, key=key), url=url)
    drawn = pictures.distribution_figure(
        indicator,
        communes,
        latest,
        key=key,
        period=pictures.last_period(latest),
        whole=whole[-1] if whole else None,
        mine=mine,
    )
    return replace(drawn, url=url)


def _map(indicator: Indicator, communes: Sequence[Commune], latest: dict[int, Observation], mine: str) -> Figure:
    period = pictures.last_period(latest)
    return pictures.map_figure(indicator, communes, latest, key="carte", period=period, mine=mine)


def _contestable(indicator: Indicator, rows: Iterable[Observation]) -> list[tuple[str, Observation]]:
    """Return the values that this page offers to contest, in words."""
    return [(pictures.said_in_place(indicator, row), row) for row in rows]


@dataclass(frozen=True)
class IndicatorPage:
    """All that the page of an indicator shows, today or as it was said on a day."""

    status: Status
    series: Figure
    multiples: Figure | None
    map: Figure | None
    bars: Figure | None
    distribution: Figure | None
    periods: list[str]
    period: str
    targets: list[tuple[str, Target]]
    readings: dict[Reader, Assessment]
    values: list[Observation]
    contests: list[Contest]
    contestable: list[tuple[str, Observation]]

    @property
    def charts(self) -> dict[str, Figure | None]:
        """The charts by the word of their address."""
        return {
            "serie": self.series,
            "carte": self.map,
            "communes": self.multiples,
            "barres": self.bars,
            "repartition": self.distribution,
        }


def indicator_page(
    indicator: Indicator,
    communes: Sequence[Commune],
    *,
    on: date,
    at: datetime | None = None,
    period: str = "",
    mine: str = "",
) -> IndicatorPage:
    """Return the page of an indicator: four statements; ``at`` reads it as it was said at that instant."""
    rows = observations_of(indicator, at=at)
    whole = [row for row in rows if row.series.commune_id is None]
    by_commune: dict[int, list[Observation]] = {}
    for row in rows:
        if row.series.commune_id is not None:
            by_commune.setdefault(row.series.commune_id, []).append(row)
    targets = targets_of([indicator], at=at).get(indicator.pk, [])
    periods = sorted({row.period for found in by_commune.values() for row in found}, reverse=True)
    chosen = period if period in periods else next(iter(periods), "")
    of_period = {pk: row for pk, found in by_commune.items() for row in found if row.period == chosen}
    total = next((row for row in whole if row.period == chosen), None)
    same = {"period": chosen, "mine": mine}
    return IndicatorPage(
        status=status_of(indicator, whole, targets, on=on),
        series=pictures.series_figure(indicator, whole, targets, key="serie", is_open=bool(whole)),
        multiples=pictures.multiples_figure(indicator, communes, by_commune, key="communes", whole=whole, mine=mine)
        if len(periods) > 1
        else None,
        map=pictures.map_figure(indicator, communes, of_period, key="carte", **same) if of_period else None,
        bars=pictures.bars_figure(indicator, communes, of_period, key="barres", whole=total, **same)
        if of_period
        else None,
        distribution=pictures.distribution_figure(
            indicator, communes, of_period, key="repartition", whole=total, **same
        )
        if of_period
        else None,
        periods=periods,
        period=chosen,
        targets=[(pictures.said_target(indicator, target), target) for target in targets],
        readings=latest_readings([indicator], at=at).get(indicator.pk, {}),
        values=rows,
        contests=list(
            Contest.objects.filter(observation__series__indicator=indicator).select_related(
                "observation__series__commune", "correction"
            )
        ),
        contestable=_contestable(indicator, [*whole[-LAST_CONTESTABLE:], *of_period.values()]),
    )
