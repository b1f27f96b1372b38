"""The pages of the referrals, with good and bad input, as anyone and as an agent."""

import io
import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from belvedere.contexts.referrals.models import Draft, Referral
from belvedere.contexts.referrals.queries import STATE_FILTERS, listed, public_referrals, support_token
from belvedere.contexts.referrals.states import Publication
from belvedere.contexts.referrals.views import public as views
from belvedere.platform.accounts.models import Role
from belvedere.platform.search.actions import index_document
from tests.contexts.referrals.conftest import World
from tests.languages import languages_of

HOSTILE = "Des bus <script>alert(1)</script>"
ESCAPED = "Des bus &lt;script&gt;"


@pytest.fixture
def today() -> datetime:
    """Pages read the clock: what they show is made today."""
    return timezone.now()


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def several(world: World, now: datetime, count: int) -> list[Referral]:
    return [
        world.admitted(now + timedelta(seconds=number), email=f"p{number}@exemple.fr", title=f"Sujet numéro {number}")
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_questions_whatever_its_length(
    world: World, today: datetime, django_assert_num_queries: object, count: int
) -> None:
    several(world, today, count)
    with django_assert_num_queries(LIST_QUERIES):  # type: ignore[operator]
        page = Client().get("/saisines/").content.decode()
    assert page.count("Sujet numéro") == count
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(public_referrals()) == count


LIST_QUERIES = 7


def test_each_filter(world: World, now: datetime) -> None:
    first, second = several(world, now, 2)
    Referral.objects.filter(pk=second.pk).update(commune=world.other, closed_at=now, collection="close")
    assert [list(public_referrals(commune=commune)) for commune in (world.commune, world.other)] == [[first], [second]]
    assert list(public_referrals(policy=world.policy)) == [second, first]
    states = ("ouverte", "close", "seuil-atteint", "examen", "irrecevable", "inconnu", "' OR 1=1")
    found = {state: list(public_referrals(state=state)) for state in states}
    assert found == {state: [] for state in states} | {"ouverte": [first], "close": [second]}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what the table holds")
@pytest.mark.parametrize(
    ("state", "index"),
    [
        ("ouverte", "referral_latest_gathering"),
        ("seuil-atteint", "referral_latest_reached"),
        ("examen", "referral_latest_examined"),
        ("close", "referral_latest_closed"),
        ("irrecevable", "referral_latest_by_decision"),
    ],
)
def test_the_list_of_a_state_reads_its_own_index(world: World, state: str, index: str) -> None:
    found = public_referrals(state=state)
    assert index in found[:20].explain()
    counted = found.order_by().values("pk")[:20].explain()
    assert "USING COVERING INDEX" in counted
    assert index in counted or state == "ouverte"  # most are: any index that holds what is asked stops as soon


def indexed(rows: Sequence[Referral]) -> None:
    for row in rows:
        index_document(territory=row.territory, kind="saisine", key=row.reference, title=row.title, text="", url="/")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what the table holds")
@pytest.mark.parametrize("state", ["", *STATE_FILTERS])
def test_a_list_of_a_policy_or_a_commune_is_chosen_and_counted_in_one_index(world: World, state: str) -> None:
    narrowed = [
        public_referrals(policy=world.policy, state=state),
        public_referrals(commune=world.commune, state=state),
        public_referrals(policy=world.policy, commune=world.commune, state=state),
    ]
    for found in narrowed:
        assert re.search(r"USING INDEX referral_latest_by_\w+ \(territory_id=\? AND \w+=\?\)", found[:20].explain())
        counted = found.order_by().values("pk")[:20].explain()
        assert re.search(r"USING COVERING INDEX referral_latest_by_\w+ \(territory_id=\? AND \w+=\?\)", counted)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL chooses by what the table holds")
@pytest.mark.parametrize("state", ["", *STATE_FILTERS])
def test_the_few_of_a_search_are_found_before_the_many_of_a_filter(world: World, now: datetime, state: str) -> None:
    indexed(several(world, now, 2))
    found = public_referrals(text="sujet", policy=world.policy, commune=world.commune, state=state)
    sliced = found.filter(when_decided__lte=now).order_by("-when_decided", "-pk")
    for rows in (found, found.order_by().values("pk"), sliced):
        assert "(territory_id=? AND reference=?)" in rows[:20].explain()


def test_filters_and_searches_are_bounded_together(world: World, now: datetime) -> None:
    first, second = several(world, now, 2)
    indexed([first, second])
    assert list(public_referrals(policy=world.policy, commune=world.commune, state="examen")) == []
    assert list(public_referrals(text="sujet")) == [second, first]
    Referral.objects.filter(pk=second.pk).update(commune=world.other)
    assert list(public_referrals(text="sujet", policy=world.policy, commune=world.commune)) == [first]


def page_of(address: str) -> str:
    return " ".join(Client().get(address).content.decode().replace("\xa0", " ").split())


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_asks_the_same_questions_whatever_it_finds(
    world: World, today: datetime, django_assert_num_queries: object, count: int
) -> None:
    indexed(several(world, today, count))
    with django_assert_num_queries(LIST_QUERIES + 1):  # type: ignore[operator]
        page = page_of("/saisines/?q=sujet")
    assert page.count("Sujet numéro") == count
    assert ("1 saisine." if count == 1 else "3 saisines.") in page


@pytest.mark.usefixtures("today")
def test_a_search_that_finds_too_many_says_among_which_it_is(
    world: World, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listed, "MOST_FOUND", 2)
    monkeypatch.setattr(views, "MOST_FOUND", 2)
    first, *others = several(world, now, 3)
    indexed([first, *others])
    page = page_of("/saisines/?q=sujet")
    assert "2 saisines, parmi les 2 dernières qui contiennent ces mots. Ajoutez un mot" in page
    assert [first.title in page, *(one.title in page for one in others)] == [False, True, True]
    assert "1 saisine." in page_of("/saisines/?q=sujet+0")
    Referral.objects.filter(pk=others[0].pk).update(commune=world.other)
    assert "1 saisine, parmi les 2 dernières" in page_of(f"/saisines/?q=sujet&commune={world.other.slug}")


@pytest.mark.parametrize("filters", ["etat=inconnu", "commune=nulle-part", "politique=rien", "page=zero"])
def test_an_unknown_filter_breaks_nothing(world: World, today: datetime, filters: str) -> None:
    several(world, today, 1)
    page = Client().get(f"/saisines/?{filters}")
    finds = filters.startswith("page=")
    assert (page.status_code, "Sujet numéro 0" in page.content.decode()) == (200, finds)


def test_hostile_text_is_text_on_pages_tables_and_feed(world: World, today: datetime) -> None:
    referral = world.admitted(today, title=HOSTILE, request=f"{HOSTILE} à toute heure, partout, tous les jours.")
    for path in ("/saisines/", f"/saisines/{referral.reference}/", "/saisines/flux.atom"):
        content = Client().get(path).content.decode()
        assert ("<script>alert" in content, ESCAPED in content) == (False, True), path
    table = Client().get("/saisines/?format=csv")
    assert table["Content-Type"].startswith("text/csv")
    assert HOSTILE in b"".join(table.streaming_content).decode()  # type: ignore[attr-defined]
    rows = json.loads(b"".join(Client().get("/saisines/?format=json").streaming_content))  # type: ignore[attr-defined]
    assert HOSTILE in json.dumps(rows, ensure_ascii=False)


def test_each_filter_of_the_feed_is_a_feed_of_its_own(world: World, today: datetime) -> None:
    world.admitted(today)
    identities = {
        re.search("<id>(.*?)</id>", Client().get(path).content.decode())[1]  # type: ignore[index]  # there is one
        for path in ("/saisines/flux.atom", "/saisines/flux.atom?etat=ouverte", "/saisines/flux.atom?etat=close")
    }
    home = "http://127.0.0.1:8000/saisines/flux.atom"
    assert identities == {home, f"{home}?etat=ouverte", f"{home}?etat=close"}


SUBJECT = {"commune": "chamalieres", "policy": "mobilites", "title": "Des bus plus tôt le dimanche"}


@pytest.mark.parametrize(
    "wrong", [{"commune": "nulle-part"}, {"policy": ""}, {"title": "Court"}, {"title": "x" * 121}], ids=str
)
def test_a_wrong_subject_is_422_and_keeps_what_was_typed(world: World, wrong: dict[str, str]) -> None:
    typed = SUBJECT | wrong
    response = Client().post("/saisines/deposer/", typed)
    assert (response.status_code, Draft.objects.count()) == (422, 0)
    assert typed["title"] in response.content.decode()


@pytest.mark.parametrize(
    ("step", "typed", "kept"),
    [
        ("deposit_said", {"body": "999999"}, ""),
        ("deposit_text", {"request": "Trop court", "reasons": "Mes raisons à garder"}, "Mes raisons à garder"),
        ("deposit_text", {"request": "x" * 3001}, "x" * 3001),
        ("deposit_contact", {"email": "pas une adresse"}, "pas une adresse"),
        ("deposit_contact", {"email": "suzanne@exemple.fr"}, "suzanne@exemple.fr"),
        ("deposit_subject", {"title": "Un titre à garder", "commune": "nulle-part"}, "Un titre à garder"),
    ],
)
def test_a_wrong_step_is_422_and_keeps_what_was_typed(
    world: World, today: datetime, step: str, typed: dict[str, str], kept: str
) -> None:
    started = world.started(today)
    before = Draft.objects.values().get()
    response = Client().post(reverse(f"referrals:{step}", args=[started.token]), typed)
    assert (response.status_code, kept in response.content.decode()) == (422, True)
    assert Draft.objects.values().get() == before


def test_a_draft_that_is_gone_and_a_reference_that_is_not(world: World) -> None:
    assert Client().get("/saisines/deposer/jamais-vu/texte/").status_code == 410
    assert Client().get("/saisines/S-2026-9999/").status_code == 404
    assert Client().get("/saisines/S-2026-9999/fiche.pdf").status_code == 404
    assert Client().get("/saisines/S-2026-9999/soutenir/").status_code == 404


@pytest.mark.parametrize(
    ("residence", "said", "unsaid"),
    [
        ("territory", "J’ai au moins 16 ans et j’habite cette commune", "Vous habitez ailleurs"),
        ("anywhere", "Vous habitez ailleurs ?", "j’habite cette commune"),
    ],
)
def test_the_support_form_asks_the_residence_of_the_reglement(
    world: World, today: datetime, residence: str, said: str, unsaid: str
) -> None:
    referral = world.admitted(today)
    Referral.objects.update(rules={**(referral.rules or {}), "who": {"minimum_age": 16, "residence": residence}})
    page = Client().get(f"/saisines/{referral.reference}/soutenir/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert (said in page, unsaid in page) == (True, False)


@pytest.mark.parametrize("path", ["/saisines/", "/saisines/flux.atom", "/saisines/S-2026-0001/"])
def test_what_is_read_is_not_posted_to(world: World, today: datetime, path: str) -> None:
    world.admitted(today)
    assert Client().post(path).status_code == 405


def test_a_wrong_support_is_422_and_keeps_the_address(world: World, today: datetime) -> None:
    referral = world.admitted(today)
    path = reverse("referrals:support", args=[referral.reference])
    response = Client().post(path, {"email": "paul@exemple.fr", "commune": "nulle-part"})
    assert (response.status_code, "paul@exemple.fr" in response.content.decode()) == (422, True)
    assert referral.supports.count() == 1


def test_an_expired_or_forged_link_of_support_counts_nothing(world: World, today: datetime) -> None:
    long_ago = today - timedelta(days=8)
    referral = world.admitted(long_ago)
    token = support_token(world.asked(referral, "paul@exemple.fr", long_ago))
    for link in (token, f"{token}x", "faux"):
        response = Client().post(reverse("referrals:confirm_support", args=[link]))
        assert (response.status_code, "Ce lien n’est plus bon" in response.content.decode()) == (410, True)
    assert referral.supports.filter(state="confirme").count() == 1


@pytest.mark.parametrize("verb", ["admit", "reject", "forward"])
def test_the_desk_of_another_commune_sees_and_decides_nothing(world: World, today: datetime, verb: str) -> None:
    referral = world.received(today, title="Un secret pour les autres")
    nadia = as_(world.foreign_agent)
    assert "Un secret" not in nadia.get(reverse("referrals:desk")).content.decode()
    assert nadia.get(reverse("referrals:desk_referral", args=[referral.reference])).status_code == 404
    answer = nadia.post(reverse(f"referrals:{verb}", args=[referral.reference]), {"reason": "imprecise"})
    assert (answer.status_code, Referral.objects.get().publication) == (404, Publication.RECEIVED)


@pytest.mark.parametrize(("verb", "typed"), [("reject", {"reason": "inventé"}), ("forward", {"to": "nulle-part"})])
def test_a_wrong_decision_is_422(world: World, today: datetime, verb: str, typed: dict[str, str]) -> None:
    referral = world.received(today)
    answer = as_(world.agent).post(reverse(f"referrals:{verb}", args=[referral.reference]), typed)
    assert (answer.status_code, Referral.objects.get().publication) == (422, Publication.RECEIVED)
    assert as_(world.agent).get(reverse(f"referrals:{verb}", args=[referral.reference])).status_code == 405


def test_a_null_character_is_a_bad_request(world: World) -> None:
    assert Client().get("/saisines/?q=%00").status_code == 400


def test_words_of_the_territory_are_french_in_an_english_page(world: World, today: datetime) -> None:
    referral = world.admitted(today)
    english, french = Client(headers={"Accept-Language": "en"}), Client(headers={"Accept-Language": "fr"})
    for path in ("/saisines/", f"/saisines/{referral.reference}/", "/observatoire/politiques/mobilites/"):
        page = english.get(path).content.decode()
        assert ('<html lang="en"' in page, ' lang="fr">' in page) == (True, True), path
        assert ' lang="fr">' not in french.get(path).content.decode().partition("<body")[2], path
    page = english.get(f"/saisines/{referral.reference}/").content.decode()
    assert f'<h1 lang="fr">{referral.title}</h1>' in page
    assert f'<div class="flow" lang="fr"><p>{referral.request}</p>' in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_paper_says_its_language(world: World, today: datetime, language: str) -> None:
    referral = world.admitted(today, title=HOSTILE)
    path = reverse("referrals:paper", args=[referral.reference])
    reader = PdfReader(io.BytesIO(Client(headers={"Accept-Language": language}).get(path).content))
    assert (reader.trailer["/Root"]["/Lang"], HOSTILE in reader.pages[0].extract_text()) == (language, True)


def test_the_paper_of_a_text_that_is_not_public_is_not_given(world: World, today: datetime) -> None:
    referral = world.received(today)
    assert Client().get(reverse("referrals:paper", args=[referral.reference])).status_code == 404


def test_the_desks_say_that_what_was_deposited_is_french(world: World, today: datetime) -> None:
    referral = world.received(today, title="Des bancs à l’ombre", request="Poser des bancs.", reasons="On attend.")
    client = as_(world.agent)
    for path, words in (
        ("/espace/", [referral.title]),
        ("/espace/recevabilite/", [referral.title]),
        (
            reverse("referrals:desk_referral", args=[referral.reference]),
            [referral.title, "Poser des bancs.", "On attend."],
        ),
        ("/espace/moderation/", ["Poser des bancs."]),
    ):
        page = client.get(path, headers={"Accept-Language": "en"}).content.decode()
        assert languages_of(page, *words) == {text: {"fr"} for text in words}, path
