"""The sheet of an action: what is written of it, apart from how far it is; pure."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any  # JSON


class OriginKind(StrEnum):
    """Where an action comes from; the link is public."""

    SEMINAR = "seminaire"
    RECOMMENDATION = "recommandation"
    REFERRAL = "saisine"
    COMMITMENT = "engagement"
    DELIBERATION = "deliberation"
    STUDY = "etude"


class Horizon(StrEnum):
    """The horizons of the plan; their lengths are data of the plan."""

    SHORT = "court"
    MEDIUM = "moyen"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Origin:
    """A thing from which an action comes: its kind, its words, its address."""

    kind: str
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ActionSheet:
    """An action as it is written: bodies and communes by slug, axis by number, prerequisites by reference."""

    title: str
    body: str
    horizon: str
    starts_on: date
    due_on: date
    axis: int | None = None
    department: str = ""
    summary: str = ""
    partners: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    cost_euros: int | None = None
    cost_note: str = ""
    prerequisites: tuple[str, ...] = ()
    deliverables: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the sheet as JSON keeps it: dates in ISO 8601, lists for tuples."""
        content = asdict(self)
        content |= {"starts_on": self.starts_on.isoformat(), "due_on": self.due_on.isoformat()}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in content.items()}

    def changed_fields(self, after: "ActionSheet") -> list[str]:
        """Name the fields that differ in another sheet."""
        return [row.name for row in fields(self) if getattr(self, row.name) != getattr(after, row.name)]


def sheet_of_json(content: dict[str, Any]) -> ActionSheet:
    """Return the sheet that ``as_json`` wrote; what a later version of the sheet added takes its default."""
    known = {row.name for row in fields(ActionSheet)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in content.items() if name in known
    }
    values["origins"] = tuple(Origin(**origin) for origin in values.get("origins", ()))
    for name in ("starts_on", "due_on"):
        values[name] = date.fromisoformat(values[name])
    return ActionSheet(**values)
