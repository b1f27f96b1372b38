"""The questions of a questionnaire changed and put in another order, before anybody answers."""

from datetime import datetime

from django.db import transaction

from belvedere.contexts.consultations.actions.locking import journal
from belvedere.contexts.consultations.actions.questionnaires import Asked, check_question, fields_of, run_by
from belvedere.contexts.consultations.events import questionnaires as events
from belvedere.contexts.consultations.models import Phase, Question, Sheet
from belvedere.contexts.consultations.refusals.questionnaires import (
    AlreadyAnswered,
    ConditionComesFirst,
    ImpossibleQuestion,
    QuestionsFixed,
)
from belvedere.contexts.consultations.states.questionnaire import QuestionKind
from belvedere.platform.accounts.models import Role

FAR = 10_000  # no questionnaire has as many questions: numbers pass by there while they are dealt again


@transaction.atomic
def change_question(*, question: Question, phase: Phase, asked: Asked, by: Role, now: datetime) -> Question:
    """Write a question again, before the questionnaire opens; what is asked because of it must still make sense."""
    locked = run_by(phase, by)
    _may_change(question, phase, now)
    check_question(question.questionnaire, asked)
    if asked.asked_if is not None and asked.asked_if.number >= question.number:
        raise ConditionComesFirst
    has_choices = asked.kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE}
    codes = {option["code"] for option in asked.choices} if has_choices else set()
    if any(one.asked_if_choice not in codes for one in Question.objects.filter(asked_if=question)):
        raise ImpossibleQuestion
    for name, value in fields_of(asked).items():
        setattr(question, name, value)
    question.save()
    journal(locked, events.QUESTION_CHANGED, by=by, now=now, payload={"number": question.number, "kind": question.kind})
    return question


@transaction.atomic
def move_question(*, question: Question, phase: Phase, place: int, by: Role, now: datetime) -> list[Question]:
    """Give a question another place, counted from 1, before the questionnaire opens."""
    locked = run_by(phase, by)
    _may_change(question, phase, now)
    rows = list(Question.objects.filter(questionnaire=question.questionnaire_id).order_by("number"))
    moved = next(row for row in rows if row.pk == question.pk)
    rows.remove(moved)
    rows.insert(min(max(place, 1), len(rows) + 1) - 1, moved)
    places = {row.pk: number for number, row in enumerate(rows, 1)}
    if any(row.asked_if_id is not None and places[row.asked_if_id] > places[row.pk] for row in rows):
        raise ConditionComesFirst
    former = moved.number
    for shift in (FAR, 0):  # a number is never held twice, even for an instant
        for row in rows:
            row.number = places[row.pk] + shift
        Question.objects.bulk_update(rows, ["number"])
    journal(locked, events.QUESTION_MOVED, by=by, now=now, payload={"number": former, "place": places[question.pk]})
    return rows


def _may_change(question: Question, phase: Phase, now: datetime) -> None:
    if Sheet.objects.filter(questionnaire=question.questionnaire_id).exists():
        raise AlreadyAnswered
    if phase.is_open(now):
        raise QuestionsFixed
