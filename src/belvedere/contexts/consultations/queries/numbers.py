"""The dated numbers of the consultations: those that ship, replaced by a parameter of the body's règlement."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from belvedere.platform.territory.models import Body
from belvedere.platform.territory.queries import NoParameterInForce, parameter_in_force

_FILE = Path(__file__).parent.parent / "data" / "settings.toml"


@dataclass(frozen=True)
class Number:
    """A number in force, and where it comes from."""

    value: int
    source: str


@cache
def _shipped() -> dict[str, Number]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["numbers"]
    return {row["code"]: Number(row["value"], row["source"]) for row in rows}


def number_in_force(body: Body, code: str, on: date) -> Number:
    """Return the body's own number on a day if its règlement fixes one, else the one that ships: one statement."""
    try:
        found = parameter_in_force(body=body, code=code, on=on)
    except NoParameterInForce:
        return _shipped()[code]
    return Number(found.value, found.source)
