"""Contributions read, classed, answered, reported, and accounted for."""

import io
import json

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.consultations.actions import analysis, life, report
from belvedere.contexts.consultations.models import Consultation, Contribution, Reading, Theme
from belvedere.contexts.consultations.queries.analysis import progress_of, themes_of, unread_by
from belvedere.contexts.consultations.refusals import SayWhy
from belvedere.contexts.consultations.refusals.register import NoContributionThere, ReportNotReady, ThemeInUse
from belvedere.contexts.consultations.states.register import Stance
from belvedere.contexts.consultations.tasks import forget
from belvedere.engines.contributions.agreement import Agreement
from belvedere.platform.accounts.models import Role
from belvedere.platform.accounts.states import RoleKind
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.tasks.worker import run_pending
from tests.contexts.consultations.conftest import World, as_, at
from tests.contexts.consultations.test_register import said, shown, with_register
from tests.factories import RoleFactory

SAID = [
    "Des bancs à l’arrêt",
    "Un banc et de l’ombre",
    "Bancs pour les anciens",
    "Bus du soir",
    "Un bus le soir",
    "Bus le soir",
]
DESK = "/espace/concertations/les-arrets-de-demain/"
ANALYSIS_STATEMENTS, REPORT_STATEMENTS = 15, 5


def with_words(world: World, texts: list[str] = SAID, **words: object) -> Consultation:
    found, phase = with_register(world)
    for number, text in enumerate(texts):
        shown(world, said(phase, text, email=f"p{number}@exemple.fr", **words))
    return found


def themed(world: World, found: Consultation, name: str = "Bancs") -> Theme:
    return analysis.write_theme(
        consultation=found, theme=None, name=name, said="Des bancs.", by=world.agent, now=at(40)
    )


def classed(world: World, found: Consultation, theme: Theme | None, by: Role | None = None) -> None:
    choices = {row.number: theme for row in Contribution.objects.all()}
    analysis.class_contributions(consultation=found, choices=choices, by=by or world.agent, now=at(41))


def closed(world: World, found: Consultation) -> Consultation:
    life.close_consultation(consultation=found, by=world.agent, now=at(61))
    return world.again(found)


def reported(world: World, texts: list[str] = SAID) -> Consultation:
    found = with_words(world, texts)
    theme = themed(world, found)
    classed(world, found, theme)
    proposal = analysis.group_proposal(
        consultation=found, theme=theme, text="Un banc à chaque arrêt", numbers=[1], by=world.agent, now=at(42)
    )
    analysis.answer_proposal(
        proposal=proposal,
        stance=Stance.RETAINED,
        reason="C’est utile.",
        change="Douze bancs en 2028.",
        by=world.agent,
        now=at(43),
    )
    report.write_report(
        consultation=found, introduction="Trois mois.", changes="Le projet.", by=world.agent, now=at(43)
    )
    report.publish_report(consultation=closed(world, found), by=world.agent, now=at(70))
    return world.again(found)


def test_words_propose_themes_that_people_take_or_leave(world: World) -> None:
    found = with_words(world)
    assert analysis.propose_themes(consultation=found, by=world.agent, now=at(40)) == 2
    rows = Contribution.objects.select_related("proposed_theme").order_by("number")
    assert [(row.proposed_theme.name, row.proposed_because) for row in rows][::4] == [
        ("Bancs", "bancs"),
        ("Bus", "bus, soir"),
    ]
    analysis.propose_themes(consultation=found, by=world.agent, now=at(41))
    assert Theme.objects.count() == 2  # proposals that nobody took are replaced
    classed(world, found, Theme.objects.first())
    analysis.propose_themes(consultation=found, by=world.agent, now=at(42))
    assert Theme.objects.filter(is_proposed=False).count() == 1  # what was taken stays


def test_two_readers_who_differ_leave_it_to_be_settled(world: World) -> None:
    found = with_words(world)
    benches, buses = themed(world, found), themed(world, found, "Bus")
    second = RoleFactory(body=world.body, kind=RoleKind.AGENT)
    classed(world, found, benches)
    assert list(unread_by(found, world.agent)) == []
    assert unread_by(found, second).count() == 6
    choices = {number: benches if number <= 3 else buses for number in range(1, 7)}
    analysis.class_contributions(consultation=found, choices=choices, by=second, now=at(42))
    progress = progress_of(found)
    assert (progress.counted, progress.classed, progress.disputed) == (6, 3, 3)
    assert progress.agreement.observed == 0.5
    analysis.settle_readings(consultation=found, choices={4: buses, 5: buses, 6: None}, by=world.agent, now=at(43))
    assert progress_of(found).left == 0
    assert Reading.objects.count() == 12  # who said what stays
    assert [theme.held for theme in themes_of(found)] == [3, 2]


def test_merged_themes_settle_who_differed_on_them(world: World) -> None:
    found = with_words(world)
    benches, seats = themed(world, found), themed(world, found, "Assises")
    classed(world, found, benches)
    classed(world, found, seats, RoleFactory(body=world.body, kind=RoleKind.AGENT))
    analysis.merge_themes(theme=seats, into=benches, by=world.agent, now=at(43))
    assert progress_of(found).left == 0
    assert progress_of(found).agreement == Agreement(6, 1.0, None)
    with pytest.raises(ThemeInUse):
        analysis.merge_themes(theme=benches, into=benches, by=world.agent, now=at(43))


def test_nobody_else_reads_and_nothing_is_read_after_the_report(world: World) -> None:
    found = reported(world)
    with pytest.raises(NotAllowed):
        classed(world, found, None, world.elected)
    with pytest.raises(NotInThisState):
        classed(world, found, None)
    with pytest.raises(NotInThisState):
        report.write_report(consultation=found, introduction="x", changes="", by=world.agent, now=at(71))


def test_a_proposal_comes_from_contributions_and_an_answer_has_a_reason(world: World) -> None:
    found = with_words(world)
    theme = themed(world, found)
    with pytest.raises(NoContributionThere):
        analysis.group_proposal(consultation=found, theme=theme, text="x", numbers=[99], by=world.agent, now=at(42))
    made = analysis.group_proposal(
        consultation=found, theme=theme, text="x", numbers=[1, 2], by=world.agent, now=at(42)
    )
    with pytest.raises(SayWhy):
        analysis.answer_proposal(
            proposal=made, stance=Stance.RETAINED, reason=" ", change="", by=world.agent, now=at(43)
        )


def test_a_report_waits_for_everything(world: World) -> None:
    found = with_words(world)
    analysis.write_theme(consultation=found, theme=None, name="Vide", by=world.agent, now=at(40))
    theme = Theme.objects.get()
    classed(world, found, theme)
    said(found.phases.get(), "Encore une")
    analysis.group_proposal(consultation=found, theme=theme, text="Un banc", numbers=[1], by=world.agent, now=at(42))
    with pytest.raises(ReportNotReady) as refused:
        report.publish_report(consultation=closed(world, found), by=world.agent, now=at(70))
    assert str(refused.value.message) == (
        "Rien n’a été publié. Il manque : 1 contribution à lire au registre ; 1 contribution à classer ; "
        "ce qui a été dit sur « Vide » ; la réponse à « Un banc » ; l’introduction du bilan."
    )


def test_the_report_says_it_all_on_the_page_and_on_paper(world: World) -> None:
    reported(world)
    page = "/concertations/les-arrets-de-demain/bilan/"
    shown_page = Client().get(page).content.decode()
    pdf = "\n".join(
        sheet.extract_text() for sheet in PdfReader(io.BytesIO(Client().get(f"{page}bilan.pdf").content)).pages
    )
    docx = "\n".join(one.text for one in Document(io.BytesIO(Client().get(f"{page}bilan.docx").content)).paragraphs)
    for words in (
        "À quoi doivent servir",
        "Trois mois.",
        "Des bancs.",
        "Un banc à chaque arrêt",
        "Douze bancs en 2028.",
    ):
        assert words in shown_page
        assert words in pdf
        assert words in docx
    assert '/concertations/les-arrets-de-demain/registre/1/">n° 1</a>' in shown_page
    assert "Bilan" in Client().get("/concertations/les-arrets-de-demain/").content.decode()
    fate = Client().get("/concertations/les-arrets-de-demain/registre/1/").content.decode()
    assert "Douze bancs en 2028." in fate
    assert "Douze bancs" not in Client().get("/concertations/les-arrets-de-demain/registre/2/").content.decode()


def test_who_took_part_stands_against_who_lives_there(world: World) -> None:
    found, phase = with_register(world)
    for commune in (world.communes[0], world.communes[0], None):
        shown(world, said(phase, "Des bancs", commune=commune, sex="Une femme"))
    classed(world, found, None)
    texts = [str(block["text"]) for block in report.blocks_of(found, None) if "text" in block]
    assert any(text.startswith("Indice d’écart : ") and "1 participants ne l’ont pas dit" in text for text in texts)


def test_each_address_is_told_once(world: World) -> None:
    found = reported(world)
    Message.objects.all().delete()
    report.account_to_participants(consultation=found, by=world.agent, now=at(75))
    run_pending(now=at(76))
    report.account_to_participants(consultation=world.again(found), by=world.agent, now=at(77))
    run_pending(now=at(78))
    told = {message.to: message.text for message in Message.objects.filter(kind="account_given")}
    assert sorted(told) == [f"p{number}@exemple.fr" for number in range(6)]
    assert "Un banc à chaque arrêt : C’est utile." in told["p0@exemple.fr"]
    assert "C’est utile." not in told["p1@exemple.fr"]


def test_accounts_leave_by_batches_that_may_run_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    found = reported(world)
    report.account_to_participants(consultation=found, by=world.agent, now=at(75))
    Message.objects.all().delete()
    monkeypatch.setattr(report, "BATCH", 4)
    told = []
    after = ""
    for _ in range(2):
        for _twice in range(2):
            following = report.tell_participants(reference=found.reference, after=after, now=at(76))
            told.append(Message.objects.filter(kind="account_given").count())
        after = following
    assert (told, after) == ([4, 4, 6, 6], "")


def test_contacts_are_forgotten_in_time_and_what_was_said_stays(world: World) -> None:
    found = reported(world)
    report.account_to_participants(consultation=found, by=world.agent, now=at(75))
    forget(at(134))
    assert Contribution.objects.exclude(email="").count() == 6
    forget(at(136))
    forget(at(137))
    assert (Contribution.objects.exclude(email="").count(), Contribution.objects.filter(text__gt="").count()) == (0, 6)
    told = Event.objects.get(kind="consultations.contacts_forgotten")
    assert json.loads(told.payload) == {"contributions": 6, "registrations": 0}


def test_the_whole_desk_by_its_pages(world: World) -> None:
    with_words(world)
    agent = as_(world.agent)
    assert agent.post(f"{DESK}analyse/proposer/").url == f"{DESK}analyse/"
    assert "bus, soir" in agent.get(f"{DESK}analyse/").content.decode()
    assert agent.post(f"{DESK}analyse/themes/nouveau/", {"name": "Autre"}).url == f"{DESK}analyse/"
    assert agent.post(f"{DESK}analyse/themes/1/", {"name": ""}).status_code == 422
    assert agent.post(f"{DESK}analyse/themes/3/fusionner/", {"into": 1}).url == f"{DESK}analyse/"
    assert agent.post(f"{DESK}analyse/lire/", {f"theme-{n}": "1" for n in range(1, 7)}).url == f"{DESK}analyse/"
    assert Contribution.objects.filter(is_classed=True).count() == 6
    assert agent.post(f"{DESK}propositions/", {"theme": 1, "text": "Des bancs", "numbers": "un"}).status_code == 422
    assert (
        agent.post(f"{DESK}propositions/", {"theme": 1, "text": "Des bancs", "numbers": "1, 2"}).url
        == f"{DESK}propositions/"
    )
    assert agent.post(f"{DESK}propositions/1/", {"stance": "retenue", "reason": ""}).status_code == 422
    assert agent.post(f"{DESK}propositions/1/", {"stance": "retenue", "reason": "Oui"}).url == f"{DESK}propositions/"
    assert "la concertation n’est pas close".capitalize() in agent.get(f"{DESK}bilan/").content.decode()
    assert agent.post(f"{DESK}bilan/publier/").status_code == 409
    assert as_(world.elected).post(f"{DESK}bilan/publier/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_statements(
    world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found = with_words(world, SAID[:count])
    for number in range(count):
        themed(world, found, f"Thème {number}")
    agent = as_(world.agent)
    with django_assert_num_queries(ANALYSIS_STATEMENTS):
        agent.get(f"{DESK}analyse/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_takes_the_same_statements(
    world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reported(world, SAID[:count])
    with django_assert_num_queries(REPORT_STATEMENTS):
        Client().get("/concertations/les-arrets-de-demain/bilan/")
