"""Who answers in time: each body's delays, from the answers themselves."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any  # a name, a number or nothing, which sorted() compares

from django.utils import timezone

from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.states import SheetState
from belvedere.platform.territory.calendar import working_days_left
from belvedere.platform.territory.models import Body


@dataclass(frozen=True)
class BodyDelays:
    """The answers of a body: how many were published, how long they took, and what is late on the day."""

    body: Body
    published: int
    median_working_days: float | None
    in_time: int
    due: int
    late_now: int

    @property
    def share_in_time(self) -> float | None:
        """The share of the published answers that kept their delay, in [0, 1]."""
        return self.in_time / self.published if self.published else None


# What a column is sorted by; what a body has not done yet comes last, whichever the direction.
SORTS: dict[str, Callable[[BodyDelays], Any]] = {
    "organisme": lambda row: row.body.name,
    "publiees": lambda row: row.published,
    "delai": lambda row: row.median_working_days,
    "part": lambda row: row.share_in_time,
    "retard": lambda row: row.late_now,
}
DEFAULT_SORT = "-retard"


def taken_working_days(sheet: AnswerSheet) -> int:
    """Return the working days that a published answer took, its suspensions left out.

    The delay given, minus what was left of it on the day of the publication: no other date is needed.
    """
    if sheet.published_at is None:
        raise ValueError("only a published answer took a time that is known")
    published_on = timezone.localdate(sheet.published_at)
    return sheet.working_days - working_days_left(today=published_on, due_on=sheet.due_on)


def delays_by_body(today: date, *, sort: str = DEFAULT_SORT) -> list[BodyDelays]:
    """Return the delays of every body that owes or gave an answer: one statement."""
    by_body: dict[Body, list[AnswerSheet]] = defaultdict(list)
    for sheet in AnswerSheet.objects.select_related("body").order_by("body__name", "pk"):
        by_body[sheet.body].append(sheet)
    rows = [_delays(body, sheets, today) for body, sheets in by_body.items()]
    key, is_down = sort.removeprefix("-"), sort.startswith("-")
    if key not in SORTS:
        key, is_down = DEFAULT_SORT.removeprefix("-"), True
    value = SORTS[key]
    known = sorted((row for row in rows if value(row) is not None), key=value, reverse=is_down)
    return known + [row for row in rows if value(row) is None]


def _delays(body: Body, sheets: list[AnswerSheet], today: date) -> BodyDelays:
    published = [sheet for sheet in sheets if sheet.state == SheetState.PUBLISHED]
    waiting = [sheet for sheet in sheets if sheet.state != SheetState.PUBLISHED]
    return BodyDelays(
        body=body,
        published=len(published),
        median_working_days=median(taken_working_days(sheet) for sheet in published) if published else None,
        in_time=sum(sheet.days_late == 0 for sheet in published),
        due=len(waiting),
        late_now=sum(sheet.due_on < today for sheet in waiting),
    )
