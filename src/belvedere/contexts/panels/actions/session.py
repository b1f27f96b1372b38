"""Writes of a session: planned, changed, held, cancelled; its minutes, its documents."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import ngettext

from belvedere.contexts.panels.actions.allowance import settle
from belvedere.contexts.panels.actions.mission import mission_of
from belvedere.contexts.panels.actions.standing import journal_panel, locked_panel
from belvedere.contexts.panels.events import standing as events
from belvedere.contexts.panels.models import Panel, Session, SessionDocument
from belvedere.contexts.panels.queries.session import members_over_the_cap
from belvedere.contexts.panels.queries.session_file import media_type_of
from belvedere.contexts.panels.refusals.standing import NotThere, SessionNotBegun, TooManySessions, UnknownDocument
from belvedere.contexts.panels.states.panel import SESSION, SessionState, SessionVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor
from belvedere.platform.refusals import NotInThisState


@dataclass(frozen=True)
class SessionSheet:
    """When and where a panel meets, for what, and how to come in."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    access: str = ""
    agenda: str = ""
    mission_number: int | None = None


def locked_session(slug: str, number: int, by: Role) -> Session:
    """Take the lock of a panel, then read its session."""
    return session_of(locked_panel(slug, by), number)


def session_of(panel: Panel, number: int) -> Session:
    """Return a session of a panel whose lock is held."""
    session = Session.objects.filter(panel=panel, number=number).first()
    if session is None:
        raise NotThere
    session.panel = panel
    return session


def _reached(session: Session, verb: SessionVerb) -> SessionState:
    state = SESSION.get((SessionState(session.state), verb))
    if state is None:
        raise NotInThisState
    return state


def _refuse_beyond_the_cap(panel: Panel, sheet: SessionSheet, *, besides: int | None = None) -> None:
    on = timezone.localdate(sheet.starts_at)
    members = members_over_the_cap(panel, on=on, besides=besides)
    if members:
        said = ngettext(
            "%(members)d membre aurait plus de %(cap)d séances en %(year)d : c’est la limite de ce panel.",
            "%(members)d membres auraient plus de %(cap)d séances en %(year)d : c’est la limite de ce panel.",
            members,
        )
        raise TooManySessions(said % {"members": members, "cap": panel.most_sessions_by_year, "year": on.year})


def _write_sheet(session: Session, sheet: SessionSheet) -> None:
    mission = mission_of(session.panel, sheet.mission_number) if sheet.mission_number is not None else None
    session.mission = mission
    for name in ("title", "starts_at", "ends_at", "place", "access", "agenda"):
        setattr(session, name, getattr(sheet, name))
    session.save()


@transaction.atomic
def plan_session(*, slug: str, sheet: SessionSheet, by: Role, now: datetime) -> Session:
    """Plan a session, unless a member would be asked for more than the panel allows."""
    panel = locked_panel(slug, by)
    _refuse_beyond_the_cap(panel, sheet)
    last = Session.objects.filter(panel=panel).aggregate(last=Max("number"))["last"] or 0
    session = Session(panel=panel, number=last + 1)
    _write_sheet(session, sheet)
    payload: dict[str, Value] = {"session": session.number, "starts_at": sheet.starts_at.isoformat()}
    journal_panel(panel, events.SESSION_PLANNED, now=now, actor=Actor.role(by), payload=payload)
    return session


@transaction.atomic
def change_session(*, slug: str, number: int, sheet: SessionSheet, by: Role, now: datetime) -> Session:
    """Change a session that is still to come."""
    session = locked_session(slug, number, by)
    _reached(session, SessionVerb.CHANGE)
    _refuse_beyond_the_cap(session.panel, sheet, besides=number)
    _write_sheet(session, sheet)
    payload: dict[str, Value] = {"session": number, "starts_at": sheet.starts_at.isoformat()}
    journal_panel(session.panel, events.SESSION_CHANGED, now=now, actor=Actor.role(by), payload=payload)
    return session


@transaction.atomic
def hold_session(*, slug: str, number: int, by: Role, now: datetime) -> Session:
    """Write that a session was held: those present are owed their allowances."""
    session = locked_session(slug, number, by)
    state = _reached(session, SessionVerb.HOLD)
    if now < session.starts_at:
        raise SessionNotBegun
    session.state = state.value
    session.save(update_fields=["state"])
    settle(session, now)
    journal_panel(session.panel, events.SESSION_HELD, now=now, actor=Actor.role(by), payload={"session": number})
    return session


@transaction.atomic
def cancel_session(*, slug: str, number: int, by: Role, now: datetime) -> Session:
    """Cancel a session: it counts no more for anyone."""
    session = locked_session(slug, number, by)
    session.state = _reached(session, SessionVerb.CANCEL).value
    session.save(update_fields=["state"])
    journal_panel(session.panel, events.SESSION_CANCELLED, now=now, actor=Actor.role(by), payload={"session": number})
    return session


@transaction.atomic
def write_minutes(*, slug: str, number: int, minutes: str, by: Role, now: datetime) -> Session:
    """Publish the minutes of a session that was held; the journal keeps the mark of each version."""
    session = locked_session(slug, number, by)
    if session.state != SessionState.HELD:
        raise NotInThisState
    session.minutes = minutes
    session.save(update_fields=["minutes"])
    payload: dict[str, Value] = {"session": number, "digest": hashlib.sha256(minutes.encode()).hexdigest()}
    journal_panel(session.panel, events.MINUTES_WRITTEN, now=now, actor=Actor.role(by), payload=payload)
    return session


@transaction.atomic
def add_document(
    *, slug: str, number: int, title: str, content: bytes, is_public: bool, by: Role, now: datetime
) -> SessionDocument:
    """Give a document to the members, and to everyone when it is public; what it is, its bytes say."""
    session = locked_session(slug, number, by)
    media_type = media_type_of(content)
    if not media_type:
        raise UnknownDocument
    document = SessionDocument.objects.create(
        session=session, title=title, media_type=media_type, content=content, is_public=is_public, added_at=now
    )
    payload: dict[str, Value] = {"session": number, "digest": _mark(content), "public": is_public}
    journal_panel(session.panel, events.DOCUMENT_ADDED, now=now, actor=Actor.role(by), payload=payload)
    return document


@transaction.atomic
def remove_document(*, slug: str, number: int, document_id: int, by: Role, now: datetime) -> None:
    """Take a document away."""
    session = locked_session(slug, number, by)
    document = SessionDocument.objects.filter(session=session, pk=document_id).first()
    if document is None:
        raise NotThere
    payload: dict[str, Value] = {"session": number, "digest": _mark(bytes(document.content))}
    document.delete()
    journal_panel(session.panel, events.DOCUMENT_REMOVED, now=now, actor=Actor.role(by), payload=payload)


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
