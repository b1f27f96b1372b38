"""Which two values of a series can be compared on the way to a target, or why none can."""

from collections.abc import Sequence
from enum import StrEnum

from belvedere.engines.indicators.observations import Flag, Milestone, Observation, Polarity, Target


class Reason(StrEnum):
    """Why an indicator is not assessable."""

    NO_TARGET = "no_target"
    NO_POLARITY = "no_polarity"
    NO_OBSERVATION = "no_observation"
    TOO_FEW = "too_few_observations"
    SERIES_BREAK = "series_break"
    SECRET = "secret"  # noqa: S105 -- a statistical secret, not a password
    NO_BASE = "no_base"
    HORIZON_BEFORE_BASE = "horizon_before_base"


def compared(known: Sequence[Observation], target: Target, polarity: Polarity) -> tuple[Milestone, Milestone] | Reason:
    """Return the base and the latest value, or why they cannot be compared.

    Parameters
    ----------
    known : sequence of Observation
        In order of dates, without forecasts.
    target : Target
    polarity : Polarity

    Examples
    --------
    >>> from datetime import date
    >>> from decimal import Decimal
    >>> compared([], Target(Decimal(15), date(2030, 12, 31)), Polarity.FALLING).value
    'no_observation'
    """
    if polarity is Polarity.NEITHER:
        return Reason.NO_POLARITY
    base = _base(known, target)
    return base if isinstance(base, Reason) else _pair(known, target, base)


def _pair(known: Sequence[Observation], target: Target, base: Milestone) -> tuple[Milestone, Milestone] | Reason:
    if target.on <= base.on or any(step.on <= base.on for step in target.milestones):
        return Reason.HORIZON_BEFORE_BASE
    after = [Milestone(seen.on, seen.value) for seen in known if seen.on > base.on and seen.value is not None]
    if not after:
        return Reason.TOO_FEW
    latest = after[-1]
    if any(seen.flag is Flag.BREAK and base.on < seen.on <= latest.on for seen in known):
        return Reason.SERIES_BREAK
    return base, latest


def _base(known: Sequence[Observation], target: Target) -> Milestone | Reason:
    if not known:
        return Reason.NO_OBSERVATION
    if known[-1].is_secret:
        return Reason.SECRET
    if target.base_on is not None and target.base_value is not None:
        return Milestone(target.base_on, target.base_value)
    values = [Milestone(seen.on, seen.value) for seen in known if seen.value is not None]
    if target.base_on is None:
        return _first_comparable(known, values)
    if any(seen.is_secret for seen in known if seen.on == target.base_on):
        return Reason.SECRET
    return next((value for value in values if value.on == target.base_on), Reason.NO_BASE)


def _first_comparable(known: Sequence[Observation], values: Sequence[Milestone]) -> Milestone | Reason:
    last_break = max((seen.on for seen in known if seen.flag is Flag.BREAK), default=known[0].on)
    since = [value for value in values if value.on >= last_break]
    if len(since) == 1 and len(values) > 1:
        return Reason.SERIES_BREAK
    return since[0] if since else Reason.NO_OBSERVATION
