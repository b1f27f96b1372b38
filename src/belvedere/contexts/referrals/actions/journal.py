"""How each act of a referral is journalled."""

from collections.abc import Mapping
from datetime import datetime

from belvedere.contexts.referrals.models import Referral
from belvedere.engines.ledger.canonical import Value
from belvedere.platform.journal.actions import Actor, Subject, record
from belvedere.platform.journal.kinds import Kind


def journal(
    referral: Referral, kind: Kind, *, now: datetime, actor: Actor, payload: Mapping[str, Value] | None = None
) -> None:
    """Record an act on a referral: its subject and its matter are its reference."""
    record(
        kind=kind,
        territory=referral.territory,
        now=now,
        actor=actor,
        subject=Subject("saisine", referral.reference),
        matter=referral.reference,
        payload=payload,
    )
