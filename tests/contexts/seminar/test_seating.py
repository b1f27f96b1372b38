"""Tables: drawn by a job from a seed, kept rules, mended after absences; what was played stays."""

from datetime import timedelta
from itertools import combinations

import pytest

from belvedere.contexts.seminar.actions import people, programme, seating
from belvedere.contexts.seminar.models import Guest, Place, Round, SeatingPlan
from belvedere.contexts.seminar.queries.seating import tables_of
from belvedere.contexts.seminar.refusals import NotEnoughRoom, NothingToSeat
from belvedere.contexts.seminar.states import PlanKind, PlanState
from belvedere.contexts.seminar.tasks import compute_tables
from tests.contexts.seminar.conftest import NOW, World, as_


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
    plan = draw(world, PlanKind.REPAIR)
    assert (plan.state, plan.from_round, plan.failure) == (PlanState.DONE, 2, "")
    assert where(1) == before
    assert set(where(2)) == {*range(2, 9), newcomer.number}
    assert plan.report["is_fewest"]


def pairs(*numbers: int) -> list[frozenset[int]]:
    found = []
    for tables in map(where, numbers):
        found += [frozenset(pair) for pair in combinations(tables, 2) if len({tables[one] for one in pair}) == 1]
    return found


def test_the_rounds_left_are_drawn_again_and_who_met_counts(world: World) -> None:
    world.begin(8)
    Guest.objects.filter(number__in=[1, 2]).update(together="duo")
    draw(world)
    world.open(1)
    before = where(1)
    world.close(1)
    # Since then the two are parted, somebody has left, and the rule of the first round is not held against it.
    Guest.objects.filter(number__in=[1, 2]).update(together="", apart="fâchées")
    gone = Guest.objects.select_related("seminar").get(number=8)
    people.note_departure(guest=gone, by=world.agent, now=NOW)
    plan = draw(world, seed=11)
    assert (plan.state, plan.from_round, plan.failure) == (PlanState.DONE, 2, "")
    assert plan.report["kept_rounds"] == [1]
    assert where(1) == before
    assert set(where(2)) == set(range(1, 8))
    assert frozenset({1, 2}) not in pairs(2)
    assert plan.report["distinct_pairs"] == len(set(pairs(1, 2))) <= plan.report["bound"]
    world.open(2)
    for kind in PlanKind:
        with pytest.raises(NothingToSeat):
            seating.ask_tables(seminar=world.seminar, kind=kind, by=world.agent, now=NOW)


def test_fifteen_of_a_hundred_and_twenty_go_and_the_page_says_the_fewest_moves(world: World) -> None:
    Round.objects.update(tables=15, seats=8)
    world.begin(120)
    draw(world)
    for guest in Guest.objects.select_related("seminar").filter(number__in=range(3, 123, 8)):
        people.note_departure(guest=guest, by=world.agent, now=NOW)
    before = where(1)
    plan = draw(world, PlanKind.REPAIR)
    after = where(1)
    changed = sum(before[number] != table for number, table in after.items())
    assert len(after) == 105
    assert changed == len(plan.report["moved"][0])
    assert plan.report["moves"] >= plan.report["fewest_moves"] > 0
    page = as_(world.agent).get(f"{world.desk}tables/").content.decode()
    moves, fewest = plan.report["moves"], plan.report["fewest_moves"]
    assert f"{moves} changement" in page
    assert ("on ne peut pas moins" if moves == fewest else f"{fewest} au moins") in page


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
