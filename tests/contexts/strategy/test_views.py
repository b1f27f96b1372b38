"""The pages of the strategy and of the calendar: each person, bad input, and the same statements for 1 and 3."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from belvedere.contexts.strategy import actions
from belvedere.contexts.strategy.models import AgendaEvent, Amendment, Element, Offer, Setting, StrategyVersion, Waiver
from belvedere.contexts.strategy.sections import amendments_to_arbitrate, rules_to_mend
from belvedere.contexts.strategy.states import ElementKind, VersionState
from tests.contexts.strategy.conftest import World, as_, at
from tests.papers import pdf_faults

DESK = "/espace/strategie/versions/1/"
TEXTS = {"title_fr": "Titre", "title_en": "Title", "text_fr": "", "text_en": "", "source": ""}


def soon(days: int, hour: int = 18) -> str:
    return f"{timezone.localdate() + timedelta(days=days)}T{hour}:00"


def page(path: str, client: Client | None = None, status: int = 200) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_version_from_hand_to_hand(world: World, tmp_path: Path) -> None:
    agent, town, elected = as_(world.agent), as_(world.town), as_(world.elected)
    named = {"title_fr": "Première", "title_en": "First"}
    assert agent.post("/espace/strategie/", named).url == DESK
    agent.post(f"{DESK}parties/ajouter/", {**TEXTS, "kind": "principe", "parent": ""})
    assert "Titre" in page(DESK, agent)
    page("/strategie/versions/1/", status=404)  # a draft is nobody else's
    due = str(timezone.localdate() + timedelta(days=9))
    agent.post(f"{DESK}etat/ouvrir/", {"due_on": due})
    typed = {**TEXTS, "title_fr": "Autre", "title_en": "Other", "change": "modifier", "key": "P1", "reason": "Mieux."}
    assert "Titre" in page(f"{DESK}amender/?partie=P1", town)
    assert town.post(f"{DESK}amender/", typed).url == DESK
    assert town.post(f"{DESK}commenter/", {"text": "Oui", "about": "amendement-1"}).url == DESK
    assert "Mieux." in page("/strategie/versions/1/")
    agent.post(f"{DESK}etat/clore/")
    now = timezone.now()
    assert [item.url for item in amendments_to_arbitrate(role=world.elected, now=now)] == [f"{DESK}amendements/1/"]
    elected.post(f"{DESK}amendements/1/", {**TEXTS, "verb": "retenir", "reason": "D’accord."})
    today = str(timezone.localdate())
    assert agent.post(f"{DESK}etat/adopter/", {"deliberation": "DEL-1", "adopted_on": today}).url == DESK
    shown = page("/strategie/")
    assert "Autre" in shown
    assert "DEL-1" in shown
    assert pdf_faults(Client().get("/strategie/versions/1/strategie.pdf").content, tmp_path) == []
    page("/strategie/versions/1/differences/", status=404)  # nothing before it


@pytest.mark.parametrize(
    ("path", "typed", "field"),
    [
        ("parties/ajouter/", {**TEXTS, "kind": "principe", "title_fr": ""}, "id_title_fr"),
        ("etat/ouvrir/", {"due_on": "2020-01-01"}, "id_due_on"),
        ("tests/", {"key": "", "indicator": "rien"}, "id_indicator"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(world: World, path: str, typed: dict, field: str) -> None:
    world.commitment(world.version(), "panels-au-travail", 1)
    answer = as_(world.agent).post(DESK + path, typed)
    assert answer.status_code == 422
    assert f'href="#{field}' in answer.content.decode()
    assert StrategyVersion.objects.get().state == VersionState.WRITING


def test_wrong_persons_are_refused_and_nothing_changes(world: World) -> None:
    version = world.version()
    world.write(version, ElementKind.PRINCIPLE, "Un")
    event = world.ask()
    town, other = as_(world.town), as_(world.driver)
    assert town.post("/espace/strategie/", {"title_fr": "Pirate", "title_en": "Pirate"}).status_code == 403
    assert town.post(f"{DESK}parties/P1/", {**TEXTS, "parent": ""}).status_code == 403
    assert town.post(f"{DESK}parties/P1/supprimer/").status_code == 403
    assert town.post(f"{DESK}etat/abandonner/").status_code == 403
    assert town.post("/espace/strategie/mesurer/").status_code == 403
    assert page("/espace/strategie/offres/", town, 403)
    assert "/espace/strategie/offres/" not in page("/espace/strategie/", town)
    desk = f"/espace/agenda/{event.pk}/"
    assert other.post(f"{desk}annuler/").status_code == 403
    assert other.post(f"{desk}regles/R1/lever/", {"reason": "Pour voir"}).status_code == 403
    for path in (DESK, desk, "/espace/strategie/", "/espace/agenda/inscrire/"):
        assert Client().get(path).status_code == 302
    assert (Element.objects.get().title_fr, Waiver.objects.count()) == ("Un", 0)


def test_consultation_planned_checked_told_and_waived(world: World) -> None:
    agent = as_(world.agent)
    typed = {"kind": "concertation", "title": "Rue du Port", "starts_at": soon(30), "ends_at": soon(30, 20)}
    wrong = agent.post("/espace/agenda/inscrire/", {**typed, "ends_at": soon(29)})
    assert (wrong.status_code, "Rue du Port" in wrong.content.decode()) == (422, True)
    desk = agent.post("/espace/agenda/inscrire/", {**typed, "competence": "voirie", "communes": ["63075"]}).url
    asking = {
        "method": "reunion",
        "minutes": "90",
        "share_percent": "2",
        "publics": ["adultes"],
        "touched": ["63075"],
        "asked_in": ["63075"],
        "answered_in": ["63075"],
        "takes_requests": "on",
        "forwards_in_working_days": "10",
        "evaluation_goes_up": "oui",
        "under_a_state_procedure": "non",
        "council_is_due": "non",
    }
    assert agent.post(f"{desk}demande/", {**asking, "minutes": "0"}).status_code == 422
    assert agent.post(f"{desk}demande/", asking).url == desk
    assert "Non respectée" in page(desk, agent)
    items = rules_to_mend(role=world.agent, now=timezone.now())
    assert [(item.url, str(item.detail)) for item in items] == [
        (desk, "Règles à respecter ou à lever\N{NO-BREAK SPACE}: R3")
    ]
    assert rules_to_mend(role=world.driver, now=timezone.now()) == []
    assert agent.post(f"{desk}regles/R3/lever/", {"reason": ""}).status_code == 422
    agent.post(f"{desk}regles/R3/lever/", {"reason": "Le maire l’a demandée."})
    public = page(desk.replace("/espace", ""))
    assert "Le maire l’a demandée." in public
    assert "Le maire l’a demandée." in page("/strategie/subsidiarite/")
    agent.post(f"{desk}prevenir/", {"communes": ["63075"], "on": str(timezone.localdate())})
    assert AgendaEvent.objects.get().communes.get().told_on == timezone.localdate()
    assert agent.post(f"{desk}compte-rendu/", {"people_reached": "3"}).status_code == 409
    agent.post(f"{desk}dates/", {"date-starts_at": soon(40), "date-ends_at": soon(40, 21)})
    agent.post(f"{desk}annuler/")
    assert "Annulé" in page(f"/agenda/?mois={soon(40)[:7]}")


def test_calendar_is_brought_from_a_file(world: World) -> None:
    town = as_(world.town)
    wrong = town.post("/espace/agenda/importer/", {"file": SimpleUploadedFile("a.ics", b"nom;date")})
    assert wrong.status_code == 422
    day = timezone.localdate() + timedelta(days=3)
    content = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Fête\r\n"
        f"DTSTART:{day:%Y%m%d}T180000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Sans nom\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    done = town.post("/espace/agenda/importer/", {"file": SimpleUploadedFile("a.ics", content.encode())})
    assert "1 date ajoutée" in done.content.decode()
    assert "Sans nom" in done.content.decode()
    assert "Fête" in page(f"/agenda/?mois={day:%Y-%m}")
    assert b"SUMMARY:F\xc3\xaate" in Client().get("/agenda.ics").content
    assert "Fête" in page("/communes/chamalieres/")


def test_numbers_and_offers_are_kept_by_the_metropole(world: World) -> None:
    agent = as_(world.agent)
    number = {"code": "half_life_days", "value": "0", "since": "2026-01-01", "source": "Délibération"}
    assert agent.post("/espace/strategie/reglages/", number).status_code == 422
    assert agent.post("/espace/strategie/reglages/", {**number, "value": "60"}).status_code == 302
    assert Setting.objects.get().value == 60
    offer = {
        "competence": "voirie",
        "level": "metropole",
        "name": "Comité",
        "source": "Règlement",
        "since": "2026-01-01",
    }
    assert agent.post("/espace/strategie/offres/", {**offer, "source": ""}).status_code == 422
    assert agent.post("/espace/strategie/offres/", offer).status_code == 302
    assert 'href="/espace/strategie/offres/"' in page("/espace/strategie/", agent)
    assert Offer.objects.get().name == "Comité"
    assert "Comité" in page("/strategie/couverture/voirie/metropole/")
    rows = json.loads(b"".join(Client().get("/strategie/couverture/?format=json").streaming_content))["rows"]
    assert {row["niveau"]: row["offre"] for row in rows}["metropole"] == "active"


@pytest.mark.parametrize(
    "path",
    [
        "/strategie/versions/9/",
        "/strategie/versions/9/strategie.pdf",
        "/strategie/engagements/E9/",
        "/strategie/couverture/rien/metropole/",
        "/strategie/couverture/voirie/rien/",
        "/agenda/99/",
    ],
)
def test_what_is_not_there_is_not_found(world: World, path: str) -> None:
    page(path, status=404)


def test_pages_of_an_empty_territory_say_so(world: World) -> None:
    for path, words in (
        ("/strategie/", "Aucune stratégie n’est encore adoptée"),
        ("/strategie/versions/", "Aucune version n’est encore publique"),
        ("/strategie/engagements/", "Aucun engagement n’est en vigueur"),
        ("/agenda/?mois=n’importe", "Rien n’est annoncé ce mois-ci"),
        ("/agenda/thermometre/?public=personne", "Personne n’a encore été sollicité"),
    ):
        assert words in page(path)


PAGES = {
    "/agenda/?mois=2026-12": 8,
    "/agenda/thermometre/": 5,
    "/strategie/subsidiarite/": 12,
    "/strategie/couverture/": 9,
    "/strategie/versions/1/": 6,
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", PAGES)
def test_pages_take_the_same_statements_for_1_and_3(
    world: World, django_assert_num_queries: object, path: str, count: int
) -> None:
    version = world.version()
    element = world.write(version, ElementKind.PRINCIPLE, "Un")
    for number in range(count):
        world.write(version, ElementKind.PRINCIPLE, f"Principe {number}")
        world.ask(20 + number)
    actions.open_amendments(version=version, due_on=at(5).date(), by=world.agent, now=at(0))
    for number in range(count):
        Amendment.objects.create(
            version=version, number=number + 1, change="supprimer", element=element.key, kind="principe",
            reason="Trop", body=world.transport, proposed_at=at(0),
        )  # fmt: skip
        actions.comment_version(version=version, text="Oui", by=world.driver, now=at(0))
    client = Client()
    with django_assert_num_queries(PAGES[path]):  # type: ignore[operator]
        client.get(path)
