"""What the writes of the strategy share: the lock on a version or an event, and its line in the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from rules import has_perm

from belvedere.contexts.strategy.models import AgendaEvent, StrategyVersion
from belvedere.contexts.strategy.queries.documents import PERMISSIONS
from belvedere.contexts.strategy.states import EVENTS, VERSIONS, EventState, EventVerb, VersionState, VersionVerb
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.accounts.models import Role
from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.refusals import NotAllowed, NotInThisState
from belvedere.platform.territory.models import Territory

Payload = Mapping[str, Value]
State = TypeVar("State", VersionState, EventState)


def actor_of(by: Role | None) -> Actor:
    return Actor.role(by) if by is not None else SYSTEM


def journal_version(
    version: StrategyVersion, kind: Kind, *, by: Role | None, now: datetime, payload: Payload | None = None
) -> None:
    """Write what happened to a version; its number is always told."""
    record(
        kind=kind,
        territory=version.territory,
        now=now,
        actor=actor_of(by),
        subject=Subject("strategie", str(version.number)),
        matter=version.matter,
        payload={"number": version.number, **(payload or {})},
    )


def journal(
    territory: Territory,
    kind: Kind,
    *,
    subject: Subject,
    by: Role | None,
    now: datetime,
    payload: Payload,
    matter: str = "",
) -> None:
    """Write what happened to something else than a version."""
    record(kind=kind, territory=territory, now=now, actor=actor_of(by), subject=subject, matter=matter, payload=payload)


def locked_version(version: StrategyVersion, verb: VersionVerb, by: Role) -> StrategyVersion:
    """Take the lock, read the version again, check who asks and that the verb applies; set the state it leads to."""
    locked = (
        StrategyVersion.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=version.pk)
    )
    if not has_perm(PERMISSIONS[verb], by, locked):
        raise NotAllowed
    reached = VERSIONS.get((VersionState(locked.state), verb))
    if reached is None:
        raise NotInThisState
    locked.state = reached
    return locked


def locked_event(event: AgendaEvent, verb: EventVerb, by: Role) -> AgendaEvent:
    """Take the lock, read the event again, check who asks and that the verb applies; set the state it leads to."""
    locked = AgendaEvent.objects.select_for_update(of=("self",)).select_related("territory", "body").get(pk=event.pk)
    if not has_perm("strategy.change_event", by, locked):
        raise NotAllowed
    reached = EVENTS.get((EventState(locked.state), verb))
    if reached is None:
        raise NotInThisState
    locked.state = reached
    return locked
