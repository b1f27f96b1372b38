"""Public commitments and what their tests say today, with the figures."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from belvedere.contexts.strategy.models import CommitmentTest, Element, Measurement
from belvedere.contexts.strategy.queries.documents import commitments_in_force
from belvedere.contexts.strategy.queries.indicators import Indicator, Live, Measure, indicator_named, measures_of
from belvedere.contexts.strategy.queries.settings import values_on
from belvedere.contexts.strategy.states import Comparison, Keeping, keeping
from belvedere.contexts.strategy.words import COMPARISON_LABELS, KEEPING_KINDS, KEEPING_LABELS


@dataclass(frozen=True)
class Tested:
    """A commitment on a day: its test, its figures, what they say."""

    element: Element
    test: CommitmentTest | None
    indicator: Indicator | None
    measure: Measure
    keeping: Keeping

    @property
    def label(self) -> str | Promise:
        return KEEPING_LABELS[self.keeping]

    @property
    def kind(self) -> str:
        return KEEPING_KINDS[self.keeping]

    @property
    def comparison(self) -> str | Promise:
        return COMPARISON_LABELS[Comparison(self.test.comparison)] if self.test else ""

    @property
    def value(self) -> float | None:
        return None if self.measure.value is None else round(self.measure.value, 1)


def tested(element: Element, live: Live, measures: dict[str, Measure]) -> Tested:
    """Return what the test of a commitment says, from measures already made."""
    test = getattr(element, "test", None)
    indicator = indicator_named(test.indicator) if test is not None else None
    if test is None or indicator is None:
        return Tested(element, test, None, Measure(None), Keeping.NOT_MEASURABLE)
    measure = measures[test.indicator]
    word = keeping(
        measure.value,
        comparison=Comparison(test.comparison),
        target=test.target,
        is_due=live.today >= test.due_on,
    )
    return Tested(element, test, indicator, measure, word)


def commitments_on(today: date) -> list[Tested]:
    """Return the commitments of the version in force and what their tests say now."""
    live = Live(today, values_on(today))
    elements = commitments_in_force(today)
    tests = [element.test for element in elements if hasattr(element, "test")]
    measures = measures_of([test.indicator for test in tests], live)
    return [tested(element, live, measures) for element in elements]


def commitment_on(key: str, today: date) -> Tested | None:
    """Return one commitment of the version in force: only its own figure is computed."""
    element = next((one for one in commitments_in_force(today) if one.key == key), None)
    if element is None:
        return None
    live = Live(today, values_on(today))
    test = getattr(element, "test", None)
    return tested(element, live, measures_of([test.indicator] if test else [], live))


def story_of(key: str) -> list[Measurement]:
    """Return each time that the word of a commitment changed, the latest first: one statement."""
    return list(Measurement.objects.filter(element=key).order_by("-on", "-pk"))


def last_words() -> dict[str, str]:
    """Return the last recorded word of each commitment: one statement."""
    return dict(Measurement.objects.order_by("on", "pk").values_list("element", "keeping"))
