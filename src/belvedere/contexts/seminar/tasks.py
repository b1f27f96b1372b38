"""Background work of the seminars: the drawing of the tables, what is erased on its day."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from belvedere.contexts.seminar.actions import people, seating
from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.queries.seating import (
    asked_of,
    plan_by_pk,
    seating_in_place,
    seats_who_is_here,
    tables_played,
)
from belvedere.contexts.seminar.queries.seminars import seminars_past
from belvedere.contexts.seminar.states import PlanKind, PlanState
from belvedere.engines.seating.problem import SeatingError
from belvedere.platform.tasks.clock import job_time
from belvedere.platform.tasks.durations import lasts_at_most
from belvedere.platform.tasks.progress import progress
from belvedere.platform.tasks.schedule import every

DAY = 86_400
MOVES = 300_000


def tables_key(plan_id: int) -> str:
    """Return the key of the progress of a drawing."""
    return f"seminaire:tables:{plan_id}"


@lasts_at_most(seconds=600)
@task()
def compute_tables(plan_id: int) -> None:
    """Find the tables, or mend them; done twice, the second one changes nothing."""
    from belvedere.engines.seating.arranging import arrange  # noqa: PLC0415 -- numpy: only who seats people waits for it
    from belvedere.engines.seating.repair import repair  # noqa: PLC0415 -- scipy: the same
    from belvedere.engines.seating.report import report_of, report_of_repair  # noqa: PLC0415 -- the same

    plan = plan_by_pk(plan_id)
    if plan is None or plan.state != PlanState.ASKED:
        return
    is_repair = plan.kind == PlanKind.REPAIR
    with progress("Tables", MOVES, key=tables_key(plan_id)) as step:

        def watch(done: int, _asked: int) -> bool:
            step(done)
            return False

        try:
            asked = asked_of(plan.seminar, are_doors_closed=seats_who_is_here(plan))
            if is_repair:
                from_round = next(n for n, row in enumerate(asked.rounds) if row.number >= plan.from_round)
                before = seating_in_place(asked, from_round=plan.from_round)
                mended = repair(asked.problem, before, from_round=from_round)
                found, report = mended.seating, report_of_repair(asked.problem, mended, from_round=from_round)
            else:
                kept = tables_played(asked)
                drawn = arrange(asked.problem, seed=plan.seed, moves=MOVES, watch=watch, kept=kept)
                found, report = drawn.seating, report_of(asked.problem, drawn)
        except SeatingError as error:
            seating.record_failure(plan_id=plan_id, code=error.code, reason=error.message, now=job_time())
            return
        seating.record_tables(plan_id=plan_id, asked=asked, seating=found, report=report, now=job_time())


@lasts_at_most(seconds=60)
@task()
def draw_opinions(seminar_id: int) -> None:
    """Draw the map of a room."""
    from belvedere.contexts.seminar.actions.opinions import draw_room_map  # noqa: PLC0415 -- numpy: the same

    for seminar in Seminar.objects.filter(pk=seminar_id):
        draw_room_map(seminar=seminar, now=job_time())


@every(seconds=DAY, name="seminar.forget")
def forget(now: datetime) -> None:
    """Erase needs a week after the end, names a year after."""
    today = timezone.localdate(now)
    for row in seminars_past(today - people.NEEDS_KEPT):
        people.erase_needs(seminar=row, now=now)
    for row in seminars_past(today - people.NAMES_KEPT):
        people.erase_names(seminar=row, now=now)
