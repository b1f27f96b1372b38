"""What is asked of the seating engine, and what it gave."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from belvedere.contexts.seminar.models import Guest, Place, Round, SeatingPlan, Seminar
from belvedere.contexts.seminar.states import GuestState, PlanKind, SeminarState
from belvedere.engines.seating.problem import Person, Problem, Seating


@dataclass(frozen=True)
class Asked:
    """People, rounds and rules as the engine takes them; positions are those of these lists."""

    problem: Problem
    guests: tuple[Guest, ...]
    rounds: tuple[Round, ...]


def is_expected(guest: Guest, seminar: Seminar, *, are_doors_closed: bool) -> bool:
    """Return whether somebody is to be seated: at the beginning whoever comes, later only who is here."""
    if guest.state == GuestState.DECLINED or guest.left_at is not None:
        return False
    return guest.arrived_at is not None or not are_doors_closed or seminar.state != SeminarState.RUNNING


def asked_of(seminar: Seminar, *, are_doors_closed: bool = False) -> Asked:
    """Return what is asked for the rounds of a seminar; in a round that has been opened, who had no place was away."""
    rounds = tuple(Round.objects.filter(seminar=seminar).order_by("number"))
    everyone = Guest.objects.filter(seminar=seminar).exclude(state=GuestState.DECLINED.value)
    placed = set(Place.objects.filter(round__seminar=seminar).values_list("round", "guest"))
    seated = {guest for _round, guest in placed}
    guests = tuple(
        guest
        for guest in everyone.select_related("college").order_by("number")
        if guest.pk in seated or is_expected(guest, seminar, are_doors_closed=are_doors_closed)
    )
    people = tuple(Person(f"{guest.number}", guest.college.slug) for guest in guests)
    absent = frozenset(
        (number, position)
        for position, guest in enumerate(guests)
        for number, row in enumerate(rounds)
        if not (
            is_expected(guest, seminar, are_doors_closed=are_doors_closed)
            if row.opened_at is None
            else (row.pk, guest.pk) in placed
        )
    )
    problem = Problem(
        people,
        tuple((row.seats,) * row.tables for row in rounds),
        apart=frozenset(pair for group in _groups(guests, "apart") for pair in combinations(group, 2)),
        together=tuple(group for group in _groups(guests, "together") if len(group) > 1),
        allowed={
            (number, position): frozenset({guest.fixed_table - 1})
            for position, guest in enumerate(guests)
            if guest.fixed_table is not None
            for number, row in enumerate(rounds)
            if 1 <= guest.fixed_table <= row.tables
        },
        absent=absent,
    )
    return Asked(problem, guests, rounds)


def _groups(guests: tuple[Guest, ...], name: str) -> list[tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for position, guest in enumerate(guests):
        if label := getattr(guest, name):
            found.setdefault(label, []).append(position)
    return [tuple(found[label]) for label in sorted(found)]


def seats_who_is_here(plan: SeatingPlan) -> bool:
    """Return whether only people who are here are seated: in a mend, and in a drawing once a round was played."""
    return plan.kind == PlanKind.REPAIR or plan.from_round > 1


def tables_played(asked: Asked) -> dict[int, tuple[int, ...]]:
    """Return, by position, the tables of the rounds that have been opened: they stay as they are."""
    seating = seating_in_place(asked, from_round=len(asked.rounds) + 1)
    return {number: seating[number] for number, row in enumerate(asked.rounds) if row.opened_at is not None}


def seating_in_place(asked: Asked, *, from_round: int) -> Seating:
    """Return the seating as it is; who came since sits, in the rounds left, where there is most room."""
    places = {
        (place.round_id, place.guest_id): place.table - 1
        for place in Place.objects.filter(round__in=[row.pk for row in asked.rounds])
    }
    rows = []
    for number, row in enumerate(asked.rounds):
        tables = [places.get((row.pk, guest.pk), -1) for guest in asked.guests]
        if row.number >= from_round:
            _seat_newcomers(asked, number, tables)
        rows.append(tuple(tables))
    return tuple(rows)


def _seat_newcomers(asked: Asked, number: int, tables: list[int]) -> None:
    row = asked.rounds[number]
    there = set(asked.problem.present(number))
    taken = Counter(table for person, table in enumerate(tables) if table >= 0 and person in there)
    colleges = Counter((tables[one], asked.guests[one].college_id) for one in there if tables[one] >= 0)
    for person in sorted(there):
        if tables[person] >= 0:
            continue
        college = asked.guests[person].college_id
        allowed = asked.problem.allowed.get((number, person), frozenset(range(row.tables)))
        free = [table for table in sorted(allowed) if taken[table] < row.seats] or sorted(allowed)
        chosen = min(free, key=lambda table: (taken[table], colleges[table, college], table))
        tables[person] = chosen
        taken[chosen] += 1
        colleges[chosen, college] += 1


def plans_of(seminar: Seminar) -> list[SeatingPlan]:
    """Return the drawings, the latest first."""
    return list(SeatingPlan.objects.filter(seminar=seminar).order_by("-number"))


def plan_by_pk(plan_id: int) -> SeatingPlan | None:
    return SeatingPlan.objects.select_related("seminar__territory").filter(pk=plan_id).first()


@dataclass(frozen=True)
class Table:
    """A table of a round and who sits there."""

    number: int
    guests: tuple[Guest, ...]


def tables_of(round_: Round) -> list[Table]:
    """Return the tables of a round, empty ones too: one statement."""
    seated: dict[int, list[Guest]] = {}
    for place in Place.objects.filter(round=round_).select_related("guest__college").order_by("guest__number"):
        seated.setdefault(place.table, []).append(place.guest)
    return [Table(number, tuple(seated.get(number, ()))) for number in range(1, round_.tables + 1)]


def plan_of(slug: str, number: int) -> SeatingPlan | None:
    return SeatingPlan.objects.filter(seminar__slug=slug, number=number).first()


def tables_by_guest(seminar: Seminar) -> dict[int, dict[int, int]]:
    """Return, by guest, her table in each round: one statement."""
    found: dict[int, dict[int, int]] = {}
    rows = Place.objects.filter(round__seminar=seminar).values_list("guest", "round__number", "table")
    for guest, number, table in rows:
        found.setdefault(guest, {})[number] = table
    return found
