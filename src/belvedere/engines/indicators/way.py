"""The way from a base to a target: what is expected on a day, and what is said of a value.

The limits 0.95 and 0.60 are those of Statistics Canada's method, as coded in Open SDG.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from belvedere.engines.indicators.observations import Milestone, Polarity, Target
from belvedere.engines.indicators.periods import years_of


class Status(StrEnum):
    """What is said of an indicator; the order is that of a legend, not a ranking."""

    NOT_ASSESSABLE = "not_assessable"
    TO_MAINTAIN = "to_maintain"
    REACHED = "reached"
    LOST = "lost"
    OVERDUE = "overdue"
    RECEDING = "receding"
    STABLE = "stable"
    ON_TRACK = "on_track"
    LATE = "late"
    VERY_LATE = "very_late"


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of the rule: the least parts of the way expected that are called on track, and late."""

    version: str = "belvedere-status-1"
    on_track: Decimal = Decimal("0.95")
    late: Decimal = Decimal("0.60")


RULE = Rule()


@dataclass(frozen=True, slots=True)
class Way:
    """From a base to a target.

    Attributes
    ----------
    base : Milestone
    target : Target
    polarity : Polarity
    margin : Decimal
        What no change is told below.
    was_reached : bool
        By a value between the base and the latest.
    is_over : bool
        The horizon is passed by the calendar.
    rule : Rule
    """

    base: Milestone
    target: Target
    polarity: Polarity
    margin: Decimal
    was_reached: bool = False
    is_over: bool = False
    rule: Rule = RULE

    def gain(self, start: Decimal | Fraction, end: Decimal | Fraction) -> Fraction:
        """Return what is won from a value to another, the wished way."""
        return self.polarity.value * (Fraction(end) - Fraction(start))

    def is_reached(self, value: Decimal | None) -> bool:
        return value is not None and self.gain(self.target.value, value) >= 0

    def expected(self, on: date) -> Fraction:
        """Return the trajectory on a day: straight between the base, each milestone and the target; then flat."""
        points = [self.base, *self.target.milestones, Milestone(self.target.on, self.target.value)]
        for start, end in pairwise(points):
            if on <= end.on:
                part = (years_of(on) - years_of(start.on)) / (years_of(end.on) - years_of(start.on))
                return Fraction(start.value) + part * (Fraction(end.value) - Fraction(start.value))
        return Fraction(self.target.value)

    def status(self, latest: Milestone) -> Status:
        """Decide; the order of the questions is the rule."""
        if self.is_reached(latest.value) and not self.is_reached(self.base.value):
            return Status.REACHED
        if self.was_reached or self.is_reached(self.base.value):
            is_lost = self.gain(latest.value, self.target.value) > self.margin
            return Status.LOST if is_lost else Status.TO_MAINTAIN
        if self.is_over or latest.on >= self.target.on:
            return Status.OVERDUE
        return self._pace(latest)

    def _pace(self, latest: Milestone) -> Status:
        change = self.gain(self.base.value, latest.value)
        expected = self.gain(self.base.value, self.expected(latest.on))
        limits = {
            Status.RECEDING: change < -self.margin,
            Status.STABLE: change <= self.margin,
            Status.ON_TRACK: change >= Fraction(self.rule.on_track) * expected,
            Status.LATE: change >= Fraction(self.rule.late) * expected,
        }
        return next((status for status, holds in limits.items() if holds), Status.VERY_LATE)
