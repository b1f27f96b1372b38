"""Reads of the questionnaires: those of a panel, what a member has to answer, what was answered, counted."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from belvedere.contexts.panels.models import Panel, Questionnaire, Reply, Seat
from belvedere.contexts.panels.states.questionnaire import Question, QuestionnaireState, questions_in


def questionnaires_of(panel: Panel) -> QuerySet[Questionnaire]:
    """Return the questionnaires of a panel, the newest first, with the number of their replies: one statement."""
    return Questionnaire.objects.filter(panel=panel).annotate(count=Count("replies")).order_by("-number")


def questionnaire_of(panel: Panel, number: int) -> Questionnaire | None:
    return questionnaires_of(panel).filter(number=number).first()


def open_questionnaires_of(seat: Seat) -> list[tuple[Questionnaire, bool]]:
    """Return what a member is asked now, and whether she has answered: two statements."""
    found = list(Questionnaire.objects.filter(panel__seats=seat, state=QuestionnaireState.OPEN.value))
    answered = set(Reply.objects.filter(seat=seat).values_list("questionnaire_id", flat=True))
    return [(row, row.pk in answered) for row in found]


def reply_of(seat: Seat, questionnaire: Questionnaire) -> Reply | None:
    return Reply.objects.filter(seat=seat, questionnaire=questionnaire).first()


@dataclass(frozen=True)
class Result:
    """A question and what was answered: a count by option, or the texts in an order that tells nothing."""

    question: Question
    counts: tuple[tuple[str, int], ...]
    texts: tuple[str, ...]


def results_of(questionnaire: Questionnaire) -> list[Result]:
    """Return the answers by question, without a name: one statement."""
    replies = [list(row) for row in Reply.objects.filter(questionnaire=questionnaire).values_list("answers", flat=True)]
    found = []
    for place, question in enumerate(questions_in(questionnaire.questions)):
        said = [str(answers[place]) for answers in replies if place < len(answers) and answers[place]]
        counted = Counter(said)
        counts = tuple((option, counted[option]) for option in question.options)
        found.append(Result(question, counts, () if question.options else tuple(sorted(said))))
    return found
