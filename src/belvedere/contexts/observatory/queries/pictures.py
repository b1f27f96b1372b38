"""Charts of an indicator: rows turned into drawings, tables and sentences."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from belvedere.contexts.observatory.models import Indicator, Target
from belvedere.contexts.observatory.models.indicators import STATUS_LABELS
from belvedere.contexts.observatory.queries.figures import ValueRow
from belvedere.contexts.observatory.states.figures import HIDDEN, Confidentiality, ObservationStatus
from belvedere.contexts.observatory.words import multiples_sentence, series_sentence, spread_sentence, writing, written
from belvedere.engines.indicators.periods import end_of
from belvedere.platform.territory.maps import extent
from belvedere.platform.territory.models import Commune
from belvedere.platform.ui.charts.axis import Writer
from belvedere.platform.ui.charts.bars import Bar, drawn_bars
from belvedere.platform.ui.charts.choropleth import ABSENT, SECRET, Region, drawn_map
from belvedere.platform.ui.charts.distribution import Spot, drawn_distribution
from belvedere.platform.ui.charts.figure import Figure, Row, Table
from belvedere.platform.ui.charts.multiples import Place, drawn_multiples
from belvedere.platform.ui.charts.series import Course, Point, drawn_series

UNCERTAIN = frozenset({ObservationStatus.ESTIMATED, ObservationStatus.PROVISIONAL, ObservationStatus.IMPUTED})
ByCommune = Mapping[int, ValueRow]


class Said(Protocol):
    """The part of a value that is written: a row of a page, or of the register."""

    @property
    def value(self) -> float | None: ...

    @property
    def confidentiality(self) -> str: ...


def writer(indicator: Indicator) -> Writer:
    """Return how the values of an indicator are written on an axis: to its precision, without the unit."""
    exact, whole = writing(indicator.decimals), writing(0)
    return lambda value: (exact if value % 1 else whole)(value)


def gap_of(row: Said | None) -> str:
    """Return why there is no value: secret or absent; nothing when there is one."""
    if row is not None and row.value is not None:
        return ""
    return SECRET if row is not None and Confidentiality(row.confidentiality) in HIDDEN else ABSENT


def said_value(indicator: Indicator, row: Said | None) -> str:
    """Return a value with its unit, or why there is none."""
    return _written_or_why(row, writing(indicator.decimals, indicator.unit))


def _written_or_why(row: Said | None, write: Writer) -> str:
    if row is not None and row.value is not None:
        return write(row.value)
    return _("secret statistique") if gap_of(row) == SECRET else _("pas de valeur")


def said_in_place(indicator: Indicator, row: ValueRow, place: str) -> str:
    """Return a value with its place and its period: « Royat, 2021 : 12,0 % »."""
    said = {"place": place or _("Ensemble du territoire"), "period": row.period, "value": said_value(indicator, row)}
    return _("%(place)s, %(period)s : %(value)s") % said


def said_of(name: str, words: str) -> str:
    """Return what a point of a picture says: « Royat : 12,0 % »."""
    return _("%(name)s : %(words)s") % {"name": name, "words": words}


def said_target(indicator: Indicator, target: Target) -> str:
    """Return a target in words: « 2 % en 2030 »."""
    value = written(target.value, indicator.decimals, indicator.unit)
    return _("%(value)s en %(due)s") % {"value": value, "due": target.due_period}


def series_figure(
    indicator: Indicator,
    rows: Sequence[ValueRow],
    targets: Sequence[Target],
    *,
    key: str,
    title: str = "",
    is_open: bool = False,
    embed_url: str = "",
) -> Figure:
    """Return the chart of a series, with its target and those that were given up."""
    target = targets[-1] if targets else None
    known = [(row.period, row.value) for row in rows if row.value is not None]
    with_unit, bare = writing(indicator.decimals, indicator.unit), writing(indicator.decimals)
    drawing = drawn_series(
        [_point(row, with_unit) for row in rows],
        write=writer(indicator),
        course=_course(target) if target else None,
        former=[_course(former) for former in targets[:-1]],
    )
    return Figure(
        key=key,
        title=title or indicator.name,
        sentence=series_sentence(
            known,
            decimals=indicator.decimals,
            unit=indicator.unit,
            target=(target.due_period, target.value) if target else None,
        ),
        drawing=drawing,
        table=Table((_("Période"), indicator.unit, _("Précision")), tuple(_line(row, bare) for row in rows)),
        source=indicator.source,
        on=published_on(rows),
        is_open=is_open,
        embed_url=embed_url,
        notes=(_("La cible est inventée pour la démonstration."),) if target and target.is_demonstration else (),
    )


def _point(row: ValueRow, write: Writer) -> Point:
    return Point(
        on=row.period_on,
        period=row.period,
        value=row.value,
        label=said_of(row.period, _written_or_why(row, write)),
        margin=row.margin,
        is_uncertain=row.status in UNCERTAIN,
        is_break=row.status == ObservationStatus.BREAK,
    )


def _line(row: ValueRow, write: Writer) -> Row:
    value = _written_or_why(row, write)
    margin = _("± %(margin)s") % {"margin": write(row.margin)} if row.margin else ""
    status = "" if row.status == ObservationStatus.NORMAL else str(STATUS_LABELS[ObservationStatus(row.status)])
    return Row(row.period, (value, ", ".join(words for words in (status, margin, row.note) if words)))


def _course(target: Target) -> Course:
    steps = [(target.base_period, target.base_value), *target.milestones, (target.due_period, target.value)]
    return Course(tuple((end_of(period), float(value)) for period, value in steps))


def published_on(rows: Sequence[ValueRow]) -> date | None:
    """Return the day on which the last of these values was published here."""
    instants: list[datetime] = [row.recorded_at for row in rows]
    return timezone.localdate(max(instants)) if instants else None


def last_period(rows: ByCommune) -> str:
    """Return the last period for which a commune has something said."""
    return max((row.period for row in rows.values()), key=end_of, default="")


def map_figure(
    indicator: Indicator, communes: Sequence[Commune], rows: ByCommune, *, key: str, period: str, mine: str = ""
) -> Figure:
    """Return the map of a period; ``rows`` are by commune, ``mine`` is the slug of the visitor's commune."""
    height = round(max((extent(commune.outline).bottom for commune in communes), default=0))
    regions = [
        Region(
            name=commune.name,
            url=f"/communes/{commune.slug}/",
            outline=commune.outline,
            value=row.value if row else None,
            label=said_of(commune.name, said_value(indicator, row)),
            gap=gap_of(row),
            is_current=commune.slug == mine,
        )
        for commune, row in _paired(communes, rows)
    ]
    return Figure(
        key=key,
        title=_("%(indicator)s en %(period)s") % {"indicator": indicator.name, "period": period},
        sentence=_spread(indicator, communes, rows, period),
        drawing=drawn_map(regions, height=height, write=lambda value: written(value, indicator.decimals)),
        table=commune_table(indicator, communes, rows, mine=mine),
        source=indicator.source,
        on=published_on(list(rows.values())),
        notes=(_("Quatre classes d’autant de communes que possible ; leurs limites sont des valeurs observées."),),
    )


def commune_table(indicator: Indicator, communes: Sequence[Commune], rows: ByCommune, *, mine: str = "") -> Table:
    """Return the values by commune, in alphabetical order: nobody is ranked."""
    return Table(
        (_("Commune"), indicator.unit),
        tuple(
            Row(
                commune.name,
                (
                    written(row.value, indicator.decimals)
                    if row and row.value is not None
                    else said_value(indicator, row),
                ),
                f"/communes/{commune.slug}/",
                commune.slug == mine,
            )
            for commune, row in _paired(communes, rows)
        ),
    )


def _paired(communes: Sequence[Commune], rows: ByCommune) -> list[tuple[Commune, ValueRow | None]]:
    return [(commune, rows.get(commune.pk)) for commune in communes]


def _spread(indicator: Indicator, communes: Sequence[Commune], rows: ByCommune, period: str) -> str:
    pairs = _paired(communes, rows)
    gaps = [gap_of(row) for _commune, row in pairs]
    return spread_sentence(
        [(commune.name, row.value) for commune, row in pairs if row is not None and row.value is not None],
        period=period,
        decimals=indicator.decimals,
        unit=indicator.unit,
        secret=gaps.count(SECRET),
        absent=gaps.count(ABSENT),
    )


def distribution_figure(
    indicator: Indicator,
    communes: Sequence[Commune],
    rows: ByCommune,
    *,
    key: str,
    period: str,
    whole: ValueRow | None = None,
    mine: str = "",
    title: str = "",
) -> Figure:
    """Return where the communes lie along one axis, with the whole territory as a line."""
    spots = [
        Spot(commune.name, row.value, said_of(commune.name, said_value(indicator, row)), commune.slug == mine)
        for commune, row in _paired(communes, rows)
        if row is not None and row.value is not None
    ]
    return Figure(
        key=key,
        title=title or indicator.name,
        sentence=_spread(indicator, communes, rows, period),
        drawing=drawn_distribution(
            spots,
            write=writer(indicator),
            reference=whole.value if whole is not None and not indicator.parts_add_up else None,
        ),
        table=commune_table(indicator, communes, rows, mine=mine),
        source=indicator.source,
        on=published_on(list(rows.values())),
    )


def bars_figure(
    indicator: Indicator,
    communes: Sequence[Commune],
    rows: ByCommune,
    *,
    key: str,
    period: str,
    whole: ValueRow | None = None,
    mine: str = "",
) -> Figure:
    """Return a bar by commune, in alphabetical order; the bars stand in the table itself."""
    bars = [
        Bar(
            commune.name,
            f"/communes/{commune.slug}/",
            row.value if row else None,
            said_value(indicator, row),
            commune.slug == mine,
        )
        for commune, row in _paired(communes, rows)
    ]
    reference = whole.value if whole is not None and not indicator.parts_add_up else None
    return Figure(
        key=key,
        title=_("Commune par commune, en %(period)s") % {"period": period},
        sentence=_spread(indicator, communes, rows, period),
        drawing=drawn_bars(bars, reference=reference),
        table=Table((), ()),
        source=indicator.source,
        on=published_on(list(rows.values())),
        notes=(_("Ordre alphabétique : ce n’est pas un classement."),),
    )


def multiples_figure(
    indicator: Indicator,
    communes: Sequence[Commune],
    by_commune: Mapping[int, Sequence[ValueRow]],
    *,
    key: str,
    whole: Sequence[ValueRow] = (),
    mine: str = "",
) -> Figure:
    """Return the same series in each commune, on one scale, and the table of all their values."""
    periods = sorted({row.period for rows in by_commune.values() for row in rows}, key=end_of)
    places = [_place(indicator, commune, by_commune.get(commune.pk, ()), mine) for commune in communes]
    return Figure(
        key=key,
        title=_("Dans chaque commune, sur une même échelle"),
        sentence=_movement(indicator, by_commune, periods),
        drawing=drawn_multiples(
            places,
            write=lambda value: written(value, indicator.decimals if value % 1 else 0, indicator.unit),
            reference=() if indicator.parts_add_up else [(row.period_on, row.value) for row in whole],
        ),
        table=_grid(indicator, communes, by_commune, periods, mine),
        source=indicator.source,
        on=published_on([row for rows in by_commune.values() for row in rows]),
    )


def _place(indicator: Indicator, commune: Commune, rows: Sequence[ValueRow], mine: str) -> Place:
    known = [(row.period, row.value) for row in rows if row.value is not None]
    sentence = (
        series_sentence(known, decimals=indicator.decimals, unit=indicator.unit) if known else _("Pas de valeur.")
    )
    return Place(
        name=commune.name,
        url=f"/communes/{commune.slug}/",
        values=tuple((row.period_on, row.value) for row in rows),
        last=said_value(indicator, rows[-1] if rows else None),
        label=said_of(commune.name, sentence),
        is_current=commune.slug == mine,
    )


def _movement(indicator: Indicator, by_commune: Mapping[int, Sequence[ValueRow]], periods: Sequence[str]) -> str:
    changes = []
    for rows in by_commune.values():
        known = [row.value for row in rows if row.value is not None]
        if len(known) > 1:
            changes.append(known[-1] - known[0])
    margin = float(indicator.rounding)
    rising, falling = sum(change > margin for change in changes), sum(change < -margin for change in changes)
    if not changes:
        return _("Aucune commune n’a deux valeurs à comparer.")
    return multiples_sentence(rising, falling, len(changes) - rising - falling, first=periods[0], last=periods[-1])


def _grid(
    indicator: Indicator,
    communes: Sequence[Commune],
    by_commune: Mapping[int, Sequence[ValueRow]],
    periods: Sequence[str],
    mine: str,
) -> Table:
    rows, write = [], writing(indicator.decimals)
    for commune in communes:
        found = {row.period: row for row in by_commune.get(commune.pk, ())}
        cells = (
            write(row.value) if row is not None and row.value is not None else said_value(indicator, row)
            for row in (found.get(period) for period in periods)
        )
        rows.append(Row(commune.name, tuple(cells), f"/communes/{commune.slug}/", commune.slug == mine))
    return Table((_("Commune"), *periods), tuple(rows))
