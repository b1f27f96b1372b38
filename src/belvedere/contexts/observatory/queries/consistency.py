"""What a file as a whole should make one look again: sums, years, breaks. None forbids to publish."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from belvedere.contexts.observatory.models import Indicator, Observation
from belvedere.contexts.observatory.states.figures import ObservationStatus
from belvedere.contexts.observatory.states.sheets import Figure
from belvedere.engines.indicators.periods import end_of
from belvedere.platform.exchange.faults import Fault
from belvedere.platform.ui.templatetags.ui import number

MARGINS_OF_A_BREAK = 10
SHARE_OF_A_BREAK = 0.5  # a value that moves by half between two periods, when no margin is published
Numbered = Sequence[tuple[int, Figure]]
Known = Mapping[tuple[str, str, str], Observation]


def doubts_about(indicator: Indicator, figures: Numbered, known: Known) -> list[Fault]:
    """Return what to look at again before one publishes, in the order of the file."""
    doubts = [*_sums(indicator, figures), *_years(indicator, figures), *_breaks(indicator, figures, known)]
    return sorted(doubts, key=lambda doubt: doubt.line)


def _sums(indicator: Indicator, figures: Numbered) -> list[Fault]:
    """Where the parts add up, the communes of a year make its total, within what rounding explains."""
    if not indicator.parts_add_up:
        return []
    total = indicator.territory.siren
    parts: dict[str, list[float]] = defaultdict(list)
    for _line, figure in figures:
        if figure.area != total and not figure.breakdown and figure.value is not None:
            parts[figure.period].append(figure.value)
    doubts = []
    for line, figure in figures:
        found = parts.get(figure.period, [])
        if figure.area != total or figure.breakdown or figure.value is None or not found:
            continue
        if abs(sum(found) - figure.value) > float(indicator.rounding) * (len(found) + 1) / 2:
            said = {"period": figure.period, "sum": number(sum(found)), "total": number(figure.value)}
            doubts.append(Fault(line, "valeur", _("{period} : les communes font {sum}, le total dit {total}."), said))
    return doubts


def _years(indicator: Indicator, figures: Numbered) -> list[Fault]:
    """A commune that lacks a year that the others have is said, not guessed."""
    total = indicator.territory.siren
    periods: dict[str, set[str]] = defaultdict(set)
    for _line, figure in figures:
        if figure.area != total and not figure.breakdown:
            periods[figure.area].add(figure.period)
    every = set().union(*periods.values()) if periods else set()
    return [
        Fault(
            0, "periode", _("{area} : il manque {periods}."), {"area": area, "periods": ", ".join(sorted(every - had))}
        )
        for area, had in sorted(periods.items())
        if every - had
    ]


def _breaks(indicator: Indicator, figures: Numbered, known: Known) -> list[Fault]:
    """A value far from the one before it, and not said to be a break."""
    series: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (area, breakdown, period), row in known.items():
        if row.value is not None:
            series[area, breakdown][period] = row.value
    for _line, figure in figures:
        if figure.value is not None:
            series[figure.area, figure.breakdown][figure.period] = figure.value
    ordered = {place: sorted(values, key=end_of) for place, values in series.items()}
    doubts = []
    for line, figure in figures:
        place = (figure.area, figure.breakdown)
        if figure.value is None or figure.status == ObservationStatus.BREAK:
            continue
        rank = ordered[place].index(figure.period)
        before = series[place][ordered[place][rank - 1]] if rank else None
        if before is not None and abs(figure.value - before) > _far(indicator, figure, before):
            said = {"before": number(before), "found": number(figure.value)}
            doubts.append(
                Fault(line, "valeur", _("De {before} à {found} : est-ce une rupture de série (statut B) ?"), said)
            )
    return doubts


def _far(indicator: Indicator, figure: Figure, before: float) -> float:
    if figure.margin:
        return MARGINS_OF_A_BREAK * max(figure.margin, float(indicator.rounding))
    return max(SHARE_OF_A_BREAK * abs(before), MARGINS_OF_A_BREAK * float(indicator.rounding))
