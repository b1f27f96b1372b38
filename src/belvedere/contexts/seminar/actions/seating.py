"""Drawing the tables, mending them: asked here, computed by a job, recorded here."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from belvedere.contexts.seminar import events
from belvedere.contexts.seminar.actions.locking import SYSTEM, Payload, journal, locked_by
from belvedere.contexts.seminar.models import Place, Round, SeatingPlan, Seminar
from belvedere.contexts.seminar.queries.seating import Asked, asked_of, seats_who_is_here
from belvedere.contexts.seminar.refusals import BeingDrawn, NotEnoughRoom, NothingToSeat
from belvedere.contexts.seminar.states import PlanKind, PlanState, SeminarVerb
from belvedere.engines.seating.problem import BadProblem, Seating
from belvedere.platform.accounts.models import Role

SEEDS = 2**31


@transaction.atomic
def ask_tables(*, seminar: Seminar, kind: PlanKind, seed: int | None = None, by: Role, now: datetime) -> SeatingPlan:
    """Ask for the tables of the rounds left to be drawn, or to be mended after absences. The seed is public.

    What was played stays; a drawing counts who has met there.
    """
    locked = locked_by(seminar, SeminarVerb.PREPARE, by)
    if SeatingPlan.objects.filter(seminar=locked, state=PlanState.ASKED.value).exists():
        raise BeingDrawn
    first = _first_left(locked)
    if first is None and Round.objects.filter(seminar=locked).exists():
        raise NothingToSeat
    if kind == PlanKind.REPAIR and (first is None or not Place.objects.filter(round__seminar=locked).exists()):
        raise NothingToSeat
    last = SeatingPlan.objects.filter(seminar=locked).aggregate(last=Max("number"))["last"] or 0
    plan = SeatingPlan.objects.create(
        seminar=locked,
        number=last + 1,
        kind=kind.value,
        seed=secrets.randbelow(SEEDS) if seed is None else seed,
        from_round=first or 1,
        asked_at=now,
    )
    _refuse_too_many(plan)
    payload: Payload = {"number": plan.number, "kind": plan.kind, "seed": plan.seed, "from_round": plan.from_round}
    journal(locked, events.TABLES_ASKED, by=by, now=now, payload=payload)
    return plan


def _first_left(seminar: Seminar) -> int | None:
    left = Round.objects.filter(seminar=seminar, opened_at=None).order_by("number")
    return left.values_list("number", flat=True).first()


def _refuse_too_many(plan: SeatingPlan) -> None:
    try:
        asked = asked_of(plan.seminar, are_doors_closed=seats_who_is_here(plan))
    except BadProblem:
        for row in Round.objects.filter(seminar=plan.seminar, number__gte=plan.from_round).order_by("number"):
            people = plan.seminar.guests.exclude(state="decline").filter(left_at=None).count()
            if people > row.tables * row.seats:
                raise NotEnoughRoom(row.number, people, row.tables * row.seats) from None
        raise NothingToSeat from None
    if not asked.rounds or not asked.guests:
        raise NothingToSeat


@transaction.atomic
def record_tables(
    *, plan_id: int, asked: Asked, seating: Seating, report: dict[str, object], now: datetime
) -> SeatingPlan:
    """Write the places that a job found, for the rounds that have not begun; again, it changes nothing."""
    plan = SeatingPlan.objects.select_for_update(of=("self",)).select_related("seminar__territory").get(pk=plan_id)
    if plan.state != PlanState.ASKED:
        return plan
    left = {row.pk for row in Round.objects.filter(seminar=plan.seminar, opened_at=None)}
    Place.objects.filter(round__in=left).delete()
    Place.objects.bulk_create(
        Place(round=row, guest=asked.guests[person], table=table + 1)
        for row, tables in zip(asked.rounds, seating, strict=True)
        if row.pk in left and row.number >= plan.from_round
        for person, table in enumerate(tables)
        if table >= 0
    )
    plan.state, plan.report, plan.done_at = PlanState.DONE.value, report, now
    plan.save(update_fields=["state", "report", "done_at"])
    moves = report.get("moves") if plan.kind == PlanKind.REPAIR else 0
    payload = {
        "number": plan.number,
        "pairs": _whole(report.get("distinct_pairs")),
        "bound": _whole(report.get("bound")),
        "moves": _whole(moves),
    }
    journal(plan.seminar, events.TABLES_DRAWN, by=SYSTEM, now=now, payload=payload)
    return plan


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


@transaction.atomic
def record_failure(*, plan_id: int, code: str, reason: str, now: datetime) -> SeatingPlan:
    """Note that the rules cannot hold, and which."""
    plan = SeatingPlan.objects.select_for_update(of=("self",)).select_related("seminar__territory").get(pk=plan_id)
    if plan.state != PlanState.ASKED:
        return plan
    plan.state, plan.failure, plan.done_at = PlanState.FAILED.value, reason, now
    plan.save(update_fields=["state", "failure", "done_at"])
    journal(plan.seminar, events.TABLES_FAILED, by=SYSTEM, now=now, payload={"number": plan.number, "code": code})
    return plan
