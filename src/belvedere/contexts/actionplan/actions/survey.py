"""« Est-ce fait ? »: asked at its date, drawn by lot, replied once by person; enough « no » contest the action.

Addresses stay with the referrals, which draw and write: this context keeps marks, counts and words.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.actionplan import events
from belvedere.contexts.actionplan.actions.moving import journal, locked, move
from belvedere.contexts.actionplan.models import Contest, Survey, SurveyReply
from belvedere.contexts.actionplan.queries.survey import (
    DAYS,
    MINIMUM,
    PERCENT,
    SIZE,
    Invited,
    actions_to_ask,
    counted,
    replies_under,
    rules_of_survey,
    surveys,
)
from belvedere.contexts.actionplan.refusals import AlreadyReplied, SurveyOver
from belvedere.contexts.actionplan.states import (
    READING,
    SURVEY,
    ActionState,
    Reading,
    ReadingVerb,
    ReplyVerdict,
    SurveyState,
    SurveyVerb,
    Verb,
    says_not_done,
)
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import INHABITANT, SYSTEM, Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState


@transaction.atomic
def ask_if_done(*, action_id: int, now: datetime) -> Survey | None:
    """Ask, once the date has come and once more if the action is called done later; asked twice, it is asked once.

    The seed of the draw is the digest of the public act that asks: nobody knows it before, everyone reads it after.
    """
    action = locked(action_id)
    today = timezone.localdate(now)
    if not actions_to_ask(today).filter(pk=action.pk).exists():
        return None
    rules = rules_of_survey(action, on=timezone.localdate(action.created_at))
    if rules is None:
        return None
    survey = Survey.objects.create(
        action=action,
        was_done=action.state == ActionState.DONE,
        asked_at=now,
        closes_on=today + timedelta(days=rules[DAYS].value),
        size=rules[SIZE].value,
        minimum=rules[MINIMUM].value,
        percent=rules[PERCENT].value,
        source=rules[PERCENT].source,
    )
    payload: dict[str, Value] = {"survey": survey.pk, "closes_on": survey.closes_on.isoformat()}
    event = journal(action, events.ASKED, now=now, actor=SYSTEM, payload=payload)
    survey.seed = event.digest
    survey.save(update_fields=["seed"])
    return survey


def _locked_survey(pk: int) -> Survey:
    """Take the lock of the action, then of its survey."""
    action = locked(surveys().get(pk=pk).action_id)
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=pk)
    survey.action = action
    return survey


@transaction.atomic
def record_sample(
    *, survey_id: int, population: int, drawn: Sequence[str], asked: int, names_digest: str, now: datetime
) -> bool:
    """Keep what was drawn, so that anyone draws it again; returns False when it was drawn already."""
    survey = _locked_survey(survey_id)
    reached = SURVEY.get((SurveyState(survey.state), SurveyVerb.DRAW))
    if reached is None:
        return False
    survey.state, survey.population, survey.drawn = reached, population, list(drawn)
    survey.asked, survey.names_digest = asked, names_digest
    survey.save(update_fields=["state", "population", "drawn", "asked", "names_digest"])
    payload: dict[str, Value] = {
        "survey": survey.pk,
        "population": population,
        "drawn": len(drawn),
        "drawn_from": names_digest,
    }
    journal(survey.action, events.SAMPLE_DRAWN, now=now, actor=SYSTEM, payload=payload)
    return True


@transaction.atomic
def reply(*, invited: Invited, verdict: ReplyVerdict, words: str, now: datetime) -> SurveyReply:
    """Say whether it is done, once by person; words wait for an officer to read them."""
    survey = _locked_survey(invited.survey)
    if survey.state != SurveyState.OPEN or timezone.localdate(now) > survey.closes_on:
        raise SurveyOver
    words = words.strip()
    try:
        with transaction.atomic():
            row = SurveyReply.objects.create(
                survey=survey,
                mark=invited.mark,
                is_depositor=invited.is_depositor,
                verdict=verdict.value,
                words=words,
                reading=Reading.WAITING if words else Reading.NONE,
                at=now,
            )
    except IntegrityError:
        raise AlreadyReplied from None
    journal(survey.action, events.REPLIED, now=now, actor=INHABITANT, payload={"survey": survey.pk})
    return row


@transaction.atomic
def contest_by_survey(*, survey_id: int, now: datetime) -> Contest | None:
    """Contest an action called done, when its depositor says it is not, or a large enough share of those who replied.

    A survey contests once: the answer to its contest is not put in doubt by the replies that come after.
    """
    survey = _locked_survey(survey_id)
    action = survey.action
    if action.state != ActionState.DONE or not survey.was_done or Contest.objects.filter(survey=survey).exists():
        return None
    replies = list(survey.replies.all())
    noes = counted(replies)[ReplyVerdict.NO]
    is_by_depositor = any(row.is_depositor and row.verdict == ReplyVerdict.NO for row in replies)
    if not is_by_depositor and not says_not_done(
        noes=noes, replies=len(replies), minimum=survey.minimum, percent=survey.percent
    ):
        return None
    row = Contest.objects.create(
        action=action,
        audience_digest=f"survey:{survey.pk}",
        at=now,
        survey=survey,
        replies=len(replies),
        noes=noes,
        is_by_depositor=is_by_depositor,
    )
    move(action, Verb.CONTEST, percent=action.percent, now=now)
    journal(action, events.CONTESTED, now=now, actor=INHABITANT)
    return row


@transaction.atomic
def read_reply(*, reply: SurveyReply, verb: ReadingVerb, by: Role, now: datetime) -> SurveyReply:
    """Publish the words of a reply, or leave them out: they name someone, insult, or say nothing of the action."""
    if not has_perm("actionplan.read_replies", by, reply.survey.action):
        raise NotAllowed
    survey = _locked_survey(reply.survey_id)
    row = SurveyReply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    reached = READING.get((Reading(row.reading), verb))
    if reached is None:
        raise NotInThisState
    row.reading = reached
    row.save(update_fields=["reading"])
    payload: dict[str, Value] = {"reply": row.pk, "reading": reached.value}
    journal(survey.action, events.REPLY_READ, now=now, actor=Actor.role(by), payload=payload)
    return row


@transaction.atomic
def close_survey(*, survey_id: int, now: datetime) -> bool:
    """Close a survey whose last day has passed; closed twice, it is closed once."""
    survey = _locked_survey(survey_id)
    reached = SURVEY.get((SurveyState(survey.state), SurveyVerb.CLOSE))
    if reached is None or timezone.localdate(now) <= survey.closes_on:
        return False
    survey.state = reached
    survey.save(update_fields=["state"])
    counts = counted(survey.replies.all())
    payload: dict[str, Value] = {
        "survey": survey.pk,
        "yes": counts[ReplyVerdict.YES],
        "partly": counts[ReplyVerdict.PARTLY],
        "no": counts[ReplyVerdict.NO],
    }
    journal(survey.action, events.SURVEY_CLOSED, now=now, actor=SYSTEM, payload=payload)
    return True


@transaction.atomic
def forget_replies(*, marks: Sequence[str]) -> int:
    """Erase the words given under these marks, and the marks: the count stays and nobody is behind it."""
    rows = list(replies_under(marks).select_for_update(of=("self",)))
    for row in rows:
        row.mark, row.words, row.reading, row.is_depositor = secrets.token_hex(32), "", Reading.NONE, False
    SurveyReply.objects.bulk_update(rows, ["mark", "words", "reading", "is_depositor"])
    return len(rows)
