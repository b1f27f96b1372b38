"""The dated numbers of the strategy: those that ship with the program, replaced by those of the territory."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from belvedere.contexts.strategy.models import Setting
from belvedere.contexts.strategy.states import Method
from belvedere.contexts.strategy.words import said
from belvedere.engines.rules.subsidiarity.ruleset import shipped_rules

_FILE = Path(__file__).parent.parent / "data" / "settings.toml"
_MOST = 3650  # of a figure of the rules: days, months


@dataclass(frozen=True)
class Number:
    """A number as it ships: its words, its bounds, its source."""

    code: str
    titles: Mapping[str, str]
    value: int
    lowest: int
    highest: int
    since: date
    source: str

    @property
    def title(self) -> str:
        return said(self.titles)


@dataclass(frozen=True)
class InForce:
    """A number in force on a day, and where it comes from."""

    number: Number
    value: int
    since: date
    source: str
    is_of_the_territory: bool


@cache
def shipped_numbers() -> Mapping[str, Number]:
    """Return the numbers that ship with the program, by code."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["settings"]
    found = [
        Number(row["code"], row["title"], row["value"], row["lowest"], row["highest"], row["since"], row["source"])
        for row in rows
    ]
    figures = [
        Number(one.key, one.title, one.value, 0, _MOST, one.since, one.source) for one in shipped_rules().figures
    ]
    return {number.code: number for number in (*figures, *found)}


def titles_of_numbers(codes: Collection[str]) -> Mapping[str, str]:
    """Return the titles of numbers, by code, in the language of the page; one that ships no more has none."""
    return {code: number.title for code, number in shipped_numbers().items() if code in codes}


def numbers_on(day: date) -> list[InForce]:
    """Return each number in force on a day, in the order of the files: one statement."""
    set_here = {row.code: row for row in Setting.objects.filter(since__lte=day).order_by("since", "pk")}
    found = []
    for code, number in shipped_numbers().items():
        row = set_here.get(code)
        if row is None:
            found.append(InForce(number, number.value, number.since, number.source, is_of_the_territory=False))
        else:
            found.append(InForce(number, row.value, row.since, row.source, is_of_the_territory=True))
    return found


def values_on(day: date) -> dict[str, float]:
    """Return the value of each number in force on a day, by code: one statement."""
    return {one.number.code: one.value for one in numbers_on(day)}


def effort_of(method: str, values: Mapping[str, float]) -> float:
    """Return the weight of effort of a method, 1 for an hour that costs an hour."""
    return values[f"effort.{Method(method).value}"] / 100
