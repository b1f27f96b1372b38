"""Back-planning: from a target date to the last possible date of each act, on real council sessions."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from belvedere.engines.rules.law.delays import after, latest_before
from belvedere.engines.rules.law.ruleset import Milestone, RuleSetError
from belvedere.engines.rules.working_days import is_working_day

DECISION = "DECISION"
_FARTHEST = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Period:
    """Days, ends included, and what they are."""

    name: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Calendar:
    """What dates must respect.

    ``sessions`` of the council, in order; ``holidays`` not worked; ``closed`` periods by name of blackout;
    ``not_before`` is the first day on which anything can still be done.
    """

    sessions: Sequence[date]
    holidays: AbstractSet[date] = frozenset()
    closed: Mapping[str, Sequence[Period]] = field(default_factory=dict)
    not_before: date | None = None

    def allows(self, act: Milestone, day: date) -> bool:
        """Return whether an act can take place on a day, apart from delays."""
        if any(period.holds(day) for period in self.closed.get(act.blackout, ())):
            return False
        if act.is_council and (self.sessions or act.id != DECISION):
            place = bisect_left(self.sessions, day)
            return place < len(self.sessions) and self.sessions[place] == day
        return day.weekday() == act.weekday if act.weekday is not None else is_working_day(day, self.holidays)

    def last_on_or_before(self, act: Milestone, day: date) -> date | None:
        """Return the last day, on or before one, on which an act can take place; None when there is none."""
        limit = self.not_before or day - _FARTHEST
        if act.is_council and self.sessions:
            days: Iterable[date] = reversed(self.sessions[: bisect_right(self.sessions, day)])
        else:
            days = (day - timedelta(days=back) for back in range((day - limit).days + 1))
        return next((found for found in days if self.allows(act, found) and found >= limit), None)

    def first_on_or_after(self, act: Milestone, day: date) -> date | None:
        """Return the first day, on or after one, on which an act can take place; None when there is none."""
        if act.is_council and self.sessions:
            days: Iterable[date] = self.sessions[bisect_left(self.sessions, day) :]
        else:
            days = (day + timedelta(days=ahead) for ahead in range(_FARTHEST.days))
        return next((found for found in days if self.allows(act, found)), None)


@dataclass(frozen=True, slots=True)
class Link:
    """``earlier`` takes place so long before ``later``, by the delay of the act ``of`` (none for a mere order)."""

    earlier: str
    later: str
    of: Milestone
    is_order: bool = False

    def latest(self, later: date, holidays: AbstractSet[date]) -> date:
        return later if self.is_order else latest_before(later, self.of.delay, self.of.unit, holidays)

    def earliest(self, earlier: date, holidays: AbstractSet[date]) -> date:
        return earlier if self.is_order else after(earlier, self.of.delay, self.of.unit, holidays)


@dataclass(frozen=True, slots=True)
class Way:
    """What would make a calendar possible: shorten an advised delay, meet for an act by a day, or decide later.

    ``decide_on`` is the first session for which everything holds; None when the calendar has no such session yet.
    """

    kind: Literal["shorten", "session", "later"]
    act: Milestone | None = None
    days: int = 0
    by: date | None = None
    decide_on: date | None = None

    def __str__(self) -> str:
        if self.kind == "shorten" and self.act is not None:
            return (
                f"shorten the advised delay of {self.act.delay} days between « {self.act.id} » and "
                f"« {self.act.before} » by {self.days} days"
            )
        if self.kind == "session" and self.act is not None:
            return f"hold a session for « {self.act.id} » on or before {self.by}"
        if self.decide_on is not None:
            return f"decide on {self.decide_on}, the first session for which everything holds"
        return "decide later, and add the sessions after the target to the calendar"


class ImpossibleCalendar(RuleSetError):
    """No date satisfies every constraint: ``act`` has none on or before ``by``; ``ways`` would make it possible."""

    code = "impossible_calendar"

    def __init__(self, act: Milestone, by: date, message: str, ways: tuple[Way, ...] = ()) -> None:
        super().__init__(message)
        self.act, self.by, self.ways = act, by, ways


@dataclass(frozen=True)
class Acts:
    """The acts to plan and the links between them, each act before those that come earlier."""

    milestones: Mapping[str, Milestone]
    links: tuple[Link, ...]

    @property
    def order(self) -> list[str]:
        """Return the acts, each after every act that comes later than it."""
        done: dict[str, None] = {}

        def visit(name: str) -> None:
            for link in self.links:
                if link.earlier == name and link.later not in done:
                    visit(link.later)
            done[name] = None

        for name in self.milestones:
            if name not in done:
                visit(name)
        return list(done)

    def with_delay(self, name: str, delay: int) -> "Acts":
        """Return the same acts, one of them with another delay."""
        changed = replace(self.milestones[name], delay=delay)
        links = tuple(replace(link, of=changed) if link.of.id == name else link for link in self.links)
        return Acts({**self.milestones, name: changed}, links)


def acts_of(milestones: Mapping[str, Milestone], names: Iterable[str], *, ordered: bool = True) -> Acts:
    """Return the acts named, those that they lead to, and the links between them.

    Parameters
    ----------
    milestones : mapping
        All of them, by id.
    names : iterable of str
        Those that a project needs; ``DECISION`` is always there.
    ordered : bool
        Whether acts of different procedures must follow each other where the law says so (``follows``).
    """
    kept: dict[str, Milestone] = {}
    waiting = [DECISION, *names]
    while waiting:
        act = milestones[waiting.pop(0)]
        if act.id not in kept:
            kept[act.id] = act
            waiting += [act.before] if act.before else []
    links = [Link(act.id, act.before, act) for act in kept.values() if act.before]
    if ordered:
        links += [
            Link(first, act.id, act, is_order=True) for act in kept.values() for first in act.follows if first in kept
        ]
    return Acts(kept, tuple(links))


def latest_dates(acts: Acts, calendar: Calendar, target: date) -> dict[str, date]:
    """Return the last possible date of each act.

    Parameters
    ----------
    acts : Acts
        The acts and their links.
    calendar : Calendar
        Sessions, holidays, blackouts.
    target : date
        The decision takes place on or before it.

    Returns
    -------
    dict of str to date
        Every constraint holds, and no act of any other solution is later: constraints bound each date from above by a
        function that grows with the others, so that their greatest solution exists and is found by going down to it.

    Raises
    ------
    ImpossibleCalendar
        When an act has no date left: which, and by when it was needed.

    Notes
    -----
    Each pass is linear in the acts and links; a maximal delay may ask for further passes.
    """
    dates: dict[str, date] = {}
    order = acts.order
    changed = True
    while changed:
        changed = False
        for name in order:
            bound = _bound(acts, calendar, name, dates, target)
            if name in dates and dates[name] <= bound:
                continue
            found = calendar.last_on_or_before(acts.milestones[name], bound)
            if found is None:
                raise ImpossibleCalendar(acts.milestones[name], bound, _why(acts, calendar, name, bound))
            dates[name], changed = found, True
    return dates


def _bound(acts: Acts, calendar: Calendar, name: str, dates: Mapping[str, date], target: date) -> date:
    bounds = [target] if name == DECISION else []
    for link in acts.links:
        if link.earlier == name and link.later in dates:
            bounds.append(link.latest(dates[link.later], calendar.holidays))
        longest = None if link.is_order else link.of.maximum_days
        if link.later == name and longest is not None and link.earlier in dates:
            bounds.append(dates[link.earlier] + timedelta(days=longest))
    return min(bounds, default=target)


def _why(acts: Acts, calendar: Calendar, name: str, bound: date) -> str:
    act = acts.milestones[name]
    lacking = "no council session" if act.is_council else "no day"
    since = f" from {calendar.not_before}" if calendar.not_before else ""
    later = [f"{link.of.delay} {link.of.unit} before « {link.later} »" for link in acts.links if link.earlier == name]
    reason = f" ({', '.join(later)})" if later else ""
    return f"« {act.title['fr']} » ({name}) needs a date on or before {bound}{reason}, and there is {lacking}{since}."


def pushed_dates(acts: Acts, calendar: Calendar, planned: Mapping[str, date], late: str, days: int) -> dict[str, date]:
    """Return the dates when an act takes place so many days after it was planned, and the others wait for it.

    An act that has no session left in the calendar, or that waits for one that has none, is absent.
    """
    dates: dict[str, date | None] = dict(planned)
    dates[late] = calendar.first_on_or_after(acts.milestones[late], planned[late] + timedelta(days=days))
    for name in reversed(acts.order):
        if name == late:
            continue
        waits = [(link, dates[link.earlier]) for link in acts.links if link.later == name]
        if any(day is None for _, day in waits):
            dates[name] = None
            continue
        bounds = [link.earliest(day, calendar.holidays) for link, day in waits if day is not None]
        bound = max(bounds, default=planned[name])
        if bound > planned[name]:
            dates[name] = calendar.first_on_or_after(acts.milestones[name], bound)
    return {name: day for name, day in dates.items() if day is not None}
