"""« Est-ce fait ? »: asked once its date has come, replied once by person, contested by those who say no."""

import json
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from belvedere.contexts.actionplan import actions, tasks
from belvedere.contexts.actionplan.actions import survey as survey_actions
from belvedere.contexts.actionplan.models import Action, Contest, Survey, SurveyReply
from belvedere.contexts.actionplan.queries.survey import Invited, invited_by, shown_surveys, survey_link
from belvedere.contexts.actionplan.refusals import AlreadyReplied, LinkNotValid, SurveyOver
from belvedere.contexts.actionplan.sections import words_to_read
from belvedere.contexts.actionplan.states import (
    ActionState,
    Reading,
    ReadingVerb,
    ReplyVerdict,
    SurveyState,
    Verb,
    says_not_done,
)
from belvedere.contexts.actionplan.subscriptions import judge_survey
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Body, Parameter
from tests.contexts.actionplan.test_actions import created, done
from tests.contexts.opinions import Body2026

NUMBERS = {
    "commitment.sample_size": 10,
    "commitment.survey_days": 21,
    "commitment.minimum_replies": 5,
    "commitment.contest_percent": 50,
}
NO, YES, PARTLY = ReplyVerdict.NO, ReplyVerdict.YES, ReplyVerdict.PARTLY


def numbers(body: Body) -> None:
    for code, value in NUMBERS.items():
        Parameter.objects.create(
            body=body, code=code, value=value, since=date(2020, 1, 1), source="Règlement", confidence="M"
        )


def at_its_date(action: Action, now: datetime) -> datetime:
    return now + timedelta(days=(action.due_on - now.date()).days)


def asked(world: Body2026, now: datetime, number: int = 1) -> tuple[Survey, datetime]:
    """Ask about an action called done, on its date; return the survey and that hour."""
    if not Parameter.objects.filter(code="commitment.sample_size").exists():
        numbers(world.body)
    action = done(world, now, number)
    day = at_its_date(action, now)
    survey = survey_actions.ask_if_done(action_id=action.pk, now=day)
    assert survey is not None
    survey_actions.record_sample(
        survey_id=survey.pk, population=40, drawn=["a", "b"], asked=3, names_digest="00", now=day
    )
    return Survey.objects.get(pk=survey.pk), day


def replied(survey: Survey, verdicts: list[ReplyVerdict], day: datetime, words: str = "") -> None:
    for number, verdict in enumerate(verdicts):
        survey_actions.reply(
            invited=Invited(survey.pk, f"mark-{number}", is_depositor=False), verdict=verdict, words=words, now=day
        )
        judge_survey(Event.objects.get(kind="actionplan.replied", sequence=_last("actionplan.replied")), day)


def _last(kind: str) -> int:
    return Event.objects.filter(kind=kind).order_by("-sequence").values_list("sequence", flat=True)[0]


def as_(role: Role) -> Client:
    client = Client()
    client.force_login(role.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_asked_once_on_its_date_and_once_more_when_called_done_late(world: Body2026, now: datetime) -> None:
    numbers(world.body)
    action = created(world, now)
    day = at_its_date(action, now)
    tasks.ask_if_done(day - timedelta(days=1))
    assert Survey.objects.count() == 0
    for _time in range(2):
        tasks.ask_if_done(day)
    later = day + timedelta(days=9)
    actions.record_progress(
        action=action, verb=Verb.FINISH, percent=100, note="En service", by=world.drafter, now=later
    )
    for _time in range(2):
        tasks.ask_if_done(later)
    rows = Survey.objects.order_by("pk")
    assert [(row.was_done, row.asked_at, row.closes_on) for row in rows] == [
        (False, day, action.due_on + timedelta(days=21)),
        (True, later, action.due_on + timedelta(days=30)),
    ]
    events = Event.objects.filter(kind="actionplan.asked").order_by("sequence")
    assert [row.seed for row in rows] == [event.digest for event in events]


def test_abandoned_or_unregulated_is_not_asked(world: Body2026, now: datetime) -> None:
    day = at_its_date(created(world, now), now)
    tasks.ask_if_done(day)
    numbers(world.body)
    actions.record_progress(
        action=Action.objects.get(), verb=Verb.ABANDON, percent=0, note="Terrain vendu", by=world.drafter, now=now
    )
    tasks.ask_if_done(day)
    assert Survey.objects.count() == 0


def test_sample_is_recorded_once_and_journalled_without_a_name(world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    assert not survey_actions.record_sample(
        survey_id=survey.pk, population=1, drawn=[], asked=0, names_digest="11", now=day
    )
    assert (survey.state, survey.population, survey.drawn, survey.asked) == (SurveyState.OPEN, 40, ["a", "b"], 3)
    event = Event.objects.get(kind="actionplan.sample_drawn")
    assert json.loads(event.payload) == {"survey": survey.pk, "population": 40, "drawn": 2, "drawn_from": "00"}


@pytest.mark.parametrize(
    ("verdicts", "is_contested"),
    [
        ([NO] * 4, False),
        ([NO, NO, NO, YES, PARTLY], True),
        ([NO, NO, PARTLY, YES, YES], False),
        ([YES] * 5, False),
        ([YES, YES, YES, NO, NO, NO], True),
    ],
)
def test_enough_noes_contest(
    world: Body2026, now: datetime, verdicts: list[ReplyVerdict], *, is_contested: bool
) -> None:
    survey, day = asked(world, now)
    replied(survey, verdicts, day)
    assert Action.objects.get().state == (ActionState.CONTESTED if is_contested else ActionState.DONE)
    assert Event.objects.filter(kind="actionplan.contested").count() == int(is_contested)


def test_depositor_contests_alone(world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    survey_actions.reply(
        invited=Invited(survey.pk, "m", is_depositor=True), verdict=NO, words="Rien n’a changé.", now=day
    )
    contest = survey_actions.contest_by_survey(survey_id=survey.pk, now=day)
    assert contest is not None
    assert (contest.replies, contest.noes, contest.is_by_depositor, contest.reason) == (1, 1, True, "")
    assert survey_actions.contest_by_survey(survey_id=survey.pk, now=day) is None


def test_an_answered_contest_is_not_opened_again_by_the_same_survey(world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    replied(survey, [NO] * 5, day)
    actions.answer_contest(
        contest=Contest.objects.get(),
        verb=Verb.MAINTAIN,
        percent=0,
        explanation="Voici le procès-verbal.",
        by=world.drafter,
        now=day,
    )
    survey_actions.reply(invited=Invited(survey.pk, "late", is_depositor=True), verdict=NO, words="", now=day)
    assert survey_actions.contest_by_survey(survey_id=survey.pk, now=day) is None
    assert Action.objects.get().state == ActionState.DONE


def test_what_the_body_does_not_call_done_is_not_contested(world: Body2026, now: datetime) -> None:
    numbers(world.body)
    action = created(world, now)
    day = at_its_date(action, now)
    survey = survey_actions.ask_if_done(action_id=action.pk, now=day)
    assert survey is not None
    survey_actions.record_sample(survey_id=survey.pk, population=9, drawn=["a"], asked=9, names_digest="0", now=day)
    replied(survey, [NO] * 6, day)
    assert Action.objects.get().state == ActionState.PLANNED
    assert Contest.objects.count() == 0


def test_one_person_replies_once_while_it_is_open(world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    invited = Invited(survey.pk, "m", is_depositor=False)
    survey_actions.reply(invited=invited, verdict=YES, words="", now=day)
    with pytest.raises(AlreadyReplied):
        survey_actions.reply(invited=invited, verdict=NO, words="", now=day)
    past = day + timedelta(days=22)
    with pytest.raises(SurveyOver):
        survey_actions.reply(invited=Invited(survey.pk, "n", is_depositor=False), verdict=NO, words="", now=past)
    for _time in range(2):
        tasks.close_surveys(past)
    assert Survey.objects.get().state == SurveyState.CLOSED
    assert json.loads(Event.objects.get(kind="actionplan.survey_closed").payload) == {
        "survey": survey.pk,
        "yes": 1,
        "partly": 0,
        "no": 0,
    }


def test_words_wait_for_an_officer_and_for_five_replies(world: Body2026, other: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    replied(survey, [YES] * 4, day, words="On voit les travaux.")
    action = Action.objects.get()
    row = SurveyReply.objects.order_by("pk")[0]
    for by in (world.drafter, world.elected, other.agent):
        with pytest.raises(NotAllowed):
            survey_actions.read_reply(reply=row, verb=ReadingVerb.PUBLISH, by=by, now=day)
    assert len(words_to_read(role=world.agent, now=day)) == 1
    survey_actions.read_reply(reply=row, verb=ReadingVerb.PUBLISH, by=world.agent, now=day)
    assert shown_surveys(action)[0].words == []
    survey_actions.reply(invited=Invited(survey.pk, "fifth", is_depositor=False), verdict=YES, words="", now=day)
    assert shown_surveys(action)[0].words == [row]
    survey_actions.read_reply(reply=row, verb=ReadingVerb.REFUSE, by=world.agent, now=day)
    assert shown_surveys(action)[0].words == []
    with pytest.raises(NotInThisState):
        survey_actions.read_reply(reply=row, verb=ReadingVerb.REFUSE, by=world.agent, now=day)
    assert "On voit" not in "".join(Event.objects.values_list("payload", flat=True))


def test_what_one_person_said_is_forgotten_and_still_counts(world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    replied(survey, [YES, NO], day, words="Devant chez moi.")
    assert survey_actions.forget_replies(marks=["mark-0"]) == 1
    assert survey_actions.forget_replies(marks=["mark-0"]) == 0
    rows = list(SurveyReply.objects.order_by("pk").values_list("verdict", "words", "reading"))
    assert rows == [("oui", "", Reading.NONE), ("non", "Devant chez moi.", Reading.WAITING)]


def test_says_not_done() -> None:
    assert says_not_done(noes=5, replies=10, minimum=10, percent=50)
    assert not says_not_done(noes=5, replies=11, minimum=10, percent=50)


def test_link_is_one_persons(world: Body2026, now: datetime) -> None:
    survey, _day = asked(world, now)
    path = survey_link(survey, "7", is_depositor=True)
    token = path.rstrip("/").rsplit("/", 1)[1]
    invited = invited_by(token)
    assert (invited.survey, invited.is_depositor) == (survey.pk, True)
    assert invited.mark != invited_by(survey_link(survey, "8", is_depositor=True).rstrip("/").rsplit("/", 1)[1]).mark
    with pytest.raises(LinkNotValid):
        invited_by(token + "x")


def opened_today(world: Body2026, now: datetime) -> Survey:
    survey, _day = asked(world, now)
    Survey.objects.update(closes_on=timezone.localdate() + timedelta(days=5))
    return survey


def test_reply_in_the_browser(world: Body2026, now: datetime) -> None:
    survey = opened_today(world, now)
    path, client = survey_link(survey, "7", is_depositor=False), Client()
    assert "Est-ce fait" in client.get(path, {"reponse": "non"}).content.decode()
    assert SurveyReply.objects.count() == 0
    bad = ({}, {"verdict": "peut-être"}, {"verdict": "non", "words": "x" * 3001})
    assert [client.post(path, row).status_code for row in bad] == [422] * 3
    page = reverse("actionplan:action", args=[survey.action.reference])
    assert client.post(path, {"verdict": "non", "words": "<b>Rien</b>"}).url == page
    assert "déjà répondu" in client.get(path).content.decode()
    assert client.post(path, {"verdict": "oui"}).status_code == 409
    assert "Rien" not in client.get(page).content.decode()
    other_action = path.replace(survey.action.reference, "P-2026-0999")
    assert [client.get(bad_path).status_code for bad_path in (f"{path[:-2]}x/", other_action)] == [404, 404]
    assert Client(enforce_csrf_checks=True).post(path, {"verdict": "oui"}).status_code == 403
    Survey.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    assert "plus posée" in client.get(survey_link(survey, "9", is_depositor=False)).content.decode()


def test_draw_is_public_and_names_nobody(world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    path = reverse("actionplan:draw", args=[survey.action.reference, survey.pk])
    content = Client().get(path).json()
    assert (content["seed"], content["population"], content["drawn"]) == (survey.seed, 40, ["a", "b"])
    Survey.objects.update(state=SurveyState.ASKED)
    assert Client().get(path).status_code == 404
    assert day >= now


def test_officer_reads_words_in_the_browser(world: Body2026, other: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    replied(survey, [YES], day, words="On voit les travaux.")
    row = SurveyReply.objects.get()
    desk = reverse("actionplan:desk_action", args=[survey.action.reference])
    path = reverse("actionplan:read_reply", args=[survey.action.reference, row.pk])
    agent = as_(world.agent)
    assert "On voit les travaux." in agent.get(desk).content.decode()
    assert "On voit les travaux." not in as_(world.drafter).get(desk).content.decode()
    strangers = [world.drafter, world.elected, other.agent]
    assert [as_(role).post(path, {"verb": "publier"}).status_code for role in strangers] == [403] * 3
    assert agent.post(path, {"verb": "effacer"}).status_code == 404
    assert agent.post(path, {"verb": "publier"}).url == desk
    assert agent.post(path, {"verb": "publier"}).status_code == 409
    assert SurveyReply.objects.get().reading == Reading.PUBLISHED


def test_both_versions_are_on_the_page(world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    replied(survey, [NO] * 5, day)
    page = Client().get(reverse("actionplan:action", args=[survey.action.reference])).content.decode()
    for words in ("Contestée", "Ce que dit l’organisme", "Ce que disent les habitants", "5 personnes sur 5"):
        assert words in page
    desk = as_(world.drafter).get(reverse("actionplan:desk_action", args=[survey.action.reference]))
    assert "5 personnes sur 5" in desk.content.decode()


def test_database_holds_the_last_word(world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyReply.objects.create(survey=survey, mark="m", verdict="oui", words="Non relu", at=day)
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(percent=101)


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_questions_whatever_the_replies(
    world: Body2026, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    survey, day = asked(world, now)
    replied(survey, [YES] * count, day, words="Oui.")
    client, path = Client(), reverse("actionplan:action", args=[survey.action.reference])
    client.get(path)
    with django_assert_num_queries(ACTION_QUERIES):  # type: ignore[operator]
        client.get(path)


ACTION_QUERIES = 12
