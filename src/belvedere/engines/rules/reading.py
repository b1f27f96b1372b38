"""Reads the values of a règlement written as data: each one that is wrong is refused with its place."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)

# Of bounded length: an exponent of nine digits would be computed for hours.
_SHARE = re.compile(r"[0-9]{1,12}(?:/[0-9]{1,12}|\.[0-9]{1,20})?(?:e-[0-9]{1,2})?")


class RegulationError(ValueError):
    """A règlement, or a list of supports, that cannot be read: what is wrong, where, and how to mend it."""

    code = "regulation"


def one_of(kind: type[Word], value: object, place: str) -> Word:
    try:
        return kind(str(value))
    except ValueError:
        words = ", ".join(kind)
        raise RegulationError(f"In {place}, « {value} » is unknown: write one of {words}.") from None


def refuse_unknown(data: Mapping[str, object], keys: set[str], place: str) -> None:
    for key in data:
        if key not in keys:
            raise RegulationError(f"In {place}, « {key} » is unknown: the words are {', '.join(sorted(keys))}.")


def mapping_of(value: object, place: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise RegulationError(f"{place} must be a table, as in TOML.")
    return value


def table_of(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    return mapping_of(data.get(key, {}), key)


def list_of(data: Mapping[str, object], key: str) -> list[object]:
    value = data.get(key)
    if not isinstance(value, list) or not value:
        raise RegulationError(f"The règlement has no [[{key}]]: write at least one.")
    return value


def count_of(value: object, place: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RegulationError(f"{place} is {value!r}: write a whole number that is not negative.")
    return value


def share_of(value: object, place: str) -> Fraction | None:
    if value is None:
        return None
    try:
        share = Fraction(str(value)) if _SHARE.fullmatch(str(value)) else Fraction(-1)
    except ZeroDivisionError:
        share = Fraction(-1)
    if not 0 < share <= 1:
        raise RegulationError(f'{place} is {value!r}: write a part of one, such as "1/3" or "0.05".')
    return share


def date_of(value: object, place: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise RegulationError(f"{place} is {value!r}: write a date, such as 2024-02-01, without quotes.")
