"""The tools that phases use: each one says here how it is shown, and what it lacks before a consultation opens.

A tool registers itself once, in its own module of ``sections/``; pages and actions find it by its kind::

    declare_tool(Tool(ToolKind.REGISTER, _("Registre"), public=..., desk=..., figures=..., missing=...))
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from belvedere.contexts.consultations.models import Consultation, Phase
from belvedere.contexts.consultations.states import ToolKind

Words = str | Promise
Figures = list[tuple[Words, int | str]]


def _nothing_lacks(_phase: Phase) -> list[Words]:
    return []


def _no_figures(_phase: Phase) -> Figures:
    return []


def _nowhere(_phase: Phase) -> str:
    return ""


@dataclass(frozen=True)
class Tool:
    """How a kind of phase is shown: its name, its verb, its addresses, its figures, what it lacks."""

    kind: ToolKind
    label: Words
    invitation: Words
    public: Callable[[Phase], str]
    desk: Callable[[Phase], str] = _nowhere
    figures: Callable[[Phase], Figures] = _no_figures
    missing: Callable[[Phase], list[Words]] = _nothing_lacks


@dataclass(frozen=True)
class PhaseCard:
    """A phase as pages list it."""

    phase: Phase
    label: Words
    invitation: Words
    url: str
    desk_url: str
    figures: Figures
    is_open: bool
    is_over: bool


_TOOLS: dict[ToolKind, Tool] = {}


def declare_tool(tool: Tool) -> None:
    """Register a tool; the same kind again replaces it."""
    _TOOLS[tool.kind] = tool


def tools() -> list[Tool]:
    """Return the tools that a phase may use, in the order of their kinds."""
    return [_TOOLS[kind] for kind in ToolKind if kind in _TOOLS]


def cards_of(consultation: Consultation, now: datetime) -> list[PhaseCard]:
    """Return the phases of a consultation as pages list them, the first to begin first."""
    return [card_of(phase, now) for phase in consultation.phases.all()]


def card_of(phase: Phase, now: datetime) -> PhaseCard:
    """Return a phase with what its tool says of it."""
    tool = _TOOLS[ToolKind(phase.tool)]
    return PhaseCard(
        phase=phase,
        label=tool.label,
        invitation=tool.invitation,
        url=tool.public(phase),
        desk_url=tool.desk(phase),
        figures=tool.figures(phase),
        is_open=phase.is_open(now),
        is_over=phase.ends_at <= now,
    )


def missing_in(consultation: Consultation) -> list[Words]:
    """Return what the tools of a consultation still lack."""
    return [words for phase in consultation.phases.all() for words in _TOOLS[ToolKind(phase.tool)].missing(phase)]
