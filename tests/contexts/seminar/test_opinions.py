"""The map of a room: from agreements and disagreements, with its table; nothing that moderation has not shown."""

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from belvedere.contexts.seminar.actions import opinions, synthesis
from belvedere.contexts.seminar.models import Contribution, RoomMap, Seminar, Stance
from belvedere.contexts.seminar.queries.opinions import votes_of
from belvedere.contexts.seminar.queries.seminars import wall_key
from belvedere.contexts.seminar.states import ContributionState
from belvedere.contexts.seminar.subscriptions import draw_map
from belvedere.contexts.seminar.tasks import draw_opinions
from belvedere.platform.journal.models import Event
from tests.contexts.seminar.conftest import NOW, World, as_

TEXTS = tuple(f"Idée {rank}" for rank in range(12))
SHARED = 9  # from this rank on, everybody agrees


@pytest.fixture
def running(world: World) -> World:
    world.begin(8)
    world.open()
    return world


def take_sides(running: World, phones: int) -> list[Contribution]:
    """Half of the phones agree where the other half does not; all agree with the last ones."""
    rows = [running.say(text) for text in TEXTS]
    Stance.objects.bulk_create(
        Stance(contribution=row, device=f"{phone:032d}", agrees=rank >= SHARED or (rank + phone) % 2 == 0)
        for phone in range(phones)
        for rank, row in enumerate(rows)
    )
    return rows


def wall(running: World) -> str:
    return Client().get(f"{running.public}mur/{wall_key(running.seminar)}/etat/?vue=carte").content.decode()


def test_two_camps_are_two_groups_and_what_all_share_is_said_first(running: World) -> None:
    rows = take_sides(running, 40)
    drawn = opinions.draw_room_map(seminar=running.seminar, now=NOW)
    assert drawn.result["clarity"] == "clear"
    assert [group["size"] for group in drawn.result["groups"]] == [20, 20]
    page = wall(running)
    assert (
        "Des groupes nets · 40 téléphones, 480\u202favis" in page
        or "Des groupes nets · 40 téléphones, 480 avis" in page
    )
    assert page.count("<path ") == 2  # twenty people who answer the same stand in one place
    assert page.count("partagé partout") == len(TEXTS) - SHARED
    assert page.index(rows[SHARED].text) < page.index(rows[0].text)
    assert "A (20)" in page
    assert opinions.draw_room_map(seminar=running.seminar, now=NOW).result == drawn.result
    assert RoomMap.objects.count() == 1


def test_a_few_phones_have_no_groups_and_the_wall_says_why(running: World) -> None:
    assert "La carte se dessine" in wall(running)
    take_sides(running, 3)
    opinions.draw_room_map(seminar=running.seminar, now=NOW)
    page = wall(running)
    assert "Pas de groupes nets · 3 téléphones" in page
    assert "Trop peu" in page


def test_nothing_is_on_the_map_before_moderation_nor_after_it_is_hidden(running: World) -> None:
    Seminar.objects.filter(pk=running.seminar.pk).update(is_moderated=True)
    rows = take_sides(running, 12)
    assert votes_of(running.seminar).rows == []
    opinions.draw_room_map(seminar=running.seminar, now=NOW)
    assert not any(text in wall(running) for text in TEXTS)
    facts = {"seminar": running.seminar, "by": running.agent, "now": NOW}
    synthesis.moderate(contributions=[row.pk for row in rows], state=ContributionState.SHOWN, **facts)
    opinions.draw_room_map(seminar=running.seminar, now=NOW)
    assert rows[SHARED].text in wall(running)
    synthesis.moderate(contributions=[rows[SHARED].pk], state=ContributionState.HIDDEN, **facts)
    assert rows[SHARED].text not in wall(running)  # at once, before the map is drawn again


def test_the_map_is_drawn_when_a_round_closes_and_when_the_desk_asks(running: World) -> None:
    take_sides(running, 12)
    running.close()
    assert as_(running.town).post(f"{running.desk}synthese/carte/").status_code == 403
    assert as_(running.facilitator).post(f"{running.desk}synthese/carte/").status_code == 302
    assert Event.objects.filter(kind="seminar.map_asked").count() == 1
    draw_map(Event.objects.get(kind="seminar.round_closed"), NOW)
    [job] = DBTaskResult.objects.filter(task_path=draw_opinions.module_path)
    draw_opinions.func(*job.args_kwargs["args"])
    assert RoomMap.objects.get().result["participants"] == 12


def test_the_wall_of_the_map_answers_nothing_until_it_is_drawn_again(running: World) -> None:
    take_sides(running, 12)
    address = f"{running.public}mur/{wall_key(running.seminar)}/etat/?vue=carte"
    tag = Client().get(address)["ETag"]
    assert Client().get(address, HTTP_IF_NONE_MATCH=tag).status_code == 304
    opinions.draw_room_map(seminar=running.seminar, now=NOW)
    assert Client().get(address, HTTP_IF_NONE_MATCH=tag).status_code == 200
