"""What is known of an indicator on one territory: observations, a target, the direction that is wished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from itertools import pairwise


class IndicatorError(ValueError):
    """Data that no rule can read; ``code`` says which fault."""

    code = "indicator"


class TwoValues(IndicatorError):
    """Two observations speak of the same day."""

    code = "two_values"


class BadTarget(IndicatorError):
    """A target whose dates do not follow each other: base, milestones, horizon."""

    code = "bad_target"


class NotANumber(IndicatorError):
    """A value that is no finite number, or a negative margin."""

    code = "not_a_number"


class SecretTold(IndicatorError):
    """A value under statistical secrecy came with its observation."""

    code = "secret_told"


class Polarity(IntEnum):
    """Which way is better."""

    RISING = 1
    FALLING = -1
    NEITHER = 0


class Flag(StrEnum):
    """Observation status, the codes of SDMX (CL_OBS_STATUS) that a rule looks at."""

    NORMAL = "A"
    BREAK = "B"
    """The method or the perimeter changed: what is before is not comparable with this value and those after."""
    ESTIMATED = "E"
    FORECAST = "F"
    """Not measured: it never counts as an observation."""
    MISSING = "M"
    PROVISIONAL = "P"


@dataclass(frozen=True, slots=True)
class Observation:
    """A value on the last day of its period.

    Attributes
    ----------
    on : date
        The last day of the period (see ``periods.end_of``).
    value : Decimal or None
        As published; None when missing or secret, which is never zero.
    flag : Flag
    is_secret : bool
        Withheld for statistical secrecy (CONF_STATUS other than free).
    margin : Decimal or None
        Half the width of the published confidence interval, in the unit of the value.
    count : int or None
        How many people, households… the value speaks of.
    """

    on: date
    value: Decimal | None
    flag: Flag = Flag.NORMAL
    is_secret: bool = False
    margin: Decimal | None = None
    count: int | None = None

    def __post_init__(self) -> None:
        if self.value is not None and not self.value.is_finite():
            raise NotANumber(f"{self.value} on {self.on}: an unknown value is None, never a special number")
        if self.value is not None and self.is_secret:
            raise SecretTold(f"the value on {self.on} is secret and given: leave it out")
        if self.margin is not None and not (self.margin.is_finite() and self.margin >= 0):
            raise NotANumber(f"a margin of {self.margin} on {self.on}: give 0 or more")


@dataclass(frozen=True, slots=True)
class Milestone:
    """A value to have reached on a day."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """A value to reach on a day, from a base, straight or by milestones.

    Attributes
    ----------
    value : Decimal
    on : date
        The horizon.
    base_on : date or None
        The day of the base; the first comparable observation when None.
    base_value : Decimal or None
        The base that the act states; the observation of that day when None.
    milestones : tuple of Milestone
        In order of dates, between the base and the horizon.
    """

    value: Decimal
    on: date
    base_on: date | None = None
    base_value: Decimal | None = None
    milestones: tuple[Milestone, ...] = ()

    def __post_init__(self) -> None:
        days = [*([self.base_on] if self.base_on else []), *(step.on for step in self.milestones), self.on]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise BadTarget(
                "the base, the milestones and the horizon are not in order: give dates that follow each other"
            )
        if self.base_value is not None and self.base_on is None:
            raise BadTarget("the target states a base without its day: give base_on")


def in_order(observations: Iterable[Observation]) -> list[Observation]:
    """Return observations by date; refuse two for one day."""
    ordered = sorted(observations, key=lambda observation: observation.on)
    for earlier, later in pairwise(ordered):
        if earlier.on == later.on:
            raise TwoValues(f"two observations on {later.on}: keep the last edition of each period")
    return ordered
