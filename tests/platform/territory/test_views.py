"""Pages of the territory: what they say, what they cost, what they refuse."""

import json
from datetime import date

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from belvedere.platform.territory.actions import adopt_regulation, give_competence, plan_session
from belvedere.platform.territory.choice import COOKIE
from belvedere.platform.territory.demo import Demo, load
from belvedere.platform.territory.models import Body, Commune, PostalCode, Territory
from belvedere.platform.territory.states import Confidence
from tests.factories import BodyFactory, CommuneFactory

NBSP = "\u00a0"


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def decided(metropole: Body, chamalieres: Commune, beaumont: Commune) -> Body:
    for code, label, bodies in (
        ("dechets", "Déchets", [metropole]),
        ("ecoles", "Écoles", [chamalieres.body, beaumont.body]),
    ):
        give_competence(
            territory=metropole.territory, code=code, label=label, plain_words=f"{label} en mots simples.",
            bodies=bodies, since=date(2018, 1, 1), act="Acte d’essai", source="Source d’essai",
            confidence=Confidence.UNVERIFIED,
        )  # fmt: skip
    adopt_regulation(
        bodies=[metropole, chamalieres.body], values={"referral.support_threshold": 1500, "answer.working_days": 1},
        since=date(2020, 1, 1), source="Règlement d’essai", confidence=Confidence.READ,
    )  # fmt: skip
    plan_session(body=metropole, held_on=date(2099, 1, 5), source="Date d’essai")
    plan_session(body=metropole, held_on=date(2020, 1, 6), source="Date passée")
    return metropole


def test_a_commune_says_who_decides_here(decided: Body, chamalieres: Commune, client: Client) -> None:
    PostalCode.objects.create(commune=chamalieres, code="63400")
    page = text_of(client, "/communes/chamalieres/")
    assert f"17{NBSP}000 habitants en 2023 · 63400" in page
    assert page.index('<a href="/organismes/chamalieres/">') < page.index("/organismes/clermont-auvergne-metropole/")
    assert "<strong>Déchets</strong><br>Déchets en mots simples." in page
    assert f"Acte d’essai. Depuis le 1er jan. 2018. Source{NBSP}: Source d’essai." in page.replace("janv.", "jan.")
    assert "à vérifier" in page
    assert "beaumont" not in page.split('id="qui-decide"')[1].split("page-aside")[0]


def test_a_body_says_what_it_decides_and_its_rules(decided: Body, client: Client) -> None:
    page = text_of(client, "/organismes/clermont-auvergne-metropole/")
    assert "<strong>Déchets</strong>" in page
    assert "Écoles" not in page
    assert f"Un examen s’ouvre dès 1{NBSP}500 soutiens confirmés." in page
    assert "Chaque recommandation reçoit une réponse en 1 jour ouvré au plus." in page
    assert "Date d’essai" in page
    assert "Date passée" not in page
    assert "Aucune adresse vérifiée pour l’instant." in page


def test_a_body_without_anything_says_so(territory: Territory, client: Client) -> None:
    BodyFactory(territory=territory, slug="neuf", name="Un <b>organisme</b> neuf")
    page = text_of(client, "/organismes/neuf/")
    assert "Un &lt;b&gt;organisme&lt;/b&gt; neuf" in page
    assert "Aucune compétence enregistrée" in page
    assert "Aucun règlement enregistré" in page


def test_the_list_of_bodies(decided: Body, client: Client) -> None:
    page = text_of(client, "/organismes/")
    assert page.index("Clermont Auvergne Métropole</a>") < page.index("/organismes/beaumont/")
    assert f"Chacune décide chez elle{NBSP}: Écoles" in page


def test_the_rules(decided: Body, client: Client) -> None:
    page = text_of(client, "/regles/")
    assert f"Un examen s’ouvre dès 1{NBSP}500 soutiens confirmés." in page
    assert 'id="regles-chamalieres"' not in page
    client.cookies[COOKIE] = "chamalieres"
    page = text_of(client, "/regles/")
    assert page.index('id="regles-chamalieres"') < page.index('id="regles-clermont-auvergne-metropole"')


@pytest.mark.parametrize("address", ["/communes/paris/", "/organismes/paris/", "/communes/CHAMALIERES/"])
def test_unknown_places(decided: Body, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/communes/", "/communes/chamalieres/", "/organismes/", "/regles/"])
def test_reading_pages_refuse_other_methods(decided: Body, client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def test_pages_of_an_empty_territory(territory: Territory, client: Client) -> None:
    assert "Aucune commune pour l’instant" in text_of(client, "/communes/")
    assert "Aucun règlement enregistré" in text_of(client, "/regles/")
    assert "Qui décide" in text_of(client, "/organismes/")


def test_exports(decided: Body, chamalieres: Commune, client: Client) -> None:
    PostalCode.objects.create(commune=chamalieres, code="63400")
    lines = b"".join(client.get("/communes/?format=csv").streaming_content).decode().splitlines()
    assert lines[0].startswith("\ufeffcode_insee,siren,nom,codes_postaux,population,annee")
    assert [line.split(",")[:4] for line in lines[1:]] == [
        ["63032", "", "Beaumont", ""],
        ["63075", "", "Chamalières", "63400"],
    ]
    found = json.loads(b"".join(client.get("/organismes/?format=json").streaming_content))
    assert [(row["identifiant"], row["type"]) for row in found["rows"]] == [
        ("clermont-auvergne-metropole", "metropole"), ("beaumont", "commune"), ("chamalieres", "commune"),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/communes/", 4), ("/organismes/", 3), ("/regles/", 3)])
def test_pages_cost_the_same_whatever_the_rows(
    territory: Territory,
    client: Client,
    count: int,
    address: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    CommuneFactory.create_batch(count, territory=territory)
    towns = BodyFactory.create_batch(count, territory=territory)
    give_competence(
        territory=territory, code="dechets", label="Déchets", plain_words="", bodies=towns, since=date(2018, 1, 1),
        act="Acte", source="Source", confidence=Confidence.READ,
    )  # fmt: skip
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


class TestChoice:
    """One's own commune: a cookie, no account, no script."""

    @pytest.fixture(autouse=True)
    def clermont(self, territory: Territory) -> None:
        load(demo=Demo(territory=territory, today=date(2026, 11, 23)))

    def choose(self, client: Client, place: str, status: int, **more: str) -> str:
        response = client.post("/communes/choisir/", {"place": place, "next": "/regles/", **more})
        assert response.status_code == status
        return response.content.decode() if status != 302 else response.headers["Location"]

    def test_a_name_is_remembered_and_shown_everywhere(self, client: Client) -> None:
        assert self.choose(client, "chamalieres", 302) == "/regles/"
        cookie = client.cookies[COOKIE]
        assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("chamalieres", "Lax", True)
        assert '<a href="/communes/chamalieres/">Chamalières</a>' in text_of(client, "/regles/")

    def test_a_postal_code_of_several_communes_asks_which(self, client: Client) -> None:
        page = self.choose(client, "63122", 200)
        assert page.count('name="place" value="') == 2
        assert 'value="ceyrat"' in page
        assert 'value="saint-genes-champanelle"' in page
        assert COOKIE not in client.cookies
        assert self.choose(client, "saint-genes-champanelle", 302) == "/regles/"

    @pytest.mark.parametrize("place", ["Paris", "75001", "<b>x</b>", "é" * 10_000])
    def test_an_unknown_place_keeps_what_was_typed(self, client: Client, place: str) -> None:
        page = self.choose(client, place, 422)
        assert "Nous ne connaissons pas cette commune" in page
        assert "<b>x</b>" not in page
        assert 'aria-describedby="inconnue"' in page
        assert COOKIE not in client.cookies

    def test_it_can_be_forgotten(self, client: Client) -> None:
        self.choose(client, "royat", 302)
        assert "Oublier ma commune" in text_of(client, "/regles/")
        self.choose(client, "", 302)
        assert "Oublier ma commune" not in text_of(client, "/regles/")

    @pytest.mark.parametrize("target", ["https://mechant.example/", "//mechant.example", "javascript:alert(1)", ""])
    def test_it_never_leads_away(self, client: Client, target: str) -> None:
        assert self.choose(client, "royat", 302, next=target) == "/"

    @pytest.mark.parametrize("value", ["paris", "", "'; --", "é" * 500])
    def test_a_forged_cookie_is_no_commune(self, client: Client, value: str) -> None:
        client.cookies[COOKIE] = value
        assert 'id="votre-commune"' in text_of(client, "/regles/")

    def test_another_site_cannot_choose(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        data = {"place": "royat", "next": "/"}
        assert strict.post("/communes/choisir/", data, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert strict.post("/communes/choisir/", data, headers={"sec-fetch-site": "same-origin"}).status_code == 302
        assert strict.get("/communes/choisir/").status_code in {404, 405}

    def test_reading_sets_no_cookie(self, client: Client) -> None:
        text_of(client, "/communes/")
        assert list(client.cookies) == []
