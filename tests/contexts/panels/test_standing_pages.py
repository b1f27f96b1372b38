"""The desk of panels and the public page, as officers and anyone see them."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.panels.models import Allowance, Attendance, Hearing, Mission, Panel, Seat, Session
from belvedere.contexts.panels.queries.member import member_code, seat_of_code
from belvedere.contexts.panels.queries.register import code_of
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.exchange.downloads import SANDBOX
from tests.contexts.panels.ceremony import signed_in
from tests.contexts.panels.standing import Standing
from tests.contexts.panels.test_standing_work import fix
from tests.factories import RoleFactory
from tests.languages import languages_of


@pytest.fixture
def officer(standing: Standing, client: Client) -> Client:
    return signed_in(client, standing.by)


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def base(standing: Standing) -> str:
    return f"/espace/panels/{standing.slug}/"


SESSION = {"title": "Première séance", "day": "2027-02-20", "begins": "09:00", "ends": "12:00", "place": "Mairie"}
PAGES = (
    "",
    "renouvellement/",
    "objet/",
    "finir/",
    "membres/",
    "missions/ouvrir/",
    "seances/prevoir/",
    "seances/1/",
    "seances/1/modifier-la-seance/",
    "seances/1/presence/",
    "indemnites/",
    "auditions/demander/",
)
POSTS = (
    "objet/",
    "finir/",
    "missions/ouvrir/",
    "missions/1/accepter/",
    "seances/prevoir/",
    "seances/1/tenir/",
    "seances/1/compte-rendu/",
    "seances/1/documents/",
    "seances/1/documents/1/retirer/",
    "seances/1/presence/",
    "indemnites/transmettre/",
    "indemnites/1/payer/",
    "auditions/demander/",
    "auditions/1/",
)


def test_an_agent_of_another_body_sees_nothing_and_does_nothing(standing: Standing, client: Client) -> None:
    standing.plan(1)
    assert client.get(base(standing)).status_code == 302
    signed_in(client, RoleFactory(kind=RoleKind.AGENT))
    assert [client.get(base(standing) + page).status_code for page in PAGES] == [404] * len(PAGES)
    assert [client.post(base(standing) + page).status_code for page in POSTS] == [404] * len(POSTS)
    assert standing.panel.name not in page_of(client, "/espace/panels/")


def test_each_page_of_the_desk_opens(standing: Standing, officer: Client) -> None:
    standing.plan(1)
    for page in PAGES:
        assert standing.panel.name in page_of(officer, base(standing) + page)
    assert standing.panel.name in page_of(officer, "/espace/panels/")
    for missing in ("seances/9/", "seances/9/presence/", "auditions/9/", "indemnites/9/fichier.csv"):
        assert officer.get(base(standing) + missing).status_code == 404
    assert officer.post(base(standing) + "seances/1/rire/").status_code == 404
    assert officer.post(base(standing) + "missions/1/rire/").status_code == 404


def test_a_mission_from_the_form_to_its_end(standing: Standing, officer: Client) -> None:
    typed = {"kind": "examen", "title": "Le bus", "question": "Quand ?", "examen": ""}
    bad = officer.post(base(standing) + "missions/ouvrir/", typed)
    assert (bad.status_code, "Choisissez l’examen." in bad.content.decode()) == (422, True)
    assert "Quand ?" in bad.content.decode()
    assert officer.post(base(standing) + "missions/ouvrir/", {**typed, "examen": "E-2026-0001"}).status_code == 302
    assert "Le panel l’accepte" in page_of(officer, base(standing))
    officer.post(base(standing) + "missions/1/accepter/")
    officer.post(base(standing) + "missions/1/accomplir/")
    assert Mission.objects.get().state == "accomplie"
    public = page_of(officer, f"/panel/{standing.slug}/")
    assert ("Le bus" in public, "Accomplie" in public) == (True, True)


def test_a_session_from_the_form_to_its_minutes(standing: Standing, officer: Client) -> None:
    fix(standing, session=7500)
    bad = officer.post(base(standing) + "seances/prevoir/", {**SESSION, "ends": "08:00"})
    assert (bad.status_code, "La séance doit finir après son début." in bad.content.decode()) == (422, True)
    assert (
        officer.post(base(standing) + "seances/prevoir/", SESSION).headers["Location"] == base(standing) + "seances/1/"
    )
    changed = officer.post(base(standing) + "seances/1/modifier-la-seance/", {**SESSION, "place": "Salle Gripel"})
    assert changed.headers["Location"] == base(standing) + "seances/1/"
    assert "Salle Gripel" in page_of(officer, base(standing) + "seances/1/")
    early = officer.post(base(standing) + "seances/1/tenir/")
    assert (early.status_code, "pas encore commencé" in early.content.decode()) == (409, True)
    with time_machine.travel(Session.objects.get().ends_at + timedelta(hours=1), tick=False):
        signed_in(officer, standing.by)
        sheet = page_of(officer, base(standing) + "seances/1/presence/")
        assert "Nom" in sheet
        names = [seat.pseudonym for seat in standing.members]
        typed = {f"state-{name}": "present" for name in names} | {f"needs-{names[0]}": "Langue des signes"}
        worse = officer.post(base(standing) + "seances/1/presence/", {**typed, f"state-{names[0]}": "ailleurs"})
        assert (worse.status_code, "Langue des signes" in worse.content.decode()) == (422, True)
        assert officer.post(base(standing) + "seances/1/presence/", typed).status_code == 302
        officer.post(base(standing) + "seances/1/tenir/")
        assert (Attendance.objects.filter(state="present").count(), Allowance.objects.count()) == (4, 4)
        empty = officer.post(base(standing) + "seances/1/compte-rendu/", {"minutes": ""})
        assert empty.status_code == 422
        officer.post(base(standing) + "seances/1/compte-rendu/", {"minutes": "Nous avons ri."})
        assert "Nous avons ri." in page_of(officer, f"/panel/{standing.slug}/")
        assert "Langue des signes" not in page_of(officer, f"/panel/{standing.slug}/")


def test_a_document_is_downloaded_never_shown(standing: Standing, officer: Client) -> None:
    standing.plan(1)
    address = base(standing) + "seances/1/documents/"
    fake = SimpleUploadedFile("dossier.pdf", b"<html><script>alert(1)</script>", content_type="application/pdf")
    refused = officer.post(address, {"title": "Le dossier", "file": fake})
    assert (refused.status_code, "ni un PDF" in refused.content.decode()) == (422, True)
    heavy = SimpleUploadedFile("lourd.pdf", b"%PDF-" + b"0" * 10_000_001)
    assert officer.post(address, {"title": "Lourd", "file": heavy}).status_code == 422
    for title, is_public in (("Pour nous", ""), ("Pour tous", "on")):
        file = SimpleUploadedFile("x.html", b"%PDF-1.7 " + title.encode(), content_type="text/html")
        officer.post(address, {"title": title, "file": file, "is_public": is_public})
    ours, everyones = Session.objects.get().documents.order_by("title")
    given = officer.get(f"{address}{ours.pk}/")
    assert given.content == b"%PDF-1.7 Pour nous"
    assert given.headers["Content-Type"] == "application/pdf"
    assert given.headers["Content-Disposition"] == 'attachment; filename="pour-nous.pdf"'
    assert given.headers["Content-Security-Policy"] == SANDBOX
    visitor = Client()
    assert visitor.get(f"/panel/{standing.slug}/documents/{ours.pk}/").status_code == 404
    assert visitor.get(f"/panel/{standing.slug}/documents/{everyones.pk}/").content == b"%PDF-1.7 Pour tous"
    public = page_of(visitor, f"/panel/{standing.slug}/")
    assert ("Pour tous" in public, "Pour nous" in public) == (True, False)
    officer.post(f"{address}{ours.pk}/retirer/")
    assert officer.get(f"{address}{ours.pk}/").status_code == 404


def test_the_accountant_receives_a_file_without_formulas(standing: Standing, officer: Client) -> None:
    fix(standing, session=7550)
    first = standing.member
    assert first.candidate is not None
    contact = first.candidate.contact
    contact.last_name = "=HYPERLINK(1)"
    contact.save()
    standing.held(1)
    assert "302,00" in page_of(officer, base(standing) + "indemnites/")
    officer.post(base(standing) + "indemnites/transmettre/")
    again = officer.post(base(standing) + "indemnites/transmettre/")
    assert (again.status_code, "Rien n’est à transmettre" in again.content.decode()) == (409, True)
    file = officer.get(base(standing) + "indemnites/1/fichier.csv")
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "fichier,seance,date,pseudonyme,nom,prenom,type,montant_euros"
    [line] = [line for line in lines if first.pseudonym in line]
    assert line.split(",")[4] == "'=HYPERLINK(1)"
    assert line.endswith('Indemnité de séance,"75,50"')
    officer.post(base(standing) + "indemnites/1/payer/")
    assert set(Allowance.objects.values_list("state", flat=True)) == {"payee"}
    assert "Payé" in page_of(officer, base(standing) + "indemnites/")


def test_a_hearing_from_the_form_to_the_session(standing: Standing, officer: Client) -> None:
    standing.held(1)
    typed = {"asked_of": "Le service de l’eau", "subject": "Les fuites", "due_on": "hier"}
    assert officer.post(base(standing) + "auditions/demander/", typed).status_code == 422
    typed |= {"due_on": "2099-01-01", "body": standing.panel.body.slug}
    assert officer.post(base(standing) + "auditions/demander/", typed).status_code == 302
    address = f"{base(standing)}auditions/{Hearing.objects.get().pk}/"
    assert officer.post(address, {"accepts": "oui", "answer": ""}).status_code == 422
    officer.post(address, {"accepts": "oui", "answer": "Le 12, à 18 heures."})
    officer.post(address, {"session": "1"})
    assert Hearing.objects.get().state == "tenue"
    assert "Entendue à la séance" in page_of(officer, address)
    assert officer.post(address, {"session": "1"}).status_code == 409
    public = page_of(Client(), f"/panel/{standing.slug}/")
    assert "Le 12, à 18 heures." in public
    listed = Client().get(f"/panel/{standing.slug}/?format=json")
    assert "Les fuites" in b"".join(listed.streaming_content).decode()


def test_the_panel_is_described_and_ends(standing: Standing, officer: Client) -> None:
    typed = {
        "name": "Panel de l’eau",
        "purpose": "Partager l’eau.",
        "ends_on": "2028-01-01",
        "most_sessions_by_year": "0",
    }
    assert officer.post(base(standing) + "objet/", typed).status_code == 422
    officer.post(base(standing) + "objet/", {**typed, "most_sessions_by_year": "8"})
    assert Panel.objects.get().most_sessions_by_year == 8
    officer.post(base(standing) + "finir/")
    assert "Mandat fini" in page_of(officer, base(standing))
    assert officer.post(base(standing) + "seances/prevoir/", SESSION).status_code == 409


def test_the_members_page_holds_the_codes_and_is_kept_nowhere(standing: Standing, officer: Client) -> None:
    response = officer.get(base(standing) + "membres/")
    assert "no-store" in response.headers["Cache-Control"]
    code = member_code(standing.member)
    assert f"{code[:8]}-{code[8:13]}-{code[13:]}" in response.content.decode()


def test_a_code_shown_by_mistake_is_changed_with_that_of_the_letter(standing: Standing, officer: Client) -> None:
    member = standing.member
    assert member.candidate is not None
    assert member.candidate.invitation is not None
    former = [member_code(member), code_of(member.candidate.invitation, standing.ceremony.recruitment.row)]
    address = f"{base(standing)}membres/{member.pseudonym}/code/"
    assert signed_in(Client(), RoleFactory(kind=RoleKind.AGENT)).post(address).status_code == 404
    assert [seat_of_code(code) for code in former] == [member, member]
    assert officer.post(address).status_code == 302
    assert [seat_of_code(code) for code in former] == [None, None]
    changed = standing.member
    assert seat_of_code(member_code(changed)) == changed
    assert member_code(changed)[8:13] in page_of(officer, base(standing) + "membres/")
    assert officer.post(f"{base(standing)}membres/XXXXXXXX/code/").status_code == 404


def test_the_public_page_names_only_those_who_agreed(standing: Standing, client: Client) -> None:
    first, second = standing.members[:2]
    Seat.objects.filter(pk=first.pk).update(public_name="Alix Exemple", name_agreed_at=standing.now)
    page = page_of(client, f"/panel/{standing.slug}/")
    assert ("Alix Exemple" in page, "non publié" in page, standing.panel.purpose in page) == (True, True, True)
    for seat in standing.members:
        assert seat.candidate is not None
        assert seat.candidate.contact.last_name not in page
        assert seat.pseudonym not in page
    assert second.public_name == ""
    for address in ("tirage.zip", "certificat.pdf", "ceremonie/"):
        assert f"/panel/recrutements/R-2026-0001/{address}" in page
    assert f"/panel/{standing.slug}/" in page_of(client, "/panel/")
    assert client.get("/panel/inconnu/").status_code == 404


def test_what_waits_is_in_the_inbox(standing: Standing, officer: Client) -> None:
    standing.plan(-20)
    Hearing.objects.create(panel=standing.panel, asked_of="La régie", subject="Le prix", requested_at=standing.now)
    with time_machine.travel(standing.now, tick=False):
        signed_in(officer, standing.by)
        inbox = page_of(officer, "/espace/")
    assert ("Séance à clore" in inbox, "Audition" in inbox) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_read_in_a_fixed_number_of_statements(
    standing: Standing, client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(count):
        standing.held(days + 1)
        Hearing.objects.create(
            panel=standing.panel,
            asked_of="La régie",
            subject="Le prix",
            requested_at=standing.now,
            due_on=standing.now.date(),
        )
    client.get(f"/panel/{standing.slug}/")
    with django_assert_num_queries(11):
        client.get(f"/panel/{standing.slug}/")
    signed_in(client, standing.by)
    client.get(base(standing))
    with django_assert_num_queries(14):
        client.get(base(standing))


def test_the_desk_says_that_what_a_panel_was_given_is_french(standing: Standing, officer: Client) -> None:
    planned = standing.plan(1)
    Session.objects.update(agenda="Accueil à neuf heures.", access="De plain-pied.")
    name = standing.panel.name
    for path, words in (
        ("/espace/panels/", [name]),
        (base(standing), [name, planned.title]),
        (f"{base(standing)}membres/", [name]),
        (f"{base(standing)}seances/1/", [planned.title, "Accueil à neuf heures.", "De plain-pied."]),
    ):
        page = officer.get(path, headers={"Accept-Language": "en"}).content.decode()
        assert languages_of(page, *words) == {text: {"fr"} for text in words}, path
