"""The panels' pages: the public ones, and the desk where an avis is typed, with the wrong person and bad input."""

import csv
import io
import json
from datetime import date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.panels.actions.opinion import draft_opinion, record_opinion
from belvedere.contexts.panels.models import Opinion, Recommendation
from belvedere.contexts.panels.queries import opinion as queries
from belvedere.contexts.panels.sections.opinion import awaited_from
from belvedere.contexts.panels.states.opinion import OpinionDraft, OpinionState, RecommendationDraft
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from tests.contexts.examens import WHOLE, Panel2026, more_examens
from tests.factories import BodyFactory, RoleFactory

SCRIPT = "<script>alert(1)</script>"
DESK, FORM, READ = "/espace/avis/", "/espace/avis/E-2026-0001/", "/espace/avis/E-2026-0001/relire/"
PUBLIC = "/panel/avis/A-2026-0001/"


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(path: str, status: int = 200, client: Client | None = None) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == status
    return b"".join(response).decode() if response.streaming else response.content.decode()


def typed(*texts: str, **more: str) -> dict[str, str]:
    """Return a form as the browser sends it."""
    rows = {f"r-{rank}-text": text for rank, text in enumerate(texts)}
    return {"r-TOTAL_FORMS": str(len(texts)), "r-INITIAL_FORMS": "0", **rows, **more}


def whole(*texts: str, **more: str) -> dict[str, str]:
    about = {"title": "Le dimanche", "given_on": "2026-05-05", "panel_description": "Tirés au sort"}
    return typed(*texts, **about, **more)


def recorded(world: Panel2026, now: datetime, number: int = 1, said: OpinionDraft = WHOLE) -> Opinion:
    reference = f"E-2026-{number:04d}"
    draft_opinion(examen_reference=reference, draft=said, by=world.agent, now=now)
    return record_opinion(examen_reference=reference, by=world.agent, now=now)


def test_from_the_desk_to_the_public_page(world: Panel2026) -> None:
    facilitator = as_(world.facilitator)
    assert FORM in page(DESK, client=facilitator)
    assert facilitator.post(FORM, {**whole("Un bus", "Un banc"), "read": "1"}).url == READ
    shown = page(READ, client=facilitator)
    assert "Un banc" in shown
    assert "Enregistrer l’avis" in shown
    page(PUBLIC, status=404)
    assert facilitator.post(READ).url == PUBLIC
    assert "Un banc" in page(PUBLIC)
    assert PUBLIC in page("/panel/")
    assert PUBLIC in page(DESK, client=facilitator)
    assert facilitator.get(FORM).url == PUBLIC
    assert facilitator.post(READ).status_code == 409
    assert facilitator.post(FORM, whole("Autre")).status_code == 409


def test_adding_a_recommendation_loses_nothing(world: Panel2026) -> None:
    agent = as_(world.agent)
    where = agent.post(FORM, {**typed("Un bus", "", "Un banc", **{"r-0-votes_for": "12"}), "add": "1"}).url
    assert where == f"{FORM}?ajouter#derniere"
    assert Opinion.objects.get().draft == OpinionDraft(
        recommendations=(RecommendationDraft("Un bus", 12), RecommendationDraft("Un banc"))
    )
    shown = page(where, client=agent)
    assert shown.count(">Recommandation ") == 3
    assert 'value="12"' in shown


def test_an_unfinished_draft_is_kept_and_not_public(world: Panel2026) -> None:
    agent = as_(world.agent)
    assert agent.post(FORM, {**typed("", title="Le dimanche"), "keep": "1"}).url == FORM
    assert 'value="Le dimanche"' in page(FORM, client=agent)
    assert "Brouillon" in page(DESK, client=agent)
    shown = page(READ, client=agent)
    assert "Il manque encore quelque chose" in shown
    assert "Enregistrer l’avis" not in shown
    assert agent.post(READ).status_code == 422
    assert page("/panel/").count("A-2026-0001") == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_on": "demain"},
        {"panel_size": "-3"},
        {"panel_size": "beaucoup"},
        {"title": "x" * 201},
        {"r-0-votes_for": "-1"},
        {"r-0-votes_for": "1e9"},
        {"r-0-text": " ", "r-0-votes_for": "3"},
        {"r-0-text": "x" * 5001},
        {"r-TOTAL_FORMS": "61"},
        {"r-TOTAL_FORMS": "-1"},
        {"r-TOTAL_FORMS": "beaucoup"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_shown_again(world: Panel2026, wrong: dict[str, str]) -> None:
    response = as_(world.agent).post(FORM, {**whole("Un bus", minority_note="Le soir"), **wrong})
    assert response.status_code == 422
    assert "Le soir" in response.content.decode()
    assert Opinion.objects.count() == 0


def test_a_form_without_its_rows_is_refused(world: Panel2026) -> None:
    assert as_(world.agent).post(FORM, {"title": "Le dimanche"}).status_code == 422


def test_the_desk_is_for_those_who_write(world: Panel2026) -> None:
    stranger = RoleFactory(body=BodyFactory(territory=world.body.territory, slug="autre"))
    for path in (DESK, FORM, READ):
        assert Client().get(path).status_code == 302
        assert as_(world.elected).get(path).status_code == 403
    assert "E-2026-0001" not in page(DESK, client=as_(stranger))
    for path in (FORM, READ):
        assert as_(stranger).get(path).status_code == 403
        assert as_(stranger).post(path, whole("Un bus")).status_code == 403
    assert Opinion.objects.count() == 0


def test_unknown_pages_and_wrong_methods(world: Panel2026) -> None:
    agent = as_(world.agent)
    assert agent.get("/espace/avis/E-1999-0001/").status_code == 404
    assert agent.put(FORM).status_code == 405
    assert agent.get(READ).url == FORM
    assert Client().get("/panel/avis/A-1999-0001/").status_code == 404
    assert Client().post("/panel/").status_code == 405


def test_an_empty_panel_page_says_what_comes(world: Panel2026) -> None:
    assert "Aucun avis n’est encore rendu" in page("/panel/")


def test_words_never_become_code(world: Panel2026, now: datetime) -> None:
    recommendation = (RecommendationDraft(SCRIPT),)
    recorded(world, now, said=OpinionDraft(SCRIPT, date(2026, 5, 5), 3, SCRIPT, SCRIPT, recommendation))
    for path in ("/panel/", PUBLIC, "/", "/observatoire/examens/E-2026-0001/"):
        assert SCRIPT not in page(path)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(path)


def test_the_avis_as_files(world: Panel2026, now: datetime) -> None:
    recorded(world, now)
    rows = list(csv.DictReader(io.StringIO(page(f"{PUBLIC}?format=csv").removeprefix("\ufeff"))))
    assert rows == [
        {"numero": "1", "texte": "Un premier bus avant 7 heures.", "voix_pour": "38", "voix_contre": "2"},
        {"numero": "2", "texte": "Un bus par heure.", "voix_pour": "", "voix_contre": ""},
    ]
    assert json.loads(page("/panel/?format=json"))["rows"] == [
        {
            "avis": "A-2026-0001",
            "titre": "Le bus du dimanche",
            "examen": "E-2026-0001",
            "politique": "mobilites",
            "repond": "clermont-auvergne-metropole",
            "rendu_le": "2026-11-20",
            "enregistre_le": "2026-11-23",
            "membres": 42,
            "recommandations": 2,
        }
    ]


def test_neighbours_show_the_avis(world: Panel2026, now: datetime) -> None:
    recorded(world, now)
    for path in ("/", "/observatoire/examens/E-2026-0001/"):
        assert PUBLIC in page(path)


def test_an_open_examen_waits_in_the_inbox_until_its_avis(world: Panel2026, now: datetime) -> None:
    stranger = RoleFactory(body=BodyFactory(territory=world.body.territory, slug="autre"))
    for role, urls in ((world.agent, [FORM]), (world.facilitator, [FORM]), (world.elected, []), (stranger, [])):
        assert [item.url for item in awaited_from(role=role, now=now)] == urls
    recorded(world, now)
    assert awaited_from(role=world.agent, now=now) == []


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_whatever_their_length(
    world: Panel2026, now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    more_examens(world.body, now, count - 1)
    for number in range(1, count + 1):
        recorded(world, now, number)
    with django_assert_num_queries(1):
        assert [opinion.examen.policy.name for opinion in queries.listed_opinions()] == ["Mobilités"] * count
    with django_assert_num_queries(2):
        assert [row.is_recorded for row in queries.desk_rows(world.agent)] == [True] * count
    with django_assert_num_queries(2):
        found = queries.opinions_of_examens([f"E-2026-{number:04d}" for number in range(1, count + 1)])
        assert [len(opinion.recommendations.all()) for opinion in found] == [2] * count


@pytest.mark.parametrize("count", [1, 3])
def test_an_avis_asks_the_same_whatever_its_length(
    world: Panel2026, now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    texts = tuple(RecommendationDraft(f"Recommandation {number}") for number in range(count))
    recorded(world, now, said=OpinionDraft("Titre", date(2026, 5, 5), None, "Tirés au sort", "", texts))
    with django_assert_num_queries(2):
        opinion = queries.opinions().get(reference="A-2026-0001")
        assert len(queries.recommendations_of(opinion.reference)) == count
    assert Recommendation.objects.count() == count


def test_only_writers_see_the_desk_in_the_menu(world: Panel2026) -> None:
    auditor = RoleFactory(body=world.body, kind=RoleKind.AUDITOR)
    assert 'href="/espace/avis/"' in page("/espace/", client=as_(world.agent))
    assert 'href="/espace/avis/"' not in page("/espace/", client=as_(auditor))
    assert Opinion.objects.filter(state=OpinionState.RECORDED).count() == 0
