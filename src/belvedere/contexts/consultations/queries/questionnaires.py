"""Questionnaires, and whose sheet is whose."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from belvedere.contexts.consultations.models import CommuneQuota, Consultation, Phase, Question, Questionnaire, Sheet
from belvedere.contexts.consultations.states import ToolKind
from belvedere.contexts.consultations.states.questionnaire import SheetState
from belvedere.platform.languages import language_of_page

Answers = Mapping[str, object]


def questionnaire_phase(consultation: Consultation, number: int) -> Phase | None:
    """Return the phase of a questionnaire, by its number."""
    found = (phase for phase in consultation.phases.all() if phase.number == number)
    return next((phase for phase in found if phase.tool == ToolKind.QUESTIONNAIRE), None)


def questionnaire_of(phase: Phase) -> Questionnaire | None:
    """Return a questionnaire with its questions and its quotas: three statements."""
    rows = Questionnaire.objects.filter(phase=phase)
    return rows.prefetch_related("questions__asked_if", "quotas__commune").first()


def questions_of(questionnaire: Questionnaire) -> list[Question]:
    return list(questionnaire.questions.all())


def question_numbered(questionnaire: Questionnaire, number: int) -> Question | None:
    return next((question for question in questions_of(questionnaire) if question.number == number), None)


def quota_of(questionnaire: Questionnaire, commune_id: int | None) -> CommuneQuota | None:
    return CommuneQuota.objects.filter(questionnaire=questionnaire, commune=commune_id).first()


def sent_sheets(questionnaire: Questionnaire) -> QuerySet[Sheet]:
    return Sheet.objects.filter(questionnaire=questionnaire, state=SheetState.SENT.value)


def sheet_of(questionnaire: Questionnaire, key: str | None) -> Sheet | None:
    """Return the sheet that a browser holds the key of."""
    try:
        return Sheet.objects.filter(questionnaire=questionnaire, key=UUID(key or "")).first()
    except ValueError:
        return None


def takes_sheets(phase: Phase, now: datetime) -> bool:
    return phase.is_open(now)


def is_asked(question: Question, answers: Answers) -> bool:
    """Return whether a question is asked, given the answers to those before."""
    if question.asked_if is None:
        return True
    given = answers.get(str(question.asked_if.number))
    return question.asked_if_choice in (given if isinstance(given, list) else [given])


def said(row: Question | Questionnaire, field: str) -> str:
    """Return a text in the language of the page, in French when it was not translated."""
    english = getattr(row, f"{field}_en") if language_of_page() == "en" else ""
    return str(english or getattr(row, field))


def option_words(option: Mapping[str, str]) -> str:
    """Return an option in the language of the page."""
    english = option.get("en", "") if language_of_page() == "en" else ""
    return english or option["fr"]
