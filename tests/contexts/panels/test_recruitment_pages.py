"""A recruitment on its pages: from the purpose to a registration."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.panels.models import Address, Campaign, Candidate, Category, Invitation, RegisterFile, Target
from belvedere.platform.accounts.states import RoleKind
from tests.contexts.panels.recruitment import REFERENCE, Recruitment, csv_of, entered
from tests.contexts.panels.test_views import SCRIPT, as_, page
from tests.factories import BodyFactory, RoleFactory
from tests.papers import pdf_faults

DESK = "/espace/panels/recrutements/"
ONE = f"{DESK}{REFERENCE}/"
PUBLIC = f"/panel/recrutements/{REFERENCE}/"

DAYS = {
    "starts_on": "2027-02-01",
    "ends_on": "2027-06-30",
    "responses_until": "2026-12-20",
    "addresses_kept_until": "2027-01-31",
    "candidates_kept_until": "2027-06-30",
}
ABOUT = {"title": "Panel sur l’eau", "purpose": "L’eau l’été", "size": "4", "minimum_age_years": "16", **DAYS}


def test_from_the_examen_to_a_frozen_pool_in_the_browser(
    recruitment: Recruitment, today: datetime, tmp_path: Path
) -> None:
    agent = as_(recruitment.by)
    assert f"{DESK}ouvrir/?examen=E-2026-0001" in page("/espace/avis/", client=agent)
    assert "E-2026-0001" in page(f"{DESK}ouvrir/?examen=E-2026-0001", client=agent)
    assert agent.post(f"{DESK}ouvrir/?examen=E-2026-0001", ABOUT).url == ONE
    assert "Passer aux quotas" in page(ONE, client=agent)
    assert agent.post(f"{ONE}passer-aux-quotas/").url == f"{ONE}quotas/"
    known = {"code": "commune", "minimum_each": "1", "slack_places": "1"}
    assert agent.post(f"{ONE}quotas/ajouter/", known).url == f"{ONE}quotas/"
    typed = {
        "t-name": "Sexe",
        "t-question": "Vous êtes",
        "t-source": "Insee",
        "t-populations": "F ; 52\nH ; 48",
        "t-slack_places": "1",
    }
    assert agent.post(f"{ONE}quotas/saisir/", typed).url == f"{ONE}quotas/"
    shown = page(f"{ONE}quotas/", client=agent)
    assert "Un panel de 4 places peut tenir ces quotas" in shown
    assert "Insee" in shown
    assert agent.post(f"{ONE}quotas/adopter/").url == f"{ONE}registre/"
    file = SimpleUploadedFile("registre.csv", csv_of(recruitment.communes, 12))
    assert agent.post(f"{ONE}registre/", {"file": file}).url == f"{ONE}registre/"
    assert "Importer ces adresses" in page(f"{ONE}registre/", client=agent)
    assert agent.post(f"{ONE}registre/importer/", {"source": "Listes électorales"}).url == f"{ONE}registre/"
    assert (Address.objects.count(), RegisterFile.objects.count()) == (12, 0)
    assert agent.post(f"{ONE}registre/arreter/").url == f"{ONE}invitations/"
    assert agent.post(f"{ONE}invitations/tirer/", {"letters": "8"}).url == f"{ONE}invitations/"
    pdf = agent.get(f"{ONE}invitations/1/lettres.pdf")
    assert (pdf["Content-Type"], pdf_faults(pdf.content, tmp_path)) == ("application/pdf", [])
    page(PUBLIC, status=404)
    assert agent.post(f"{ONE}invitations/1/postees/").url == f"{ONE}invitations/"
    assert agent.post(f"{ONE}invitations/ouvrir/").url == f"{ONE}bassin/"
    assert "J’ai reçu une lettre" in page(PUBLIC)
    for number, code in enumerate(recruitment.codes()):
        sent = Client().post(f"/panel/inscription/{code}/", entered(recruitment, email=f"a{number}@exemple.fr"))
        assert sent.url == f"/panel/inscription/{code}/"
        assert "Votre inscription est reçue" in page(f"/panel/inscription/{code}/")
    assert "8 personnes inscrites" in page(f"{ONE}bassin/", client=agent)
    assert "Geler le bassin" in page(f"{ONE}bassin/geler/", client=agent)
    assert agent.post(f"{ONE}bassin/geler/").url == ONE
    assert Campaign.objects.get().state == "bassin_gele"
    assert "Les inscriptions sont closes" in page(PUBLIC)


NAMES = [
    "",
    "objet/",
    "abandonner/",
    "quotas/",
    "registre/",
    "invitations/",
    "bassin/",
    "bassin/saisir/",
    "bassin/faisabilite/",
    "bassin/foyers/",
    "bassin/geler/",
]
POSTS = [
    "objet/",
    "passer-aux-quotas/",
    "abandonner/",
    "quotas/ajouter/",
    "quotas/saisir/",
    "quotas/croiser/",
    "quotas/adopter/",
    "quotas/revoir/",
    "quotas/1/",
    "quotas/1/verifier/",
    "quotas/1/retirer/",
    "registre/",
    "registre/importer/",
    "registre/effacer-le-fichier/",
    "registre/arreter/",
    "invitations/tirer/",
    "invitations/tirer-le-conseil/",
    "invitations/retours/",
    "invitations/date/",
    "invitations/ouvrir/",
    "invitations/1/postees/",
    "bassin/saisir/",
    "bassin/foyers/",
    "bassin/geler/",
    "bassin/rouvrir/",
    "bassin/assouplir/",
    "candidats/AAAAAAAA/corriger/",
    "candidats/AAAAAAAA/effacer/",
]


def test_the_pages_are_for_the_body_alone(recruitment: Recruitment) -> None:
    recruitment.with_pool()
    elsewhere = as_(RoleFactory(body=BodyFactory(territory=recruitment.world.body.territory), kind=RoleKind.AGENT))
    elected, anyone = as_(recruitment.world.elected), Client()
    for name in NAMES:
        assert elsewhere.get(f"{ONE}{name}").status_code == 404
        assert elected.get(f"{ONE}{name}").status_code == 403
        assert anyone.get(f"{ONE}{name}").url.startswith("/compte/connexion/")
    for name in POSTS:
        assert elsewhere.post(f"{ONE}{name}").status_code == 404
        assert elected.post(f"{ONE}{name}").status_code == 403
        assert anyone.post(f"{ONE}{name}").status_code == 302
    pdf = f"{ONE}invitations/1/lettres.pdf"
    assert (elsewhere.get(pdf).status_code, elected.get(pdf).status_code) == (404, 403)
    assert recruitment.row.state == "inscriptions"
    assert Candidate.objects.count() == 8


def test_a_recruitment_that_does_not_exist(recruitment: Recruitment) -> None:
    agent = as_(recruitment.by)
    assert agent.get(f"{DESK}R-1999-0001/").status_code == 404
    assert agent.get(f"{DESK}ouvrir/?examen=E-1999-0001").status_code == 404
    assert Client().get("/panel/recrutements/R-1999-0001/").status_code == 404


def test_bad_input_keeps_what_was_typed(recruitment: Recruitment, today: datetime) -> None:
    recruitment.opened()
    agent = as_(recruitment.by)
    sent = agent.post(f"{ONE}objet/", {**ABOUT, "size": "0", "title": SCRIPT, "ends_on": "2026-01-01"})
    assert sent.status_code == 422
    shown = sent.content.decode()
    assert SCRIPT not in shown
    assert "&lt;script&gt;" in shown
    assert "La fin vient avant le début." in shown
    assert Campaign.objects.get().title == "Panel sur l’eau"


def test_what_is_typed_of_quotas_is_checked_line_by_line(recruitment: Recruitment) -> None:
    recruitment.with_quotas()
    agent = as_(recruitment.by)
    typed = {"t-name": "Trajet", "t-question": "Q", "t-source": "Insee", "t-populations": "À vélo 12\nA ; 3\nA ; 4"}
    sent = agent.post(f"{ONE}quotas/saisir/", typed)
    assert sent.status_code == 422
    assert "Ligne 1" in sent.content.decode()
    assert "Une réponse est écrite deux fois." in sent.content.decode()
    again = agent.post(f"{ONE}quotas/saisir/", {**typed, "t-name": "Sexe", "t-populations": "A ; 3"})
    assert (again.status_code, "Un critère porte déjà ce nom" in again.content.decode()) == (422, True)
    assert agent.post(f"{ONE}quotas/croiser/", {"first": "Sexe", "second": "Sexe"}).status_code == 422
    assert agent.post(f"{ONE}quotas/ajouter/", {"code": "inconnu"}).status_code == 422
    assert agent.post(f"{ONE}quotas/999999/", {}).status_code == 404
    assert Category.objects.count() == 2


def test_bounds_are_checked_while_typing_and_saved_when_asked(recruitment: Recruitment) -> None:
    recruitment.with_quotas()
    agent = as_(recruitment.by)
    woman, man = Target.objects.filter(category__name="Sexe").order_by("position")
    place = f"{ONE}quotas/{woman.category_id}/"
    typed = {f"min-{woman.pk}": "3", f"max-{woman.pk}": "4", f"min-{man.pk}": "2", f"max-{man.pk}": "4"}
    checked = agent.post(f"{place}verifier/", typed).content.decode()
    assert "Les minimums demandent 5 personnes" in checked
    assert "<html" not in checked
    assert agent.post(f"{place}verifier/", {f"min-{woman.pk}": "x"}).status_code == 200
    backwards = {**typed, f"min-{woman.pk}": "4", f"max-{woman.pk}": "1"}
    assert "le minimum 4 dépasse le maximum 1" in agent.post(f"{place}verifier/", backwards).content.decode()
    assert agent.post(place, backwards).status_code == 422
    assert agent.post(place, {f"min-{woman.pk}": "3"}).status_code == 422
    assert agent.post(place, {**typed, f"min-{man.pk}": "0"}).url == f"{ONE}quotas/"
    woman.refresh_from_db()
    assert (woman.minimum, woman.maximum) == (3, 4)


def test_a_register_is_read_before_it_is_imported(recruitment: Recruitment) -> None:
    recruitment.at_register()
    agent = as_(recruitment.by)
    assert agent.post(f"{ONE}registre/").status_code == 422
    file = SimpleUploadedFile("r.csv", f"adresse;commune\n{SCRIPT};Beaumont\n;Paris\n".encode())
    agent.post(f"{ONE}registre/", {"file": file})
    shown = page(f"{ONE}registre/", client=agent)
    assert "Ligne 3" in shown
    assert SCRIPT not in shown
    assert agent.post(f"{ONE}registre/importer/", {"source": ""}).status_code == 422
    refused = agent.post(f"{ONE}registre/importer/", {"source": "Mairie"})
    assert (refused.status_code, Address.objects.count()) == (422, 0)
    assert agent.post(f"{ONE}registre/effacer-le-fichier/").url == f"{ONE}registre/"
    assert agent.post(f"{ONE}registre/importer/", {"source": "Mairie"}).status_code == 410


def test_letters_that_the_register_cannot_give(recruitment: Recruitment) -> None:
    recruitment.at_invitations()
    agent = as_(recruitment.by)
    assert agent.post(f"{ONE}invitations/tirer/", {"letters": "0"}).status_code == 422
    assert agent.post(f"{ONE}invitations/tirer/", {"letters": "13"}).status_code == 422
    assert agent.get(f"{ONE}invitations/1/lettres.pdf").status_code == 404
    assert agent.post(f"{ONE}invitations/date/", {"until": "hier"}).status_code == 422
    assert agent.post(f"{ONE}invitations/ouvrir/").status_code == 422
    assert Invitation.objects.count() == 0


def test_signing_up_with_a_code_typed_by_hand(recruitment: Recruitment, today: datetime) -> None:
    recruitment.open_to_all()
    [code, other, *_rest] = recruitment.codes()
    anyone = Client()
    assert (
        anyone.post("/panel/inscription/", {"code": f"{code[:5].lower()}-{code[5:]}"}).url
        == f"/panel/inscription/{code}/"
    )
    assert anyone.post("/panel/inscription/", {"code": ""}).status_code == 422
    assert anyone.get("/panel/inscription/AAAAAAAAAA/").status_code == 404
    shown = page(f"/panel/inscription/{code}/")
    assert "Vous êtes" in shown
    assert "no-store" in anyone.get(f"/panel/inscription/{code}/")["Cache-Control"]
    missing = entered(recruitment, phone="", email="", last_name=SCRIPT)
    missing.pop("consents")
    refused = anyone.post(f"/panel/inscription/{code}/", missing)
    assert refused.status_code == 422
    assert "sinon, comment vous prévenir" in refused.content.decode()
    assert SCRIPT not in refused.content.decode()
    assert "Ne pas participer" in page(f"/panel/inscription/{other}/")
    assert "C’est noté" in anyone.post(f"/panel/inscription/{other}/refuser/").content.decode()
    assert (Candidate.objects.count(), Invitation.objects.exclude(declined_at=None).count()) == (0, 1)


def test_leaving_erases_everything(recruitment: Recruitment, today: datetime) -> None:
    recruitment.with_pool()
    [code, *_rest] = recruitment.codes()
    anyone = Client()
    place = f"/panel/inscription/{code}/retirer/"
    assert "seront effacés tout de suite" in page(place)
    assert Candidate.objects.count() == 8
    assert "Tout ce que vous nous aviez dit est effacé." in anyone.post(place).content.decode()
    assert Candidate.objects.count() == 7
    assert anyone.post(place).url == f"/panel/inscription/{code}/"
    assert "Vous êtes" in page(f"/panel/inscription/{code}/")


def test_too_late_to_sign_up(recruitment: Recruitment, today: datetime) -> None:
    recruitment.frozen()
    recruitment.world.agent.refresh_from_db()
    free = Invitation.objects.filter(candidate=None).count()
    [code, *_rest] = recruitment.codes()
    Candidate.objects.filter(invitation__isnull=False).update(invitation=None)
    assert free == 0
    refused = Client().get(f"/panel/inscription/{code}/")
    assert (refused.status_code, "Les inscriptions sont closes" in refused.content.decode()) == (409, True)


def test_looking_for_codes_is_counted(recruitment: Recruitment, today: datetime) -> None:
    recruitment.open_to_all()
    robot = Client()
    statuses = [robot.get(f"/panel/inscription/{number:010d}/").status_code for number in range(31)]
    assert statuses == [404] * 30 + [429]


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_same_whatever_its_length(
    recruitment: Recruitment, now: datetime, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        recruitment.opened()
    agent = as_(recruitment.by)
    agent.get(DESK)
    with django_assert_num_queries(5):
        assert page(DESK, client=agent).count("Panel sur l’eau") == count
