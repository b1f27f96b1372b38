"""The pages of a consultation: each person, bad input, and the same statements for 1 and 3."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.consultations.models import Consultation, Phase
from belvedere.contexts.consultations.sections.consultation import next_steps
from belvedere.contexts.observatory.models import Policy
from tests.contexts.consultations.conftest import World, as_, at
from tests.languages import languages_of

DESK = "/espace/concertations/les-arrets-de-demain/"
PUBLIC_STATEMENTS, DESK_STATEMENTS = 6, 8


def page(path: str, client: Client | None = None, status: int = 200) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def soon(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days)}T18:00"


def typed(world: World, **changes: object) -> dict[str, object]:
    form = {
        "title": "Les arrêts de demain",
        "question": "À quoi servent-ils ?",
        "open_words": "Les bancs",
        "decided_words": "Les lignes",
        "decider": "le conseil",
        "level": "concerter",
        "answer_on": str(timezone.localdate() + timedelta(days=200)),
        "terms": "En ligne",
        "information": "Le dossier",
        "communes": [row.insee for row in world.communes],
        "competence": "mobilite",
    }
    return {**form, **changes}


def test_from_mandate_to_announcement_at_the_desk(world: World) -> None:
    agent = as_(world.agent)
    assert (
        agent.post("/espace/concertation/nouvelle/", {"title": "Les arrêts de demain", "question": "Quoi ?"}).url
        == DESK
    )
    page("/concertations/les-arrets-de-demain/", status=404)  # a draft is nobody else's
    phase = {"tool": "debat", "title": "Le débat", "about": "", "starts_at": soon(30), "ends_at": soon(60)}
    assert agent.post(f"{DESK}phases/", phase).url == DESK
    assert agent.post(f"{DESK}annoncer/").status_code == 409
    assert agent.post(f"{DESK}mandat/", typed(world)).url == DESK
    assert agent.post(f"{DESK}annoncer/").status_code == 409  # a debate has something to answer
    agent.post(f"{DESK}debat/reglages/", {"moderation": "avant", "takes_statements": "on"})
    agent.post(f"{DESK}debat/propos/", {"texts": "Des bancs à l’ombre\n\nDes bornes pour les vélos"})
    assert agent.post(f"{DESK}annoncer/").url == DESK
    shown = page("/concertations/les-arrets-de-demain/")
    for words in ("Les bancs", "Les lignes", "Le conseil", "Chamalières", "Le débat"):
        assert words in shown
    assert "Les arrêts de demain" in page("/concertations/")
    assert "Les arrêts de demain" not in page("/concertations/?etat=ouverte")
    file = b"".join(Client().get("/concertations/?format=json").streaming_content)
    assert [row["titre"] for row in json.loads(file)["rows"]] == ["Les arrêts de demain"]


@pytest.mark.parametrize(
    ("path", "data", "words"),
    [
        ("phases/", {"tool": "debat", "title": "", "starts_at": "x", "ends_at": ""}, "Titre de la phase"),
        ("phases/1/", {"p1-starts_at": "demain", "p1-ends_at": ""}, "demain"),
        ("mandat/", {"title": "", "question": "Quoi donc"}, "Quoi donc"),
        ("abandonner/", {"reason": ""}, "Pourquoi"),
    ],
)
def test_bad_input_is_shown_again(world: World, path: str, data: dict[str, str], words: str) -> None:
    world.planned()
    answer = as_(world.agent).post(DESK + path, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.parametrize("path", ["", "mandat/"])
def test_desk_of_another_body_does_not_exist(world: World, path: str) -> None:
    world.planned()
    page(DESK + path, as_(world.stranger), status=404)
    assert Client().get(DESK + path).status_code == 302


@pytest.mark.parametrize("verb", ["annoncer", "ouvrir", "clore", "abandonner", "phases"])
def test_elected_officials_read_and_do_not_run(world: World, verb: str) -> None:
    found = world.planned()
    elected = as_(world.elected)
    assert "Écrire le mandat" not in page(DESK, elected)
    assert elected.post(f"{DESK}{verb}/").status_code == 403
    assert world.again(found).state == "brouillon"


def test_a_phase_is_ended_from_the_desk_and_the_public_reads_why(world: World) -> None:
    found = world.opened()
    Phase.objects.update(starts_at=timezone.now() - timedelta(days=20), ends_at=timezone.now() + timedelta(days=20))
    agent = as_(world.agent)
    assert "avant son jour" in page(DESK, agent)
    assert as_(world.elected).post(f"{DESK}phases/1/arreter/").status_code == 403
    assert agent.post(f"{DESK}phases/1/arreter/", {"e1-reason": ""}).status_code == 422
    assert agent.post(f"{DESK}phases/1/arreter/", {"e1-reason": "La salle est fermée."}).url == DESK
    shown = page(f"/concertations/{found.slug}/")
    for words in ("Arrêtée avant le jour annoncé", "La salle est fermée."):
        assert words in shown


def test_lists_ask_the_same_for_one_and_three(world: World, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    agent = as_(world.agent)
    world.announced()
    counts = []
    for _ in range(2):
        for path, client in (("/concertations/", Client()), ("/espace/concertations/", agent)):
            with django_assert_num_queries(PUBLIC_STATEMENTS if client is not agent else DESK_STATEMENTS):
                page(path, client)
        counts.append(Consultation.objects.count())
        world.announced("Deux")
        world.announced("Trois")
    assert counts == [1, 3]


def test_what_waits_for_an_agent(world: World) -> None:
    found = world.announced()
    assert next_steps(role=world.agent, now=at(29)) == []
    waiting = next_steps(role=world.agent, now=at(31))
    assert [(item.title, item.url, item.due_on) for item in waiting] == [(found.title, DESK, at(30).date())]
    assert next_steps(role=world.elected, now=at(31)) == []
    assert next_steps(role=world.stranger, now=at(31)) == []


def test_open_consultations_are_on_the_home_page_and_in_their_communes(world: World) -> None:
    found = world.opened()
    for path in ("/", "/communes/chamalieres/"):
        assert found.title in page(path)


def test_a_policy_shows_what_is_asked_on_it(world: World) -> None:
    found = world.announced()
    Policy.objects.create(
        territory=world.body.territory, slug="bus", name="Les bus", body=world.body, competence=world.competence
    )
    Policy.objects.create(territory=world.body.territory, slug="eau", name="L’eau", body=world.body)
    assert found.title in page("/observatoire/politiques/bus/")
    assert found.title not in page("/observatoire/politiques/eau/")


def test_the_desks_say_that_what_a_mandate_asks_is_french(world: World) -> None:
    found = world.opened()
    for path, words in (
        (DESK, [found.title, found.question]),
        (f"{DESK}bilan/", [found.title]),
        (f"{DESK}registre/", [found.title]),
    ):
        page_in_english = as_(world.agent).get(path, headers={"Accept-Language": "en"}).content.decode()
        assert languages_of(page_in_english, *words) == {text: {"fr"} for text in words}, path
