"""What we hold about a person: each service says what it exports and what it erases, none knows the others.

A context registers, in its ``personal_data.py`` (found at start)::

    @holds("referrals.deposits")
    def deposits(user): return [...]          # plain values: text, numbers, dates, lists, dictionaries

    @erases("referrals.deposits")
    def forget_deposits(user): ...            # runs in the transaction that erases the account
"""

from collections.abc import Callable
from typing import TypeAlias

from belvedere.platform.accounts.models import User

Plain: TypeAlias = "str | int | float | bool | list[Plain] | dict[str, Plain] | None"
Reader: TypeAlias = Callable[[User], Plain]
Eraser: TypeAlias = Callable[[User], None]

_READERS: dict[str, Reader] = {}
_ERASERS: dict[str, Eraser] = {}


def holds(name: str) -> Callable[[Reader], Reader]:
    """Register ``function(user)``, which returns what a service holds about a person."""

    def register(function: Reader) -> Reader:
        if name in _READERS:
            raise ValueError(f"what we hold under {name} is registered twice")
        _READERS[name] = function
        return function

    return register


def erases(name: str) -> Callable[[Eraser], Eraser]:
    """Register ``function(user)``, which erases it."""

    def register(function: Eraser) -> Eraser:
        if name in _ERASERS:
            raise ValueError(f"the erasure of {name} is registered twice")
        _ERASERS[name] = function
        return function

    return register


def personal_data(user: User) -> dict[str, Plain]:
    """Return everything that we hold about a person, by the name of what holds it."""
    return {name: _READERS[name](user) for name in sorted(_READERS)}


def erase_personal_data(user: User) -> None:
    """Erase what the services hold about a person; the account itself is erased by its own action."""
    for name in sorted(_ERASERS):
        _ERASERS[name](user)
