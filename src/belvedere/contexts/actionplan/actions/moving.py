"""What the writes of the plan share: the lock on an action, its moves, its line in the journal."""

from collections.abc import Mapping
from datetime import datetime

from belvedere.contexts.actionplan.models import Action, Plan, Progress
from belvedere.contexts.actionplan.states import TRANSITIONS, ActionState, Verb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.journal.models import Event
from belvedere.platform.refusals import NotInThisState


def journal(
    action: Action, kind: Kind, *, now: datetime, actor: Actor, payload: Mapping[str, Value] | None = None
) -> Event:
    """Write what happened to an action."""
    return record(
        kind=kind,
        territory=action.territory,
        now=now,
        actor=actor,
        subject=Subject("action", action.reference),
        matter=action.matter,
        payload=payload,
    )


def journal_plan(
    plan: Plan, subject: str, kind: Kind, *, now: datetime, actor: Actor, payload: Mapping[str, Value] | None = None
) -> Event:
    """Write what happened to the plan as a whole; ``subject`` names an iteration (I1), a version (V2), or the plan."""
    return record(
        kind=kind,
        territory=plan.territory,
        now=now,
        actor=actor,
        subject=Subject("plan", subject),
        matter="plan",
        payload=payload,
    )


def locked(pk: int) -> Action:
    """Take the lock and read the action again."""
    return Action.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=pk)


def move(action: Action, verb: Verb, *, percent: int, now: datetime, note: str = "", evidence_url: str = "") -> None:
    """Set the state that a verb leads to, and add its line to the history."""
    reached = TRANSITIONS.get((ActionState(action.state), verb))
    if reached is None:
        raise NotInThisState
    action.state, action.percent, action.updated_at = reached, percent, now
    if reached not in {ActionState.DONE, ActionState.CONTESTED}:
        action.done_at = None
    elif action.done_at is None:
        action.done_at = now
    action.left_at = now if reached == ActionState.ABANDONED else None
    action.save(update_fields=["state", "percent", "updated_at", "done_at", "left_at"])
    Progress.objects.create(
        action=action, at=now, state=reached, percent=percent, note=note.strip(), evidence_url=evidence_url
    )
