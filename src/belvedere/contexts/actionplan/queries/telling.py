"""What changed between two versions, in words: added, dropped and why, moved, done, and what else was rewritten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any  # the content of a version is JSON

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from belvedere.contexts.actionplan.models import HORIZON_LABELS, STATE_LABELS
from belvedere.contexts.actionplan.states import ActionState
from belvedere.engines.plans.versions import Change, Difference
from belvedere.platform.ui.templatetags.ui import number, short_day

FIELD_NAMES = {
    "title": lambda: _("titre"),
    "summary": lambda: _("description"),
    "body": lambda: _("organisme"),
    "department": lambda: _("service"),
    "axis": lambda: _("axe"),
    "starts_on": lambda: _("début"),
    "partners": lambda: _("partenaires"),
    "communes": lambda: _("communes"),
    "cost_euros": lambda: _("coût"),
    "cost_note": lambda: _("note sur le coût"),
    "prerequisites": lambda: _("prérequis"),
    "deliverables": lambda: _("livrables"),
    "indicators": lambda: _("indicateurs"),
    "risks": lambda: _("risques"),
    "origins": lambda: _("origines"),
}
MOVES = frozenset({"horizon", "due_on"})


@dataclass(frozen=True)
class Told:
    """An action of a difference, and what is said of it."""

    reference: str
    title: str
    words: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Telling:
    """A difference, told."""

    added: list[Told] = field(default_factory=list)
    dropped: list[Told] = field(default_factory=list)
    done: list[Told] = field(default_factory=list)
    moved: list[Told] = field(default_factory=list)
    rewritten: list[Told] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.dropped or self.done or self.moved or self.rewritten)


CHANGES_BY_PAGE = 100


def page_of(found: Difference, number: str | None) -> tuple[Difference, Page[str]]:
    """Return the part of a difference that a page tells, with what leads to the other pages."""
    page = Paginator([*found.added, *found.dropped, *found.changed], CHANGES_BY_PAGE).get_page(number)
    keys = set(page.object_list)
    part = Difference(
        added={key: sheet for key, sheet in found.added.items() if key in keys},
        dropped={key: sheet for key, sheet in found.dropped.items() if key in keys},
        changed={key: changes for key, changes in found.changed.items() if key in keys},
    )
    return part, page


def told(found: Difference, why: Mapping[str, str], titles: Mapping[str, str]) -> Telling:
    """Tell a difference; ``titles`` are those of the actions that changed, as they are called now."""
    telling = Telling()
    for reference, sheet in found.added.items():
        telling.added.append(Told(reference, str(sheet["title"]), (_due(sheet),)))
    for reference, sheet in found.dropped.items():
        telling.dropped.append(Told(reference, str(sheet["title"]), (), why.get(reference, "")))
    for reference, changes in found.changed.items():
        _tell_change(telling, Told(reference, titles.get(reference, ""), (), why.get(reference, "")), changes)
    return telling


def _tell_change(telling: Telling, row: Told, changes: Mapping[str, Change]) -> None:
    state = changes.get("state")
    if state is not None and state.after == ActionState.DONE:
        telling.done.append(Told(row.reference, row.title))
    if changes.keys() & MOVES:
        telling.moved.append(Told(row.reference, row.title, tuple(_moves(changes)), row.why))
    others = [name for name in changes if name in FIELD_NAMES]
    words = [_rewritten(name, changes[name]) for name in others]
    if state is not None and state.after != ActionState.DONE:
        words = [_("état : %(state)s") % {"state": STATE_LABELS[ActionState(str(state.after))]}, *words]
    if words:
        why = "" if changes.keys() & MOVES else row.why
        telling.rewritten.append(Told(row.reference, row.title, tuple(words), why))


def _due(sheet: Mapping[str, Any]) -> str:
    return _("%(horizon)s, avant le %(day)s") % {
        "horizon": HORIZON_LABELS[sheet["horizon"]],
        "day": _day(sheet["due_on"]),
    }


def _moves(changes: Mapping[str, Change]) -> list[str]:
    words = []
    if "horizon" in changes:
        said = {"before": _horizon(changes["horizon"].before), "after": _horizon(changes["horizon"].after)}
        words.append(_("du %(before)s au %(after)s") % said)
    if "due_on" in changes:
        said = {"before": _day(changes["due_on"].before), "after": _day(changes["due_on"].after)}
        words.append(_("échéance : du %(before)s au %(after)s") % said)
    return words


def _horizon(value: object) -> str:
    return str(HORIZON_LABELS[str(value)]).lower()


def _day(value: object) -> str:
    return short_day(date.fromisoformat(str(value)))


def _rewritten(name: str, change: Change) -> str:
    said = {"field": FIELD_NAMES[name](), "before": _written(change.before), "after": _written(change.after)}
    if not said["before"]:
        return _("%(field)s : « %(after)s » est ajouté") % said
    if not said["after"]:
        return _("%(field)s : « %(before)s » est enlevé") % said
    return _("%(field)s : « %(before)s » devient « %(after)s »") % said


def _written(value: Any) -> str:  # noqa: ANN401 -- a value of JSON
    if isinstance(value, list):
        return ", ".join(_written(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("label", ""))
    if isinstance(value, int):
        return number(value)
    return str(value or "")
