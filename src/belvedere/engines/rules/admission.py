"""What a règlement asks before supports are gathered: who may deposit, with how many others, judged by which day."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from belvedere.engines.rules.months import add_months
from belvedere.engines.rules.reading import RegulationError, count_of, list_of, one_of, refuse_unknown, table_of
from belvedere.engines.rules.working_days import add_working_days


class Residence(StrEnum):
    """Where one must live to deposit and to support."""

    ANYWHERE = "anywhere"
    TERRITORY = "territory"


class Capacity(StrEnum):
    """In which capacity one may deposit."""

    PERSON = "person"
    ASSOCIATION = "association"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may deposit, how many must sign with them before the referral is read, and how long its reading lasts.

    One of ``working_days``, ``days`` and ``months`` at most; with none, the règlement sets no delay.
    ``appeal_months`` is how long a refusal may be contested before the body that refused.
    """

    residence: Residence = Residence.ANYWHERE
    capacities: tuple[Capacity, ...] = tuple(Capacity)
    cosignatories: int = 0
    working_days: int | None = None
    days: int | None = None
    months: int | None = None
    appeal_months: int | None = None


_DELAYS = ("working_days", "days", "months")


def read_admission(data: Mapping[str, object]) -> Admission:
    """Return what the tables ``[who]``, ``[deposit]`` and ``[admissibility]`` of a règlement say.

    Raises
    ------
    RegulationError
        For an unknown word, or two delays at once.

    Examples
    --------
    >>> read_admission({"deposit": {"cosignatories": 50}, "admissibility": {"months": 2}}).months
    2
    """
    deposit, delay = table_of(data, "deposit"), table_of(data, "admissibility")
    refuse_unknown(deposit, {"capacities", "cosignatories"}, "[deposit]")
    refuse_unknown(delay, {*_DELAYS, "appeal_months"}, "[admissibility]")
    if len(set(_DELAYS) & set(delay)) > 1:
        raise RegulationError(f"[admissibility] has two delays: keep one of {', '.join(_DELAYS)}.")
    capacities = list_of(deposit, "capacities") if "capacities" in deposit else list(Capacity)
    return Admission(
        residence=one_of(Residence, table_of(data, "who").get("residence", "anywhere"), "[who] residence"),
        capacities=tuple(one_of(Capacity, word, "[deposit] capacities") for word in capacities),
        cosignatories=count_of(deposit.get("cosignatories", 0), "[deposit] cosignatories") or 0,
        working_days=count_of(delay.get("working_days"), "[admissibility] working_days"),
        days=count_of(delay.get("days"), "[admissibility] days"),
        months=count_of(delay.get("months"), "[admissibility] months"),
        appeal_months=count_of(delay.get("appeal_months"), "[admissibility] appeal_months"),
    )


def decision_day(admission: Admission, received_on: date, holidays: AbstractSet[date]) -> date | None:
    """Return the last day to say whether a referral is admitted, or None when the règlement sets no delay.

    Parameters
    ----------
    admission : Admission
        Of the règlement in force on that day.
    received_on : date
        The delay runs from the day after.
    holidays : set of date
        Public holidays around, for a delay in working days.

    Examples
    --------
    >>> decision_day(Admission(months=2), date(2026, 12, 31), set())
    datetime.date(2027, 2, 28)
    >>> decision_day(Admission(working_days=2), date(2026, 11, 27), set())
    datetime.date(2026, 12, 1)
    """
    if admission.working_days is not None:
        return add_working_days(received_on, admission.working_days, holidays)
    if admission.days is not None:
        return received_on + timedelta(days=admission.days)
    return add_months(received_on, admission.months) if admission.months is not None else None
