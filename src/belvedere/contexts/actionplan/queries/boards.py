"""What the pages of the plan show: the board, the timeline, the groups, what is late and why, the burn-up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise

from belvedere.contexts.actionplan.models import HORIZON_LABELS, Action, Axis, Plan, Progress
from belvedere.contexts.actionplan.queries import actions, late_on
from belvedere.contexts.actionplan.queries.iterations import last_forecasts
from belvedere.contexts.actionplan.states import STILL_OWED, ActionState
from belvedere.engines.plans.burn_up import Level, burn_up
from belvedere.engines.plans.network import Schedule, Task, schedule
from belvedere.engines.rules.months import add_months
from belvedere.platform.territory.models import Body, Commune

CARDS_BY_COLUMN = 30
SPANS_BY_PAGE = 60
MOST_LEVELS = 24


@dataclass(frozen=True)
class Column:
    """A horizon of the board: its first actions, and how many there are."""

    horizon: str
    label: str | Promise
    rows: list[Action]
    total: int

    @property
    def hidden(self) -> int:
        return self.total - len(self.rows)


def board(chosen: QuerySet[Action]) -> list[Column]:
    """Return the board: what is still owed or contested, by horizon, the first due first; four statements."""
    shown = chosen.filter(state__in=[*STILL_OWED, ActionState.CONTESTED]).order_by()
    totals = dict(shown.values("horizon").annotate(n=Count("pk", distinct=True)).values_list("horizon", "n"))
    return [
        Column(
            horizon,
            label,
            list(shown.filter(horizon=horizon).order_by("due_on", "reference")[:CARDS_BY_COLUMN]),
            totals.get(horizon, 0),
        )
        for horizon, label in HORIZON_LABELS.items()
    ]


@dataclass(frozen=True)
class Counts:
    """How a part of the plan stands: an axis, a body, a commune."""

    key: str
    name: str
    total: int
    kept: int
    under_way: int
    late: int
    contested: int
    abandoned: int


def _counted(today: date, path: str = "") -> dict[str, Count]:
    """Counts of actions by state; ``path`` leads from the rows that are grouped to their actions."""
    prefix = f"{path}__" if path else ""
    owed = Q(**{f"{prefix}state__in": [state.value for state in STILL_OWED]})
    which: dict[str, Q | None] = {
        "total": None,
        "kept": Q(**{f"{prefix}state": ActionState.DONE}),
        "under_way": owed & Q(**{f"{prefix}due_on__gte": today}),
        "late": owed & Q(**{f"{prefix}due_on__lt": today}),
        "contested": Q(**{f"{prefix}state": ActionState.CONTESTED}),
        "abandoned": Q(**{f"{prefix}state": ActionState.ABANDONED}),
    }
    return {name: Count(f"{prefix}pk", filter=condition) for name, condition in which.items()}


def by_axis(today: date) -> list[Counts]:
    """Count the actions of each axis: one statement."""
    rows = Axis.objects.annotate(**_counted(today, "actions")).order_by("number")
    return [_counts(str(row.number), str(row), row) for row in rows]


def carrying_out(keys: Iterable[str], today: date) -> list[tuple[str, Counts]]:
    """Return the axes of the plan that carry out axes of the strategy, with their counts: one statement."""
    found = Axis.objects.filter(strategy_key__in=list(keys)).annotate(**_counted(today, "actions"))
    return [
        (row.strategy_key, _counts(str(row.number), str(row), row)) for row in found.order_by("strategy_key", "number")
    ]


def by_body(today: date) -> list[Counts]:
    """Count the actions that each body owns: one statement."""
    counted = Body.objects.annotate(**_counted(today, "actions"))
    rows = [_counts(row.slug, row.name, row) for row in counted]
    return sorted((row for row in rows if row.total), key=lambda row: (-row.total, row.name))


def by_commune(today: date) -> list[Counts]:
    """Count the actions that name each commune: one statement; a commune that none names is shown with nothing."""
    rows = Commune.objects.filter(left_on=None).annotate(**_counted(today, "actions")).order_by("name_folded")
    return [_counts(row.slug, row.name, row) for row in rows]


def _counts(key: str, name: str, row: Axis | Body | Commune) -> Counts:
    figures = {part: getattr(row, part) for part in ("total", "kept", "under_way", "late", "contested", "abandoned")}
    return Counts(key, name, **figures)


@dataclass(frozen=True)
class LateAction:
    """A late action and why: the last words of its owner, what it waits for, what is expected."""

    action: Action
    days: int
    note: str
    waits_for: list[Action] = field(default_factory=list)
    expected_on: date | None = None


def late_actions(today: date) -> QuerySet[Action]:
    """Return what is late, the longest first, with the last words of its owner and what it waits for."""
    last = Progress.objects.filter(action=OuterRef("pk")).exclude(note="").order_by("-at", "-pk").values("note")[:1]
    return (
        actions()
        .filter(late_on(today))
        .annotate(last_note=Subquery(last))
        .prefetch_related("prerequisites")
        .order_by("due_on", "reference")
    )


def explained(found: Iterable[Action], *, today: date) -> list[LateAction]:
    """Say why actions read by ``late_actions`` are late: one statement more."""
    rows = list(found)
    expected = last_forecasts([row.pk for row in rows])
    return [
        LateAction(
            action=row,
            days=(today - row.due_on).days,
            note=getattr(row, "last_note", "") or "",
            waits_for=[needed for needed in row.prerequisites.all() if needed.state in STILL_OWED],
            expected_on=expected.get(row.pk),
        )
        for row in rows
    ]


def levels(plan: Plan | None, *, today: date) -> list[Level]:
    """Count what the plan held and what was done, at the end of each month or quarter until today: one statement."""
    rows = list(Action.objects.values_list("created_at", "left_at", "done_at"))
    entered = [timezone.localdate(created) for created, _left, _done in rows]
    if not entered:
        return []
    return burn_up(
        entered=entered,
        left=[timezone.localdate(left) for _created, left, _done in rows if left],
        done=[timezone.localdate(done) for _created, _left, done in rows if done],
        days=_ends(min([*entered, plan.opened_on] if plan else entered), today),
    )


def _ends(first: date, today: date) -> list[date]:
    """The first day, then the last of every so many months, then today: two dozen at most."""
    months = (today.year - first.year) * 12 + today.month - first.month
    step = max(1, -(-months // MOST_LEVELS))
    later = [add_months(first, count) for count in range(step, months + 1, step)]
    return [first, *(day for day in later if day < today), *([today] if today > first else [])]


@dataclass(frozen=True)
class Network:
    """The network of what is still owed: its schedule, and the actions whose prerequisites end too late for them."""

    schedule: Schedule
    origin: date
    untenable: dict[str, date]

    @property
    def path(self) -> tuple[str, ...]:
        return self.schedule.path


def network() -> Network | None:
    """Compute the critical path of what is still owed: two statements, whatever their number."""
    owed = Action.objects.filter(state__in=[state.value for state in STILL_OWED])
    dates = {reference: (start, due) for reference, start, due in owed.values_list("reference", "starts_on", "due_on")}
    if not dates:
        return None
    needs: dict[str, list[str]] = {}
    # What is under way has begun: it waits for nothing any more.
    waiting = owed.filter(state=ActionState.PLANNED, prerequisites__isnull=False)
    pairs = waiting.values_list("reference", "prerequisites__reference")
    for reference, needed in pairs:
        if needed in dates:
            needs.setdefault(reference, []).append(needed)
    origin = min(start for start, _due in dates.values())
    found = schedule(
        Task(reference, (due - start).days, tuple(needs.get(reference, ())), (start - origin).days)
        for reference, (start, due) in dates.items()
    )
    last_day = {reference: (due - origin).days for reference, (_start, due) in dates.items()}
    untenable = {
        reference: origin + timedelta(days=found.slots[reference].finish)
        for reference, day in last_day.items()
        if found.slots[reference].finish > day
    }
    return Network(found, origin, untenable)
