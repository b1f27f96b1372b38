"""A plan of the acts, explained: what is critical, what a slip costs, the cheapest fix, what to relax."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from belvedere.engines.rules.law.planning import (
    DECISION,
    Acts,
    Calendar,
    ImpossibleCalendar,
    Link,
    Period,
    Way,
    latest_dates,
    pushed_dates,
)
from belvedere.engines.rules.law.ruleset import Milestone

SLIPS = (1, 7, 30)


@dataclass(frozen=True, slots=True)
class Slip:
    """What happens when an act is so many days late: the decision's new date (None: no session known), days lost."""

    days: int
    decision_on: date | None
    days_lost: int | None


@dataclass(frozen=True, slots=True)
class MissedSession:
    """The session after the one that an act must take: by how many days it is too late, and what waiting costs."""

    on: date
    days_late: int
    days_lost: int


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend: shorten an advised delay by some days, or hold a session on or before a day.

    ``gains`` is how many days later the act could then take place.
    """

    act: str
    shorten: str
    days: int
    new_date: date
    gains: int


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """An act, its last possible date, and why it is not later."""

    milestone: Milestone
    on: date
    needed_by: date
    is_critical: bool
    slips: tuple[Slip, ...]
    missed: MissedSession | None


@dataclass(frozen=True, slots=True)
class Advice:
    """A period of participation that meets school holidays or an electoral period: so many of its days."""

    act: str
    period: Period
    days: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The acts in order of date, the chain that leaves the least time, fixes, advice."""

    target: date
    acts: tuple[PlannedAct, ...]
    critical: tuple[str, ...]
    fixes: tuple[Fix, ...]
    advice: tuple[Advice, ...]

    @property
    def dates(self) -> dict[str, date]:
        return {act.milestone.id: act.on for act in self.acts}


def make_plan(acts: Acts, calendar: Calendar, target: date, advised: Sequence[Period] = ()) -> Plan:
    """Plan the acts back from a target date, and explain the plan.

    Parameters
    ----------
    acts, calendar
        What must take place, and what dates must respect.
    target : date
        The decision takes place on or before it.
    advised : sequence of Period
        Periods in which it is not advised that the public be asked to take part.

    Raises
    ------
    ImpossibleCalendar
        When no dates satisfy the constraints: the message names the constraint to relax.
    """
    try:
        dates = latest_dates(acts, calendar, target)
    except ImpossibleCalendar as impossible:
        ways = tuple(_relaxations(acts, calendar, target, impossible))
        told = f"{impossible} To mend: {'; or '.join(map(str, ways))}."
        raise ImpossibleCalendar(impossible.act, impossible.by, told, ways) from None
    bounds = {name: _needed_by(acts, calendar, name, dates, target) for name in dates}
    critical = _critical(acts, calendar, dates)
    planned = [
        PlannedAct(
            milestone=acts.milestones[name],
            on=day,
            needed_by=bounds[name],
            is_critical=name in critical,
            slips=tuple(_slip(acts, calendar, dates, name, days) for days in SLIPS),
            missed=_missed(calendar, acts.milestones[name], day, bounds[name]),
        )
        for name, day in dates.items()
    ]
    rank = {name: place for place, name in enumerate(reversed(acts.order))}
    planned.sort(key=lambda act: (act.on, rank[act.milestone.id]))
    return Plan(
        target,
        tuple(planned),
        critical,
        tuple(_fixes(acts, calendar, target, dates)),
        tuple(_advice(acts, dates, advised)),
    )


def _needed_by(acts: Acts, calendar: Calendar, name: str, dates: Mapping[str, date], target: date) -> date:
    later = [link for link in acts.links if link.earlier == name]
    return min((link.latest(dates[link.later], calendar.holidays) for link in later), default=target)


def _critical(acts: Acts, calendar: Calendar, dates: Mapping[str, date]) -> tuple[str, ...]:
    """Return the chain from the act to do first to the decision, each act held by the next."""
    name = min(dates, key=lambda act: dates[act])
    chain = [name]
    while name != DECISION:
        links = [link for link in acts.links if link.earlier == name]
        tightest = min(links, key=lambda link: (link.latest(dates[link.later], calendar.holidays), link.later))
        name = tightest.later
        chain.append(name)
    return tuple(chain)


def _slip(acts: Acts, calendar: Calendar, dates: Mapping[str, date], name: str, days: int) -> Slip:
    decision = pushed_dates(acts, calendar, dates, name, days).get(DECISION)
    return Slip(days, decision, None if decision is None else (decision - dates[DECISION]).days)


def _missed(calendar: Calendar, act: Milestone, on: date, needed_by: date) -> MissedSession | None:
    if not act.is_council or act.id == DECISION:
        return None
    place = bisect_right(calendar.sessions, on)
    if place == len(calendar.sessions):
        return None
    following = calendar.sessions[place]
    return MissedSession(following, (following - needed_by).days, (following - on).days)


def _fixes(acts: Acts, calendar: Calendar, target: date, dates: Mapping[str, date]) -> Iterator[Fix]:
    """Yield, for each act that waits for a session, the advised delay to shorten least so that it takes the next."""
    for name, on in dates.items():
        act = acts.milestones[name]
        missed = _missed(calendar, act, on, on)
        if missed is None:
            continue
        ways = []
        for link in _path(acts, name, dates):
            days = _shortened(acts, calendar, target, link, name, missed.on)
            if days is not None:
                ways.append(Fix(name, link.of.id, days, missed.on, (missed.on - on).days))
        yield from sorted(ways, key=lambda fix: fix.days)[:1]


def _path(acts: Acts, name: str, dates: Mapping[str, date]) -> Iterator[Link]:
    while name in dates and name != DECISION:
        link = min((link for link in acts.links if link.earlier == name), key=lambda one: dates[one.later])
        yield link
        name = link.later


def _shortened(acts: Acts, calendar: Calendar, target: date, link: Link, name: str, wanted: date) -> int | None:
    """Return by how many days an advised delay must be shortened so that an act may take place on a day."""
    delay = link.of.delay
    if link.is_order or link.of.is_legal or not _reaches(acts, calendar, target, link.of.id, 0, name, wanted):
        return None
    low, high = 0, delay  # shortened by `high` reaches it; by `low` does not
    while high - low > 1:
        middle = (low + high) // 2
        if _reaches(acts, calendar, target, link.of.id, delay - middle, name, wanted):
            high = middle
        else:
            low = middle
    return high


def _reaches(acts: Acts, calendar: Calendar, target: date, shortened: str, delay: int, name: str, wanted: date) -> bool:
    try:
        return latest_dates(acts.with_delay(shortened, delay), calendar, target)[name] >= wanted
    except ImpossibleCalendar:
        return False


def _relaxations(acts: Acts, calendar: Calendar, target: date, impossible: ImpossibleCalendar) -> Iterator[Way]:
    """Yield what would make the calendar possible, the smallest first."""
    act = impossible.act
    for milestone in acts.milestones.values():
        if milestone.is_legal or not milestone.delay:
            continue
        days = _smallest_possible(acts, calendar, target, milestone)
        if days is not None:
            yield Way("shorten", milestone, days)
            break
    if act.is_council:
        yield Way("session", act, by=impossible.by)
    later = next((day for day in calendar.sessions if day > target and _is_possible(acts, calendar, day)), None)
    if later is not None:
        yield Way("later", decide_on=later)
    elif not calendar.sessions or calendar.sessions[-1] <= target:
        yield Way("later")


def _is_possible(acts: Acts, calendar: Calendar, target: date) -> bool:
    try:
        latest_dates(acts, calendar, target)
    except ImpossibleCalendar:
        return False
    return True


def _smallest_possible(acts: Acts, calendar: Calendar, target: date, milestone: Milestone) -> int | None:
    for days in range(1, milestone.delay + 1):
        if _is_possible(acts.with_delay(milestone.id, milestone.delay - days), calendar, target):
            return days
    return None


def _advice(acts: Acts, dates: Mapping[str, date], advised: Sequence[Period]) -> Iterator[Advice]:
    for name, act in acts.milestones.items():
        if not act.opens:
            continue
        first, last = dates[name], dates[act.before]
        for period in advised:
            days = (min(last, period.last) - max(first, period.first)).days + 1
            if days > 0:
                yield Advice(name, period, days)
