"""What the writes of a consultation share: the lock, the state that a verb leads to, the journal."""

from collections.abc import Mapping
from datetime import datetime

from rules import has_perm

from belvedere.contexts.consultations.models import Consultation
from belvedere.contexts.consultations.states import CONSULTATIONS, ConsultationState, ConsultationVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState

Payload = Mapping[str, Value]


def journal(
    consultation: Consultation,
    kind: Kind,
    *,
    by: Role | None,
    now: datetime,
    payload: Payload | None = None,
) -> None:
    """Write what happened to a consultation."""
    record(
        kind=kind,
        territory=consultation.territory,
        now=now,
        actor=Actor.role(by) if by is not None else SYSTEM,
        subject=Subject("concertation", consultation.reference),
        matter=consultation.matter,
        payload=payload,
    )


def locked_consultation(pk: int) -> Consultation:
    """Take the lock and read the consultation again."""
    rows = Consultation.objects.select_for_update(of=("self",))
    return rows.select_related("territory", "body", "project", "event", "event__solicitation").get(pk=pk)


def locked_for(consultation: Consultation, verb: ConsultationVerb, by: Role | None) -> Consultation:
    """Take the lock, check who asks (nobody: the clock) and that the verb applies; set the state it leads to."""
    locked = locked_consultation(consultation.pk)
    if by is not None and not has_perm("consultations.run", by, locked):
        raise NotAllowed
    reached = CONSULTATIONS.get((ConsultationState(locked.state), verb))
    if reached is None:
        raise NotInThisState
    locked.state = reached
    return locked
