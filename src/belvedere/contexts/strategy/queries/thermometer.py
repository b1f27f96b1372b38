"""« Thermomètre des sollicitations »: who is asked too much, who is never asked, and what to do about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from belvedere.contexts.strategy.models import AgendaEvent, EventCommune
from belvedere.contexts.strategy.queries.agenda import day_begins
from belvedere.contexts.strategy.queries.settings import effort_of
from belvedere.contexts.strategy.states import EventState, Method, Public
from belvedere.engines.rules.months import add_months
from belvedere.engines.solicitations.burden import WEEK, Solicitation, burden_by_week, red_line
from belvedere.platform.territory.models import Commune
from belvedere.platform.territory.queries import communes

WEEKS_BEFORE, WEEKS_AFTER = 13, 13
HALVES_REMEMBERED = 8  # half-lives: what is older weighs less than a two hundred and fiftieth
STEPS = 5
Key = tuple[str, Public]


@dataclass(frozen=True)
class Cell:
    """A commune in a week: ``step`` is 0 for nothing to 5, the red one."""

    value: float
    step: int
    is_red: bool


@dataclass(frozen=True)
class Line:
    """A commune over the weeks, and the last time each public was asked there."""

    commune: Commune
    cells: tuple[Cell, ...]
    last_asked: Mapping[Public, date | None]
    neglected: tuple[Public, ...]

    @property
    def last_on(self) -> date | None:
        return max((day for day in self.last_asked.values() if day), default=None)


@dataclass(frozen=True)
class Thermometer:
    """The heat map: a line by commune, a column by week; the line above which it is red."""

    weeks: tuple[date, ...]
    lines: tuple[Line, ...]
    line: float | None
    this_week: int
    neglect_months: int


def soliciting_events(*, since: date, until: date | None = None) -> QuerySet[AgendaEvent]:
    """Return the events that ask people something, begun between two days, with where: two statements."""
    places = EventCommune.objects.filter(is_asked=True).select_related("commune")
    found = AgendaEvent.objects.filter(solicitation__isnull=False, starts_at__gte=day_begins(since))
    if until is not None:
        found = found.filter(starts_at__lt=day_begins(until + timedelta(days=1)))
    found = found.exclude(state=EventState.CANCELLED.value).select_related("solicitation", "body")
    return found.prefetch_related(Prefetch("communes", places, to_attr="asked_places")).order_by("starts_at", "pk")


@dataclass(frozen=True)
class Weight:
    """A commune that an event asks: when, whom, and what it weighs there."""

    insee: str
    publics: tuple[str, ...]
    solicitation: Solicitation


def weights(*, since: date, until: date, values: Mapping[str, float]) -> list[Weight]:
    """Return what events weigh in each commune that they ask, by beginning: one statement, thousands of rows."""
    efforts = {method.value: effort_of(method, values) for method in Method}
    asked = EventCommune.objects.filter(
        is_asked=True,
        event__solicitation__isnull=False,
        event__starts_at__gte=day_begins(since),
        event__starts_at__lt=day_begins(until + timedelta(days=1)),
    )
    rows = asked.exclude(event__state=EventState.CANCELLED.value).order_by("event__starts_at", "pk")
    asks = "event__solicitation__"
    zone = timezone.get_current_timezone()  # asked once: looking for it costs more than all the rest of a row
    found = rows.values_list(
        "commune__insee",
        "event__starts_at",
        f"{asks}minutes",
        f"{asks}share_percent",
        f"{asks}method",
        f"{asks}publics",
    )
    return [
        Weight(
            insee,
            tuple(publics),
            Solicitation(starts_at.astimezone(zone).date(), minutes / 60, share / 100, efforts[method]),
        )
        for insee, starts_at, minutes, share, method, publics in found
    ]


def asked_by_key(found: Iterable[Weight]) -> dict[Key, list[Solicitation]]:
    """Return what each public of each commune is asked (by Insee code)."""
    by_key: dict[Key, list[Solicitation]] = defaultdict(list)
    for one in found:
        for public in one.publics:
            by_key[one.insee, Public(public)].append(one.solicitation)
    return by_key


def thermometer(*, today: date, values: Mapping[str, float], public: Public | None = None) -> Thermometer:
    """Return the heat map around a day, for one public or for the mean of all: two statements.

    The territory's own percentile is that of the weeks shown; neglect counts what has begun by the day.
    """
    monday = today - timedelta(days=today.weekday())
    first = monday - WEEK * WEEKS_BEFORE
    months = int(values["neglect_months"])
    memory = timedelta(days=int(values["half_life_days"]) * HALVES_REMEMBERED)
    since = min(first - memory, add_months(today, -months) - timedelta(days=1))
    weeks = WEEKS_BEFORE + 1 + WEEKS_AFTER
    found = weights(since=since, until=first + WEEK * weeks, values=values)
    asked = asked_by_key(found)
    shown = [public] if public else list(Public)
    every = list(communes())
    wanted = {(commune.insee, one): asked.get((commune.insee, one), []) for commune in every for one in shown}
    by_key = burden_by_week(wanted, first=first, weeks=weeks, half_life_days=values["half_life_days"])
    mean = {
        commune.insee: [sum(by_key[commune.insee, one][week] for one in shown) / len(shown) for week in range(weeks)]
        for commune in every
    }
    line = red_line((value for row in mean.values() for value in row), values["red_percentile"])
    last = _last_asked(found, today)
    return Thermometer(
        weeks=tuple(first + WEEK * number for number in range(weeks)),
        lines=tuple(_line(commune, mean[commune.insee], line, last, today, months) for commune in every),
        line=line,
        this_week=WEEKS_BEFORE,
        neglect_months=months,
    )


def _line(
    commune: Commune, row: list[float], line: float | None, last: Mapping[Key, date], today: date, months: int
) -> Line:
    asked = {public: last.get((commune.insee, public)) for public in Public}
    limit = add_months(today, -months)
    return Line(
        commune=commune,
        cells=tuple(Cell(value, *_step(value, line)) for value in row),
        last_asked=asked,
        neglected=tuple(public for public, day in asked.items() if day is None or day < limit),
    )


def _step(value: float, line: float | None) -> tuple[int, bool]:
    """Return the colour of a value: four equal classes up to the line, a fifth above."""
    if not line or value <= 0:
        return 0, False
    if value > line:
        return STEPS, True
    return min(STEPS - 1, int(value / line * (STEPS - 1)) + 1), False


def _last_asked(found: Iterable[Weight], today: date) -> dict[Key, date]:
    last: dict[Key, date] = {}
    for one in found:
        if one.solicitation.on <= today:
            for public in one.publics:
                last[one.insee, Public(public)] = one.solicitation.on
    return last


@dataclass(frozen=True)
class Neglect:
    """How many communes, and publics of communes, were not asked for some months."""

    communes: int
    of_communes: int
    publics: int
    of_publics: int


def neglect(*, today: date, values: Mapping[str, float]) -> Neglect:
    """Return how much is neglected on a day: two statements."""
    since = add_months(today, -int(values["neglect_months"]))
    last = _last_asked(weights(since=since, until=today, values=values), today)
    every = list(communes())
    asked = {insee for insee, _public in last}
    pairs = [(commune.insee, public) for commune in every for public in Public]
    return Neglect(
        communes=sum(commune.insee not in asked for commune in every),
        of_communes=len(every),
        publics=sum(pair not in last for pair in pairs),
        of_publics=len(pairs),
    )


@dataclass(frozen=True)
class Advice:
    """What could be done instead of asking once more: merge with these, shift to that week, reuse, lighten."""

    merge_with: tuple[AgendaEvent, ...]
    shift_to: date | None
    reuse: tuple[AgendaEvent, ...]
    lighter: Method | None
    is_red: bool


def advice(event: AgendaEvent, *, values: Mapping[str, float], reuse: Iterable[AgendaEvent] = ()) -> Advice:
    """Return what to propose for an event that asks people something: five statements.

    Only a week above the territory's line calls for a shift or a lighter method; asking the same people twice in four
    weeks calls for a merger whatever the load.
    """
    day = timezone.localdate(event.starts_at)
    found = thermometer(today=day, values=values)
    mine = {row.commune.insee for row in event.communes.all() if row.is_asked}
    lines = [line for line in found.lines if line.commune.insee in mine]
    is_red = any(line.cells[found.this_week].is_red for line in lines)
    return Advice(
        merge_with=_near(event, day, mine),
        shift_to=_calm_week(found, lines) if is_red else None,
        reuse=tuple(reuse),
        lighter=_lighter(event, values) if is_red else None,
        is_red=is_red,
    )


def _near(event: AgendaEvent, day: date, mine: set[str]) -> tuple[AgendaEvent, ...]:
    around = soliciting_events(since=day - 4 * WEEK, until=day + 4 * WEEK)
    others = around.filter(Q(communes__commune__insee__in=mine)).exclude(pk=event.pk).distinct()
    publics = set(event.solicitation.publics)
    return tuple(other for other in others if publics & set(other.solicitation.publics))


def _calm_week(found: Thermometer, lines: list[Line]) -> date | None:
    weeks = range(found.this_week + 1, len(found.weeks))
    return next((found.weeks[week] for week in weeks if not any(line.cells[week].is_red for line in lines)), None)


def _lighter(event: AgendaEvent, values: Mapping[str, float]) -> Method | None:
    mine = effort_of(event.solicitation.method, values)
    lightest = min(Method, key=lambda method: effort_of(method, values))
    return lightest if effort_of(lightest, values) < mine else None
