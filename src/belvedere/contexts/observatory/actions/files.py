"""Opening an examen by choice or again, writing the panel's mission, keeping its file."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from rules import has_perm

from belvedere.contexts.observatory import events
from belvedere.contexts.observatory.models import Examen, ExamenPiece, Policy
from belvedere.contexts.observatory.refusals import FileIsClosed, PieceIsIncomplete, ReadingNeedsAReason
from belvedere.contexts.observatory.states.examens import (
    DATED_PIECES,
    SOURCED_PIECES,
    ExamenState,
    Origin,
    PieceKind,
    PieceSheet,
)
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.actions import next_reference


@transaction.atomic
def choose_examen(*, policy_slug: str, origin: Origin, question: str, reason: str, by: Role, now: datetime) -> Examen:
    """Open an examen that the panel chose for the year, or that the council asked for."""
    policy = Policy.objects.select_for_update().get(slug=policy_slug)
    if not has_perm("observatory.open_examen", by, policy):
        raise NotAllowed
    if origin not in {Origin.PANEL, Origin.COUNCIL}:
        raise NotInThisState
    if not question.strip() or not reason.strip():
        raise ReadingNeedsAReason
    examen = _opened(policy, origin, question.strip(), reason.strip(), now)
    _journal(examen, events.EXAMEN_OPENED, now=now, by=by, payload={"referral": "", "policy": policy.slug})
    return examen


@transaction.atomic
def reopen_examen(*, reference: str, reason: str, by: Role, now: datetime) -> Examen:
    """Open again a closed examen, under a new number that names the former one, whose avis and answers stay."""
    former = _locked(reference)
    if not has_perm("observatory.open_examen", by, former.policy):
        raise NotAllowed
    if former.state != ExamenState.CLOSED or former.reopened_by.exists():
        raise NotInThisState
    if not reason.strip():
        raise ReadingNeedsAReason
    examen = _opened(former.policy, Origin(former.origin), former.question, reason.strip(), now, reopens=former)
    _journal(examen, events.EXAMEN_REOPENED, now=now, by=by, payload={"former": former.reference})
    return examen


def _opened(
    policy: Policy, origin: Origin, question: str, reason: str, now: datetime, reopens: Examen | None = None
) -> Examen:
    is_a_referral_s = origin == Origin.REFERRAL
    return Examen.objects.create(
        territory=policy.territory,
        reference=next_reference(territory=policy.territory, prefix="E", year=timezone.localdate(now).year),
        policy=policy,
        origin=Origin.OBSERVATORY if is_a_referral_s else origin,
        reopens=reopens,
        reason=reason,
        question=question,
        opened_at=now,
        moved_at=now,
    )


@transaction.atomic
def write_mission(*, reference: str, mission: str, by: Role, now: datetime) -> Examen:
    """Write what the body asks of the panel; once the avis is given, it is written no more."""
    examen = _locked(reference)
    if not has_perm("observatory.keep_file", by, examen.policy):
        raise NotAllowed
    if examen.state != ExamenState.OPENED:
        raise NotInThisState
    if not mission.strip():
        raise ReadingNeedsAReason
    examen.mission = mission.strip()
    examen.save(update_fields=["mission"])
    _journal(examen, events.MISSION_WRITTEN, now=now, by=by, payload={})
    return examen


@transaction.atomic
def add_piece(*, reference: str, sheet: PieceSheet, by: Role, now: datetime) -> ExamenPiece:
    """Add a piece to the file; once the examen is closed, only a follow-up."""
    examen = _locked(reference)
    if not has_perm("observatory.keep_file", by, examen.policy):
        raise NotAllowed
    if examen.state == ExamenState.CLOSED and sheet.kind != PieceKind.FOLLOW_UP:
        raise FileIsClosed
    lacks_day = sheet.kind in DATED_PIECES and sheet.on is None
    if not sheet.title.strip() or lacks_day or (sheet.kind in SOURCED_PIECES and not sheet.source.strip()):
        raise PieceIsIncomplete
    piece = ExamenPiece.objects.create(
        examen=examen,
        number=ExamenPiece.objects.filter(examen=examen).count() + 1,
        kind=sheet.kind.value,
        title=sheet.title.strip(),
        text=sheet.text.strip(),
        on=sheet.on,
        place=sheet.place.strip(),
        heard=sheet.heard.strip(),
        url=sheet.url,
        source=sheet.source.strip(),
        added_at=now,
    )
    said: dict[str, Value] = {"piece": piece.kind, "number": piece.number}
    _journal(examen, events.PIECE_ADDED, now=now, by=by, payload=said)
    return piece


@transaction.atomic
def write_minutes(*, reference: str, number: int, minutes: str, by: Role, now: datetime) -> ExamenPiece:
    """Write the minutes of a hearing that has taken place, once."""
    examen = _locked(reference)
    if not has_perm("observatory.keep_file", by, examen.policy):
        raise NotAllowed
    piece = ExamenPiece.objects.select_for_update().get(examen=examen, number=number)
    today: date = timezone.localdate(now)
    if piece.kind != PieceKind.HEARING or piece.minutes_at is not None or (piece.on or today) > today:
        raise NotInThisState
    if not minutes.strip():
        raise ReadingNeedsAReason
    piece.text, piece.minutes_at = minutes.strip(), now
    piece.save(update_fields=["text", "minutes_at"])
    _journal(examen, events.MINUTES_WRITTEN, now=now, by=by, payload={"number": piece.number})
    return piece


def _locked(reference: str) -> Examen:
    found = Examen.objects.select_related("policy__territory", "territory").select_for_update(of=("self",))
    return found.get(reference=reference)


def _journal(examen: Examen, kind: Kind, *, now: datetime, by: Role, payload: dict[str, Value]) -> None:
    record(
        kind=kind,
        territory=examen.territory,
        now=now,
        actor=Actor.role(by),
        subject=Subject("examen", examen.reference),
        matter=examen.reference,
        payload=payload,
    )
