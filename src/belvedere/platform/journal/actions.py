"""The one way to write in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from django.db import transaction

from belvedere.engines.ledger.canonical import Value, canonical_json
from belvedere.engines.ledger.chain import chain_digest
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.journal.models import ChainHead, Event, record_of
from belvedere.platform.territory.models import Territory


class PayloadMismatch(ValueError):
    """The payload does not have exactly the fields that its kind declares."""


class HeldRole(Protocol):
    """What the journal keeps of a role: accounts know the journal, the journal does not know accounts."""

    kind: str
    pk: int


@dataclass(frozen=True)
class Actor:
    """Who acted: an inhabitant (never identified), the system, or a role within a body."""

    kind: str
    id: str = ""

    @classmethod
    def role(cls, role: HeldRole) -> "Actor":
        return cls(role.kind, f"role:{role.pk}")


INHABITANT = Actor("habitant")
SYSTEM = Actor("systeme")


@dataclass(frozen=True)
class Subject:
    """What was acted upon, by its public reference."""

    kind: str
    id: str


def _check_payload(kind: Kind, payload: Mapping[str, Value]) -> None:
    if set(payload) != set(kind.fields):
        raise PayloadMismatch(f"{kind.code} takes {sorted(kind.fields)}, got {sorted(payload)}")
    for name, expected in kind.fields.items():
        if not isinstance(payload[name], expected):
            raise PayloadMismatch(f"{kind.code}: {name} is a {type(payload[name]).__name__}, not {expected.__name__}")


@transaction.atomic
def record(
    *,
    kind: Kind,
    territory: Territory,
    now: datetime,
    actor: Actor,
    subject: Subject,
    matter: str,
    payload: Mapping[str, Value] | None = None,
) -> Event:
    """Append an event to the territory's chain, in the transaction of the act that it records.

    ``matter`` is the reference of the file that the act belongs to: a referral's, then its examen's. Take the
    locks of your own rows before: the chain's head is always the last lock.
    """
    payload = dict(payload or {})
    _check_payload(kind, payload)
    ChainHead.objects.get_or_create(territory=territory)
    head = ChainHead.objects.select_for_update().get(territory=territory)
    event = Event(
        territory=territory,
        sequence=head.sequence + 1,
        at=now.astimezone(UTC),
        kind=kind.code,
        actor_kind=actor.kind,
        actor_id=actor.id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        matter=matter,
        payload=canonical_json(payload),
        previous_digest=head.digest,
    )
    event.digest = chain_digest(head.digest, record_of(event))
    event.save(force_insert=True)
    head.sequence, head.digest = event.sequence, event.digest
    head.save(update_fields=["sequence", "digest"])
    return event
