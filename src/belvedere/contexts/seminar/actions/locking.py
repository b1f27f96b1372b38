"""What the writes of a seminar share: the lock on it, and its line in the journal."""

from collections.abc import Mapping
from datetime import datetime

from rules import has_perm

from belvedere.contexts.seminar.models import Seminar
from belvedere.contexts.seminar.states import SEMINARS, SeminarState, SeminarVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import INHABITANT, SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState

GUEST = INHABITANT  # whoever holds a badge or sits at a table: never named

Payload = Mapping[str, Value]

__all__ = ["GUEST", "SYSTEM", "Payload", "journal", "locked_by", "locked_seminar"]


def locked_seminar(seminar: Seminar, verb: SeminarVerb) -> Seminar:
    """Take the lock, read the seminar again, check that the verb applies; set the state that it leads to."""
    locked = Seminar.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=seminar.pk)
    reached = SEMINARS.get((SeminarState(locked.state), verb))
    if reached is None:
        raise NotInThisState
    locked.state = reached
    return locked


def locked_by(seminar: Seminar, verb: SeminarVerb, by: Role) -> Seminar:
    """The same, for somebody who runs it."""
    locked = locked_seminar(seminar, verb)
    if not has_perm("seminar.run", by, locked):
        raise NotAllowed
    return locked


def journal(
    seminar: Seminar,
    kind: Kind,
    *,
    by: Role | Actor,
    now: datetime,
    payload: Payload | None = None,
) -> None:
    """Write what happened."""
    record(
        kind=kind,
        territory=seminar.territory,
        now=now,
        actor=by if isinstance(by, Actor) else Actor.role(by),
        subject=Subject("seminaire", seminar.slug),
        matter=seminar.matter,
        payload=payload,
    )
