"""The private space of a member: what she reads and writes with her code, and nobody else."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

import pytest
import time_machine
from django.test import Client

from belvedere.contexts.panels.actions import member as actions
from belvedere.contexts.panels.actions.attendance import Presence
from belvedere.contexts.panels.actions.candidates import erase_candidate
from belvedere.contexts.panels.actions.hearing import forward_hearing
from belvedere.contexts.panels.actions.session import add_document
from belvedere.contexts.panels.exports.campaign import own_data
from belvedere.contexts.panels.models import Attendance, Hearing, Seat
from belvedere.contexts.panels.queries.draw import broken_claims_of, draw_of, folder_of
from belvedere.contexts.panels.queries.member import member_code
from belvedere.contexts.panels.queries.pool import candidates_with_email
from belvedere.contexts.panels.refusals.draw import NobodyToCome
from belvedere.contexts.panels.refusals.member import NotAMember
from belvedere.contexts.panels.refusals.standing import SessionBegun
from belvedere.contexts.panels.states.panel import AttendanceState
from belvedere.platform.journal.models import Event
from tests.contexts.panels.standing import Standing
from tests.contexts.panels.test_standing_work import fix
from tools import verify_draw

Path: TypeAlias = Callable[..., str]
COMES = Presence(AttendanceState.EXPECTED, needs_care=True, needs="Boucle magnétique")


@pytest.fixture
def space(standing: Standing) -> Path:
    code = standing.code
    return lambda rest="": f"/panel/membre/{code}/{rest}"


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_member_reads_all_that_concerns_her(standing: Standing, client: Client, space: Path) -> None:
    fix(standing, session=7500)
    standing.held(1)
    coming = standing.plan(5)
    given = {"slug": standing.slug, "number": coming.number, "by": standing.by, "now": standing.now}
    document = add_document(title="Le dossier", content=b"%PDF-1.7", is_public=False, **given)
    with time_machine.travel(standing.now + timedelta(days=2), tick=False):
        response = client.get(space())
        page = response.content.decode()
        assert "Séance à 5 jours" in page_of(client, space("seances/2/"))
    for words in (standing.panel.name, "Votre réponse est attendue", "75,00", "vous étiez là"):
        assert words in page
    assert "no-store" in response.headers["Cache-Control"]
    assert space(f"documents/{document.pk}/") in page
    assert client.get(space(f"documents/{document.pk}/")).headers["Content-Disposition"].startswith("attachment")
    assert client.get(space("documents/99/")).status_code == 404
    assert client.get(space("seances/9/")).status_code == 404


def test_a_wrong_code_is_the_same_page_everywhere(standing: Standing, client: Client) -> None:
    standing.plan(5)
    wrong = f"/panel/membre/{standing.code[:-1]}/"
    for page in ("", "seances/1/", "documents/1/", "auditions/", "quitter/"):
        refused = client.get(wrong + page)
        assert (refused.status_code, "n’ouvre aucun espace de membre" in refused.content.decode()) == (404, True)
    for page in ("seances/1/", "nom/", "nom/retirer/", "auditions/", "quitter/"):
        assert client.post(wrong + page).status_code == 404
    assert Seat.objects.filter(state="demissionne").count() == 0


def test_the_code_is_typed_by_hand(standing: Standing, client: Client) -> None:
    code = standing.code
    assert client.post("/panel/membre/", {"code": ""}).status_code == 422
    typed = client.post("/panel/membre/", {"code": f" {code[:8].lower()}-{code[8:13]} {code[13:]}"})
    assert typed.headers["Location"] == f"/panel/membre/{code}/"


def test_a_member_says_that_she_comes_then_that_she_does_not(standing: Standing, client: Client, space: Path) -> None:
    session = standing.plan(5)
    with time_machine.travel(standing.now, tick=False):
        bad = client.post(space("seances/1/"), {"comes": "peut-être", "needs": "Un fauteuil"})
        assert (bad.status_code, "Un fauteuil" in bad.content.decode()) == (422, True)
        said = {"comes": "oui", "needs_care": "on", "needs": "Un fauteuil"}
        assert client.post(space("seances/1/"), said).headers["Location"] == space()
        assert "Vos besoins\xa0: Un fauteuil" in page_of(client, space())
        [row] = Attendance.objects.all()
        assert (row.state, row.needs_care, row.needs) == ("attendu", True, "Un fauteuil")
        client.post(space("seances/1/"), {**said, "comes": "non"})
    row.refresh_from_db()
    assert (row.state, row.needs_care, row.needs) == ("excuse", False, "")
    with time_machine.travel(session.starts_at, tick=False):
        late = client.post(space("seances/1/"), said)
    assert (late.status_code, "Il est trop tard pour répondre" in late.content.decode()) == (409, True)


def test_a_member_does_not_write_that_she_was_there(standing: Standing) -> None:
    standing.plan(5)
    given = {"seat": standing.member, "number": 1, "now": standing.now}
    for state in (AttendanceState.PRESENT, AttendanceState.ABSENT):
        with pytest.raises(SessionBegun):
            actions.answer_session(presence=Presence(state), **given)
    assert Attendance.objects.count() == 0


def test_a_name_is_public_when_its_owner_wants(standing: Standing, client: Client, space: Path) -> None:
    public = f"/panel/{standing.slug}/"
    assert client.post(space("nom/"), {"name": ""}).status_code == 422
    client.post(space("nom/"), {"name": "Alix Exemple"})
    assert "Alix Exemple" in page_of(client, public)
    client.post(space("nom/retirer/"))
    assert "Alix Exemple" not in page_of(client, public)
    assert Seat.objects.exclude(public_name="", name_agreed_at=None).count() == 0
    assert "Alix" not in "".join(Event.objects.values_list("payload", flat=True))


def test_a_hearing_asked_by_a_member_is_public_once_sent_on(standing: Standing, client: Client, space: Path) -> None:
    assert client.post(space("auditions/"), {"asked_of": "", "subject": "L’eau"}).status_code == 422
    client.post(space("auditions/"), {"asked_of": "Le service de l’eau", "subject": "Les fuites"})
    hearing = Hearing.objects.get()
    assert (hearing.state, hearing.due_on) == ("demandee", None)
    assert "Les fuites" not in page_of(client, f"/panel/{standing.slug}/")
    forward_hearing(
        slug=standing.slug, hearing_id=hearing.pk, due_on=date(2099, 1, 1), by=standing.by, now=standing.now
    )
    assert "Les fuites" in page_of(client, f"/panel/{standing.slug}/")


def test_a_member_resigns_and_the_chain_names_who_comes(standing: Standing, client: Client, space: Path) -> None:
    leaving = standing.member
    assert "Quitter le panel" in page_of(client, space("quitter/"))
    assert Seat.objects.filter(state="demissionne").count() == 0
    client.post(space("quitter/"))
    left = Seat.objects.get(pk=leaving.pk)
    assert left.replaced_by is not None
    assert (left.state, left.replaced_by.state, left.replaced_by.panel) == ("demissionne", "tire", standing.panel)
    draw = draw_of(standing.ceremony.recruitment.row)
    assert draw is not None
    assert "Remplacements / replacements: 1: OK" in verify_draw.verify(folder_of(draw))
    assert "Vous ne siégez plus" in page_of(client, space())
    for page in ("quitter/", "nom/", "auditions/"):
        assert client.post(space(page)).status_code == 404
    with pytest.raises(NotAMember):
        actions.resign_seat(seat=leaving, now=standing.now)


def test_nobody_left_to_come_changes_nothing(standing: Standing) -> None:
    for _one in range(4):
        actions.resign_seat(seat=standing.member, now=standing.now)
        Seat.objects.filter(state="tire").update(state="confirme")
    with pytest.raises(NobodyToCome):
        actions.resign_seat(seat=standing.member, now=standing.now)
    assert Seat.objects.filter(state="confirme").count() == 4


def test_everything_of_a_member_is_exported_then_erased(standing: Standing) -> None:
    fix(standing, session=7500)
    held = standing.held(1)
    coming = standing.plan(5)
    seat = standing.member
    assert seat.candidate is not None
    actions.answer_session(seat=seat, number=coming.number, presence=COMES, now=standing.now)
    actions.agree_to_name(seat=seat, name="Alix Exemple", now=standing.now)
    [candidate] = candidates_with_email(seat.candidate.contact.email)
    assert own_data(candidate)["membre"] == {
        "panel": standing.panel.name,
        "etat": "confirme",
        "mandat_du": "2027-02-01",
        "mandat_au": "2027-06-30",
        "nom_public": "Alix Exemple",
        "nom_accepte_le": standing.now.isoformat(),
        "seances": [
            {"seance": held.title, "etat": "present", "besoin_de_garde": False, "besoins": ""},
            {"seance": coming.title, "etat": "attendu", "besoin_de_garde": True, "besoins": "Boucle magnétique"},
        ],
        "indemnites": [{"seance": held.title, "type": "indemnite", "etat": "due", "centimes": 7500}],
    }
    erase_candidate(candidate=candidate, by=None, now=standing.now)
    left = Seat.objects.get(pk=seat.pk)
    assert (left.candidate, left.public_name, left.name_agreed_at, left.account) == (None, "", None, None)
    assert Attendance.objects.exclude(needs="", needs_care=False).count() == 0
    assert left.allowances.count() == 1
    draw = draw_of(standing.ceremony.recruitment.row)
    assert draw is not None
    assert broken_claims_of(draw) == ()
    assert member_code(left) == ""
