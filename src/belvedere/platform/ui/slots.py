"""Pages with places in them: a context shows something on another's page without either knowing the other.

A page names a slot (``matter``, ``policy``, ``commune``, ``home``, ``desk``); a context registers, in its
``sections.py``, a function that returns a :class:`Section` for that slot, or None when it has nothing to show.
Cards of the workspace's inbox (*Ma corbeille*) come in the same way, through :func:`waits_for`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any  # each slot has its own arguments, checked by the function that receives them

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

SectionMaker = Callable[..., "Section | None"]


@dataclass(frozen=True)
class Section:
    """A piece of page: a template and what it shows."""

    template: str
    content: dict[str, Any]


@dataclass(frozen=True)
class InboxItem:
    """Something that waits for a role, with the day by which it is due."""

    title: str | Promise
    detail: str | Promise
    url: str
    due_on: date | None
    kind: str | Promise


InboxReader = Callable[..., list[InboxItem]]

_SECTIONS: dict[str, list[tuple[int, str, SectionMaker]]] = {}
_INBOX: list[tuple[str, InboxReader]] = []


def section(slot: str, *, order: int) -> Callable[[SectionMaker], SectionMaker]:
    """Register a function for a slot; sections are shown by increasing ``order``."""

    def register(function: SectionMaker) -> SectionMaker:
        places = _SECTIONS.setdefault(slot, [])
        places.append((order, f"{function.__module__}.{function.__qualname__}", function))
        places.sort(key=lambda place: place[:2])
        return function

    return register


def waits_for(function: InboxReader) -> InboxReader:
    """Register ``function(role=…, now=…)``, which lists what waits for a role."""
    _INBOX.append((f"{function.__module__}.{function.__qualname__}", function))
    _INBOX.sort(key=lambda reader: reader[0])
    return function


def rendered_sections(slot: str, request: HttpRequest, **arguments: Any) -> list[SafeString]:  # noqa: ANN401 -- each slot has its own
    """Return the pieces of page that the contexts have for a slot, in order."""
    sections = (maker(request, **arguments) for _, _, maker in _SECTIONS.get(slot, []))
    return [render_to_string(part.template, part.content, request) for part in sections if part is not None]


def inbox_of(role: object, *, now: datetime) -> list[InboxItem]:
    """Return what waits for a role: the nearest deadline first, what has none last."""
    items = [item for _, reader in _INBOX for item in reader(role=role, now=now)]
    return sorted(items, key=lambda item: (item.due_on is None, item.due_on or date.max, str(item.title)))
