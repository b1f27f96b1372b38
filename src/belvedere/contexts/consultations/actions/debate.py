"""A debate set up and moderated by the agents of its body."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from rules import has_perm

from belvedere.contexts.consultations.actions.locking import Payload, journal
from belvedere.contexts.consultations.events import debate as events
from belvedere.contexts.consultations.models import Debate, Phase, Statement
from belvedere.contexts.consultations.refusals import NoSuchStatement, SayWhy, StatementRefused
from belvedere.contexts.consultations.states import UNDER_WAY
from belvedere.contexts.consultations.states.debate import STATEMENTS, Moderation, StatementState, StatementVerb
from belvedere.platform.accounts.models import Role
from belvedere.platform.refusals import NotAllowed, NotInThisState

SHORTEST, LONGEST = 10, 280


def locked_debate(pk: int, by: Role) -> Debate:
    """Take the lock on a debate and check who asks."""
    rows = Debate.objects.select_for_update(of=("self",)).select_related(
        "phase__consultation__territory", "phase__consultation__body", "phase__consultation__project"
    )
    debate = rows.get(pk=pk)
    if not has_perm("consultations.run", by, debate.phase.consultation):
        raise NotAllowed
    return debate


@transaction.atomic
def set_debate(*, phase: Phase, moderation: Moderation, takes_statements: bool, by: Role, now: datetime) -> Debate:
    """Say how a debate is moderated and whether participants write; the first time, the debate is made."""
    if not has_perm("consultations.run", by, phase.consultation):
        raise NotAllowed
    if phase.consultation.state not in UNDER_WAY:
        raise NotInThisState
    Debate.objects.get_or_create(phase=phase, defaults={"salt": secrets.token_hex(32), "changed_at": now})
    debate = Debate.objects.select_for_update(of=("self",)).select_related("phase__consultation").get(phase=phase)
    debate.moderation, debate.takes_statements, debate.changed_at = moderation.value, takes_statements, now
    debate.save(update_fields=["moderation", "takes_statements", "changed_at"])
    payload: Payload = {"moderation": moderation.value, "takes_statements": takes_statements}
    journal(phase.consultation, events.DEBATE_SET, by=by, now=now, payload=payload)
    return debate


@transaction.atomic
def seed_statements(*, debate: Debate, texts: Iterable[str], by: Role, now: datetime, is_meta: bool = False) -> int:
    """Add statements to begin with; those that exist already are left out. Return how many were added."""
    locked = locked_debate(debate.pk, by)
    if locked.phase.consultation.state not in UNDER_WAY:
        raise NotInThisState
    known = set(Statement.objects.filter(debate=locked).values_list("text", flat=True))
    wanted = [text for text in dict.fromkeys(tidy(text) for text in texts) if text and text not in known]
    for text in wanted:
        if not SHORTEST <= len(text) <= LONGEST:
            raise StatementRefused
    first = locked.statements_numbered + 1
    Statement.objects.bulk_create(
        Statement(
            debate=locked,
            number=first + place,
            text=text,
            is_seed=True,
            is_meta=is_meta,
            state=StatementState.SHOWN.value,
            created_at=now,
            decided_at=now,
        )
        for place, text in enumerate(wanted)
    )
    locked.statements_numbered += len(wanted)
    locked.changed_at = now
    locked.save(update_fields=["statements_numbered", "changed_at"])
    if wanted:
        journal(locked.phase.consultation, events.SEEDED, by=by, now=now, payload={"statements": len(wanted)})
    return len(wanted)


def tidy(text: str) -> str:
    """Return a text on one line, its spaces made single."""
    return " ".join(text.split())


@transaction.atomic
def judge_statement(
    *, statement: Statement, verb: StatementVerb, by: Role, now: datetime, reason: str = ""
) -> Statement:
    """Accept a statement, or reject it with a reason; rejected, its votes count nowhere, and come back with it."""
    debate = locked_debate(statement.debate_id, by)
    row = Statement.objects.select_for_update().filter(pk=statement.pk).first()
    if row is None:
        raise NoSuchStatement
    reached = STATEMENTS.get((StatementState(row.state), verb))
    if reached is None:
        raise NotInThisState
    if verb == StatementVerb.REJECT and not reason.strip():
        raise SayWhy
    row.state, row.decided_at = reached.value, now
    row.reason = reason.strip() if verb == StatementVerb.REJECT else ""
    row.save(update_fields=["state", "decided_at", "reason"])
    Debate.objects.filter(pk=debate.pk).update(changed_at=now)
    payload: Payload = {"statement": row.number, "state": row.state}
    journal(debate.phase.consultation, events.STATEMENT_READ, by=by, now=now, payload=payload)
    return row
