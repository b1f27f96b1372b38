"""What a referral gave rise to: an examen, its opinion, the answer, a commitment that is contested."""

from datetime import datetime, timedelta

import pytest
from django.utils.timezone import localdate

from belvedere.contexts.actionplan.actions import create_actions
from belvedere.contexts.actionplan.models import Action
from belvedere.contexts.actionplan.states import ActionState
from belvedere.contexts.referrals import queries, subscriptions
from belvedere.contexts.referrals.actions.follow import join_examen, tell_batch
from belvedere.contexts.referrals.actions.following import ask_to_follow, follow_at, tell_followers, tell_week
from belvedere.contexts.referrals.models import Follower, Referral
from belvedere.contexts.referrals.queries.page import state_sentence
from belvedere.contexts.referrals.states import FollowUp, Pace
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from tests.contexts.opinions import Body2026, published, retained
from tests.contexts.referrals.conftest import World

HOUR = timedelta(hours=1)
OPINION, ANSWER = "panels.opinion_recorded", "answers.published"
CONTESTED, SETTLED = "actionplan.contested", "actionplan.contest_answered"


@pytest.fixture
def referral(world: World, now: datetime) -> Referral:
    """A referral whose examen was answered by two commitments; nothing of it was heard here yet."""
    answering = Body2026(world.body)
    sheet = published(answering, now, drafts=[retained(answering), retained(answering)])
    [action, _second] = create_actions(opinion_reference=sheet.opinion.reference, now=now)
    admitted = world.admitted(now)
    join_examen(referral_reference=admitted.reference, examen_reference=action.matter, now=now)
    return Referral.objects.get(pk=admitted.pk)


def heard(referral: Referral, kind: str, at: datetime) -> tuple[str, datetime | None]:
    """Hear of an event of the examen; return where the referral stands, and since when."""
    assert referral.examen is not None
    subscriptions.follow_what_it_gave_rise_to(Event(kind=kind, matter=referral.examen.reference), at)
    referral.refresh_from_db()
    return referral.follow_up, referral.followed_up_at


def test_each_act_of_the_examen_moves_it(referral: Referral, now: datetime) -> None:
    assert (referral.follow_up, referral.followed_up_at) == (FollowUp.EXAMEN, now)
    assert heard(referral, OPINION, now + HOUR) == (FollowUp.OPINION, now + HOUR)
    assert heard(referral, ANSWER, now + 2 * HOUR) == (FollowUp.ANSWERED, now + 2 * HOUR)
    assert heard(referral, CONTESTED, now + 3 * HOUR) == (FollowUp.CONTESTED, now + 3 * HOUR)
    assert heard(referral, SETTLED, now + 4 * HOUR) == (FollowUp.ANSWERED, now + 4 * HOUR)


@pytest.mark.parametrize("kind", [OPINION, CONTESTED, SETTLED])
def test_what_does_not_move_it_leaves_its_hour(referral: Referral, now: datetime, kind: str) -> None:
    heard(referral, ANSWER, now)
    if kind == CONTESTED:
        heard(referral, CONTESTED, now)
    before = referral.follow_up
    assert heard(referral, kind, now + HOUR) == (before, now)


def test_stays_contested_as_long_as_one_commitment_is(referral: Referral, now: datetime) -> None:
    heard(referral, ANSWER, now)
    heard(referral, CONTESTED, now)
    first = Action.objects.order_by("pk")[0]
    Action.objects.filter(pk=first.pk).update(state=ActionState.CONTESTED, done_at=now)
    assert heard(referral, SETTLED, now + HOUR) == (FollowUp.CONTESTED, now)
    Action.objects.filter(pk=first.pk).update(state=ActionState.UNDER_WAY, done_at=None)
    assert heard(referral, SETTLED, now + HOUR) == (FollowUp.ANSWERED, now + HOUR)


def test_no_longer_under_examen_once_answered(referral: Referral, now: datetime) -> None:
    counts = [queries.figures().in_examen]
    for kind in (OPINION, ANSWER):
        heard(referral, kind, now)
        counts.append(queries.figures().in_examen)
    assert counts == [1, 1, 0]


def test_says_where_it_stands(referral: Referral, now: datetime) -> None:
    said = []
    for kind in (OPINION, ANSWER, CONTESTED):
        heard(referral, kind, now)
        said.append(state_sentence(referral, today=now.date()))
    reference = referral.examen.reference if referral.examen else ""
    assert said == [
        f"L’examen {reference} a rendu un avis : l’organisme doit y répondre.",
        f"L’organisme a répondu à l’avis de l’examen {reference}.",
        f"Une action décidée après l’examen {reference} est contestée.",
    ]


def test_news_of_a_commitment_say_which_one(referral: Referral, now: datetime) -> None:
    action = Action.objects.order_by("pk")[0]
    event = Event.objects.get(kind="actionplan.action_created", subject_id=action.reference)
    for pace, email in ((Pace.EACH, "paul@exemple.fr"), (Pace.WEEKLY, "lucie@exemple.fr")):
        ask_to_follow(referral=referral, email=email, pace=pace, language="fr", now=now)
        follow_at(follower=Follower.objects.get(email=email), pace=pace, now=now)
    tell_batch(event=event, referral=referral, after=0, depositor_only=False, now=now)
    tell_followers(event=event, referral=referral, after=0, now=now)
    mails = list(Message.objects.filter(kind="news"))
    assert len(mails) == 2
    for words in (*(" ".join(mail.text.split()) for mail in mails), *(mail.html for mail in mails)):
        assert f"{action.reference} · {action.title}" in words
        assert f"/plan-d-actions/{action.reference}/" in words
    tell_week(referral=referral, until=localdate(now) + timedelta(days=7), now=now + timedelta(days=7))
    weekly = Message.objects.get(kind="news", to="lucie@exemple.fr")
    assert f", action {action.reference}\N{NO-BREAK SPACE}: " in weekly.text.replace("\n", " ")
