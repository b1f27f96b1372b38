"""The workspace's menu: each context registers its desks, each role sees its own, by groups.

A context calls, in its ``sections.py``::

    desk(_("Recevabilité"), "referrals:desk", group=DeskGroup.REFERRALS, order=20, kinds=frozenset({RoleKind.AGENT}))

The order is that within the group. A desk that asks for more than a kind of role names its permission: ``perm``.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Protocol

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rules import has_perm


class HasKind(Protocol):
    """A role, of which the menu needs the kind."""

    @property
    def kind(self) -> str: ...


class DeskGroup(StrEnum):
    """What desks are about, in the order of the menu."""

    MINE = "mine"
    REFERRALS = "referrals"
    PANELS = "panels"
    ANSWERS = "answers"
    OBSERVATORY = "observatory"
    PROJECTS = "projects"
    SETTINGS = "settings"


GROUPS: Mapping[DeskGroup, str | Promise] = {
    DeskGroup.MINE: "",
    DeskGroup.REFERRALS: _("Saisines"),
    DeskGroup.PANELS: _("Panels et avis"),
    DeskGroup.ANSWERS: _("Réponses et engagements"),
    DeskGroup.OBSERVATORY: _("Observatoire"),
    DeskGroup.PROJECTS: _("Projets et stratégie"),
    DeskGroup.SETTINGS: _("Réglages"),
}
"""The name of each group; the first, a person's own desks, needs none."""

_PLACES = list(DeskGroup)


@dataclass(frozen=True)
class Desk:
    """An entry of the workspace's menu, for some kinds of roles."""

    label: str | Promise
    url_name: str
    group: DeskGroup
    order: int
    kinds: AbstractSet[str]
    perm: str = ""


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


def desk(
    label: str | Promise,
    url_name: str,
    *,
    group: DeskGroup = DeskGroup.MINE,
    order: int,
    kinds: AbstractSet[str],
    perm: str = "",
) -> None:
    """Register a menu entry for the given kinds of roles; the same ``url_name`` again replaces it."""
    _DESKS[url_name] = Desk(label, url_name, group, order, kinds, perm)


def desks_for(role: HasKind | None) -> list[Desk]:
    """Return the desks of a role, in order; nothing for nobody."""
    if role is None:
        return []
    mine = (
        entry
        for entry in _DESKS.values()
        if role.kind in entry.kinds and (not entry.perm or has_perm(entry.perm, role))
    )
    return sorted(mine, key=lambda entry: (_PLACES.index(entry.group), entry.order))


def menu_for(role: HasKind | None, path: str) -> tuple[Group, ...]:
    """Return the menu of a role, and in it the desk to which a page belongs."""
    desks = desks_for(role)
    addresses = {entry.url_name: reverse(entry.url_name) for entry in desks}
    current = current_desk(addresses.values(), path)
    return tuple(
        Group(GROUPS[group], tuple(_entry(entry, addresses[entry.url_name], current) for entry in entries))
        for group, entries in groupby(desks, key=lambda entry: entry.group)
    )


def current_desk(addresses: Iterable[str], path: str) -> str:
    """Return the longest address under which a page lies, or nothing.

    >>> current_desk(["/espace/", "/espace/panels/", "/espace/panels/nouveau/"], "/espace/panels/7/")
    '/espace/panels/'
    """
    return max((address for address in addresses if path.startswith(address)), key=len, default="")


def _entry(entry: Desk, url: str, current: str) -> Entry:
    return Entry(entry.label, url, is_current=url == current)
