"""A règlement of citizen referral as data: who may support, for how long, and steps made of a rule and an effect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from belvedere.engines.rules.admission import Admission, read_admission
from belvedere.engines.rules.reading import (
    RegulationError,
    count_of,
    date_of,
    list_of,
    mapping_of,
    one_of,
    refuse_unknown,
    share_of,
    table_of,
)


class Level(StrEnum):
    """How surely a supporter is known, from the least to the most."""

    DECLARED = "declared"
    EMAIL = "email"
    SMS = "sms"
    POSTAL = "postal"
    FRANCECONNECT = "franceconnect"
    REGISTER = "register"

    @property
    def rank(self) -> int:
        return list(Level).index(self)


class ShareReading(StrEnum):
    """How « no commune more than a share » is read.

    ``RAW``: each commune's part of all supports; one more support can then break the rule.
    ``COUNTED``: what a commune brings beyond its share is not counted; the others stay.
    """

    RAW = "raw"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure that a percentage is taken of (registered voters, population), with its source and its date."""

    value: int
    source: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What a step asks, all together; an absent condition asks nothing.

    ``minimum_total`` is a number of supports; ``percentage`` of ``reference`` is another, rounded up. ``territories``
    asks at least that many communes (or States…) with ``minimum_by_territory`` supports each, or their own minimum in
    ``minima``. ``maximum_share`` bounds one commune's part. ``minimum_level`` counts only supporters known
    at least that surely.
    """

    minimum_total: int | None = None
    percentage: Fraction | None = None
    reference: str = ""
    territories: int | None = None
    minimum_by_territory: int = 1
    minima: Mapping[str, int] = field(default_factory=dict)
    maximum_share: Fraction | None = None
    maximum_share_reading: ShareReading = ShareReading.RAW
    minimum_level: Level = Level.DECLARED


def number_of(percentage: Fraction, figure: int) -> int:
    """Return the fewest supports that make a part of a figure: rounded up, since one less is not the part.

    >>> number_of(Fraction(1, 10), 6517), number_of(Fraction(1, 10), 6520), number_of(Fraction(1, 10), 6521)
    (652, 652, 653)
    """
    return -(-percentage.numerator * figure // percentage.denominator)


@dataclass(frozen=True, slots=True)
class Step:
    """A rule and what reaching it opens."""

    code: str
    effect: str
    rule: Rule
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Regulation:
    """A règlement: dated, sourced, with its steps in order."""

    id: str
    authority: str
    source: str
    confidence: str
    valid_from: date | None
    valid_to: date | None
    minimum_age: int | None
    collection_months: int | None
    collection_days: int | None
    references: Mapping[str, Reference]
    steps: tuple[Step, ...]
    admission: Admission


EFFECTS = frozenset(
    {"moderation", "answer", "hearing", "mediation", "workshop", "debate", "panel", "vote", "agenda", "forwarded"}
)
_TOP = {
    "id", "authority", "source", "confidence", "valid_from", "valid_to", "who", "deposit", "admissibility",
    "collection", "references", "steps",
}  # fmt: skip
_STEP = {"code", "effect", "title", "rule"}
_RULE = set(Rule.__slots__)


def read_regulation(data: Mapping[str, object]) -> Regulation:
    """Return the règlement that a TOML (or JSON) mapping describes.

    Raises
    ------
    RegulationError
        For an unknown or missing key, an unknown effect, level or reading, a share outside 0–1, a rule that asks
        nothing, two steps of the same code: the message names the place.
    """
    refuse_unknown(data, _TOP, "the règlement")
    for key in ("id", "authority", "source"):
        if not data.get(key):
            raise RegulationError(
                f"The règlement has no « {key} »: write it at the top; a règlement without it is refused."
            )
    who, collection = table_of(data, "who"), table_of(data, "collection")
    refuse_unknown(who, {"minimum_age", "residence"}, "[who]")
    refuse_unknown(collection, {"months", "days"}, "[collection]")
    steps = tuple(
        _step(mapping_of(step, "[[steps]]"), position) for position, step in enumerate(list_of(data, "steps"), 1)
    )
    codes = [step.code for step in steps]
    if len(set(codes)) != len(codes):
        raise RegulationError(f"Two steps have the same code among {', '.join(codes)}: give each its own.")
    return Regulation(
        id=str(data["id"]),
        authority=str(data["authority"]),
        source=str(data["source"]),
        confidence=str(data.get("confidence", "")),
        valid_from=date_of(data.get("valid_from"), "valid_from"),
        valid_to=date_of(data.get("valid_to"), "valid_to"),
        minimum_age=count_of(who.get("minimum_age"), "[who] minimum_age"),
        collection_months=count_of(collection.get("months"), "[collection] months"),
        collection_days=count_of(collection.get("days"), "[collection] days"),
        references={
            name: _reference(mapping_of(row, name), name) for name, row in table_of(data, "references").items()
        },
        steps=steps,
        admission=read_admission(data),
    )


def _step(data: Mapping[str, object], position: int) -> Step:
    place = f"step {position}"
    refuse_unknown(data, _STEP, place)
    effect = str(data.get("effect", ""))
    if effect not in EFFECTS:
        raise RegulationError(
            f"In {place}, the effect « {effect} » is unknown: write one of {', '.join(sorted(EFFECTS))}."
        )
    title = table_of(data, "title")
    return Step(
        code=str(data.get("code") or position),
        effect=effect,
        rule=_rule(table_of(data, "rule"), place),
        title={language: str(text) for language, text in title.items()},
    )


def _rule(data: Mapping[str, object], place: str) -> Rule:
    refuse_unknown(data, _RULE, f"the rule of {place}")
    if not {"minimum_total", "percentage", "territories"} & set(data):
        raise RegulationError(
            f"The rule of {place} asks nothing: write minimum_total, percentage or territories, or remove the step."
        )
    if ("percentage" in data) != ("reference" in data):
        raise RegulationError(f"In {place}, percentage and reference go together: a percentage is taken of something.")
    minima = table_of(data, "minima")
    return Rule(
        minimum_total=count_of(data.get("minimum_total"), f"{place}, minimum_total"),
        percentage=share_of(data.get("percentage"), f"{place}, percentage"),
        reference=str(data.get("reference", "")),
        territories=count_of(data.get("territories"), f"{place}, territories"),
        minimum_by_territory=count_of(data.get("minimum_by_territory", 1), f"{place}, minimum_by_territory") or 1,
        minima={code: count_of(value, f"{place}, minima.{code}") or 0 for code, value in minima.items()},
        maximum_share=share_of(data.get("maximum_share"), f"{place}, maximum_share"),
        maximum_share_reading=one_of(ShareReading, data.get("maximum_share_reading", "raw"), place),
        minimum_level=one_of(Level, data.get("minimum_level", "declared"), place),
    )


def _reference(data: Mapping[str, object], name: str) -> Reference:
    refuse_unknown(data, {"value", "source", "on"}, f"[references.{name}]")
    value = count_of(data.get("value"), f"references.{name}.value")
    if value is None or not data.get("source"):
        raise RegulationError(f"The reference « {name} » needs a value and a source.")
    return Reference(value, str(data["source"]), date_of(data.get("on"), f"references.{name}.on"))
