"""Questions written before anybody answers; sheets saved, sent, typed from paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any  # what a row takes

from django.db import transaction
from django.db.models import Max
from rules import has_perm

from belvedere.contexts.consultations.actions.locking import journal, locked_consultation
from belvedere.contexts.consultations.events import questionnaires as events
from belvedere.contexts.consultations.models import CommuneQuota, Consultation, Phase, Question, Questionnaire, Sheet
from belvedere.contexts.consultations.queries.questionnaires import is_asked, questions_of, quota_of, sent_sheets
from belvedere.contexts.consultations.queries.register import takes_paper
from belvedere.contexts.consultations.refusals.questionnaires import (
    AlreadyAnswered,
    AlreadySent,
    ImpossibleQuestion,
    QuotaReached,
)
from belvedere.contexts.consultations.refusals.register import RegisterClosed
from belvedere.contexts.consultations.states.questionnaire import WITH_CHOICES, QuestionKind, SheetState
from belvedere.contexts.consultations.states.register import Source
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Commune

Option = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """A question as it is written."""

    kind: QuestionKind
    text: str
    text_en: str = ""
    help: str = ""
    help_en: str = ""
    is_required: bool = False
    choices: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    low: int | None = None
    high: int | None = None
    asked_if: Question | None = None
    asked_if_choice: str = ""


@dataclass(frozen=True)
class Filled:
    """A sheet as it is filled."""

    answers: Mapping[str, object]
    commune: Commune | None = None
    age: str = ""
    sex: str = ""


@transaction.atomic
def write_question(*, phase: Phase, asked: Asked, by: Role, now: datetime) -> Question:
    """Add a question to a questionnaire that nobody has answered."""
    locked = run_by(phase, by)
    row, _made = Questionnaire.objects.get_or_create(phase=phase)
    check_question(row, asked)
    last = Question.objects.filter(questionnaire=row).aggregate(last=Max("number"))["last"] or 0
    made = Question.objects.create(questionnaire=row, number=last + 1, **fields_of(asked))
    journal(locked, events.QUESTION_WRITTEN, by=by, now=now, payload={"number": made.number, "kind": made.kind})
    return made


@transaction.atomic
def drop_question(*, question: Question, phase: Phase, by: Role, now: datetime) -> None:
    """Take a question off, with what is asked only after it."""
    locked = run_by(phase, by)
    if sent_sheets(question.questionnaire).exists():
        raise AlreadyAnswered
    number = question.number
    Question.objects.filter(asked_if=question).delete()
    Question.objects.filter(pk=question.pk).delete()
    journal(locked, events.QUESTION_DROPPED, by=by, now=now, payload={"number": number})


@transaction.atomic
def write_settings(
    *,
    phase: Phase,
    introduction: str,
    introduction_en: str,
    shows_results: bool,
    quotas: Mapping[int, int],
    by: Role,
    now: datetime,
) -> Questionnaire:
    """Write what is said before the questions, who sees the results, and how many sheets each commune may send."""
    locked = run_by(phase, by)
    defaults = {"introduction": introduction, "introduction_en": introduction_en, "shows_results": shows_results}
    row, _made = Questionnaire.objects.update_or_create(phase=phase, defaults=defaults)
    CommuneQuota.objects.filter(questionnaire=row).delete()
    CommuneQuota.objects.bulk_create(
        CommuneQuota(questionnaire=row, commune_id=commune, most=most) for commune, most in quotas.items()
    )
    journal(locked, events.SETTINGS_WRITTEN, by=by, now=now, payload={"quotas": len(quotas)})
    return row


@transaction.atomic
def save_sheet(*, questionnaire: Questionnaire, sheet: Sheet | None, filled: Filled, now: datetime) -> Sheet:
    """Keep what somebody has answered so far, to go on later; nothing is counted."""
    _open(questionnaire.phase, now)
    row = sheet if sheet is not None else Sheet(questionnaire=questionnaire, begun_at=now)
    if row.state == SheetState.SENT:
        raise AlreadySent
    _fill(row, filled, questions_of(questionnaire))
    row.save()
    return row


@transaction.atomic
def send_sheet(*, questionnaire: Questionnaire, sheet: Sheet | None, filled: Filled, now: datetime) -> Sheet:
    """Send one's answers: counted once, within the quota of the commune."""
    locked = _open(questionnaire.phase, now)
    row = sheet if sheet is not None else Sheet(questionnaire=questionnaire, begun_at=now)
    return _send(locked, row, filled, Source.ONLINE, by=None, now=now)


@transaction.atomic
def enter_sheet(*, questionnaire: Questionnaire, filled: Filled, by: Role, now: datetime) -> Sheet:
    """Type a sheet filled on paper."""
    locked = locked_consultation(questionnaire.phase.consultation_id)
    if not has_perm("consultations.run", by, locked):
        raise NotAllowed
    if not takes_paper(locked):
        raise NotInThisState
    row = Sheet(questionnaire=questionnaire, begun_at=now, typed_by=by)
    return _send(locked, row, filled, Source.PAPER, by=by, now=now)


def _send(
    consultation: Consultation, row: Sheet, filled: Filled, source: Source, *, by: Role | None, now: datetime
) -> Sheet:
    if row.state == SheetState.SENT:
        raise AlreadySent
    quota = quota_of(row.questionnaire, filled.commune.pk) if filled.commune is not None else None
    if quota is not None and sent_sheets(row.questionnaire).filter(commune=quota.commune_id).count() >= quota.most:
        raise QuotaReached
    _fill(row, filled, questions_of(row.questionnaire))
    row.source, row.state, row.sent_at = source.value, SheetState.SENT.value, now
    row.save()
    journal(consultation, events.SHEET_SENT, by=by, now=now, payload={"source": source.value})
    return row


def _fill(row: Sheet, filled: Filled, questions: Sequence[Question]) -> None:
    """Keep the answers to what is asked, given the answers before."""
    kept: dict[str, object] = {}
    for question in questions:
        number = str(question.number)
        if number in filled.answers and is_asked(question, kept):
            kept[number] = filled.answers[number]
    row.answers, row.commune, row.age, row.sex = kept, filled.commune, filled.age, filled.sex


def _open(phase: Phase, now: datetime) -> Consultation:
    locked = locked_consultation(phase.consultation_id)
    phase.consultation = locked
    if not phase.is_open(now):
        raise RegisterClosed
    return locked


def run_by(phase: Phase, by: Role) -> Consultation:
    """Take the lock, and check that who asks runs the consultation of a phase."""
    locked = locked_consultation(phase.consultation_id)
    if not has_perm("consultations.run", by, locked):
        raise NotAllowed
    return locked


def fields_of(asked: Asked) -> dict[str, Any]:
    """Return a question as its row holds it."""
    return {
        **{field.name: getattr(asked, field.name) for field in fields(asked)},
        "kind": asked.kind.value,
        "choices": list(asked.choices),
        "rows": list(asked.rows),
    }


def check_question(questionnaire: Questionnaire, asked: Asked) -> None:
    """Refuse a question that nobody could answer, or that would change under who answered."""
    if sent_sheets(questionnaire).exists():
        raise AlreadyAnswered
    lacks_choices = asked.kind in WITH_CHOICES and len(asked.choices) < 2  # noqa: PLR2004 -- one answer is no question
    lacks_rows = asked.kind == QuestionKind.MATRIX and not asked.rows
    has_no_scale = asked.kind == QuestionKind.SCALE and (
        asked.low is None or asked.high is None or asked.low >= asked.high
    )
    condition = asked.asked_if
    is_lost = condition is not None and asked.asked_if_choice not in {option["code"] for option in condition.choices}
    if not asked.text.strip() or lacks_choices or lacks_rows or has_no_scale or is_lost:
        raise ImpossibleQuestion
