"""A draw on its pages: the ceremony, the two officers, the folder that anyone verifies."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from belvedere.contexts.panels.models import Seat
from belvedere.contexts.panels.tasks import compute_lottery
from belvedere.platform.accounts.states import RoleKind
from tests.contexts.panels.ceremony import Ceremony, beaconed, signed_in
from tests.contexts.panels.recruitment import REFERENCE
from tests.factories import RoleFactory
from tests.papers import pdf_faults
from tools import verify_draw


def test_the_pages_of_the_ceremony(ceremony: Ceremony, client: Client) -> None:
    address = f"/panel/recrutements/{REFERENCE}/ceremonie/"
    ceremony.ready()
    assert client.get(address).status_code == 404
    ceremony.commit()
    waiting = client.get(address).content.decode()
    assert ceremony.draw.commitment in waiting
    assert "Personne ne le connaît encore." in waiting
    ceremony.type(ceremony.by)
    ceremony.type(ceremony.colleague)
    page = client.get(address).content.decode()
    assert "Panel 407 sur 1" in page
    for seat in Seat.objects.all():
        assert seat.pseudonym in page
    assert "Nom1" not in page


def test_two_officers_draw_from_their_pages(ceremony: Ceremony, client: Client) -> None:
    ceremony.recruitment.frozen()
    base = f"/espace/panels/recrutements/{REFERENCE}/tirage/"
    signed_in(client, ceremony.by)
    assert "Calculer la loterie" in client.get(base).content.decode()
    assert client.post(f"{base}calculer/").headers["Location"] == base
    assert "Le calcul est en cours" in client.get(base).content.decode()
    compute_lottery.func(ceremony.draw.pk)
    assert "Engager le tirage" in client.get(base).content.decode()
    wrong = client.post(
        f"{base}engager/",
        {"day": "hier", "hour": "18:00", "place": "Salle du conseil", "chance": "des", "dice": "2", "alternates": "0"},
    )
    assert wrong.status_code == 422
    assert "Salle du conseil" in wrong.content.decode()
    ceremony.commit()
    bad = client.post(f"{base}hasard/", {"faces": "4 0"})
    assert (bad.status_code, "Il faut 3 faces" in bad.content.decode()) == (422, True)
    early = client.post(f"{base}hasard/", {"faces": "407"})
    assert (early.status_code, "Ce n’est pas encore l’heure annoncée" in early.content.decode()) == (409, True)
    with time_machine.travel(ceremony.at, tick=False):
        type_as_two(ceremony, client, base)


def type_as_two(ceremony: Ceremony, client: Client, base: str) -> None:
    first = signed_in(client, ceremony.by)
    assert first.post(f"{base}hasard/", {"faces": "4 0 7"}).headers["Location"] == base
    alone = first.post(f"{base}hasard/", {"faces": "407"})
    assert (alone.status_code, "Il faut deux personnes" in alone.content.decode()) == (409, True)
    second = signed_in(Client(), ceremony.colleague)
    assert second.post(f"{base}hasard/", {"faces": "407"}).headers["Location"].endswith("/ceremonie/")
    again = second.post(f"{base}hasard/", {"faces": "111"})
    assert (again.status_code, "Ce tirage a déjà eu lieu" in again.content.decode()) == (409, True)
    places = second.get(f"/espace/panels/recrutements/{REFERENCE}/places/").content.decode()
    assert "0 place confirmée sur 4." in places


def test_an_agent_of_another_body_sees_nothing_of_it(ceremony: Ceremony, client: Client) -> None:
    ceremony.drawn()
    signed_in(client, RoleFactory(kind=RoleKind.AGENT))
    for page in ("tirage/", "tirage/hasard/", "tirage/engager/", "places/"):
        assert client.get(f"/espace/panels/recrutements/{REFERENCE}/{page}").status_code == 404
    name = Seat.objects.all()[0].pseudonym
    assert client.post(f"/espace/panels/recrutements/{REFERENCE}/places/{name}/confirmer/").status_code == 404
    assert Seat.objects.filter(state="confirme").count() == 0


def test_the_published_folder_verifies_outside(ceremony: Ceremony, client: Client, tmp_path) -> None:
    ceremony.drawn()
    archive = client.get(f"/panel/recrutements/{REFERENCE}/tirage.zip").content
    zipfile.ZipFile(io.BytesIO(archive)).extractall(tmp_path)
    files = verify_draw.read_folder(tmp_path / "tirage")
    assert verify_draw.verify(files, noted=ceremony.draw.commitment)[2] == "Panel tiré / panel drawn: 407: OK"
    one = client.get(f"/panel/recrutements/{REFERENCE}/tirage/result.json")
    assert one.content.decode() == files["result.json"]
    assert client.get(f"/panel/recrutements/{REFERENCE}/tirage/noms.csv").status_code == 404


@pytest.mark.usefixtures("recruitment")
def test_the_verifier_is_given_as_the_project_holds_it(client: Client) -> None:
    given = client.get("/panel/verify_draw.py")
    assert given.headers["Content-Disposition"] == 'attachment; filename="verify_draw.py"'
    assert given.content == Path(verify_draw.__file__).read_bytes()


def test_the_screen_of_the_room_exists_once_committed(ceremony: Ceremony, client: Client) -> None:
    address = f"/panel/recrutements/{REFERENCE}/ceremonie/ecran/"
    ceremony.ready()
    assert client.get(address).status_code == 404
    ceremony.commit()
    page = client.get(address).content.decode()
    assert (ceremony.draw.commitment in page, 'data-values=""' in page) == (True, True)
    ceremony.type(ceremony.by)
    assert "4 0 7" not in client.get(address).content.decode()
    ceremony.type(ceremony.colleague)
    assert 'data-values="4 0 7"' in client.get(address).content.decode()
    files = client.get(f"/panel/recrutements/{REFERENCE}/tirage/")
    assert files.headers["Location"] == f"/panel/recrutements/{REFERENCE}/ceremonie/"


def test_the_certificate_is_a_pdf_without_names(ceremony: Ceremony, client: Client, tmp_path: Path) -> None:
    address = f"/panel/recrutements/{REFERENCE}/certificat.pdf"
    ceremony.committed()
    assert client.get(address).status_code == 404
    ceremony.type(ceremony.by)
    ceremony.type(ceremony.colleague)
    assert pdf_faults(client.get(address).content, tmp_path) == []


def test_two_officers_type_a_beacon_on_their_pages(ceremony: Ceremony, client: Client) -> None:
    _, number = beaconed(ceremony)
    page = f"/espace/panels/recrutements/{REFERENCE}/tirage/hasard/"
    signed_in(client, ceremony.by)
    assert f"round {number}" in client.get(page).content.decode()
    bad = client.post(page, {"round_number": number, "value": "hier"})
    assert (bad.status_code, "hier" in bad.content.decode()) == (422, True)
    with time_machine.travel(ceremony.at + timedelta(seconds=3), tick=False):
        past = signed_in(client, ceremony.by).post(page, {"round_number": number - 1, "value": "ab" * 32})
        assert (past.status_code, "Cette valeur de la balise est déjà connue" in past.content.decode()) == (422, True)
        for role in (ceremony.by, ceremony.colleague):
            signed_in(client, role).post(page, {"round_number": number, "value": "AB" * 32})
    assert ceremony.draw.state == "tire"
    assert "ab" * 32 in client.get(f"/panel/recrutements/{REFERENCE}/ceremonie/").content.decode()
