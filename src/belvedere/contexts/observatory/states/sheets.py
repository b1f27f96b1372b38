"""What an indicator, a figure and a target are made of before they are rows."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any  # a sheet as JSON

from belvedere.contexts.observatory.states.figures import (
    Confidentiality,
    Frequency,
    IndicatorKind,
    ObservationStatus,
    Polarity,
    Reuse,
)


@dataclass(frozen=True)
class IndicatorSheet:
    """All that one must know to read an indicator; see the columns of the same names."""

    slug: str
    name: str
    kind: IndicatorKind
    definition: str
    unit: str
    polarity: Polarity
    decimals: int
    source: str
    licence: str
    reuse: Reuse
    frequency: Frequency
    rank: int = 100
    objective_number: int | None = None
    numerator: str = ""
    denominator: str = ""
    lower_bound: float | None = None
    upper_bound: float | None = None
    parts_add_up: bool = False
    method: str = ""
    limits: str = ""
    source_url: str = ""
    next_due_on: date | None = None
    external_id: str = ""
    alert_threshold: float | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What the row of the indicator holds of it."""
        return {name: value for name, value in asdict(self).items() if name != "slug"}

    @property
    def said(self) -> dict[str, Any]:
        """The sheet as JSON, without its address."""
        return self.columns | {"next_due_on": self.next_due_on.isoformat() if self.next_due_on else None}


@dataclass(frozen=True)
class Figure:
    """A value of one place in one period, as a file gives it."""

    area: str
    period: str
    value: float | None
    breakdown: str = ""
    status: ObservationStatus = ObservationStatus.NORMAL
    confidentiality: Confidentiality = Confidentiality.FREE
    margin: float | None = None
    note: str = ""


@dataclass(frozen=True)
class TargetSheet:
    """What a body sets itself: from a base to a value, by an act; ``reason`` when a former target moves."""

    base_period: str
    base_value: float
    due_period: str
    value: float
    act: str
    source: str = ""
    is_demonstration: bool = False
    milestones: tuple[tuple[str, float], ...] = ()
    reason: str = ""
