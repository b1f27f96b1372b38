"""What the writes of the answers share: the lock on a sheet, and its line in the journal."""

from collections.abc import Mapping
from datetime import datetime

from rules import has_perm

from belvedere.contexts.answers.models import AnswerSheet
from belvedere.contexts.answers.rules import PERMISSIONS
from belvedere.contexts.answers.states import TRANSITIONS, SheetState, Verb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState


def journal(
    sheet: AnswerSheet, kind: Kind, *, now: datetime, by: Role | None, payload: Mapping[str, Value] | None = None
) -> None:
    """Write what happened to a sheet."""
    record(
        kind=kind,
        territory=sheet.territory,
        now=now,
        actor=Actor.role(by) if by else SYSTEM,
        subject=Subject("reponse", sheet.opinion.reference),
        matter=sheet.opinion.examen.reference,
        payload=payload,
    )


def locked_sheet(pk: int) -> AnswerSheet:
    """Take the lock and read the sheet again."""
    return (
        AnswerSheet.objects.select_for_update(of=("self",))
        .select_related("territory", "body", "opinion__examen")
        .get(pk=pk)
    )


def locked_for(sheet: AnswerSheet, verb: Verb, by: Role) -> AnswerSheet:
    """Take the lock, read the sheet again, check who asks and that the verb applies; set the state it leads to."""
    locked = locked_sheet(sheet.pk)
    if not has_perm(PERMISSIONS[verb], by, locked):
        raise NotAllowed
    reached = TRANSITIONS.get((SheetState(locked.state), verb))
    if reached is None:
        raise NotInThisState
    locked.state = reached
    return locked
