"""What the worker does at each turn before it looks for a job: other services register here."""

from collections.abc import Callable
from datetime import datetime

Tick = Callable[[datetime], int]

_TICKS: list[Tick] = []


def on_tick(function: Tick) -> Tick:
    """Register ``function(now)``, cheap when there is nothing to do; it returns how many jobs it enqueued."""
    if function not in _TICKS:
        _TICKS.append(function)
    return function


def tick(now: datetime) -> int:
    """Call every registered function; return how many jobs they enqueued."""
    return sum(function(now) for function in _TICKS)
