"""Maturity by evidence: a degree is granted only by objects that exist."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from belvedere.contexts.strategy.queries.indicators import Indicator, Live, Measure, indicators, measures_of
from belvedere.contexts.strategy.queries.settings import values_on
from belvedere.contexts.strategy.states import Comparison
from belvedere.contexts.strategy.words import COMPARISON_LABELS, said

_FILE = Path(__file__).parent.parent / "data" / "maturity.toml"


@dataclass(frozen=True)
class Proof:
    """What must be true for a degree: an indicator and its threshold."""

    indicator: str
    comparison: Comparison
    target: float


@dataclass(frozen=True)
class Dimension:
    """A dimension and, for each degree after the first, its proofs."""

    code: str
    titles: Mapping[str, str]
    degrees: tuple[tuple[Proof, ...], ...]

    @property
    def title(self) -> str:
        return said(self.titles)


@dataclass(frozen=True)
class Proven:
    """A proof on a day."""

    proof: Proof
    indicator: Indicator
    measure: Measure
    is_met: bool

    @property
    def comparison(self) -> object:
        return COMPARISON_LABELS[self.proof.comparison]

    @property
    def value(self) -> float | None:
        return None if self.measure.value is None else round(self.measure.value, 1)


@dataclass(frozen=True)
class Degree:
    """A degree of a dimension: its number, its name, its proofs, and whether it is granted."""

    number: int
    title: str
    proofs: tuple[Proven, ...]
    is_granted: bool


@dataclass(frozen=True)
class Standing:
    """Where a dimension stands: the degree granted, and what is missing for the next."""

    dimension: Dimension
    degrees: tuple[Degree, ...]

    @property
    def granted(self) -> Degree:
        return max((degree for degree in self.degrees if degree.is_granted), key=lambda degree: degree.number)

    @property
    def missing(self) -> tuple[Proven, ...]:
        following = next((degree for degree in self.degrees if not degree.is_granted), None)
        return tuple(proof for proof in following.proofs if not proof.is_met) if following else ()


@cache
def _read() -> tuple[tuple[Mapping[str, str], ...], tuple[Dimension, ...]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    dimensions = tuple(
        Dimension(
            row["code"],
            row["title"],
            tuple(
                tuple(Proof(code, Comparison(word), float(target)) for code, word, target in degree)
                for degree in row["degrees"]
            ),
        )
        for row in data["dimensions"]
    )
    return tuple(data["degrees"]), dimensions


def dimensions() -> tuple[Dimension, ...]:
    return _read()[1]


def degree_titles() -> list[str]:
    return [said(row) for row in _read()[0]]


def standings(today: date) -> list[Standing]:
    """Return where each dimension stands on a day; each figure is computed once."""
    live = Live(today, values_on(today))
    codes = [proof.indicator for one in dimensions() for degree in one.degrees for proof in degree]
    measures = measures_of(codes, live)
    return [_standing(dimension, measures) for dimension in dimensions()]


def _standing(dimension: Dimension, measures: Mapping[str, Measure]) -> Standing:
    titles = degree_titles()
    found = [Degree(1, titles[0], (), is_granted=True)]
    for number, proofs in enumerate(dimension.degrees, 2):
        proven = tuple(_proven(proof, measures[proof.indicator]) for proof in proofs)
        # A degree stands on those below it.
        granted = found[-1].is_granted and all(proof.is_met for proof in proven)
        found.append(Degree(number, titles[number - 1], proven, granted))
    return Standing(dimension, tuple(found))


def _proven(proof: Proof, measure: Measure) -> Proven:
    value = measure.value
    if value is None:
        is_met = False
    else:
        is_met = value >= proof.target if proof.comparison == Comparison.AT_LEAST else value <= proof.target
    return Proven(proof, indicators()[proof.indicator], measure, is_met)
