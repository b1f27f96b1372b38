"""The electoral reserve, computed backwards from the day of an election."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.working_days import add_working_days


@dataclass(frozen=True, slots=True)
class Reserve:
    """The days of a reserve, ends included; ``last_deposit_on`` lets a collection end before it begins."""

    election_on: date
    starts_on: date
    last_collection_on: date
    last_deposit_on: date
    resumes_on: date


def reserve(
    election_on: date,
    *,
    months: int,
    collection_months: int,
    admissibility_working_days: int,
    rounds_days: int,
    holidays: AbstractSet[date],
) -> Reserve:
    """Return the reserve before an election.

    Parameters
    ----------
    election_on : date
        Day of the first round.
    months : int
        The reserve begins on the first day of the month that is so many months before the election's (6 in the
        electoral code, L52-1).
    collection_months, admissibility_working_days : int
        How long a collection and the decision before it last: a later deposit could not end in time.
    rounds_days : int
        Days from the first round to the last one (7 when there may be two).
    holidays : set of date
        Public holidays around.

    Examples
    --------
    >>> found = reserve(date(2026, 3, 15), months=6, collection_months=3, admissibility_working_days=15,
    ...     rounds_days=7, holidays=set())
    >>> found.starts_on, found.last_collection_on, found.resumes_on
    (datetime.date(2025, 9, 1), datetime.date(2025, 8, 31), datetime.date(2026, 3, 23))
    >>> found.last_deposit_on
    datetime.date(2025, 5, 11)
    """
    starts_on = add_months(date(election_on.year, election_on.month, 1), -months)
    last_collection_on = starts_on - timedelta(days=1)
    opening = add_months(last_collection_on, -collection_months)
    deposit = opening
    while add_working_days(deposit, admissibility_working_days, holidays) > opening:
        deposit -= timedelta(days=1)
    return Reserve(election_on, starts_on, last_collection_on, deposit, election_on + timedelta(days=rounds_days + 1))
