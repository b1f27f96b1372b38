"""Who follows the import of a territory: a service that keeps a copy of its places registers here."""

from collections.abc import Callable
from datetime import date

from belvedere.platform.territory.models import Territory

Follower = Callable[[Territory, date], None]

_FOLLOWERS: list[Follower] = []


def after_import(function: Follower) -> Follower:
    """Register ``function(territory, on)``, called in the import's transaction and in the territory's scope."""
    if function not in _FOLLOWERS:
        _FOLLOWERS.append(function)
    return function


def tell_followers(*, territory: Territory, on: date) -> None:
    """Call each of them: the territory has just been imported."""
    for follower in _FOLLOWERS:
        follower(territory, on)
