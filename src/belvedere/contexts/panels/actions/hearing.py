"""Writes of hearings: proposed by a member, asked by the panel, answered, held."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from belvedere.contexts.panels.actions.mission import mission_of
from belvedere.contexts.panels.actions.session import session_of
from belvedere.contexts.panels.actions.standing import journal_panel, locked_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Hearing, Panel
from belvedere.contexts.panels.refusals.standing import NotThere, WrongDates
from belvedere.contexts.panels.states.panel import HEARING, HearingState, HearingVerb, SessionState
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotInThisState
from belvedere.platform.territory.models import Body


@dataclass(frozen=True)
class HearingRequest:
    """Whom a panel asks to hear, about what, and the day by which it asks for an answer."""

    asked_of: str
    subject: str
    due_on: date
    body: Body | None = None
    mission_number: int | None = None


def _refuse_the_past(due_on: date, now: datetime) -> None:
    if due_on < timezone.localdate(now):
        raise WrongDates


def _journal_asked(panel: Panel, hearing: Hearing, by: Role, now: datetime) -> None:
    payload: dict[str, Value] = {
        "hearing": hearing.pk,
        "body": hearing.body.slug if hearing.body else "",
        "due_on": hearing.due_on.isoformat() if hearing.due_on else "",
    }
    journal_panel(panel, events.HEARING_ASKED, now=now, actor=Actor.role(by), payload=payload)


@transaction.atomic
def ask_hearing(*, slug: str, request: HearingRequest, by: Role, now: datetime) -> Hearing:
    """Ask a body or a person to be heard, on behalf of the panel."""
    panel = locked_panel(slug, by)
    _refuse_the_past(request.due_on, now)
    mission = mission_of(panel, request.mission_number) if request.mission_number is not None else None
    hearing = Hearing.objects.create(
        panel=panel,
        mission=mission,
        body=request.body,
        asked_of=request.asked_of,
        subject=request.subject,
        due_on=request.due_on,
        requested_at=now,
    )
    _journal_asked(panel, hearing, by, now)
    return hearing


def _hearing_of(panel: Panel, hearing_id: int) -> Hearing:
    hearing = Hearing.objects.select_related("body").filter(panel=panel, pk=hearing_id).first()
    if hearing is None:
        raise NotThere
    return hearing


def _reached(hearing: Hearing, verb: HearingVerb) -> HearingState:
    state = HEARING.get((HearingState(hearing.state), verb))
    if state is None or hearing.due_on is None:
        raise NotInThisState
    return state


@transaction.atomic
def forward_hearing(
    *, slug: str, hearing_id: int, due_on: date, body: Body | None = None, by: Role, now: datetime
) -> Hearing:
    """Send on what a member asked for: from now on the request is public, and an answer is due."""
    panel = locked_panel(slug, by)
    hearing = _hearing_of(panel, hearing_id)
    _refuse_the_past(due_on, now)
    if hearing.state != HearingState.REQUESTED or hearing.due_on is not None:
        raise NotInThisState
    hearing.due_on, hearing.body, hearing.requested_at = due_on, body, now
    hearing.save(update_fields=["due_on", "body", "requested_at"])
    _journal_asked(panel, hearing, by, now)
    return hearing


@transaction.atomic
def answer_hearing(*, slug: str, hearing_id: int, accepts: bool, answer: str, by: Role, now: datetime) -> Hearing:
    """Write what was answered to a request."""
    panel = locked_panel(slug, by)
    hearing = _hearing_of(panel, hearing_id)
    state = _reached(hearing, HearingVerb.ACCEPT if accepts else HearingVerb.DECLINE)
    hearing.state, hearing.answer, hearing.answered_at = state.value, answer, now
    hearing.save(update_fields=["state", "answer", "answered_at"])
    payload: dict[str, Value] = {"hearing": hearing.pk, "state": hearing.state}
    journal_panel(panel, events.HEARING_ANSWERED, now=now, actor=Actor.role(by), payload=payload)
    return hearing


@transaction.atomic
def hold_hearing(*, slug: str, hearing_id: int, session_number: int, by: Role, now: datetime) -> Hearing:
    """Write at which session a hearing took place."""
    panel = locked_panel(slug, by)
    hearing = _hearing_of(panel, hearing_id)
    state = _reached(hearing, HearingVerb.HOLD)
    session = session_of(panel, session_number)
    if session.state != SessionState.HELD:
        raise NotInThisState
    hearing.state, hearing.session = state.value, session
    hearing.save(update_fields=["state", "session"])
    payload: dict[str, Value] = {"hearing": hearing.pk, "session": session_number}
    journal_panel(panel, events.HEARING_HELD, now=now, actor=Actor.role(by), payload=payload)
    return hearing
