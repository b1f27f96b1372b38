"""The pages of a debate: without an account, without JavaScript, each wrong person, bad input, the desk."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.consultations.actions import debate, mapping
from belvedere.contexts.consultations.actions import participation as taking_part
from belvedere.contexts.consultations.actions.moving import import_polis
from belvedere.contexts.consultations.models import Consultation, Debate, Participant, Phase, Statement, Vote
from belvedere.contexts.consultations.queries.debates import figures_of
from belvedere.contexts.consultations.queries.polis import polis_file
from belvedere.contexts.consultations.sections.debate import statements_to_be_read
from belvedere.contexts.consultations.states.debate import Answer, Moderation, Refused
from belvedere.platform.accounts.personal_data import Plain
from belvedere.platform.mail.models import Message
from tests.contexts.consultations.conftest import World, as_
from tests.factories import UserFactory

PUBLIC = "/concertations/les-arrets-de-demain/debat/"
DESK = "/espace/concertations/les-arrets-de-demain/debat/"


@pytest.fixture
def found(world: World) -> Debate:
    """A debate that is open now, whatever the day."""
    made = world.debate()
    now = timezone.now()
    Phase.objects.update(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=20))
    Consultation.objects.update(answer_on=timezone.localdate() + timedelta(days=60))
    made.refresh_from_db()
    return made


def page(path: str, client: Client | None = None, status: int = 200) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def hidden(shown: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]*)"', shown)
    return match[1] if match else ""


def first_form(client: Client) -> dict[str, str]:
    shown = page(PUBLIC, client)
    return {"number": hidden(shown, "number"), "ticket": hidden(shown, "ticket"), "answer": "accord"}


def test_answered_from_a_browser_then_from_the_same_one(found: Debate) -> None:
    browser = Client()
    assert browser.post(PUBLIC, first_form(browser)).status_code == 303
    again = first_form(browser)
    assert again["ticket"] == ""  # the cookie tells who it is
    browser.post(PUBLIC, again)
    assert (figures_of(found).participants, figures_of(found).votes) == (1, 2)
    cookie = browser.cookies[f"debat_{found.pk}"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (PUBLIC, True, "Lax")


def test_same_request_sent_again_from_nowhere_counts_once(found: Debate) -> None:
    sent = first_form(Client())
    for _ in range(5):
        assert Client().post(PUBLIC, sent).status_code == 303
    assert (figures_of(found).participants, figures_of(found).votes) == (1, 1)


def test_htmx_gives_the_next_statement_alone(found: Debate) -> None:
    browser = Client()
    answer = browser.post(PUBLIC, first_form(browser), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.content.decode().startswith('<div id="tour"')
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("ticket", ["", "x", "WzEsICJ4Il0:1abc:zzz"])
def test_made_up_ticket_is_refused_and_counted(found: Debate, ticket: str) -> None:
    sent = first_form(Client()) | {"ticket": ticket}
    assert Client().post(PUBLIC, sent).status_code == 409
    assert (figures_of(found).participants, figures_of(found).refused) == (0, {Refused.STALE_TICKET: 1})


@pytest.mark.parametrize("wrong", [{"answer": "peut-être"}, {"number": "x"}, {"number": ""}])
def test_unreadable_answer_is_said_and_nothing_is_counted(found: Debate, wrong: dict[str, str]) -> None:
    browser = Client()
    answer = browser.post(PUBLIC, first_form(browser) | wrong)
    assert answer.status_code == 422
    assert "Choisissez l’un des trois boutons" in answer.content.decode()
    assert figures_of(found).votes == 0


def test_answer_to_a_statement_that_is_not_there(found: Debate) -> None:
    browser = Client()
    assert browser.post(PUBLIC, first_form(browser) | {"number": "99"}).status_code == 409
    assert figures_of(found).votes == 0


def test_proposed_then_read_at_the_desk(found: Debate, world: World) -> None:
    browser, agent = Client(), as_(world.agent)
    ticket = first_form(browser)["ticket"]
    assert 'name="text"' in page(PUBLIC, browser)
    short = browser.post(f"{PUBLIC}propos/", {"text": "court", "ticket": ticket})
    assert (short.status_code, "court" in short.content.decode()) == (422, True)
    browser.post(f"{PUBLIC}propos/", {"text": "Des bancs à l’ombre", "ticket": ticket})
    assert "À lire" in page(PUBLIC, browser)
    assert [item.url for item in statements_to_be_read(role=world.agent, now=timezone.now())] == [DESK]
    assert statements_to_be_read(role=world.stranger, now=timezone.now()) == []
    assert agent.post(f"{DESK}propos/11/", {"verb": "ecarter", "reason": ""}).status_code == 422
    agent.post(f"{DESK}propos/11/", {"verb": "ecarter", "reason": "Déjà fait en mai"})
    assert "Déjà fait en mai" in page(PUBLIC, browser)
    agent.post(f"{DESK}propos/11/", {"verb": "accepter"})
    assert Statement.objects.get(number=11).state == "visible"


def vote_all(found: Debate, people: int) -> None:
    now = timezone.now()
    for who in range(people):
        for number in range(1, 11):
            likes = number <= 2 or number % 2 == who % 2
            said = Answer.AGREE if likes else Answer.DISAGREE
            taking_part.cast_vote(
                debate=found, key=UUID(int=who + 1), number=number, answer=said, client=f"198.51.100.{who}", now=now
            )


def test_map_with_its_tables_frame_and_files(found: Debate) -> None:
    assert "La carte n’est pas encore dessinée" in page(f"{PUBLIC}carte/")
    vote_all(found, 10)
    mapping.draw_map(debate=found, now=timezone.now())
    shown = page(f"{PUBLIC}carte/")
    for words in ("<svg", "Ce qui rassemble", "Tous les propos", "participants.csv", "Aucune réponse n’a été refusée"):
        assert words in shown
    answer = Client().get(f"{PUBLIC}carte/cadre/")
    assert (answer.cookies, "<script" in answer.content.decode()) == ({}, False)
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert "&lt;iframe" in page(f"{PUBLIC}carte/ailleurs/")
    assert page(f"{PUBLIC}fichiers/votes.csv").count("\n") == 101
    page(f"{PUBLIC}fichiers/autre.csv", status=404)


def test_debate_asks_the_same_for_one_and_thirty(
    found: Debate, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = Client()
    browser.post(PUBLIC, first_form(browser))
    for people in (1, 30):
        vote_all(found, people)
        mapping.draw_map(debate=found, now=timezone.now())
        with django_assert_num_queries(9):
            page(PUBLIC, browser)
        with django_assert_num_queries(10):
            page(f"{PUBLIC}carte/", browser)


def test_address_confirmed_from_the_mailbox(found: Debate) -> None:
    browser, elsewhere = Client(), Client()
    form = first_form(browser)
    browser.post(PUBLIC, form)
    bad = browser.post(f"{PUBLIC}adresse/", {"email": "ana"})
    assert (bad.status_code, 'value="ana"' in bad.content.decode()) == (422, True)
    browser.post(f"{PUBLIC}adresse/", {"email": "ana@exemple.fr", "wants_news": "on"})
    message = Message.objects.get()
    link = re.search(r"/concertations/\S+/adresse/\S+/", message.text)
    assert link is not None
    assert "ana@exemple.fr" in page(link[0], elsewhere)
    assert Participant.objects.get().email == ""  # opening it changes nothing
    elsewhere.post(link[0])
    assert (Participant.objects.get().email, Participant.objects.get().wants_news) == ("ana@exemple.fr", True)
    elsewhere.post(PUBLIC, first_form(elsewhere))
    assert (figures_of(found).participants, figures_of(found).votes) == (1, 2)  # goes on from another device
    assert elsewhere.get(f"{PUBLIC}adresse/faux/").status_code == 409
    assert outbox.outbox == []


def test_what_is_held_of_a_person_is_given_and_erased(found: Debate) -> None:
    from belvedere.contexts.consultations.personal_data import forget_participations, participations  # noqa: PLC0415

    vote_all(found, 1)
    Participant.objects.update(email="ana@exemple.fr", email_mark="m", verified_at=timezone.now())
    ana, bo = UserFactory(email="Ana@exemple.fr"), UserFactory(email="bo@exemple.fr")
    held: Plain = participations(ana)
    assert isinstance(held, list)
    assert (len(held), participations(bo)) == (1, [])
    forget_participations(ana)
    row = Participant.objects.get()
    assert (row.email, row.email_mark, row.key, Vote.objects.count()) == ("", "", None, 10)


@pytest.mark.parametrize(
    ("path", "method"),
    [("", "get"), ("participations/", "get"), ("reglages/", "post"), ("propos/", "post"), ("importer/", "post")],
)
def test_desk_is_that_of_the_body(found: Debate, world: World, path: str, method: str) -> None:
    for client, status in ((as_(world.stranger), 404), (Client(), 302)):
        assert getattr(client, method)(DESK + path).status_code == status
    expected = 200 if method == "get" else 403
    assert getattr(as_(world.elected), method)(DESK + path).status_code == expected


def test_crowd_previewed_removed_and_given_back_at_the_desk(found: Debate, world: World) -> None:
    vote_all(found, 3)
    for who in range(50, 62):
        taking_part.cast_vote(
            debate=found, key=UUID(int=who), number=1, answer=Answer.PASS, client="203.0.113.9", now=timezone.now()
        )
    agent = as_(world.agent)
    path = f"{DESK}participations/meme_adresse/4/"
    assert path in page(f"{DESK}participations/", agent)
    shown = page(path, agent)
    seen = {"votes": hidden(shown, "votes"), "participants": hidden(shown, "participants")}
    assert agent.post(path, {**seen, "reason": ""}).status_code == 422
    assert agent.post(path, {**seen, "votes": "3", "reason": "Un script"}).status_code == 409
    assert agent.post(path, {**seen, "reason": "Un script"}).status_code == 302
    assert figures_of(found).participants == 3
    assert "Un script" in page(f"{PUBLIC}carte/")
    removal = figures_of(found).removals[0]
    agent.post(f"{DESK}retraits/{removal.pk}/rendre/")
    assert figures_of(found).participants == 15
    page(f"{DESK}participations/copies/999/", agent, status=404)
    page(f"{DESK}participations/inconnu/1/", agent, status=404)


def test_debate_brought_from_files_at_the_desk(world: World) -> None:
    world.plan_bare("Les arrêts de demain")
    agent = as_(world.agent)
    agent.post(f"{DESK}reglages/", {"moderation": "apres"})
    comments = SimpleUploadedFile("c.csv", b"comment-id,author-id,moderated,comment-body\n0,0,1,Des bancs\n")
    assert agent.post(f"{DESK}importer/", {"comments": comments}).status_code == 422
    comments.seek(0)
    votes = SimpleUploadedFile("v.csv", b"timestamp,comment-id,voter-id,vote\n1,0,1,1\n")
    assert agent.post(f"{DESK}importer/", {"comments": comments, "votes": votes}).url == DESK
    assert "Des bancs" in page(DESK, agent)


def test_replayed_through_http_it_draws_the_map_of_its_file(found: Debate, world: World) -> None:
    """A small replay of ``benchmarks.debate``: each participant from a browser and an address of their own."""
    rows = ["timestamp,comment-id,voter-id,vote"]
    for who in range(1, 13):
        browser = Client(REMOTE_ADDR=f"198.51.100.{who}")
        for number in range(1, 9):
            agrees = number <= 2 or number % 2 == who % 2
            form = first_form(browser) | {"number": str(number), "answer": "accord" if agrees else "desaccord"}
            assert browser.post(PUBLIC, form).status_code == 303
            rows.append(f"1,{number},{who},{1 if agrees else -1}")
    played = mapping.draw_map(debate=found, now=timezone.now()).result
    elsewhere = debate.set_debate(
        phase=world.plan_bare("Ailleurs"),
        moderation=Moderation.BEFORE,
        takes_statements=False,
        by=world.agent,
        now=timezone.now(),
    )
    comments = polis_file(found, "comments.csv", now=timezone.now())
    votes = "\n".join(rows)
    import_polis(debate=elsewhere, comments=comments.encode(), votes=votes.encode(), by=world.agent, now=timezone.now())
    assert mapping.draw_map(debate=elsewhere, now=timezone.now()).result == played
    assert (played["participants"], played["votes"], played["mapped"]) == (12, 96, 12)
