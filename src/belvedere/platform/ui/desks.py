"""The workspace's menu: each context registers its desks, each role sees its own.

A context calls, in its ``sections.py``::

    desk(_("Recevabilité"), "referrals:desk", order=20, kinds=frozenset({RoleKind.AGENT}))
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Desk:
    """An entry of the workspace's menu, for some kinds of roles."""

    label: str | Promise
    url_name: str
    order: int
    kinds: AbstractSet[str]


_DESKS: dict[str, Desk] = {}


def desk(label: str | Promise, url_name: str, *, order: int, kinds: AbstractSet[str]) -> None:
    """Register a menu entry for the given kinds of roles; the same ``url_name`` again replaces it."""
    _DESKS[url_name] = Desk(label, url_name, order, kinds)


def desks_for(kind: str | None) -> list[Desk]:
    """Return the menu of a kind of role, in order; nothing for nobody."""
    if kind is None:
        return []
    return sorted((entry for entry in _DESKS.values() if kind in entry.kinds), key=lambda entry: entry.order)
