"""The programme: what durations push, what clashes, templates, the numbers of rounds."""

from datetime import time, timedelta

import pytest

from belvedere.contexts.guide.queries.cards import catalogue
from belvedere.contexts.seminar.actions import preparing, programme
from belvedere.contexts.seminar.actions.preparing import Description
from belvedere.contexts.seminar.actions.programme import AtTables, Moment
from belvedere.contexts.seminar.models import Round, Sequence
from belvedere.contexts.seminar.queries.seminars import programme_of
from belvedere.contexts.seminar.refusals import NotTheMoment, SlugTaken
from belvedere.contexts.seminar.states import SequenceKind, Template
from belvedere.contexts.seminar.states.programme import Block, Clash, clashes, timed
from tests.contexts.seminar.conftest import NOW, World, as_
from tests.languages import languages_of


def test_a_longer_sequence_pushes_what_follows_until_a_fixed_hour() -> None:
    blocks = [Block(1, 1, 1, 50), Block(2, 1, 1, 30), Block(3, 1, 1, 10, time(10, 0)), Block(4, 2, 1, 5)]
    found = [(slot.begins, slot.ends, slot.overrun, slot.gap) for slot in timed(blocks)]
    assert found == [(540, 590, 0, 0), (590, 620, 0, 0), (600, 610, 20, 0), (540, 545, 0, 0)]


def test_a_room_and_a_person_are_not_in_two_places() -> None:
    one = Block(1, 1, 1, 60, room="A", people=("Ana", "Bo"))
    two = Block(2, 1, 2, 30, time(9, 30), room="A", people=("Bo",))
    after = Block(3, 1, 2, 30, time(10, 0), room="A", people=("Ana",))
    assert clashes(timed([one, two, after])) == [Clash(1, 2, "Bo"), Clash(1, 2, "A")]


@pytest.mark.parametrize(("template", "days", "rounds"), [("immersion", 3, 5), ("relance", 1, 2), ("soiree", 1, 1)])
def test_templates_are_whole_and_use_methods_of_the_guide(world: World, template: str, days: int, rounds: int) -> None:
    day = NOW.date()
    description = Description(f"Un {template}", "Quoi ?", "", day, day + timedelta(days=days - 1))
    seminar = preparing.create_seminar(description=description, template=Template(template), by=world.agent, now=NOW)
    found = programme_of(seminar)
    assert (len(found.days), found.overruns, found.clashes) == (days, (), ())
    assert list(Round.objects.filter(seminar=seminar).values_list("number", flat=True)) == [*range(1, rounds + 1)]
    used = set(Sequence.objects.filter(seminar=seminar).values_list("method", flat=True)) - {""}
    assert used <= catalogue().methods.keys()
    with pytest.raises(SlugTaken):
        preparing.create_seminar(description=description, template=Template.EMPTY, by=world.agent, now=NOW)


def test_moving_a_sequence_numbers_rounds_again_until_one_is_opened(world: World) -> None:
    first, second = Sequence.objects.filter(seminar=world.seminar).order_by("position")
    move = {"seminar": world.seminar, "by": world.agent, "now": NOW}
    programme.move_sequence(sequence_id=second.pk, is_earlier=True, **move)
    assert [row.sequence_id for row in Round.objects.order_by("number")] == [second.pk, first.pk]
    world.begin(4)
    world.open(1)
    programme.move_sequence(sequence_id=first.pk, is_earlier=True, **move)
    assert [row.sequence_id for row in Round.objects.order_by("number")] == [second.pk, first.pk]
    with pytest.raises(NotTheMoment):
        programme.remove_sequence(sequence_id=second.pk, **move)
    programme.remove_sequence(sequence_id=first.pk, **move)
    assert Round.objects.count() == 1


def test_a_sequence_that_leaves_the_tables_loses_its_round(world: World) -> None:
    first = Sequence.objects.filter(seminar=world.seminar).order_by("position")[0]
    facts = {"seminar": world.seminar, "sequence_id": first.pk, "by": world.agent, "now": NOW}
    programme.write_sequence(moment=Moment(1, SequenceKind.BREAK, "Pause", 15), **facts)
    assert [row.number for row in Round.objects.all()] == [1]
    asked = AtTables("Encore ?", 3, 5)
    programme.write_sequence(moment=Moment(1, SequenceKind.TABLES, "Tour", 15), at_tables=asked, **facts)
    assert [(row.number, row.question) for row in Round.objects.order_by("number")] == [
        (1, "Encore ?"),
        (2, "Question 2 ?"),
    ]


def test_bad_input_is_said_beside_the_field(world: World) -> None:
    typed = {"day": 4, "track": 1, "kind": "tables", "title": "Un tour", "minutes": 0, "question": ""}
    answer = as_(world.agent).post(f"{world.desk}programme/ajouter/", typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    for name in ("day", "minutes", "question", "tables", "seats"):
        assert f'href="#id_{name}"' in page
    assert "Un tour" in page
    assert Sequence.objects.count() == 2


def test_clashes_are_shown_at_the_desk(world: World) -> None:
    for track in (1, 2):
        moment = Moment(1, SequenceKind.PLENARY, f"Plénière {track}", 60, track, time(8, 0), room="Grande salle")
        programme.write_sequence(seminar=world.seminar, moment=moment, by=world.agent, now=NOW)
    page = as_(world.agent).get(f"{world.desk}programme/").content.decode()
    assert "demandent en même temps" in page
    assert "Grande salle" in page
    assert "déborde de" in page


def test_the_desk_says_that_what_was_written_for_a_seminar_is_french(world: World) -> None:
    world.begin()
    world.open()
    said = world.say("Moins de réunions").text
    for path, words in (
        ("", [world.seminar.title, world.seminar.purpose]),
        ("programme/", ["Tour 1"]),
        ("tours/", ["Question 1 ?"]),
        ("synthese/", [said]),
    ):
        page = as_(world.agent).get(world.desk + path, headers={"Accept-Language": "en"}).content.decode()
        assert languages_of(page, *words) == {text: {"fr"} for text in words}, path
