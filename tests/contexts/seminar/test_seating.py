"""Tables: drawn by a job from a seed, kept rules, mended after absences; what was played stays."""

from datetime import timedelta

import pytest

from belvedere.contexts.seminar.actions import people, programme, seating
from belvedere.contexts.seminar.models import Guest, Place, Round, SeatingPlan
from belvedere.contexts.seminar.queries.seating import tables_of
from belvedere.contexts.seminar.refusals import NotEnoughRoom, NothingToSeat, NotTheMoment
from belvedere.contexts.seminar.states import PlanKind, PlanState
from belvedere.contexts.seminar.tasks import compute_tables
from tests.contexts.seminar.conftest import NOW, World


def draw(world: World, kind: PlanKind = PlanKind.DRAW, seed: int = 7) -> SeatingPlan:
    plan = seating.ask_tables(seminar=world.seminar, kind=kind, seed=seed, by=world.agent, now=NOW)
    compute_tables.func(plan.pk)
    compute_tables.func(plan.pk)  # a job may run twice
    plan.refresh_from_db()
    return plan


def where(number: int) -> dict[int, int]:
    return dict(Place.objects.filter(round__number=number).values_list("guest__number", "table"))


def test_the_same_seed_gives_the_same_tables_each_college_at_each(world: World) -> None:
    world.list_people(8)
    Guest.objects.filter(number__in=[1, 2]).update(together="duo")
    Guest.objects.filter(number__in=[3, 4]).update(apart="trop-bavards")
    Guest.objects.filter(number=5).update(fixed_table=2)
    plan = draw(world)
    assert (plan.state, plan.report["seed"]) == (PlanState.DONE, 7)
    first = [where(1), where(2)]
    for tables in first:
        assert tables[1] == tables[2]
        assert tables[3] != tables[4]
        assert tables[5] == 2
    for number in (1, 2):
        for table in tables_of(Round.objects.get(number=number)):
            assert sorted(guest.college.slug for guest in table.guests) == ["elus"] * 2 + ["services"] * 2
    draw(world)
    assert [where(1), where(2)] == first


def test_absences_are_mended_and_what_was_played_stays(world: World) -> None:
    world.begin(8)
    draw(world)
    before = where(1)
    world.open(1)
    world.close(1)
    gone = Guest.objects.select_related("seminar").get(number=1)
    people.note_departure(guest=gone, by=world.agent, now=NOW)
    late = [people.Listed("Venue sans prévenir", "services")]
    people.list_guests(seminar=world.seminar, rows=late, by=world.agent, now=NOW)
    newcomer = Guest.objects.select_related("seminar").get(name="Venue sans prévenir")
    people.note_arrival(guest=newcomer, by=world.agent, now=NOW + timedelta(minutes=5))
    with pytest.raises(NotTheMoment):
        seating.ask_tables(seminar=world.seminar, kind=PlanKind.DRAW, by=world.agent, now=NOW)
    plan = draw(world, PlanKind.REPAIR)
    assert (plan.state, plan.from_round, plan.failure) == (PlanState.DONE, 2, "")
    assert where(1) == before
    assert set(where(2)) == {*range(2, 9), newcomer.number}
    assert plan.report["is_fewest"]


def test_rules_that_cannot_hold_are_named(world: World) -> None:
    world.list_people(8)
    Guest.objects.filter(number__in=[1, 2, 3]).update(apart="trois-pour-deux-tables")
    plan = draw(world)
    assert plan.state == PlanState.FAILED
    assert plan.failure
    assert Place.objects.count() == 0


def test_too_many_people_are_said_before_the_computation(world: World) -> None:
    world.list_people(20)
    with pytest.raises(NotEnoughRoom) as refused:
        seating.ask_tables(seminar=world.seminar, kind=PlanKind.DRAW, by=world.agent, now=NOW)
    assert "20" in str(refused.value.message)


def test_nothing_to_seat_and_nothing_to_mend(world: World) -> None:
    for kind in PlanKind:
        with pytest.raises(NothingToSeat):
            seating.ask_tables(seminar=world.seminar, kind=kind, by=world.agent, now=NOW)
    for row in Round.objects.all():
        programme.remove_sequence(seminar=world.seminar, sequence_id=row.sequence_id, by=world.agent, now=NOW)
    world.list_people(4)
    with pytest.raises(NothingToSeat):
        seating.ask_tables(seminar=world.seminar, kind=PlanKind.DRAW, by=world.agent, now=NOW)
