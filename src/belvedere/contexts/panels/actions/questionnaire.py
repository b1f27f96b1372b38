"""Writes of a questionnaire: opened for the members, answered by each, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from belvedere.contexts.panels.actions.standing import journal_panel, locked_panel, read_locked_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Questionnaire, Reply, Seat
from belvedere.contexts.panels.refusals.member import NotAMember
from belvedere.contexts.panels.refusals.standing import NotThere
from belvedere.contexts.panels.states.questionnaire import QuestionnaireState, questions_in
from belvedere.contexts.panels.states.seat import SeatState
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotInThisState


@dataclass(frozen=True)
class QuestionnaireSheet:
    """What is asked, and until when."""

    title: str
    questions: str
    closes_on: date


@transaction.atomic
def open_questionnaire(*, slug: str, sheet: QuestionnaireSheet, by: Role, now: datetime) -> Questionnaire:
    """Ask the members of a panel."""
    panel = locked_panel(slug, by)
    last = Questionnaire.objects.filter(panel=panel).aggregate(last=Max("number"))["last"] or 0
    opened = Questionnaire.objects.create(
        panel=panel,
        number=last + 1,
        title=sheet.title,
        questions=sheet.questions,
        closes_on=sheet.closes_on,
        opened_at=now,
    )
    payload: dict[str, Value] = {"questionnaire": opened.number, "closes_on": opened.closes_on.isoformat()}
    journal_panel(panel, events.QUESTIONNAIRE_OPENED, now=now, actor=Actor.role(by), payload=payload)
    return opened


@transaction.atomic
def close_questionnaire(*, slug: str, number: int, by: Role, now: datetime) -> Questionnaire:
    """Stop taking answers."""
    panel = locked_panel(slug, by)
    found = Questionnaire.objects.filter(panel=panel, number=number).first()
    if found is None:
        raise NotThere
    if found.state != QuestionnaireState.OPEN:
        raise NotInThisState
    found.state, found.closed_at = QuestionnaireState.CLOSED.value, now
    found.save(update_fields=["state", "closed_at"])
    payload: dict[str, Value] = {"questionnaire": number, "replies": found.replies.count()}
    journal_panel(panel, events.QUESTIONNAIRE_CLOSED, now=now, actor=Actor.role(by), payload=payload)
    return found


@transaction.atomic
def reply(*, seat: Seat, number: int, answers: Sequence[str], now: datetime) -> Reply:
    """Write a member's answers, or change them while the questionnaire is open."""
    current = Seat.objects.select_related("panel").filter(pk=seat.pk, state=SeatState.CONFIRMED.value).first()
    if current is None or current.panel is None:
        raise NotAMember
    panel = read_locked_panel(current.panel.slug)
    found = Questionnaire.objects.filter(panel=panel, number=number).first()
    if found is None:
        raise NotThere
    is_late = timezone.localdate(now) > found.closes_on
    if found.state != QuestionnaireState.OPEN or is_late or len(answers) != len(questions_in(found.questions)):
        raise NotInThisState
    said = {"answers": list(answers), "replied_at": now}
    written, _is_new = Reply.objects.update_or_create(questionnaire=found, seat=current, defaults=said)
    return written
