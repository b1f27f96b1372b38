"""Reactions to the journal: a context subscribes a function to kinds of events.

The worker reads the journal after each subscriber's bookmark, in order, and enqueues one job by event; the job
calls the function inside the event's territory. A function may run twice for one event: it calls an action that
bears it. Nothing runs in the request that recorded the event, so nothing is lost if the server dies just after.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from belvedere.platform.journal.models import Event

Reaction: TypeAlias = Callable[[Event, datetime], None]

_SUBSCRIPTIONS: dict[str, "Subscription"] = {}


@dataclass(frozen=True)
class Subscription:
    """A named reader of the journal: which kinds it wants and what it does with them."""

    name: str
    kinds: frozenset[str]
    react: Reaction


def subscribe(name: str, kinds: Iterable[str]) -> Callable[[Reaction], Reaction]:
    """Register ``function(event, now)`` under a name that stays the same for ever (its bookmark is kept by it)."""

    def register(function: Reaction) -> Reaction:
        if name in _SUBSCRIPTIONS:
            raise ValueError(f"the subscription {name} is registered twice")
        _SUBSCRIPTIONS[name] = Subscription(name, frozenset(kinds), function)
        return function

    return register


def registered_subscriptions() -> tuple[Subscription, ...]:
    return tuple(_SUBSCRIPTIONS[name] for name in sorted(_SUBSCRIPTIONS))


def subscription_named(name: str) -> Subscription | None:
    return _SUBSCRIPTIONS.get(name)
