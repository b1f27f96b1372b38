"""Two people at once, on both databases: an answer is published once, an action is created once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django_scopes import scope

from belvedere.contexts.actionplan.actions import contest_action, create_actions
from belvedere.contexts.actionplan.actions import survey as survey_actions
from belvedere.contexts.actionplan.models import Action, Contest
from belvedere.contexts.actionplan.queries.survey import Invited
from belvedere.contexts.actionplan.states import ReplyVerdict
from belvedere.contexts.answers import actions
from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.states import Rung, SheetState
from belvedere.platform.journal.models import Event
from belvedere.platform.mail.models import Message
from belvedere.platform.refusals import Refusal
from belvedere.platform.territory.models import Territory
from tests.contexts.actionplan.test_actions import done
from tests.contexts.actionplan.test_survey import asked
from tests.contexts.answers.test_delay import reminders
from tests.contexts.opinions import Body2026, make_opinion, published, requested, validated

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(territory: Territory, act: Callable[[int], object], times: int = 4) -> list[str]:
    """Run the same act in several threads, each with its own connection; return how each ended."""

    def one(position: int) -> str:
        try:
            with scope(territory=territory):
                act(position)
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        return sorted(pool.map(one, range(times)))


def kinds(code: str) -> int:
    return Event.objects.filter(kind=code).count()


def test_published_once(transactional_db: None, world: Body2026, now: datetime) -> None:
    sheet = validated(world, now)
    ends = at_once(world.body.territory, lambda _n: actions.publish_answers(sheet=sheet, by=world.agent, now=now))
    assert ends == ["done", *["not_in_this_state"] * 3]
    assert (AnswerSheet.objects.get().state, kinds("answers.published")) == (SheetState.PUBLISHED, 1)


def test_requested_once(transactional_db: None, world: Body2026, now: datetime) -> None:
    opinion = make_opinion(world.body)
    ends = at_once(
        world.body.territory,
        lambda _n: actions.request_answers(opinion_reference=opinion.reference, asked_on=now.date(), now=now),
    )
    assert ends == ["done"] * 4
    assert (AnswerSheet.objects.count(), kinds("answers.requested")) == (1, 1)


def test_actions_created_once(transactional_db: None, world: Body2026, now: datetime) -> None:
    sheet = published(world, now)
    reference = sheet.opinion.reference
    ends = at_once(world.body.territory, lambda _n: create_actions(opinion_reference=reference, now=now))
    assert ends == ["done"] * 4
    assert list(Action.objects.values_list("reference", flat=True)) == ["P-2026-0001"]
    assert kinds("actionplan.action_created") == 1


def test_contested_once_by_person_and_one_at_a_time(transactional_db: None, world: Body2026, now: datetime) -> None:
    action = done(world, now)
    ends = at_once(
        world.body.territory,
        lambda n: contest_action(action=action, audience_digest=str(n % 2), reason="Non", now=now),
    )
    assert ends.count("done") == 1
    assert (Contest.objects.count(), kinds("actionplan.contested")) == (1, 1)


def test_a_person_replies_once(transactional_db: None, world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    invited = Invited(survey.pk, "m", is_depositor=False)
    ends = at_once(
        world.body.territory,
        lambda _n: survey_actions.reply(invited=invited, verdict=ReplyVerdict.NO, words="", now=day),
    )
    assert ends == [*["already_replied"] * 3, "done"]
    assert (survey.replies.count(), kinds("actionplan.replied")) == (1, 1)


def test_a_survey_contests_once(transactional_db: None, world: Body2026, now: datetime) -> None:
    survey, day = asked(world, now)
    invited = Invited(survey.pk, "m", is_depositor=True)
    survey_actions.reply(invited=invited, verdict=ReplyVerdict.NO, words="", now=day)
    at_once(world.body.territory, lambda _n: survey_actions.contest_by_survey(survey_id=survey.pk, now=day))
    assert (Contest.objects.count(), kinds("actionplan.contested")) == (1, 1)


def test_a_rung_is_told_once(transactional_db: None, world: Body2026, now: datetime) -> None:
    reminders(world)
    sheet = requested(world, now)
    late = now + timedelta(days=60)
    ends = at_once(world.body.territory, lambda _n: actions.escalate(sheet_id=sheet.pk, rung=Rung.DUE, now=late))
    assert ends == ["done"] * 4
    assert (Message.objects.count(), kinds("answers.escalated")) == (1, 1)
