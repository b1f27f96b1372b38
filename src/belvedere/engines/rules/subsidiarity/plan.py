"""What is planned, and what was asked before: all that the rules of subsidiarity look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Plan:
    """A consultation, or the consultation of a project, before it opens. Bodies and communes are named by keys.

    None says that a thing is not known yet: the rules that need it say so instead of guessing.
    """

    opens_on: date
    closes_on: date
    asked_by: str
    asked_by_kind: str
    decided_by: frozenset[str] = frozenset()
    jointly_with: frozenset[str] = frozenset()
    mandated_by: str = ""
    touched: frozenset[str] = frozenset()
    asked_in: frozenset[str] = frozenset()
    to_be_told: frozenset[str] = frozenset()
    told_on: Mapping[str, date] = field(default_factory=dict)
    file: str = ""
    subject: str = ""
    publics: frozenset[str] = frozenset()
    says_what_is_known: bool = False
    under_a_state_procedure: bool | None = None
    only_documents: bool = False
    council_is_due: bool | None = None
    council_seised_on: date | None = None
    takes_requests: bool = False
    forwards_in_working_days: int | None = None
    answered_in: frozenset[str] = frozenset()
    evaluation_goes_up: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Something else that was asked, is being asked or is planned."""

    key: str
    asked_by: str
    opens_on: date
    closes_on: date
    file: str = ""
    subject: str = ""
    asked_in: frozenset[str] = frozenset()
    publics: frozenset[str] = frozenset()
