"""At the table: rounds, contributions sent twice, merging, stances, moderation; the wall."""

import re
from collections import Counter
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.seminar.actions import preparing, synthesis, tables
from belvedere.contexts.seminar.models import Contribution, Place, Round, Seminar, Sequence, Stance
from belvedere.contexts.seminar.queries.seminars import table_key, wall_key
from belvedere.contexts.seminar.queries.synthesis import clusters_of, suggestions, unclassed_of
from belvedere.contexts.seminar.queries.tables import TableNow, Voices, tables_now
from belvedere.contexts.seminar.refusals import CannotMerge, NotTheMoment, TooMuchWritten, UnclassedLeft
from belvedere.contexts.seminar.states import ContributionState
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed
from tests.contexts.seminar.conftest import NOW, World, as_

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def running(world: World) -> World:
    world.begin(8)
    world.open()
    return world


def test_one_round_is_open_at_a_time(running: World) -> None:
    with pytest.raises(NotTheMoment):
        running.open(2)
    with pytest.raises(NotTheMoment):
        preparing.close_seminar(seminar=running.seminar, by=running.agent, now=NOW)
    running.close()
    running.open(2)


def test_a_contribution_sent_twice_is_written_once_and_journaled_once(running: World) -> None:
    facts = {"seminar": running.seminar, "number": 1, "table": 1, "text": " Un  bus ", "client_id": uuid4(), "now": NOW}
    first, second = tables.contribute(**facts), tables.contribute(**facts)
    assert (first.pk, first.text) == (second.pk, "Un bus")
    assert Contribution.objects.count() == 1
    assert Event.objects.filter(kind="seminar.contributed").count() == 1


def test_what_a_phone_kept_is_received_after_its_round_and_not_after_the_seminar(running: World) -> None:
    running.close()
    assert running.say("Gardée sur le téléphone").round.number == 1
    with pytest.raises(NotTheMoment):
        running.say("Un tour qui n’a pas commencé", number=2)
    with pytest.raises(NotTheMoment):
        running.say("Une table qui n’existe pas", table=3)
    preparing.close_seminar(seminar=running.seminar, by=running.agent, now=NOW)
    with pytest.raises(NotTheMoment):
        running.say("Trop tard")
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 601])
def test_a_contribution_has_words_and_holds_on_a_card(running: World, text: str) -> None:
    with pytest.raises(TooMuchWritten):
        running.say(text)
    answer = Client().post(f"{running.table()}contribuer/", {"client_id": uuid4(), "number": 1, "text": text}, **JSON)
    assert answer.status_code == 422
    page = Client().post(f"{running.table()}contribuer/", {"client_id": uuid4(), "number": 1, "text": text})
    assert page.status_code == 422
    assert 'href="#id_text"' in page.content.decode()
    assert Contribution.objects.count() == 0


def test_each_label_of_the_table_leads_to_its_own_field(running: World) -> None:
    running.say("Un")
    running.say("Deux")
    for page in (
        Client().get(running.table()),
        Client().post(f"{running.table()}rapport/", {"text": ""}),
        as_(running.agent).get(f"{running.desk}synthese/"),
    ):
        identifiers = re.findall(r'\sid="([^"]+)"', page.content.decode())
        assert [name for name, times in Counter(identifiers).items() if times > 1] == []
    refused = Client().post(f"{running.table()}rapport/", {"text": ""})
    assert (refused.status_code, 'href="#rapport_text"' in refused.content.decode()) == (422, True)


def test_a_wrong_link_opens_nothing(running: World) -> None:
    good = table_key(running.seminar, 1)
    for path in (
        f"tables/2/{good}/",
        f"tables/1/{'0' * 24}/",
        f"tables/0/{wall_key(running.seminar)}/",
        f"mur/{good}/",
    ):
        assert Client().get(running.public + path).status_code == 404
    assert Client().get(f"{running.public}moi/{'0' * 30}/").status_code == 404
    changed = Seminar.objects.get(pk=running.seminar.pk)
    changed.key = "f" * 30
    changed.save()
    assert Client().get(f"{running.public}tables/1/{good}/").status_code == 404


def test_merging_keeps_both_texts_and_counts_each_phone_once(running: World) -> None:
    one, two, three = (running.say(text) for text in ("Un", "Deux", "Trois"))
    other = running.say("Ailleurs", table=2)
    for row, device, agrees in ((one, "a", True), (two, "a", False), (two, "b", False)):
        tables.take_stance(
            seminar=running.seminar, number=1, table=1, contribution_id=row.pk, device=device, agrees=agrees
        )
    facts = {"seminar": running.seminar, "number": 1, "table": 1, "now": NOW}
    tables.merge_contributions(kept=three.pk, merged=two.pk, **facts)
    tables.merge_contributions(kept=one.pk, merged=three.pk, **facts)
    assert set(Contribution.objects.filter(merged_into=one).values_list("text", flat=True)) == {"Deux", "Trois"}
    held = dict(Stance.objects.filter(contribution=one).values_list("device", "agrees"))
    assert held == {"a": True, "b": False}
    for kept, merged in ((one.pk, one.pk), (one.pk, two.pk), (one.pk, other.pk)):
        with pytest.raises(CannotMerge):
            tables.merge_contributions(kept=kept, merged=merged, **facts)


def test_a_stance_is_once_by_phone_and_changes(running: World) -> None:
    row, phone = running.say("Un bus"), Client()
    phone.get(running.table())
    for avis, count in (("accord", "D’accord (1)"), ("desaccord", "Pas d’accord (1)")):
        phone.post(f"{running.table()}avis/{row.pk}/", {"avis": avis})
        assert count in phone.get(running.table()).content.decode()
    assert Stance.objects.count() == 1
    assert Client().post(f"{running.table()}avis/{row.pk}/", {"avis": "accord"}).status_code == 409  # no mark


def test_nothing_is_projected_before_moderation(running: World) -> None:
    Seminar.objects.filter(pk=running.seminar.pk).update(is_moderated=True)
    row = running.say("À relire d’abord")
    wall = f"{running.public}mur/{wall_key(running.seminar)}/"
    assert row.state == ContributionState.RECEIVED
    assert "À relire d’abord" not in Client().get(wall).content.decode()
    desk = as_(running.facilitator)
    assert desk.post(f"{running.desk}synthese/relire/", {"contribution": [row.pk]}).status_code == 302
    assert "À relire d’abord" in Client().get(wall).content.decode()
    desk.post(f"{running.desk}synthese/relire/", {"contribution": [row.pk], "masquer": "1"})
    assert "À relire d’abord" not in Client().get(f"{wall}etat/").content.decode()


def test_the_wall_answers_nothing_when_nothing_changed(running: World) -> None:
    address = f"{running.public}mur/{wall_key(running.seminar)}/etat/"
    tag = Client().get(address)["ETag"]
    again = Client().get(address, HTTP_IF_NONE_MATCH=tag)
    assert (again.status_code, again.content) == (304, b"")
    running.say("Du neuf")
    fresh = Client().get(address, HTTP_IF_NONE_MATCH=tag)
    assert (fresh.status_code, "Du neuf" in fresh.content.decode()) == (200, True)
    number = running.put_together("Bus", running.say("Un bus"))
    tag = Client().get(f"{address}?vue=groupes")["ETag"]
    synthesis.write_cluster(seminar=running.seminar, name="Vélo", number=number, by=running.agent, now=NOW)
    renamed = Client().get(f"{address}?vue=groupes", HTTP_IF_NONE_MATCH=tag)
    assert (renamed.status_code, "Vélo" in renamed.content.decode()) == (200, True)
    table = f"{running.table()}etat/"
    tag = Client().get(table)["ETag"]
    assert Client().get(table, HTTP_IF_NONE_MATCH=tag).status_code == 304


@pytest.mark.parametrize("count", [1, 3])
def test_the_wall_and_the_desk_ask_as_much_for_one_as_for_three(
    running: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        running.put_together(f"Groupe {n}", running.say(f"Dit {n}"))
        running.say(f"Seul {n}")
    agent = as_(running.agent)
    agent.get(f"{running.desk}synthese/")
    with django_assert_num_queries(15):
        agent.get(f"{running.desk}synthese/")
    with django_assert_num_queries(10):
        Client().get(f"{running.public}mur/{wall_key(running.seminar)}/etat/")
    with django_assert_num_queries(8):
        Client().get(f"{running.table()}")


def test_suggestions_say_which_words_are_common(running: World) -> None:
    running.put_together("Les bus du soir", running.say("Le dernier bus part trop tôt le soir"))
    running.put_together("De l’ombre", running.say("Planter des arbres sur la place"))
    row = running.say("Des bus plus tard le soir")
    [near] = suggestions([row], clusters_of(running.seminar)).values()
    assert [(one.cluster.name, set(one.because_of) >= {"bus", "soir"}) for one in near] == [("Les bus du soir", True)]


def test_nothing_unclassed_is_published_but_what_is_hidden_may_stay(running: World) -> None:
    rows = [running.say(f"Dit {n}") for n in range(3)]
    running.put_together("Un groupe", rows[0])
    running.close()
    preparing.close_seminar(seminar=running.seminar, by=running.agent, now=NOW)
    with pytest.raises(UnclassedLeft):
        preparing.publish_seminar(seminar=running.seminar, by=running.agent, now=NOW)
    hide = {"seminar": running.seminar, "state": ContributionState.HIDDEN, "by": running.agent, "now": NOW}
    synthesis.moderate(contributions=[rows[1].pk], **hide)
    synthesis.classify(seminar=running.seminar, contributions=[rows[2].pk], cluster=1, by=running.agent, now=NOW)
    assert unclassed_of(running.seminar).count() == 0
    preparing.publish_seminar(seminar=running.seminar, by=running.agent, now=NOW)
    assert "1 a été masquée" in Client().get(running.public).content.decode()


def test_the_wrong_person_changes_nothing(running: World) -> None:
    row = running.say("Dit")
    town = as_(running.town)
    for path in ("", "personnes/", "synthese/", "impressions/badges.pdf"):
        assert town.get(running.desk + path).status_code == 403
        assert Client().get(running.desk + path).status_code == 302
    for path in ("tours/1/clore/", "synthese/groupes/", "etat/clore/", "personnes/inviter/", "tables/tirer/"):
        assert town.post(running.desk + path, {"name": "x", "contribution": row.pk}).status_code == 403
    with pytest.raises(NotAllowed):
        synthesis.classify(seminar=running.seminar, contributions=[row.pk], cluster=None, by=running.town, now=NOW)
    assert town.post("/espace/seminaires/preparer/", {"title": ""}).status_code == 422
    assert running.seminar.rounds.get(number=1).state == "ouvert"


def test_the_desk_sees_which_tables_are_silent(
    running: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    running.say("Une fois", device="a" * 32)
    running.say("Deux fois", device="b" * 32)
    for guest in running.guests()[:3]:
        Place.objects.create(round=Round.objects.get(number=1), guest=guest, table=2)
    with django_assert_num_queries(3):
        rows = tables_now(Round.objects.get(number=1))
    assert rows == [TableNow(1, 2, Voices(2, 0)), TableNow(2, 0, Voices(0, 3))]
    desk = as_(running.facilitator).get(f"{running.desk}tours/").content.decode()
    assert (desk.count("silencieuse"), "Tour 2" in desk.partition("Ensuite")[2]) == (1, True)


def test_refusals_of_the_desk_say_what_stands_in_the_way(running: World) -> None:
    agent = as_(running.agent)
    for path, words in (
        ("etat/clore/", "Un tour est encore ouvert"),
        ("tours/2/ouvrir/", "Un tour est encore ouvert"),
        ("tours/1/ouvrir/", "La page n’est plus à jour"),
        (f"programme/{Sequence.objects.get(title='Tour 1').pk}/retirer/", "Ce tour a commencé"),
    ):
        answer = agent.post(running.desk + path, {"minutes": 30})
        assert (answer.status_code, words in answer.content.decode()) == (409, True), path
