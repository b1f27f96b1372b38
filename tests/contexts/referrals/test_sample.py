"""« Est-ce fait ? », asked of people drawn by lot: verifiable, once by mailbox, and forgotten with the person."""

import hashlib
from datetime import date, datetime, timedelta

import pytest

from belvedere.contexts.actionplan.actions import create_actions
from belvedere.contexts.actionplan.actions.survey import ask_if_done, reply
from belvedere.contexts.actionplan.models import Survey, SurveyReply
from belvedere.contexts.actionplan.queries.survey import invited_by
from belvedere.contexts.actionplan.states import ReplyVerdict
from belvedere.contexts.observatory.models import Examen
from belvedere.contexts.referrals.actions.follow import close_collection
from belvedere.contexts.referrals.actions.sample import ask_sample
from belvedere.contexts.referrals.models import Referral, SupportContact
from belvedere.contexts.referrals.queries.audit import commitments_of
from belvedere.contexts.referrals.queries.sample import audience_of
from belvedere.contexts.referrals.states import FollowUp
from belvedere.contexts.referrals.subscriptions import ask_those_drawn
from belvedere.engines.ledger.sampling import draw_sample
from belvedere.platform.accounts.personal_data import erase_personal_data, personal_data
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.territory.models import Parameter
from tests.contexts.actionplan.test_survey import numbers
from tests.contexts.opinions import Body2026, published
from tests.contexts.referrals.conftest import World
from tests.factories import UserFactory

SIZE = 3
EMAILS = [f"soutien{number}@exemple.fr" for number in range(6)]


class Asked:
    """A survey just asked about an action born of a supported referral."""

    def __init__(self, world: World, now: datetime) -> None:
        answering = Body2026(world.body)
        numbers(world.body)
        Parameter.objects.filter(code="commitment.sample_size").update(value=SIZE)
        sheet = published(answering, now)
        [action] = create_actions(opinion_reference=sheet.opinion.reference, now=now)
        self.referral = world.admitted(now)
        for email in EMAILS:
            world.supported(self.referral, email, now)
        self.attach(self.referral)
        self.day = now + timedelta(days=(date(2027, 6, 30) - now.date()).days)
        survey = ask_if_done(action_id=action.pk, now=self.day)
        assert survey is not None
        self.survey = survey

    @staticmethod
    def attach(referral: Referral) -> None:
        examen = Examen.objects.get(reference="E-2026-0001")
        Referral.objects.filter(pk=referral.pk).update(
            examen=examen, follow_up=FollowUp.EXAMEN, followed_up_at=referral.deposited_at
        )


@pytest.fixture
def asked(world: World, now: datetime) -> Asked:
    return Asked(world, now)


def mails() -> list[str]:
    return list(Message.objects.filter(kind="survey").order_by("to").values_list("to", flat=True))


def test_sample_can_be_drawn_again_by_anyone(asked: Asked, world: World) -> None:
    ask_sample(survey_id=asked.survey.pk, now=asked.day)
    survey = Survey.objects.get()
    depositor = asked.referral.supports.get(is_depositor=True).pk
    names = [name for name, pk in commitments_of(asked.referral).items() if pk != depositor]
    assert survey.drawn == list(draw_sample(names, SIZE, survey.seed))
    assert (survey.population, survey.asked) == (6, SIZE + 1)
    assert survey.names_digest == hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
    assert (len(mails()), "suzanne@exemple.fr" in mails()) == (SIZE + 1, True)


def test_asked_twice_draws_and_writes_once(asked: Asked) -> None:
    event = Event.objects.get(kind="actionplan.asked")
    for _time in range(2):
        ask_those_drawn(event, asked.day)
    assert (len(mails()), Event.objects.filter(kind="actionplan.sample_drawn").count()) == (SIZE + 1, 1)


def test_one_mailbox_is_asked_once_whatever_it_supports(asked: Asked, world: World, now: datetime) -> None:
    Parameter.objects.filter(code="commitment.sample_size").update(value=50)
    second = world.admitted(now, email=EMAILS[0], title="Une autre saisine")
    world.supported(second, EMAILS[1], now)
    Asked.attach(second)
    Survey.objects.update(size=50)
    ask_sample(survey_id=asked.survey.pk, now=asked.day)
    assert mails() == sorted([*EMAILS, "suzanne@exemple.fr"])


def test_no_address_no_question(asked: Asked) -> None:
    SupportContact.objects.all().delete()
    assert ask_sample(survey_id=asked.survey.pk, now=asked.day) == 0
    survey = Survey.objects.get()
    assert (survey.state, survey.population, survey.asked, survey.drawn) == ("ouverte", 0, 0, [])


def test_actionplan_keeps_no_address(asked: Asked) -> None:
    ask_sample(survey_id=asked.survey.pk, now=asked.day)
    kept = f"{Survey.objects.values().get()} {list(SurveyReply.objects.values())}"
    assert "exemple.fr" not in kept


def test_a_person_reads_then_erases_what_they_replied(asked: Asked) -> None:
    ask_sample(survey_id=asked.survey.pk, now=asked.day)
    message = Message.objects.get(kind="survey", to="suzanne@exemple.fr")
    token = message.text.split("/est-ce-fait/")[1].split("/")[0]
    reply(invited=invited_by(token), verdict=ReplyVerdict.NO, words="Devant chez moi, rien.", now=asked.day)
    user = UserFactory(email="suzanne@exemple.fr")
    assert personal_data(user)["engagements.reponses"] == [
        {
            "action": "P-2026-0001",
            "reponse": "non",
            "texte": "Devant chez moi, rien.",
            "date": asked.day.isoformat(),
        }
    ]
    close_collection(referral=asked.referral, now=asked.day)
    erase_personal_data(user)
    assert list(SurveyReply.objects.values_list("verdict", "words", "is_depositor")) == [("non", "", False)]
    assert personal_data(user)["engagements.reponses"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_audience_costs_the_same_questions_whatever_it_holds(
    world: World, now: datetime, django_assert_num_queries: object, count: int
) -> None:
    first = Asked(world, now)
    SupportContact.objects.filter(support__is_depositor=False, email__in=EMAILS[count:]).delete()
    with django_assert_num_queries(3):  # type: ignore[operator]
        audience = audience_of(first.survey.action.matter)
    assert len(audience.supporters) == count
