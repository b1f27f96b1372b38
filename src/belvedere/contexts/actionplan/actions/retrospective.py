"""The three questions at the end of an iteration: answered by who contributes, put in groups, then public."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rules import has_perm

from belvedere.contexts.actionplan import events
from belvedere.contexts.actionplan.actions.moving import journal_plan
from belvedere.contexts.actionplan.actions.plan import locked_plan
from belvedere.contexts.actionplan.models import Iteration, RetrospectiveMark, RetrospectiveReply
from belvedere.contexts.actionplan.refusals import AlreadyAnswered, ReasonNeeded, RetrospectiveOver
from belvedere.contexts.actionplan.states import Reading
from belvedere.contexts.actionplan.states.iterations import IterationState, Question
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import INHABITANT, Actor
from belvedere.platform.refusals import NotAllowed, NotInThisState

MARK_SALT = "actionplan.retrospective"


@transaction.atomic
def answer_retrospective(
    *, words: Mapping[Question, str], is_anonymous: bool, by: Role | None, now: datetime
) -> list[RetrospectiveReply]:
    """Answer the three questions, or some of them; with an account, once.

    An anonymous answer keeps neither the role nor its body: a mark elsewhere says only that the account has answered.
    """
    plan = locked_plan()
    iteration = Iteration.objects.filter(state=IterationState.RETROSPECTIVE).first()
    if iteration is None or timezone.localdate(now) > iteration.replies_until:
        raise RetrospectiveOver
    said = {question: text.strip() for question, text in words.items() if text.strip()}
    if not said:
        raise ReasonNeeded
    if by is not None:
        _mark(iteration, by)
    body = by.body if by is not None and not is_anonymous else None
    replies = RetrospectiveReply.objects.bulk_create(
        RetrospectiveReply(
            iteration=iteration, question=question.value, words=text, body=body, on=timezone.localdate(now)
        )
        for question, text in said.items()
    )
    payload: dict[str, Value] = {"iteration": iteration.number}
    # The register says that somebody answered, never who: an anonymous answer would be found again by its hour.
    journal_plan(plan, f"I{iteration.number}", events.RETROSPECTIVE_REPLIED, now=now, actor=INHABITANT, payload=payload)
    return replies


def _mark(iteration: Iteration, by: Role) -> None:
    mark = salted_hmac(MARK_SALT, f"{iteration.pk}:{by.user_id}", algorithm="sha256").hexdigest()
    try:
        with transaction.atomic():
            RetrospectiveMark.objects.create(iteration=iteration, mark=mark)
    except IntegrityError:
        raise AlreadyAnswered from None


@transaction.atomic
def group_replies(*, groups: Mapping[int, str], refused: set[int], by: Role, now: datetime) -> int:
    """Put replies in groups, which makes them public, or leave them out; return how many were read."""
    plan = locked_plan()
    if not has_perm("actionplan.lead", by, plan):
        raise NotAllowed
    iteration = Iteration.objects.exclude(state=IterationState.CLOSED).first()
    if iteration is None:
        raise NotInThisState
    rows = list(RetrospectiveReply.objects.filter(iteration=iteration, pk__in={*groups, *refused}))
    read = []
    for row in rows:
        title = groups.get(row.pk, "").strip()
        if row.pk in refused:
            row.reading, row.group = Reading.REFUSED, ""
        elif title:
            row.reading, row.group = Reading.PUBLISHED, title
        else:
            continue
        read.append(row)
    if read:
        RetrospectiveReply.objects.bulk_update(read, ["reading", "group"])
        payload: dict[str, Value] = {"iteration": iteration.number, "replies": len(read)}
        journal_plan(
            plan, f"I{iteration.number}", events.REPLIES_GROUPED, now=now, actor=Actor.role(by), payload=payload
        )
    return len(read)
