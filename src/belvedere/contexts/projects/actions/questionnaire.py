"""The questionnaire of a project: answers by several people, questions asked of departments, verdicts frozen."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.guide.queries.cards import rules_in_use
from belvedere.contexts.guide.queries.versions import digest_of
from belvedere.contexts.projects import events
from belvedere.contexts.projects.actions.locking import journal, locked_for, locked_project, moved
from belvedere.contexts.projects.models import Asked, FrozenVerdict, Project, Reply
from belvedere.contexts.projects.queries.projects import answers_of
from belvedere.contexts.projects.queries.verdicts import check_of, trace_of
from belvedere.contexts.projects.refusals import (
    AlreadyAsked,
    AnotherBodysDepartment,
    AnswersContradict,
    DayAlreadyPast,
    NothingKnownYet,
    UnreadableAnswer,
)
from belvedere.contexts.projects.states import ASKED, AskedState, AskedVerb, Verb
from belvedere.engines.ledger.canonical import Value
from belvedere.engines.rules.law.answers import read_answers
from belvedere.engines.rules.law.ruleset import RuleSetError
from belvedere.engines.rules.law.shipped import shipped_texts
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Department

Answer = str | bool | int | float | None


@transaction.atomic
def reply(*, project: Project, question: str, value: Answer, by: Role, now: datetime) -> Reply:
    """Answer a question of a project; None is « je ne sais pas ». A department that was asked may answer too."""
    project = locked_project(project.pk)
    asked = Asked.objects.filter(project=project, question=question, state=AskedState.ASKED).first()
    if not has_perm("projects.run", by, project) and not (asked and has_perm("projects.answer_asked", by, asked)):
        raise NotAllowed
    moved(project, Verb.WORK)
    _refuse_unreadable(question, value)
    row, _ = Reply.objects.update_or_create(
        project=project, question=question, defaults={"value": value, "given_by": by, "given_at": now}
    )
    if asked is not None and value is not None:
        asked.state, asked.ended_at = ASKED[AskedState.ASKED, AskedVerb.ANSWER], now
        asked.save(update_fields=["state", "ended_at"])
    payload: dict[str, Value] = {"question": question, "is_known": value is not None}
    journal(project, events.REPLIED, now=now, by=by, payload=payload)
    return row


def _refuse_unreadable(question: str, value: Answer) -> None:
    try:
        read_answers(rules_in_use(), {question: value})
    except RuleSetError:
        raise UnreadableAnswer from None


@transaction.atomic
def ask_department(
    *, project: Project, question: str, department: Department, due_on: date, by: Role, now: datetime
) -> Asked:
    """Answer « je ne sais pas », and ask a department of the body to find out before a day."""
    project = locked_for(project, by)
    if department.body_id != project.body_id:
        raise AnotherBodysDepartment
    if due_on < timezone.localdate(now):
        raise DayAlreadyPast
    _refuse_unreadable(question, None)
    if Asked.objects.filter(project=project, question=question, state=AskedState.ASKED).exists():
        raise AlreadyAsked
    Reply.objects.update_or_create(
        project=project, question=question, defaults={"value": None, "given_by": by, "given_at": now}
    )
    asked = Asked.objects.create(project=project, question=question, department=department, asked_at=now, due_on=due_on)
    payload: dict[str, Value] = {"question": question, "department": department.slug, "due_on": due_on.isoformat()}
    journal(project, events.DEPARTMENT_ASKED, now=now, by=by, payload=payload)
    return asked


@transaction.atomic
def withdraw_question(*, asked: Asked, by: Role, now: datetime) -> Asked:
    """No longer ask a department."""
    project = locked_for(asked.project, by)
    asked = Asked.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    reached = ASKED.get((AskedState(asked.state), AskedVerb.WITHDRAW))
    if reached is None:
        raise NotInThisState
    asked.state, asked.ended_at = reached, now
    asked.save(update_fields=["state", "ended_at"])
    journal(project, events.ASKED_WITHDRAWN, now=now, by=by, payload={"question": asked.question})
    return asked


@transaction.atomic
def freeze_verdict(*, project: Project, by: Role, now: datetime) -> FrozenVerdict:
    """Keep the verdict as it is today: answers, version of the rules, and each rule with its extract."""
    project = locked_for(project, by)
    on = timezone.localdate(now)
    check = check_of(project, on)
    if not check.given:
        raise NothingKnownYet
    if check.contradictions:
        raise AnswersContradict(check.contradictions)
    number = FrozenVerdict.objects.filter(project=project).count() + 1
    verdict = FrozenVerdict.objects.create(
        project=project,
        number=number,
        on=on,
        frozen_at=now,
        frozen_by=by,
        rules_version=rules_in_use().version,
        rules_digest=digest_of(shipped_texts()),
        answers=answers_of(project),
        trace=trace_of(project, on),
    )
    payload: dict[str, Value] = {"number": number, "version": verdict.rules_version, "digest": verdict.rules_digest}
    journal(project, events.VERDICT_FROZEN, now=now, by=by, payload=payload)
    return verdict
