"""Finding what is public: the same on both databases, whatever is typed."""

from datetime import date

import pytest
from django.test import Client
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from belvedere.platform.search.actions import index_document, index_places, remove_document
from belvedere.platform.search.queries import keys_found, pages_alike, search
from belvedere.platform.territory.demo import Demo, load
from belvedere.platform.territory.models import Territory
from tests.factories import TerritoryFactory

PAGES = {
    "S-2026-0001": (
        "Plus de bus le soir",
        "Après vingt et une heures, les écoles de musique ferment, les bus aussi.",
    ),
    "S-2026-0002": ("Des arbres près des écoles", "De l’ombre dans les cours, et des bancs."),
    "S-2026-0003": ("Le prix de l’eau", "Un tarif plus juste pour l’eau du robinet, à Saint-Genès."),
}


def add(territory: Territory, key: str, title: str, text: str, kind: str = "saisine") -> None:
    index_document(territory=territory, kind=kind, key=key, title=title, text=text, url=f"/saisines/{key}/")


@pytest.fixture
def pages(territory: Territory) -> Territory:
    for key, (title, text) in PAGES.items():
        add(territory, key, title, text)
    return territory


def keys(text: str, **options: bool) -> list[str]:
    return [hit.key for hit in search(text, **options)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bus", ["S-2026-0001"]),
        ("BUS soirs", ["S-2026-0001"]),
        ("ecole", ["S-2026-0002", "S-2026-0001"]),
        ("Écoles", ["S-2026-0002", "S-2026-0001"]),
        ("éco", ["S-2026-0002", "S-2026-0001"]),
        ("l'eau", ["S-2026-0003"]),
        ("saint genes", ["S-2026-0003"]),
        ("les bus de la lune", []),
        ("musique arbres", []),
        ('"bus" OR eau', []),
        ("bus*", ["S-2026-0001"]),
        ("-bus", ["S-2026-0001"]),
        ("", []),
    ],
)
def test_search(pages: Territory, typed: str, found: list[str]) -> None:
    assert keys(typed) == found


def test_one_letter_is_a_whole_word(territory: Territory) -> None:
    add(territory, "S-2026-0001", "Rue du 8 mai", "Un passage piéton.")
    add(territory, "S-2026-0002", "Rue du 80e régiment", "Un passage piéton.")
    assert (keys("8 mai"), keys("rue 80")) == (["S-2026-0001"], ["S-2026-0002"])
    [hit] = search("rue 8")
    assert (hit.key, hit.because_of) == ("S-2026-0001", ("rue", "8"))


def test_one_word_is_enough_for_what_was_already_said(pages: Territory) -> None:
    assert set(keys("les bus et les arbres de la lune", every_word=False)) == {"S-2026-0001", "S-2026-0002"}


def test_a_hit_says_where_and_why(pages: Territory) -> None:
    [hit] = search("robinets")
    assert (hit.kind, hit.key, hit.title, hit.url) == (
        "saisine", "S-2026-0003", "Le prix de l’eau", "/saisines/S-2026-0003/",
    )  # fmt: skip
    assert hit.excerpt == "Un tarif plus juste pour l’eau du robinet, à Saint-Genès."
    assert hit.pieces == [
        ("Un tarif plus juste pour l’eau du ", False), ("robinet", True), (", à Saint-Genès.", False),
    ]  # fmt: skip


def test_what_changes_or_goes_is_not_found_any_more(pages: Territory) -> None:
    add(pages, "S-2026-0001", "Plus de tramways", "Toute la nuit.")
    assert (keys("bus"), keys("tramway")) == ([], ["S-2026-0001"])
    remove_document(territory=pages, kind="saisine", key="S-2026-0001")
    assert keys("tramway") == []


def test_kinds(pages: Territory) -> None:
    add(pages, "bus", "Les bus", "Une politique.", kind="politique")
    assert [hit.kind for hit in search("bus", kinds=["politique"])] == ["politique"]
    assert search("bus", kinds=[]) == []
    assert len(search("bus", limit=1)) == 1
    assert keys_found("?", kind="politique", limit=9) == []


def test_keys_are_those_of_the_search_the_latest_first(pages: Territory) -> None:
    add(pages, "S-2026-0004", "La cour d’une école", "Elle est vide.")
    add(pages, "ecoles", "Les écoles", "Une politique.", kind="politique")
    every = {hit.key for hit in search("école", kinds=["saisine"])}
    latest = ["S-2026-0004", "S-2026-0002", "S-2026-0001"]
    assert (keys_found("école", kind="saisine", limit=9), every) == (latest, set(latest))
    assert keys_found("école", kind="saisine", limit=2) == latest[:2]
    assert keys_found("écoles bancs", kind="saisine", limit=9) == ["S-2026-0002"]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Des bus après l’école de musique", ["S-2026-0001"]),
        ("Une école sans arbres", ["S-2026-0002"]),
        ("Des écoles ouvertes à tous", []),
        ("L’eau", ["S-2026-0003"]),
        ("Le robinet et la patinoire", []),
        ("", []),
        ("Aménagements, gouvernances, concertations, urbanismes, mobilités, paysages, budgets, contrats, eau", []),
    ],
)
def test_pages_alike_share_two_words_of_a_title_or_its_only_one(pages: Territory, title: str, found: list[str]) -> None:
    assert [hit.key for hit in pages_alike(title, kinds=["saisine"], limit=5)] == found


def test_another_territory_finds_nothing_here(pages: Territory) -> None:
    other = TerritoryFactory(slug="ailleurs", name="Ailleurs", siren="200000000")
    with scope(territory=other):
        assert keys("bus") == []


@pytest.mark.parametrize(
    "typed",
    [
        "'", '"', "''; DROP TABLE search_document --", "\\", "%", "NEAR(a b)", "a:b", "a & | ! b", "(((", "<b>", "🚌",
        "\x00bus\x00", "e" * 10_000, "bus " * 5_000, "1e5 12abc 0x1F -3.5", "\u202ebus", "ﬁn ½ ²", "AND OR NOT",
    ],
)  # fmt: skip
def test_nothing_typed_is_an_operator_or_an_error(pages: Territory, typed: str) -> None:
    assert isinstance(search(typed), list)
    assert isinstance(search(typed, every_word=False), list)


@given(text=st.text())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_can_be_indexed_and_found(pages: Territory, text: str) -> None:
    clean = text.replace("\x00", "")
    add(pages, "essai", "Essai", clean)
    assert isinstance(search(text), list)
    assert "essai" in [hit.key for hit in search("essai")]


@pytest.mark.parametrize("word", ["12abc", "abc12", "1e5", "2026", "a1b2c3", "63000"])
def test_words_with_digits_are_words(pages: Territory, word: str) -> None:
    add(pages, "chiffres", "Chiffres", f"avant {word} après")
    assert keys(word) == ["chiffres"]


def test_communes_and_bodies_are_found_by_what_they_decide(territory: Territory) -> None:
    day = date(2026, 11, 23)
    load(demo=Demo(territory=territory, today=day))
    index_places(territory=territory, on=day)
    index_places(territory=territory, on=day)
    assert [hit.url for hit in search("tramway")] == ["/organismes/smtc-ac/"]
    assert [hit.url for hit in search("63830", kinds=["commune"])] == ["/communes/durtol/", "/communes/nohanent/"]
    assert len(search("cantine", kinds=["commune"], limit=50)) == 21


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_two_queries(
    territory: Territory, client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        add(territory, f"S-{number}", "Plus de bus", "Le soir.")
    with django_assert_num_queries(2):  # the territory, the search
        page = client.get("/recherche/", {"q": "bus"}).content.decode()
    assert page.count('<article class="item">') == count
    assert ("1 page trouvée." if count == 1 else "3 pages trouvées.") in page


def test_the_page_escapes_and_groups(pages: Territory, client: Client) -> None:
    add(pages, "x", "<script>alert(1)</script> bus", "bus <img src=x>", kind="inconnu")
    page = client.get("/recherche/", {"q": "bus"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;img src=x&gt;" in page
    assert "<h2>Saisines</h2>" in page
    assert "<h2>Autres pages</h2>" in page
    assert "<mark>bus</mark>" in page


def test_the_page_without_result_offers_a_way_on(pages: Territory, client: Client) -> None:
    empty = client.get("/recherche/", {"q": "licorne"}).content.decode()
    assert "Rien de public ne contient ces mots" in empty
    assert 'href="/saisines/deposer/"' in empty
    some = client.get("/recherche/", {"q": "bus licorne"}).content.decode()
    assert "Aucune page ne contient tous ces mots. 1 page en contient une partie." in some


@pytest.mark.parametrize("typed", ["", "   "])
def test_the_page_without_question_shows_the_form_alone(pages: Territory, client: Client, typed: str) -> None:
    page = client.get("/recherche/", {"q": typed}).content.decode()
    assert "Que cherchez-vous" in page
    assert 'role="status"' not in page


def test_bad_requests(pages: Territory, client: Client) -> None:
    assert client.post("/recherche/").status_code == 405
    assert client.get("/recherche/", {"q": "bus" * 5_000}).status_code == 200
    assert client.get("/recherche/", {"q": "bus\x00"}).status_code == 400
