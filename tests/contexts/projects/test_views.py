"""The desk and the public pages, seen by each person, with good and bad input, in a constant number of statements."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.observatory.actions import describe_policy
from belvedere.contexts.observatory.states import PolicySheet
from belvedere.contexts.projects.actions.project import tell_communes
from belvedere.contexts.projects.actions.questionnaire import ask_department
from belvedere.contexts.projects.models import Deadline, Project, Proof, Reply, Score, Term
from belvedere.contexts.projects.states.gates import Gate
from belvedere.platform.accounts.inbox import inbox_page
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.downloads import SANDBOX
from belvedere.platform.territory.models import CouncilSession
from tests.contexts.projects.world import AFTER, PHOTO, World
from tests.factories import CommuneFactory, RoleFactory

DESK = "/espace/projets/"
HERE = "/espace/projets/inspire/"
PAGES = (
    "",
    "fiche/",
    "questionnaire/",
    "echeances/",
    "portes/",
    "portes/P0/",
    "documents/",
    "concertation/",
    "evaluation/",
)


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


def test_every_page_answers_to_its_people_and_is_not_found_by_others(
    world: World, elsewhere: World, now: datetime
) -> None:
    world.reported(now)
    readers = (world.lead, world.agent, world.elected, world.auditor)
    for path in PAGES:
        for role in readers if path == "" else readers[:1]:
            page(as_(role), HERE + path)
        page(as_(elsewhere.agent), HERE + path, 404)
        assert Client().get(HERE + path).status_code == 302
    page(as_(RoleFactory(body=world.body, kind=RoleKind.FACILITATOR)), HERE, 403)
    english = as_(world.lead)
    english.cookies["django_language"] = "en"
    for path in PAGES:
        assert 'lang="en"' in page(english, HERE + path)


def test_who_only_reads_is_shown_no_form_and_refused_every_verb(world: World, now: datetime) -> None:
    world.planned(now)
    reader = as_(world.auditor)
    assert "Figer le verdict" not in page(reader, f"{HERE}questionnaire/")
    for path, sent in (
        ("questionnaire/qpv/", {"reply": "non"}),
        ("figer/", {}),
        ("echeances/", {"decision_on": "2027-12-20"}),
        ("publier/", {}),
        ("documents/registre/produire/", {}),
        ("portes/P0/franchir/", {"reservation": "Oui"}),
        ("concertation/modalites/", {"wording": "Une réunion"}),
        ("evaluation/lecon/", {"text": "Rien"}),
    ):
        assert reader.post(HERE + path, sent).status_code == 403, path
    assert Reply.objects.get(question="qpv").value is True
    assert Term.objects.count() == 0


def test_a_project_is_opened_and_questioned_in_the_browser(world: World) -> None:
    client = as_(world.lead)
    sent = {"name": "Place Claussat", "summary": "Une place sans voitures.", "department": world.department.pk}
    answer = client.post(f"{DESK}nouveau/", {**sent, "communes": ["beaumont"], "answer_days": "0"})
    assert answer.status_code == 422
    assert "Une place sans voitures." in answer.content.decode()
    assert Project.objects.count() == 0
    here = client.post(f"{DESK}nouveau/", {**sent, "communes": ["beaumont"]})["Location"]
    assert here == "/espace/projets/place-claussat/questionnaire/"
    assert "Où conduit" not in page(client, here)
    client.post(f"{here}nature/", {"reply": "pietonnisation"})
    wrong = client.post(f"{here}surface_pietonne_m2/", {"reply": "beaucoup"})
    assert (wrong.status_code, "beaucoup" in wrong.content.decode()) == (422, True)
    client.post(f"{here}surface_pietonne_m2/", {"reply": "3 001"})
    client.post(f"{here}entretien_seulement/", {"reply": "non"})
    shown = page(client, here)
    assert "Concertation obligatoire : création ou suppression d’aire piétonne".replace(" :", "\u00a0:") in shown
    for told in ("C. urb. R. 103-1, 3°", "Texte vérifié", "Lu le", "ne remplace pas l’avis"):
        assert told in shown
    page(client, f"{here}rien/", 404)


def test_a_department_that_is_asked_sees_its_question_and_nothing_else(world: World, now: datetime) -> None:
    project = world.planned(now)
    due = timezone.localdate() + timedelta(days=7)
    asked = ask_department(
        project=project, question="qpv", department=world.other_department, due_on=due, by=world.lead, now=now
    )
    client, path = as_(world.other), f"/espace/questions-posees/{asked.pk}/"
    items = {str(line.item.title): line.item.url for line in inbox_page(role=world.other, now=now).lines}
    assert items == {"Un quartier prioritaire de la politique de la ville est-il concerné\u00a0?": path}
    assert client.post(path, {"reply": "peut-être"}).status_code == 422
    assert client.post(path, {"reply": "oui"})["Location"] == "/espace/"
    page(client, path, 404)
    page(as_(world.lead), path, 404)


def test_the_next_deadline_is_one_click_from_the_inbox(world: World, now: datetime) -> None:
    world.planned(now)
    [line] = inbox_page(role=world.lead, now=now).lines
    assert (str(line.item.title), line.item.url) == ("Délibération fixant objectifs et modalités", HERE)
    shown = page(as_(world.lead), HERE)
    assert "Ma prochaine échéance" in shown
    assert "Préparer le document" in shown
    assert inbox_page(role=world.other, now=now).lines == ()


def test_an_impossible_plan_is_told_with_what_to_relax(world: World, now: datetime) -> None:
    world.planned(now)
    client = as_(world.lead)
    answer = client.post(f"{HERE}echeances/", {"decision_on": "2027-03-01"})
    assert answer.status_code == 409
    assert "tenir une séance" in answer.content.decode()
    assert client.post(f"{HERE}echeances/", {"decision_on": "demain"}).status_code == 422
    assert Deadline.objects.count() == 5
    session = {"held_on": "2027-09-20", "source": "Séance ajoutée"}
    assert client.post(f"{HERE}echeances/seance/", session).status_code == 403
    assert as_(world.agent).post(f"{HERE}echeances/seance/", session).status_code == 302
    assert CouncilSession.objects.filter(source="Séance ajoutée").count() == 1


def test_a_proof_that_is_refused_keeps_what_was_typed(world: World, now: datetime) -> None:
    world.voted(now)
    Project.objects.update(terms_voted_on=timezone.localdate() - timedelta(days=30))
    client, path = as_(world.lead), f"{HERE}concertation/modalites/1/prouver/"
    sent = {"kind": "photo", "title": "La salle pleine", "dated_on": timezone.localdate().isoformat()}
    wrong = client.post(path, {**sent, "file": SimpleUploadedFile("a.pdf", b"MZ\x90")})
    assert wrong.status_code == 422
    assert "La salle pleine" in wrong.content.decode()
    assert client.post(path, {**sent, "file": SimpleUploadedFile("a.pdf", PHOTO)}).status_code == 302
    proof = Proof.objects.get()
    file = client.get(f"{HERE}concertation/preuves/{proof.pk}/")
    assert (file.content, file["Content-Security-Policy"]) == (PHOTO, SANDBOX)
    table = b"".join(client.get(f"{HERE}concertation/?format=csv").streaming_content).decode()
    assert proof.sha256 in table
    public = b"".join(Client().get("/projets/inspire/preuves/").streaming_content).decode()
    assert public == table


def test_nothing_of_a_project_is_public_before_it_is_published(world: World, now: datetime) -> None:
    world.planned(now)
    visitor = Client()
    for path in (
        "/projets/inspire/",
        "/projets/inspire/echeances.ics",
        "/projets/inspire/preuves/",
        "/projets/inspire/evaluer/",
    ):
        page(visitor, path, 404)
    for path in ("/projets/", "/projets/agenda/", "/projets/portes/", "/communes/beaumont/"):
        assert "InspiRe" not in page(visitor, path)


def test_the_public_page_tells_what_is_open_and_what_came_of_it(world: World, now: datetime) -> None:
    project = world.reported(now)
    world.passed(project, project_gate(), AFTER, "Le verdict viendra")
    shown = page(Client(), "/projets/inspire/")
    for told in (
        "Où faire passer la ligne C",
        "Deux lignes, en 2026.",
        "Le tracé de la ligne C",
        "Réunion 1",
        "Fait, avec preuve",
        "contributions",
        "Passer par la gare",
        "Réponse à venir",
        "Le verdict viendra",
        "Le verdict juridique est figé",
    ):
        assert told in shown, told
    assert str(world.lead.user) not in shown
    assert "Mobilités" in page(Client(), "/projets/portes/")
    assert "InspiRe" in page(Client(), "/communes/beaumont/")


def project_gate() -> Gate:

    return Gate.OPPORTUNITY


def test_the_public_lists_are_filtered_by_commune(world: World, now: datetime) -> None:
    world.published(now)
    visitor = Client()
    for path in ("/projets/", "/projets/agenda/"):
        assert "InspiRe" in page(visitor, f"{path}?commune=beaumont")
        assert "InspiRe" in page(visitor, f"{path}?commune=nulle-part")
    CommuneFactory(slug="royat", name="Royat")
    for path in ("/projets/", "/projets/agenda/"):
        assert "InspiRe" not in page(visitor, f"{path}?commune=royat")


def test_a_participant_judges_without_a_name(world: World, now: datetime) -> None:
    world.reported(now)
    visitor = Client()
    assert visitor.post("/projets/inspire/evaluer/", {"respect": "6"}).status_code == 422
    assert visitor.post("/projets/inspire/evaluer/", {"respect": "4"})["Location"] == "/projets/inspire/"
    assert [(score.criterion, score.is_organiser, score.value) for score in Score.objects.all()] == [
        ("respect", False, 4)
    ]


def test_what_arrives_in_my_commune(world: World, now: datetime) -> None:
    project = world.planned(now)
    mayor = RoleFactory(body=world.communes[1].body, kind=RoleKind.ELECTED)
    client = as_(mayor)
    assert "InspiRe" not in page(client, "/espace/ma-commune/")
    page(client, "/espace/ma-commune/inspire/", 404)
    until = timezone.localdate() + timedelta(days=21)
    tell_communes(project=project, react_until=until, by=world.lead, now=timezone.now())
    assert "Réagir avant le" in page(client, "/espace/ma-commune/")
    [line] = inbox_page(role=mayor, now=timezone.now()).lines
    assert line.item.url == "/espace/ma-commune/inspire/"
    assert client.post(line.item.url, {"text": " "}).status_code == 422
    assert client.post(line.item.url, {"text": "Et l’école ?"}).status_code == 302
    assert "Et l’école ?" in page(as_(world.lead), HERE)
    page(as_(world.elected), "/espace/ma-commune/inspire/", 404)


def test_the_page_of_a_policy_shows_its_public_projects(world: World, now: datetime) -> None:
    sheet = PolicySheet(slug="mobilites", name="Mobilités", summary="")
    policy = describe_policy(body=world.body, competence=None, sheet=sheet, now=now)
    private, public = world.opened(now, "Encore secret"), world.published(now)
    Project.objects.filter(pk__in=[private.pk, public.pk]).update(policy=policy)
    shown = page(Client(), "/observatoire/politiques/mobilites/")
    assert (shown.count("/projets/inspire/"), "Encore secret" in shown) == (1, False)
    assert "InspiRe" in page(Client(), "/projets/?politique=mobilites")


@pytest.mark.parametrize(
    ("path", "statements"),
    [
        (DESK, 8),
        ("/espace/projets/feu-vert/", 18),
        ("/espace/projets/calendrier/", 6),
        ("/projets/", 10),
        ("/projets/agenda/", 8),
        ("/projets/portes/", 6),
    ],
)
def test_lists_take_as_many_statements_for_three_as_for_one(
    world: World, now: datetime, django_assert_num_queries: DjangoAssertNumQueries, path: str, statements: int
) -> None:
    client = as_(world.agent)
    world.published(now)
    page(client, path)
    with django_assert_num_queries(statements):
        page(client, path)
    for name in ("Deuxième", "Troisième"):
        world.published(now, name)
    with django_assert_num_queries(statements):
        assert "Troisième" in page(client, path) or path == "/projets/portes/"
