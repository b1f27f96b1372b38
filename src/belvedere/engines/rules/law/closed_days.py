"""The periods that planning must avoid, or had better avoid: electoral blackouts and school holidays."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from belvedere.engines.rules.law.fields import Table
from belvedere.engines.rules.law.planning import Period
from belvedere.engines.rules.law.ruleset import Confidence

_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class SharedDays:
    """School holidays by zone, and the years of municipal elections, with how surely these are known."""

    school_holidays: dict[str, tuple[Period, ...]]
    municipal_years: tuple[int, ...]
    source: str
    confidence: Confidence


def read_shared_days(text: str) -> SharedDays:
    """Return the days described by the file ``calendar.toml``.

    Raises
    ------
    RuleSetError
        For a period without a zone or a date.
    """
    table = Table(tomllib.loads(text), "calendar.toml")
    table.only(("elections", "school_holidays"))
    by_zone: dict[str, list[Period]] = {}
    for row in table.tables("school_holidays"):
        period = Period("school_holidays", row.needed_day("first"), row.needed_day("last"))
        by_zone.setdefault(row.text("zone"), []).append(period)
    rows = table.fields.get("elections")
    elections = Table(rows if isinstance(rows, dict) else {}, "calendar.toml, [elections]")
    years = elections.fields.get("municipal_years")
    return SharedDays(
        {zone: tuple(periods) for zone, periods in by_zone.items()},
        tuple(years) if isinstance(years, list) else (),
        elections.text("source"),
        elections.word("confidence", Confidence),
    )


def voters_blackout(municipal_year: int) -> Period:
    """Return the days without consultation of voters before municipal elections (CGCT L. 5211-52).

    From 1 January of the year before to the end of the year of the elections, as the rule CGCT-5211-49-52 reads it.

    Examples
    --------
    >>> voters_blackout(2032).first
    datetime.date(2031, 1, 1)
    """
    return Period("electeurs", date(municipal_year - 1, 1, 1), date(municipal_year, _LAST_MONTH, 31))


def promotion_blackout(municipal_year: int, month: int = 3) -> Period:
    """Return the days without campaigns of promotion before municipal elections (code électoral L. 52-1).

    From the first day of the sixth month before the month of the elections to the last day of that month.

    Examples
    --------
    >>> promotion_blackout(2032).first, promotion_blackout(2032).last
    (datetime.date(2031, 9, 1), datetime.date(2032, 3, 31))
    """
    months = municipal_year * _LAST_MONTH + month - 1 - 6
    ends = date(municipal_year + month // _LAST_MONTH, month % _LAST_MONTH + 1, 1)
    first = date(months // _LAST_MONTH, months % _LAST_MONTH + 1, 1)
    return Period("promotion", first, date.fromordinal(ends.toordinal() - 1))


def advised_against(days: SharedDays, zone: str) -> Sequence[Period]:
    """Return the periods in which asking the public is not advised: school holidays of a zone, months of promotion."""
    return (*days.school_holidays.get(zone, ()), *map(promotion_blackout, days.municipal_years))
