"""Questionnaires: built, answered once, within quotas, told raw and raked."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from belvedere.contexts.consultations.actions import life
from belvedere.contexts.consultations.actions.questionnaires import (
    Asked,
    Filled,
    drop_question,
    enter_sheet,
    save_sheet,
    send_sheet,
    write_question,
    write_settings,
)
from belvedere.contexts.consultations.actions.questions import change_question, move_question
from belvedere.contexts.consultations.models import Phase, Question, Questionnaire, Sheet
from belvedere.contexts.consultations.queries.results import in_words, results_of
from belvedere.contexts.consultations.refusals.questionnaires import (
    AlreadyAnswered,
    AlreadySent,
    ConditionComesFirst,
    ImpossibleQuestion,
    QuestionsFixed,
    QuotaReached,
)
from belvedere.contexts.consultations.refusals.register import RegisterClosed
from belvedere.contexts.consultations.states import ToolKind
from belvedere.contexts.consultations.states.questionnaire import QuestionKind
from belvedere.platform.refusals import NotAllowed
from belvedere.platform.territory.queries import communes
from tests.contexts.consultations.conftest import NOW, World, as_, at
from tests.factories import CommuneFactory

PAGE = "/concertations/les-arrets-de-demain/questionnaires/1/"
DESK = "/espace/concertations/les-arrets-de-demain/questionnaires/1/"
TWO = ({"code": "a", "fr": "Oui", "en": "Yes"}, {"code": "b", "fr": "Non", "en": "No"})
PAGE_STATEMENTS, DESK_STATEMENTS = 8, 12


def ask(world: World, phase: Phase, kind: QuestionKind = QuestionKind.SINGLE, **more: object) -> Question:
    asked = Asked(kind=kind, text=f"Question {kind}", **{"choices": TWO, **more})
    return write_question(phase=phase, asked=asked, by=world.agent, now=NOW)


def planned(world: World) -> Phase:
    return world.plan(world.draft(), ToolKind.QUESTIONNAIRE)


def opened(world: World, phase: Phase) -> Questionnaire:
    life.announce_consultation(consultation=world.again(phase.consultation), by=world.agent, now=NOW)
    described = world.describe(world.again(phase.consultation))
    life.open_consultation(consultation=described, by=world.agent, now=at(30))
    return Questionnaire.objects.select_related("phase__consultation__territory").get()


def now_open(phase: Phase) -> None:
    now = timezone.now()
    Phase.objects.filter(pk=phase.pk).update(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))


def send(row: Questionnaire, answers: dict[str, object], **more: object) -> Sheet:
    return send_sheet(questionnaire=row, sheet=None, filled=Filled(answers, **more), now=at(31))


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (QuestionKind.SINGLE, {"choices": TWO[:1]}),
        (QuestionKind.MATRIX, {"rows": ()}),
        (QuestionKind.SCALE, {"low": 3, "high": 3}),
    ],
)
def test_a_question_has_what_its_kind_needs(world: World, kind: QuestionKind, more: dict[str, object]) -> None:
    with pytest.raises(ImpossibleQuestion):
        ask(world, planned(world), kind, **more)


def test_a_condition_is_on_a_choice_that_exists(world: World) -> None:
    phase = planned(world)
    first = ask(world, phase)
    with pytest.raises(ImpossibleQuestion):
        ask(world, phase, asked_if=first, asked_if_choice="z")
    with pytest.raises(NotAllowed):
        write_question(phase=phase, asked=Asked(QuestionKind.TEXT, "x"), by=world.stranger, now=NOW)


def test_what_is_not_asked_is_not_kept(world: World) -> None:
    phase = planned(world)
    first = ask(world, phase)
    ask(world, phase, QuestionKind.TEXT, asked_if=first, asked_if_choice="a")
    row = opened(world, phase)
    assert send(row, {"1": "b", "2": "Parce que"}).answers == {"1": "b"}
    assert send(row, {"1": "a", "2": "Parce que"}).answers == {"1": "a", "2": "Parce que"}
    with pytest.raises(AlreadyAnswered):
        drop_question(question=first, phase=phase, by=world.agent, now=at(32))


def test_kept_then_sent_once_and_not_after_the_end(world: World) -> None:
    phase = planned(world)
    ask(world, phase)
    row = opened(world, phase)
    sheet = save_sheet(questionnaire=row, sheet=None, filled=Filled({"1": "a"}), now=at(31))
    assert results_of(row, phase.consultation).sheets == 0
    send_sheet(questionnaire=row, sheet=sheet, filled=Filled({"1": "b"}), now=at(32))
    with pytest.raises(AlreadySent):
        send_sheet(questionnaire=row, sheet=sheet, filled=Filled({"1": "a"}), now=at(33))
    with pytest.raises(RegisterClosed):
        send_sheet(questionnaire=row, sheet=None, filled=Filled({"1": "a"}), now=at(61))


def test_a_commune_sends_as_many_as_its_quota(world: World) -> None:
    phase = planned(world)
    ask(world, phase)
    here, there = world.communes
    write_settings(
        phase=phase,
        introduction="",
        introduction_en="",
        shows_results=False,
        quotas={here.pk: 1},
        by=world.agent,
        now=NOW,
    )
    row = opened(world, phase)
    send(row, {"1": "a"}, commune=here)
    with pytest.raises(QuotaReached):
        send(row, {"1": "a"}, commune=here)
    assert send(row, {"1": "a"}, commune=there).commune == there


def test_raked_results_stand_beside_raw_ones(world: World) -> None:
    phase = planned(world)
    ask(world, phase)
    row = opened(world, phase)
    here, there = world.communes
    for number in range(30):
        enter_sheet(
            questionnaire=row,
            filled=Filled({"1": "a" if number < 20 else "b"}, here if number < 20 else there),
            by=world.agent,
            now=at(31),
        )
    found = results_of(row, world.again(phase.consultation))
    line = found.results[0].lines[0]
    assert found.raking is not None
    assert found.raking.has_converged
    assert (line.count, round(line.raw.value, 3)) == (20, 0.667)
    assert line.weighted is not None
    assert line.weighted.value == pytest.approx(here.population / (here.population + there.population), abs=1e-4)
    assert in_words(line, is_mean=False)[0] == "67 % (49 à 81)".replace(" %", "\u00a0%")


def test_every_kind_is_answered_on_the_page_kept_and_counted(world: World) -> None:
    phase = planned(world)
    kinds = [kind for kind in QuestionKind if kind not in {QuestionKind.SCALE, QuestionKind.MATRIX}]
    for kind in kinds:  # single, multiple, ranking, number, text, place
        ask(world, phase, kind)
    ask(world, phase, QuestionKind.SCALE, low=1, high=5)
    ask(world, phase, QuestionKind.MATRIX, rows=TWO)
    now_open(opened(world, phase).phase)
    browser = Client()
    typed = {
        "q1": "a",
        "q2": ["a", "b"],
        "q3-a": "2",
        "q3-b": "1",
        "q4": "7",
        "q5": "Mot",
        "q6": world.communes[0].insee,
    }
    typed |= {"q7": "4", "q8-a": "b", "q8-b": "a"}
    assert browser.post(PAGE, {**typed, "q4": "sept", "keep": "1"}).url == PAGE
    assert "Mot" in browser.get(PAGE).content.decode()
    assert (browser.post(PAGE, {**typed, "q3-b": "2"}).status_code, Sheet.objects.get().state) == (422, "brouillon")
    assert browser.post(PAGE, typed).url == PAGE
    assert Sheet.objects.get().answers == {
        "1": "a",
        "2": ["a", "b"],
        "3": ["b", "a"],
        "4": 7,
        "5": "Mot",
        "6": world.communes[0].insee,
        "7": 4,
        "8": {"a": "b", "b": "a"},
    }
    assert "Votre réponse est comptée" in browser.get(PAGE).content.decode()
    desk = as_(world.agent).get(DESK).content.decode()
    for words in ("Oui, Non", "2,00", "1,00", "4,00", "7,00"):
        assert words in desk
    assert Client().get(f"{PAGE}resultats/").status_code == 404  # not shown before the end


def test_built_at_the_desk_in_two_languages(world: World) -> None:
    planned(world)
    agent = as_(world.agent)
    typed = {
        "kind": "choix",
        "text": "Des bancs ?",
        "text_en": "Benches?",
        "choices": "Oui | Yes\nNon | No",
        "is_required": "on",
    }
    assert agent.post(f"{DESK}questions/", {**typed, "text": ""}).status_code == 422
    assert agent.post(f"{DESK}questions/", {**typed, "choices": "Oui"}).status_code == 422
    assert agent.post(f"{DESK}questions/", typed).url == DESK
    second = {"kind": "texte", "text": "Où ?", "condition": "1-a"}
    assert agent.post(f"{DESK}questions/", second).url == DESK
    settings = {"introduction": "Bonjour", "introduction_en": "Hello", f"quota-{world.communes[0].insee}": "x"}
    assert agent.post(f"{DESK}reglages/", settings).status_code == 422
    settings[f"quota-{world.communes[0].insee}"] = "10"
    assert agent.post(f"{DESK}reglages/", settings).url == DESK
    now_open(opened(world, Phase.objects.get()).phase)
    english = Client(headers={"accept-language": "en"}).get(PAGE).content.decode()
    for words in ("Hello", "Benches?", "Yes"):
        assert words in english
    asked = Client().post(PAGE, {"q2": "Ici"})
    assert (asked.status_code, "Ici" in asked.content.decode()) == (422, True)  # the first answer is required
    assert agent.post(f"{DESK}saisir/", {"q1": "a"}).url == f"{DESK}saisir/"
    assert as_(world.stranger).get(DESK).status_code == 404
    assert as_(world.elected).post(f"{DESK}questions/", typed).status_code == 403
    assert agent.post(f"{DESK}questions/1/retirer/").status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_statements(
    world: World, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phase = planned(world)
    for _ in range(count):
        ask(world, phase)
    row = opened(world, phase)
    now_open(phase)
    for _ in range(count):
        send_sheet(
            questionnaire=Questionnaire.objects.get(pk=row.pk),
            sheet=None,
            filled=Filled({"1": "a"}),
            now=timezone.now(),
        )
    agent = as_(world.agent)
    with django_assert_num_queries(PAGE_STATEMENTS):
        Client().get(PAGE)
    with django_assert_num_queries(DESK_STATEMENTS):
        agent.get(DESK)


def test_questions_are_changed_and_ordered_before_anybody_answers(world: World) -> None:
    phase = planned(world)
    first = ask(world, phase)
    second = ask(world, phase, QuestionKind.TEXT, asked_if=first, asked_if_choice="b")
    third = ask(world, phase, QuestionKind.NUMBER)
    move_question(question=third, phase=phase, place=1, by=world.agent, now=NOW)
    assert list(Question.objects.values_list("number", "kind")) == [(1, "nombre"), (2, "choix"), (3, "texte")]
    with pytest.raises(ConditionComesFirst):
        move_question(question=second, phase=phase, place=2, by=world.agent, now=NOW)
    first.refresh_from_db()
    with pytest.raises(ImpossibleQuestion):  # the third one is asked of who answers « b »
        change_question(question=first, phase=phase, asked=Asked(QuestionKind.TEXT, "Où ?"), by=world.agent, now=NOW)
    with pytest.raises(NotAllowed):
        change_question(question=first, phase=phase, asked=Asked(QuestionKind.TEXT, "x"), by=world.stranger, now=NOW)
    asked = Asked(QuestionKind.SINGLE, "Des bancs ?", choices=TWO)
    assert change_question(question=first, phase=phase, asked=asked, by=world.agent, now=NOW).text == "Des bancs ?"
    row = opened(world, phase)
    with pytest.raises(QuestionsFixed):
        move_question(question=first, phase=row.phase, place=1, by=world.agent, now=at(31))
    save_sheet(questionnaire=row, sheet=None, filled=Filled({"2": "a"}), now=at(31))
    with pytest.raises(AlreadyAnswered):
        change_question(question=first, phase=row.phase, asked=asked, by=world.agent, now=at(31))


def test_questions_are_changed_and_ordered_at_the_desk(world: World) -> None:
    phase = planned(world)
    ask(world, phase, help="Une aide")
    ask(world, phase, QuestionKind.TEXT)
    agent = as_(world.agent)
    shown = agent.get(f"{DESK}questions/1/").content.decode()
    for words in ("Question choix", "Une aide", "Oui | Yes"):
        assert words in shown
    typed = {"kind": "choix", "text": "", "choices": "Oui\nNon"}
    assert agent.post(f"{DESK}questions/1/", typed).status_code == 422
    assert agent.post(f"{DESK}questions/1/", {**typed, "text": "Un banc ?"}).url == DESK
    assert agent.post(f"{DESK}questions/1/deplacer/", {"place": "2"}).url == DESK
    assert list(Question.objects.values_list("number", "text")) == [(1, "Question texte"), (2, "Un banc ?")]
    assert agent.post(f"{DESK}questions/1/deplacer/", {"place": "x"}).status_code == 404
    assert as_(world.elected).post(f"{DESK}questions/1/deplacer/", {"place": "2"}).status_code == 403
    assert agent.get(f"{DESK}questions/9/").status_code == 404


def test_a_place_is_chosen_on_a_map_and_told_on_a_map(world: World) -> None:
    phase = planned(world)
    first = ask(world, phase, QuestionKind.PLACE)
    ask(world, phase, QuestionKind.PLACE)
    write_settings(
        phase=phase, introduction="", introduction_en="", shows_results=True, quotas={}, by=world.agent, now=NOW
    )
    row = opened(world, phase)
    now_open(phase)
    here = world.communes[0]
    page = Client().get(PAGE).content.decode()
    place = next(n for n, commune in enumerate(communes(), 1) if commune.pk == here.pk)
    assert f'<a href="#id_q1_{place}" class="map-link"' in page
    assert f'<input type="radio" name="q1" value="{here.insee}" id="id_q1_{place}"' in page
    elsewhere = CommuneFactory(territory=world.body.territory)
    for insee in (here.insee, here.insee, elsewhere.insee):
        send(row, {"1": insee})
    told = next(iter(results_of(row, phase.consultation).results))
    assert (told.question, [(line.words, line.count) for line in told.lines if line.count]) == (
        first,
        [(here.name, 2), (elsewhere.name, 1)],
    )
    shown = Client().get(f"{PAGE}resultats/").content.decode()
    assert f"{here.name}\u00a0: 2 réponses" in shown
    assert f"{elsewhere.name}\u00a0: 1 réponse" in shown
