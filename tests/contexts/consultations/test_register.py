"""The register: who may write, what is shown, what is kept, what is erased."""

import io
import json
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.consultations.actions import life
from belvedere.contexts.consultations.actions.register import (
    Words,
    contribute,
    enter_contribution,
    import_mails,
    moderate_contribution,
)
from belvedere.contexts.consultations.models import Consultation, Contribution, Phase
from belvedere.contexts.consultations.queries.mailbox import Mail, read_mails
from belvedere.contexts.consultations.refusals.register import NothingWritten, RegisterClosed
from belvedere.contexts.consultations.sections.register import contributions_to_read
from belvedere.contexts.consultations.states import ToolKind
from belvedere.contexts.consultations.states.register import ContributionState, ContributionVerb, Ground, Source
from belvedere.platform.accounts.personal_data import erase_personal_data, personal_data
from belvedere.platform.exchange.downloads import SANDBOX
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from tests.contexts.consultations.conftest import NOW, World, as_, at

SCAN = b"%PDF-1.7\nune feuille\n%%EOF\n"
REGISTER_STATEMENTS, DESK_STATEMENTS = 8, 11


def with_register(world: World) -> tuple[Consultation, Phase]:
    """Open a consultation whose phase is a register."""
    drafted = world.draft()
    world.plan(drafted, ToolKind.REGISTER)
    life.announce_consultation(consultation=world.again(drafted), by=world.agent, now=NOW)
    described = world.describe(world.again(drafted))
    life.open_consultation(consultation=described, by=world.agent, now=at(30))
    found = world.again(described)
    return found, found.phases.get()


def said(phase: Phase, text: str = "Plus de bancs.", **words: object) -> Contribution:
    return contribute(phase=phase, words=Words(text=text, **words), now=at(31))


def shown(world: World, row: Contribution) -> Contribution:
    return moderate_contribution(contribution=row, verb=ContributionVerb.SHOW, ground=None, by=world.agent, now=at(32))


def now_open(phase: Phase) -> None:
    """Make the phase open on the day when the tests run: views have their own clock."""
    now = timezone.now()
    Phase.objects.filter(pk=phase.pk).update(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))


def a_mail(text: str = "Des bancs, merci.", sender: str = "Léa Roux <lea@exemple.fr>", number: int = 1) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = sender, "Les arrêts", f"<{number}@exemple.fr>"
    mail["Date"] = "Mon, 04 Jan 2027 10:00:00 +0100"
    mail.set_content(text)
    return mail.as_bytes()


def test_numbers_follow_each_other_and_an_address_gets_its_link(world: World) -> None:
    _, phase = with_register(world)
    first, second = said(phase, email="lea@exemple.fr"), said(phase, "Moins de bruit.")
    assert [(row.number, row.state) for row in (first, second)] == [(1, "a_lire"), (2, "a_lire")]
    message = Message.objects.get(kind="confirmation")
    assert message.to == "lea@exemple.fr"
    assert str(first.key) in message.text


def test_nobody_writes_before_or_after_the_phase_nor_nothing(world: World) -> None:
    _, phase = with_register(world)
    for now in (at(29), at(60)):
        with pytest.raises(RegisterClosed):
            contribute(phase=phase, words=Words(text="Trop tard"), now=now)
    with pytest.raises(NothingWritten):
        contribute(phase=phase, words=Words(text="  "), now=at(31))


def test_a_stranger_neither_types_nor_shows(world: World) -> None:
    _, phase = with_register(world)
    with pytest.raises(NotAllowed):
        enter_contribution(phase=phase, source=Source.PAPER, words=Words("x"), by=world.stranger, now=at(31))
    row = said(phase)
    with pytest.raises(NotAllowed):
        moderate_contribution(contribution=row, verb=ContributionVerb.SHOW, ground=None, by=world.elected, now=at(32))


def test_what_is_set_aside_says_why_and_may_come_back(world: World) -> None:
    _, phase = with_register(world)
    row = said(phase)
    aside = moderate_contribution(
        contribution=row, verb=ContributionVerb.SET_ASIDE, ground=Ground.ADVERTISING, by=world.agent, now=at(32)
    )
    assert (aside.state, aside.ground) == ("ecartee", "publicite")
    assert (shown(world, aside).state, shown_ground(aside)) == ("publiee", "")
    with pytest.raises(NotInThisState):
        shown(world, aside)


def shown_ground(row: Contribution) -> str:
    return Contribution.objects.get(pk=row.pk).ground


def test_mails_are_read_once(world: World) -> None:
    _, phase = with_register(world)
    mails = read_mails(a_mail())
    assert [(mail.name, mail.email, mail.text) for mail in mails] == [
        ("Léa Roux", "lea@exemple.fr", "Les arrêts\n\nDes bancs, merci.")
    ]
    assert [row.number for row in import_mails(phase=phase, mails=mails, by=world.agent, now=at(33))] == [1]
    assert import_mails(phase=phase, mails=mails, by=world.agent, now=at(34)) == []


def test_a_mailbox_gives_its_mails_and_what_is_no_mail_gives_none() -> None:
    box = b"".join(b"From x Mon Jan 4 10:00:00 2027\n" + a_mail(f"Texte {n}", number=n) + b"\n" for n in (1, 2))
    assert [mail.text for mail in read_mails(box)] == ["Les arrêts\n\nTexte 1", "Les arrêts\n\nTexte 2"]
    page = EmailMessage()
    page["From"] = "pas une adresse"
    page.set_content("<style>p{}</style><p>Un</p><p>Deux</p>", subtype="html")
    assert [(mail.text, mail.email, mail.sent_at) for mail in read_mails(page.as_bytes())] == [("Un\nDeux", "", None)]
    for content in (b"", b"\x00\xff", b"PK\x03\x04", b"Subject: rien\n\n"):
        assert read_mails(content) == []


def test_the_journal_holds_no_personal_data(world: World) -> None:
    _, phase = with_register(world)
    row = said(phase, "Secret de Polichinelle", name="Léa Roux", email="lea@exemple.fr")
    shown(world, row)
    mail = Mail("Mot secret", "Bob", "bob@exemple.fr", None, "d" * 64)
    import_mails(phase=phase, mails=[mail], by=world.agent, now=at(33))
    payloads = " ".join(Event.objects.values_list("payload", flat=True))
    for words in ("Polichinelle", "Roux", "lea@", "Bob", "secret"):
        assert words not in payloads


def test_a_person_takes_away_and_erases_what_was_left(world: World) -> None:
    _, phase = with_register(world)
    user = world.agent.user
    row = said(phase, "Des bancs", name="Moi", email=user.email.upper())
    kept = personal_data(user)["concertations.contributions"]
    assert [(one["numero"], one["texte"], one["nom"]) for one in kept] == [(1, "Des bancs", "Moi")]
    erase_personal_data(user)
    left = Contribution.objects.get(pk=row.pk)
    assert (left.text, left.name, left.email, left.commune) == ("Des bancs", "", "", None)


def test_written_on_line_read_at_the_desk_then_public(world: World) -> None:
    _, phase = with_register(world)
    now_open(phase)
    page, desk = "/concertations/les-arrets-de-demain/registre/", "/espace/concertations/les-arrets-de-demain/registre/"
    file = SimpleUploadedFile("plan.pdf", SCAN)
    typed = {"text": "Des bancs", "name": "Léa", "email": "lea@exemple.fr", "file": file, "file_title": "Mon plan"}
    assert Client().post(f"{page}contribuer/", {**typed, "commune": world.communes[0].insee}).url == page
    row = Contribution.objects.get()
    assert "Des bancs" not in Client().get(page).content.decode()
    assert Client().get(f"{page}1/").status_code == 404
    assert "Des bancs" in Client().get(f"{page}la-mienne/{row.key}/").content.decode()
    assert as_(world.agent).post(f"{desk}1/", {"verb": "publier"}).url == desk
    public = Client().get(f"{page}1/").content.decode()
    assert "Des bancs" in public
    assert "lea@" not in public
    answer = Client().get(f"{page}1/documents/{row.files.get().pk}/")
    assert (answer.content, answer["Content-Security-Policy"]) == (SCAN, SANDBOX)
    rows = json.loads(b"".join(Client().get(f"{page}?format=json").streaming_content))["rows"]
    assert [(one["numero"], one["texte"], one["documents"]) for one in rows] == [(1, "Des bancs", 1)]
    Client().post(f"{page}la-mienne/{row.key}/effacer/")
    assert "Léa" not in Client().get(f"{page}1/").content.decode()


def test_what_is_personal_is_counted_and_never_shown(world: World) -> None:
    _, phase = with_register(world)
    shown(world, said(phase, "Mon divorce", is_personal=True))
    page = "/concertations/les-arrets-de-demain/registre/"
    assert Client().get(f"{page}1/").status_code == 404
    assert "divorce" not in Client().get(page).content.decode()
    assert b"divorce" not in b"".join(Client().get(f"{page}?format=csv").streaming_content)
    text = pdf_text(Client().get(f"{page}registre.pdf").content)
    assert "divorce" not in text
    assert "À titre personnel" in text


def pdf_text(content: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)


def test_the_legal_file_has_every_number(world: World) -> None:
    _, phase = with_register(world)
    shown(world, said(phase, "Des bancs"))
    said(phase, "Pas encore lue par un agent")
    moderate_contribution(
        contribution=said(phase, "Achetez mes stylos"),
        verb=ContributionVerb.SET_ASIDE,
        ground=Ground.ADVERTISING,
        by=world.agent,
        now=at(32),
    )
    text = pdf_text(Client().get("/concertations/les-arrets-de-demain/registre/registre.pdf").content)
    for words in ("n° 1", "Des bancs", "n° 2", "pas encore lue", "n° 3", "Publicité"):
        assert words in text
    assert "stylos" not in text


def test_bad_input_is_shown_again(world: World) -> None:
    _, phase = with_register(world)
    now_open(phase)
    page, desk = "/concertations/les-arrets-de-demain/registre/", "/espace/concertations/les-arrets-de-demain/registre/"
    answer = Client().post(f"{page}contribuer/", {"text": "", "name": "Mon nom", "commune": "99999"})
    assert (answer.status_code, "Mon nom" in answer.content.decode()) == (422, True)
    agent = as_(world.agent)
    assert agent.post(f"{desk}saisir/", {"source": "pigeon", "text": "Mot gardé"}).status_code == 422
    bad = {"file": SimpleUploadedFile("x.mbox", b"rien du tout")}
    assert "Aucun courriel" in agent.post(f"{desk}courriels/", bad).content.decode()
    assert agent.post(f"{desk}9/", {"verb": "publier"}).status_code == 404
    said(phase)
    assert agent.post(f"{desk}1/", {"verb": "ecarter", "ground": ""}).status_code == 422
    assert Contribution.objects.get().state == ContributionState.WAITING


@pytest.mark.parametrize(
    "path", ["registre/", "registre/saisir/", "registre/courriels/", "analyse/", "bilan/", "propositions/"]
)
def test_the_desk_of_another_body_does_not_exist(world: World, path: str) -> None:
    with_register(world)
    assert as_(world.stranger).get(f"/espace/concertations/les-arrets-de-demain/{path}").status_code == 404
    assert Client().get(f"/espace/concertations/les-arrets-de-demain/{path}").status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_a_register_waits_for_its_body_until_all_is_read(
    world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    consultation, phase = with_register(world)
    rows = [said(phase, f"Texte {number}") for number in range(count)]
    with django_assert_num_queries(1):
        items = contributions_to_read(role=world.agent, now=NOW)
    desk = "/espace/concertations/les-arrets-de-demain/registre/"
    assert [(item.title, item.url) for item in items] == [(consultation.title, desk)]
    assert contributions_to_read(role=world.stranger, now=NOW) == []
    assert contributions_to_read(role=world.elected, now=NOW) == []
    for row in rows:
        shown(world, row)
    assert contributions_to_read(role=world.agent, now=NOW) == []


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_statements(
    world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, phase = with_register(world)
    for number in range(count):
        shown(world, said(phase, f"Texte {number}"))
    with django_assert_num_queries(REGISTER_STATEMENTS):
        Client().get("/concertations/les-arrets-de-demain/registre/")
    agent = as_(world.agent)
    with django_assert_num_queries(DESK_STATEMENTS):
        agent.get("/espace/concertations/les-arrets-de-demain/registre/")
