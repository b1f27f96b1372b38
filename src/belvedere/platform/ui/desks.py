"""The workspace's menu: each context registers its desks, each role sees its own, by groups.

A context calls, in its ``sections.py``::

    desk(_("Recevabilité"), "referrals:desk", order=20, kinds=frozenset({RoleKind.AGENT}))

The tens of the order say the group: 20 to 29 are about referrals.
"""

from bisect import bisect
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GROUPS: dict[int, str | Promise] = {
    0: "",
    20: _("Saisines"),
    30: _("Panels et avis"),
    40: _("Réponses et engagements"),
    60: _("Observatoire"),
    70: _("Projets et stratégie"),
    90: _("Réglages"),
}
"""The name of each group, by the order of its first entry."""

_STARTS = list(GROUPS)


@dataclass(frozen=True)
class Desk:
    """An entry of the workspace's menu, for some kinds of roles."""

    label: str | Promise
    url_name: str
    order: int
    kinds: AbstractSet[str]


@dataclass(frozen=True)
class Entry:
    """A desk as the menu shows it."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True)
class Group:
    """Desks of the menu that go together, under a name; the first ones need none."""

    name: str | Promise
    entries: tuple[Entry, ...]


_DESKS: dict[str, Desk] = {}


def desk(label: str | Promise, url_name: str, *, order: int, kinds: AbstractSet[str]) -> None:
    """Register a menu entry for the given kinds of roles; the same ``url_name`` again replaces it."""
    _DESKS[url_name] = Desk(label, url_name, order, kinds)


def desks_for(kind: str | None) -> list[Desk]:
    """Return the desks of a kind of role, in order; nothing for nobody."""
    if kind is None:
        return []
    return sorted((entry for entry in _DESKS.values() if kind in entry.kinds), key=lambda entry: entry.order)


def menu_for(kind: str | None, path: str) -> tuple[Group, ...]:
    """Return the menu of a kind of role, and in it the desk to which a page belongs."""
    addresses = {entry.url_name: reverse(entry.url_name) for entry in desks_for(kind)}
    current = current_desk(addresses.values(), path)
    return tuple(
        Group(GROUPS[start], tuple(_entry(entry, addresses[entry.url_name], current) for entry in entries))
        for start, entries in groupby(desks_for(kind), key=lambda entry: _STARTS[bisect(_STARTS, entry.order) - 1])
    )


def current_desk(addresses: Iterable[str], path: str) -> str:
    """Return the longest address under which a page lies, or nothing.

    >>> current_desk(["/espace/", "/espace/panels/", "/espace/panels/nouveau/"], "/espace/panels/7/")
    '/espace/panels/'
    """
    return max((address for address in addresses if path.startswith(address)), key=len, default="")


def _entry(entry: Desk, url: str, current: str) -> Entry:
    return Entry(entry.label, url, is_current=url == current)
