"""How many signatures the law asks: in each commune, and in the intercommunality, from the registered voters."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files

from belvedere.contexts.guide.words import said
from belvedere.engines.rules.regulation import number_of, read_regulation
from belvedere.engines.rules.shipped import shipped
from belvedere.platform.territory.models import Commune

COMMUNE, TOGETHER = "cgct-l1112-16-commune", "cgct-l5211-49-epci"


@dataclass(frozen=True)
class Right:
    """A right that the law opens to a part of the registered voters."""

    title: str
    source: str
    part: Fraction

    def of(self, voters: int) -> int:
        """Return the fewest signatures that open it."""
        return number_of(self.part, voters)


@dataclass(frozen=True)
class KnownVoters:
    """The registered voters of communes, as a dated source counts them."""

    source: str
    on: date
    voters: dict[str, int]


@dataclass(frozen=True)
class PlaceRow:
    """A commune, its registered voters when they are known, the signatures asked there."""

    commune: Commune
    voters: int | None
    needed: int | None


@dataclass(frozen=True)
class Signatures:
    """What is asked commune by commune, and of all together when every commune is known."""

    rows: list[PlaceRow]
    voters: int | None
    needed: int | None


@cache
def known_voters() -> KnownVoters:
    """Return the registered voters that come with the program."""
    read = tomllib.loads((files("belvedere.contexts.guide") / "data" / "voters.toml").read_text(encoding="utf-8"))
    return KnownVoters(read["source"], read["on"], read["voters"])


def right(name: str) -> Right:
    """Return one of the two rights, from the règlements of the law that come with the program."""
    read = read_regulation(tomllib.loads(shipped()[name]))
    parts = ((step, step.rule.percentage) for step in read.steps if step.rule.percentage is not None)
    step, part = next(parts)
    return Right(said(step.title), read.source, part)


def signatures_in(communes: Sequence[Commune]) -> Signatures:
    """Return the signatures asked in communes, and of their voters together."""
    one, together, known = right(COMMUNE), right(TOGETHER), known_voters().voters
    rows = [PlaceRow(row, known.get(row.insee), None) for row in communes]
    rows = [PlaceRow(row.commune, row.voters, one.of(row.voters) if row.voters else None) for row in rows]
    found = [row.voters for row in rows if row.voters]
    total = sum(found) if rows and len(found) == len(rows) else None
    return Signatures(rows, total, together.of(total) if total else None)
