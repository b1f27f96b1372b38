"""A set of rules as data: rules and their dated versions, questions, parameters, milestones, contradictions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from belvedere.engines.rules.law.expression import Node

Texts = Mapping[str, str]


class RuleSetError(ValueError):
    """A set of rules, or answers to it, that cannot be taken: what is wrong, where, and how to mend it."""

    code = "rules"


class Effect(StrEnum):
    """What a rule does when its condition holds; the words are those that lawyers read."""

    MANDATORY = "obligatoire"
    FORBIDDEN = "interdit"
    VIGILANCE = "vigilance"
    POSSIBLE = "possible"
    RECOMMENDED = "recommande"

    @property
    def weight(self) -> int:
        """How much it matters to settle it, when choosing the next question."""
        return {"interdit": 8, "obligatoire": 8, "vigilance": 3, "possible": 2, "recommande": 1}[self.value]


class Confidence(StrEnum):
    """How surely the text is known, from the most to the least."""

    TEXT_2026 = "texte_2026-04"
    TEXT_RECENT = "texte_recent"
    TEXT_OLD = "texte_ancien"
    DOCTRINE = "doctrine"
    MEMORY = "memoire"

    @property
    def rank(self) -> int:
        return list(Confidence).index(self)

    @property
    def is_certain(self) -> bool:
        """Whether the text itself was read in a recent version."""
        return self in {Confidence.TEXT_2026, Confidence.TEXT_RECENT}


class Kind(StrEnum):
    """Kinds of answer."""

    CHOICE = "choix"
    YES_NO = "bool"
    NUMBER = "nombre"
    DATE = "date"


class Regime(StrEnum):
    """What chooses the version of a rule: the day of the verdict, or the day of the act that starts the procedure."""

    DAY = "day"
    ACT = "act"


class Unit(StrEnum):
    """How a delay is counted."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``when`` says to whom it is asked.

    Two numbers differ by at least ``step``; none is under ``lowest``. Dates are counted in days.
    """

    id: str
    group: str
    kind: Kind
    title: Texts
    why: Texts
    options: Mapping[str, Texts]
    when: Node | None
    when_text: str
    step: float
    lowest: float
    unit: str


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value and the day from which it holds."""

    since: date
    value: float


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that the law fixes, dated and sourced."""

    key: str
    values: tuple[DatedValue, ...]
    unit: str
    source: str
    confidence: Confidence
    read_on: date

    def on(self, day: date) -> float | None:
        """Return the value in force on a day, None before the first."""
        return next((dated.value for dated in reversed(self.values) if dated.since <= day), None)


@dataclass(frozen=True, slots=True)
class Version:
    """What a rule says between two days (ends included, None when open)."""

    valid_from: date | None
    valid_to: date | None
    when: Node
    when_text: str
    sources: tuple[str, ...]
    confidence: Confidence
    read_on: date
    alert: str

    def covers(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its effect, its versions in order of date, and what it brings with it.

    ``is_chosen`` tells, of what is only possible, that its condition already says that the authority wants it.
    """

    id: str
    title: Texts
    effect: Effect
    regime: Regime
    versions: tuple[Version, ...]
    authority: str
    theme: str
    exception: str
    explanation: Texts
    neutralises: tuple[str, ...]
    milestones: tuple[str, ...]
    deliverables: tuple[str, ...]
    is_chosen: bool = False

    def on(self, day: date) -> Version | None:
        """Return the version in force on a day."""
        return next((version for version in self.versions if version.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Milestone:
    """An act with a date: so long before another one, on a council session or a working day.

    ``is_legal`` tells a delay fixed by law from one that is advised; ``maximum_days`` bounds the delay from above;
    ``weekday`` (0 is Monday) asks a day of the week; ``opens`` tells that the public takes part from this act to the
    one named by ``before``; ``follows`` names acts that must come before it when both are
    needed.
    """

    id: str
    title: Texts
    before: str
    delay: int
    unit: Unit
    is_legal: bool
    maximum_days: int | None
    is_council: bool
    weekday: int | None
    opens: bool
    blackout: str
    follows: tuple[str, ...]
    note: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot hold together."""

    id: str
    when: Node
    title: Texts


@dataclass(frozen=True)
class RuleSet:
    """Everything that the engine obeys, checked as a whole.

    ``covers_from`` is the first day for which the set knows the law.
    """

    version: str
    covers_from: date
    start_question: str
    rules: Mapping[str, Rule]
    questions: Mapping[str, Question]
    parameters: Mapping[str, Parameter]
    milestones: Mapping[str, Milestone]
    contradictions: tuple[Contradiction, ...] = ()
    deliverables: Mapping[str, Texts] = field(default_factory=dict)

    @cached_property
    def neutralisers(self) -> Mapping[str, tuple[str, ...]]:
        """For each rule, the rules that neutralise it."""
        return {
            name: tuple(other.id for other in self.rules.values() if name in other.neutralises) for name in self.rules
        }
