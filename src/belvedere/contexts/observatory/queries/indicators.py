"""Reads of indicators: their lists, what the rule says of each, the figures of a policy."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from belvedere.contexts.observatory.models import Assessment, Feed, Indicator, Series, Target
from belvedere.contexts.observatory.queries import pictures
from belvedere.contexts.observatory.queries.assessing import assessed
from belvedere.contexts.observatory.queries.figures import ValueRow, latest_by_commune, wholes_of
from belvedere.contexts.observatory.queries.readings import latest_readings
from belvedere.contexts.observatory.states.figures import Reader
from belvedere.contexts.observatory.words import STATUS_COLOURS, STATUS_WORDS, counts_sentence, status_sentence
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.territory.models import Commune
from belvedere.platform.ui.charts.figure import Figure

CHARTS_BY_POLICY = 12
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


def status_of(indicator: Indicator, whole: Sequence[ValueRow], targets: Sequence[Target], *, on: date) -> Status:
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
    """Return the figures of a policy: seven statements, whatever their number.

    Of an indicator that is only named, values are read when it has a target, since the rule looks at nothing else.
    """
    every = list(Indicator.objects.filter(policy=policy_id).select_related("territory").order_by("rank", "slug"))
    shown = every[:CHARTS_BY_POLICY]
    targets, readings = targets_of(every), latest_readings(shown)
    whole = wholes_of([row.pk for row in every if row in shown or row.pk in targets], siren)
    latest = latest_by_commune(row.pk for row in shown)
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


def _chart(
    indicator: Indicator,
    whole: Sequence[ValueRow],
    targets: Sequence[Target],
    communes: Sequence[Commune],
    latest: dict[int, ValueRow],
    mine: str,
) -> Figure:
    """Return the chart that says most: the territory over time, else where the communes lie."""
    key, url = f"i-{indicator.slug}", reverse("observatory:indicator", args=[indicator.slug])
    if len(whole) > 1 or not latest:
        drawn = pictures.series_figure(indicator, whole, targets, key=key)
        return replace(drawn, url=url, embed_url=embed_address(indicator, "serie") if drawn.drawing else "")
    drawn = pictures.distribution_figure(
        indicator,
        communes,
        latest,
        key=key,
        period=pictures.last_period(latest),
        whole=whole[-1] if whole else None,
        mine=mine,
    )
    return replace(drawn, url=url, embed_url=embed_address(indicator, "repartition"))


def embed_address(indicator: Indicator, name: str, period: str = "") -> str:
    """Return where any site finds a chart alone, in a period or in the last one."""
    address = reverse("observatory:chart", args=[indicator.slug, name])
    return f"{address}?{urlencode({'periode': period})}" if period else address


def _map(indicator: Indicator, communes: Sequence[Commune], latest: dict[int, ValueRow], mine: str) -> Figure:
    period = pictures.last_period(latest)
    drawn = pictures.map_figure(indicator, communes, latest, key="carte", period=period, mine=mine)
    return replace(drawn, embed_url=embed_address(indicator, "carte"))
