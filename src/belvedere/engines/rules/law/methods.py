"""The catalogue of methods: what each is for, whom it reaches, what it costs; its figures are to be recalibrated."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from belvedere.engines.rules.law.fields import Table
from belvedere.engines.rules.law.ruleset import Confidence, RuleSetError, Texts

_MOST_INCLUSIVE = 5
_EVERY_PHASE = "toutes"
_FIELDS = (
    "id", "title", "purpose", "levels", "publics", "channels", "smallest", "largest", "public_hours", "cost",
    "staff_days", "inclusion", "phases", "materials", "limits", "source",
)  # fmt: skip


class Level(StrEnum):
    """How far the public weighs, from the least to the most."""

    INFORM = "informer"
    CONSULT = "consulter"
    CONCERT = "concerter"
    CO_BUILD = "coconstruire"
    CO_DECIDE = "codecider"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class Public(StrEnum):
    """Whom a method reaches."""

    WIDE = "grand_public"
    REMOTE = "eloignes"
    USERS = "usagers"
    STAKEHOLDERS = "acteurs"


class Channel(StrEnum):
    """How people are met."""

    IN_PERSON = "presentiel"
    ONLINE = "numerique"
    REACHING_OUT = "aller_vers"


@dataclass(frozen=True, slots=True)
class Method:
    """A method; ``cost_low`` and ``cost_high`` are euros without staff, ``public_hours`` asked of each participant."""

    id: str
    title: Texts
    purpose: Texts
    levels: frozenset[Level]
    publics: frozenset[Public]
    channels: frozenset[Channel]
    smallest: int
    largest: int
    public_hours: float
    cost: str
    cost_low: float
    cost_high: float
    staff_days: int
    inclusion: int
    phases: frozenset[str]
    materials: str
    limits: str
    source: str

    def suits(self, phase: str | None) -> bool:
        """Return whether it can be used in a phase (any, when the phase is not known)."""
        return phase is None or _EVERY_PHASE in self.phases or phase in self.phases


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Methods by id, and how surely their figures are known."""

    methods: Mapping[str, Method]
    confidence: Confidence
    read_on: date


def read_catalogue(text: str) -> Catalogue:
    """Return the catalogue that a TOML text describes.

    Raises
    ------
    RuleSetError
        For an unknown field, level, public, channel or cost, or a method without source: where, and how to mend it.
    """
    try:
        table = Table(tomllib.loads(text), "methods.toml")
    except tomllib.TOMLDecodeError as error:
        raise RuleSetError(f"methods.toml is not TOML: {error}. Mend the line that it names.") from None
    table.only(("catalogue", "costs", "methods"))
    head, costs = _part(table, "catalogue"), _part(table, "costs")
    methods: dict[str, Method] = {}
    for row in table.tables("methods"):
        method = _method(Table(row.fields, f"methods.toml, {row.fields.get('id', row.place)}"), costs)
        if method.id in methods:
            row.refuse(f"« {method.id} » is described twice: keep one")
        methods[method.id] = method
    return Catalogue(methods, head.word("confidence", Confidence), head.needed_day("read_on"))


def _part(table: Table, name: str) -> Table:
    value = table.fields.get(name)
    if not isinstance(value, Mapping):
        table.refuse(f"[{name}] is missing: write it")
    return Table(value, f"{table.place}, [{name}]")


def _method(table: Table, costs: Table) -> Method:
    table.only(_FIELDS)
    letter = table.text("cost")
    if letter not in costs.fields:
        table.refuse(f"the cost « {letter} » is not described in [costs]: write one of {', '.join(costs.fields)}")
    cost = _part(costs, letter)
    inclusion = table.count("inclusion") or 0
    if not 1 <= inclusion <= _MOST_INCLUSIVE:
        table.refuse("« inclusion » goes from 1 to 5")
    return Method(
        id=table.text("id"),
        title=table.texts("title"),
        purpose=table.texts("purpose"),
        levels=_words(table, "levels", Level),
        publics=_words(table, "publics", Public),
        channels=_words(table, "channels", Channel),
        smallest=table.count("smallest") or 0,
        largest=table.count("largest") or 0,
        public_hours=table.number("public_hours"),
        cost=letter,
        cost_low=cost.number("low"),
        cost_high=cost.number("high"),
        staff_days=table.count("staff_days") or 0,
        inclusion=inclusion,
        phases=frozenset(table.words("phases")),
        materials=table.text("materials"),
        limits=table.text("limits"),
        source=table.text("source"),
    )


def _words(table: Table, name: str, kind: type[StrEnum]) -> frozenset:  # type: ignore[type-arg]  # of the kind given
    found = [Table({name: word}, table.place).word(name, kind) for word in table.words(name)]
    if not found:
        table.refuse(f"« {name} » is empty: write at least one of {', '.join(kind)}")
    return frozenset(found)
