"""Every page of a recruitment, from its opening to its frozen pool, with the wrong person and bad input."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belvedere.contexts.panels.models import Address, Campaign, Category, RegisterFile
from tests.contexts.panels.recruitment import REFERENCE, Recruitment, csv_of
from tests.contexts.panels.test_views import as_, page

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


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, now: datetime) -> datetime:
    """The pages read the clock: it stands at the hour of the tests."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    return now


def entered(recruitment: Recruitment, **more: str) -> dict[str, str]:
    """Return the form of a person, as the browser sends it."""
    [asked] = Category.objects.filter(campaign=recruitment.row, kind="question")
    woman = asked.targets.order_by("position").first()
    assert woman is not None
    return {
        f"q-{asked.pk}": str(woman.pk),
        "commune": "chamalieres",
        "first_name": "Ada",
        "last_name": "Martin",
        "phone": "04 73 00 00 00",
        "email": "ada@exemple.fr",
        "is_old_enough": "on",
        "consents": "on",
        **more,
    }


def test_from_the_examen_to_a_frozen_pool_in_the_browser(recruitment: Recruitment, today: datetime) -> None:
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
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
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
