"""What an indicator is: a figure with its words, and how it declares itself. Figures are in two modules beside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils.functional import Promise

from belvedere.contexts.strategy.queries.subsidiarity import Kept, how_rules_are_kept
from belvedere.contexts.strategy.queries.thermometer import Neglect, neglect

YEAR_DAYS = 365


@dataclass(frozen=True)
class Measure:
    """What an indicator says on a day: a value, or None when nothing can be measured yet."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None


NOTHING = Measure(None)


@dataclass(frozen=True)
class Live:
    """The day and the settings with which figures are computed."""

    today: date
    values: Mapping[str, float]

    @cached_property
    def rules(self) -> Kept:
        """How the rules of subsidiarity are kept since a year, computed once for all that asks."""
        return how_rules_are_kept(self.today, since=self.today - timedelta(days=YEAR_DAYS))

    @cached_property
    def neglect(self) -> Neglect:
        """Who was not asked for long, computed once for all that asks."""
        return neglect(today=self.today, values=self.values)


@dataclass(frozen=True)
class Indicator:
    """A figure with its words: what it counts, on what, and what must exist so that it can be measured."""

    code: str
    title: str | Promise
    definition: str | Promise
    needs: str | Promise
    is_share: bool
    measure: Callable[[Live], Measure]
    source: str


INDICATORS: dict[str, Indicator] = {}


def declare(
    code: str, title: Promise, definition: Promise, needs: Promise, *, share: bool, source: str
) -> Callable[[Callable[[Live], Measure]], Callable[[Live], Measure]]:
    def register(function: Callable[[Live], Measure]) -> Callable[[Live], Measure]:
        INDICATORS[code] = Indicator(code, title, definition, needs, share, function, source)
        return function

    return register


def share_of(part: float, whole: float) -> Measure:
    return Measure(100 * part / whole, part, whole) if whole else NOTHING


def count_of(value: float) -> Measure:
    return Measure(float(value))
