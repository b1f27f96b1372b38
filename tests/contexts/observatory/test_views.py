"""The observatory's pages, seen by everyone, with one and three items, with good and bad input."""

import csv
import io
import json
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.observatory import actions, queries
from belvedere.contexts.observatory.models import Examen
from belvedere.contexts.observatory.queries import ExamenCard, Figures
from belvedere.contexts.observatory.states import ExamenState, PolicySheet
from belvedere.contexts.observatory.views import Step, steps_of
from belvedere.platform.accounts.models import Role
from belvedere.platform.territory.models import Body, Commune
from tests.contexts.examens import Panel2026, more_examens
from tests.factories import BodyFactory, RoleFactory

SCRIPT = "<script>alert(1)</script>"


def page(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status
    return b"".join(response).decode() if response.streaming else response.content.decode()


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def describe(body: Body, slug: str, now: datetime, **said: str) -> None:
    sheet = PolicySheet(**{"slug": slug, "name": slug.capitalize(), "summary": "", **said})
    actions.describe_policy(body=body, competence=None, sheet=sheet, now=now)


def test_an_empty_observatory_says_what_comes(metropole: Body) -> None:
    assert "Aucune politique n’est encore décrite" in page("/observatoire/")
    assert "Aucun examen ne correspond" in page("/observatoire/examens/")


def test_each_policy_has_its_card_and_its_sentence(world: Panel2026) -> None:
    shown = page("/observatoire/")
    assert "Mobilités" in shown
    assert "/observatoire/politiques/mobilites/" in shown
    assert "1 examen ouvert." in shown


def test_a_policy_says_what_is_real_and_what_is_invented(world: Panel2026) -> None:
    shown = page("/observatoire/politiques/mobilites/")
    assert shown.count('class="demo-mark"') == 1
    assert "inspire-clermontmetropole.fr" in shown
    assert shown.index("De janvier à mars 2021") < shown.index("30 sept. 2022")
    assert "Examen E-2026-0001" in shown


def test_a_policy_without_anything_says_what_is_missing(metropole: Body, now: datetime) -> None:
    describe(metropole, "eau", now)
    shown = page("/observatoire/politiques/eau/")
    assert "Aucun objectif n’est encore cité" in shown
    assert "n’est pas encore cité" in shown


def test_words_never_become_code(metropole: Body, now: datetime) -> None:
    describe(metropole, "eau", now, name=SCRIPT, summary=SCRIPT)
    actions.open_examen(territory=metropole.territory, policy_slug="eau", question=SCRIPT, now=now)
    places = ("/observatoire/", "/observatoire/politiques/eau/", "/observatoire/examens/")
    for path in (*places, "/observatoire/examens/E-2026-0001/", "/"):
        assert SCRIPT not in page(path)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(path)


@pytest.mark.parametrize("path", ["politiques/inconnue/", "examens/E-1999-0001/", "examens/E%00/", "politiques/a%2Fb/"])
def test_unknown_pages(metropole: Body, path: str) -> None:
    page(f"/observatoire/{path}", status=404)


def test_pages_are_read_not_written(world: Panel2026) -> None:
    for path in ("/observatoire/", "/observatoire/politiques/mobilites/", "/observatoire/examens/E-2026-0001/"):
        assert Client().post(path).status_code == 405


def test_an_examen_shows_its_question_its_state_and_its_story(world: Panel2026, now: datetime) -> None:
    more_examens(world.body, now, 1)
    shown = page("/observatoire/examens/E-2026-0002/")
    assert "Que répondre à la saisine S-2026-9000" in shown
    assert "/saisines/S-2026-9000/" in shown
    assert "Un examen est ouvert" in shown
    assert 'aria-current="step"' in shown


def test_steps_follow_the_state(world: Panel2026) -> None:
    states = {}
    for state in ExamenState:
        world.examen.state = state
        states[state] = [step.state for step in steps_of(world.examen)]
    assert states == {
        ExamenState.OPENED: ["done", "current", "todo", "todo"],
        ExamenState.OPINION_GIVEN: ["done", "done", "current", "todo"],
        ExamenState.ANSWERED: ["done", "done", "done", "current"],
        ExamenState.CLOSED: ["done", "done", "done", "done"],
    }
    assert steps_of(world.examen)[0] == Step(steps_of(world.examen)[0].title, "done")


def test_the_list_is_filtered(world: Panel2026, now: datetime) -> None:
    more_examens(world.body, now, 2)
    actions.note_opinion(reference="E-2026-0002", given_at=now, now=now)
    shown = page("/observatoire/examens/?state=avis_rendu&policy=mobilites")
    assert "E-2026-0002" in shown
    assert "E-2026-0003" not in shown


def test_a_filter_that_makes_no_sense_is_said_and_ignored(world: Panel2026) -> None:
    shown = page("/observatoire/examens/?state=perdu&policy=inconnue")
    assert "E-2026-0001" in shown
    assert "à corriger" in shown


def test_policies_as_files(world: Panel2026) -> None:
    rows = list(csv.DictReader(io.StringIO(page("/observatoire/?format=csv").removeprefix("\ufeff"))))
    expected = {
        "politique": "mobilites",
        "nom": "Mobilités",
        "resume": "Se déplacer dans les 21 communes.",
        "organisme": "Clermont Auvergne Métropole",
        "competence": "",
        "acte": "Passage en métropole",
        "date_de_l_acte": "2018-01-01",
        "source": "Pages publiques",
        "fiabilite": "S",
        "examens_ouverts": "1",
        "reponses_attendues": "0",
        "reponses_publiees": "0",
    }
    assert rows == [expected]
    assert [row["politique"] for row in json.loads(page("/observatoire/?format=json"))["rows"]] == ["mobilites"]


def test_examens_as_files(world: Panel2026, now: datetime) -> None:
    more_examens(world.body, now, 1)
    assert json.loads(page("/observatoire/examens/?format=json"))["rows"][0] == {
        "examen": "E-2026-0002",
        "politique": "mobilites",
        "organisme": "Clermont Auvergne Métropole",
        "saisine": "S-2026-9000",
        "question": "Que répondre à la saisine S-2026-9000\u00a0?",
        "etat": "ouvert",
        "ouvert_le": "2026-11-23",
        "dernier_changement": "2026-11-23",
    }


def test_figures(world: Panel2026, now: datetime) -> None:
    more_examens(world.body, now, 2)
    actions.note_opinion(reference="E-2026-0002", given_at=now, now=now)
    assert queries.where_examens_stand() == Figures(policies=1, waiting_for_opinion=2, waiting_for_answer=1, answered=0)
    listed, alone = queries.policies().get(), queries.policy_page().get()
    standing = queries.standing_of(alone.examens.all())
    assert standing == {name: getattr(listed, name) for name in standing}
    assert list(standing.values()) == [2, 1, 0]


def test_a_card_for_the_neighbours(world: Panel2026, now: datetime) -> None:
    more_examens(world.body, now, 1)
    card = queries.examen_card("E-2026-0002")
    assert card == ExamenCard(
        pk=Examen.objects.get(reference="E-2026-0002").pk,
        reference="E-2026-0002",
        policy="Mobilités",
        policy_slug="mobilites",
        body=world.body,
        territory=world.body.territory,
        referral_reference="S-2026-9000",
        question="Que répondre à la saisine S-2026-9000\u00a0?",
        state=ExamenState.OPENED,
        opened_at=now,
    )
    assert card is not None
    assert card.matters == ["S-2026-9000", "E-2026-0002"]
    assert queries.examen_card("E-1999-0001") is None


@pytest.mark.parametrize("count", [0, 2])
def test_the_observatory_asks_the_same_whatever_its_length(
    world: Panel2026, now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        describe(world.body, f"politique-{number}", now)
    with django_assert_num_queries(3):
        queries.where_examens_stand()
        list(queries.policies())


@pytest.mark.parametrize("count", [0, 2])
def test_a_policy_page_asks_the_same_whatever_its_length(
    world: Panel2026, now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    more_examens(world.body, now, count)
    with django_assert_num_queries(7):
        policy = queries.policy_page().get()
        assert len(queries.stories(policy)) == 1
        assert len(queries.latest_acts(policy.examens.all())) == count + 1


@pytest.mark.parametrize("count", [0, 2])
def test_the_list_of_examens_asks_the_same_whatever_its_length(
    world: Panel2026, now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    more_examens(world.body, now, count)
    with django_assert_num_queries(1):
        assert len([queries.question_of(examen) for examen in queries.examens()]) == count + 1


def test_the_agent_closes_from_the_page(world: Panel2026, now: datetime) -> None:
    actions.note_opinion(reference="E-2026-0001", given_at=now, now=now)
    actions.note_answer(reference="E-2026-0001", published_at=now, now=now)
    place, close = "/observatoire/examens/E-2026-0001/", reverse("observatory:close_examen", args=["E-2026-0001"])
    assert close not in page(place)
    assert close in as_(world.agent).get(place).content.decode()
    stranger = RoleFactory(body=BodyFactory(territory=world.body.territory, slug="autre"))
    assert as_(world.elected).post(close).status_code == 403
    assert as_(stranger).post(close).status_code == 403
    assert Client().post(close).status_code == 302
    assert Examen.objects.get().state == ExamenState.ANSWERED
    assert as_(world.agent).get(close).status_code == 405
    assert as_(world.agent).post(close).url == place
    assert as_(world.agent).post(close).status_code == 409
    assert as_(world.agent).post(reverse("observatory:close_examen", args=["E-1"])).status_code == 404


def test_neighbours_show_the_observatory(world: Panel2026, chamalieres: Commune) -> None:
    assert "/observatoire/examens/E-2026-0001/" in page("/")
    assert "/observatoire/politiques/mobilites/" in page("/communes/chamalieres/")
    assert "1 examen ouvert." in page("/organismes/clermont-auvergne-metropole/")
