"""The journal accepts declared kinds only and chains what it accepts."""

from datetime import datetime

import pytest

from belvedere.engines.ledger.chain import GENESIS, chain_digest
from belvedere.platform.journal.actions import SYSTEM, PayloadMismatch, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.journal.models import ChainHead, Event, record_of
from belvedere.platform.territory.models import Territory

TRIED = Kind("tests.tried", "Un essai a eu lieu.", {"number": int})


def test_events_are_chained(territory: Territory, now: datetime) -> None:
    first, second = (
        record(
            kind=TRIED,
            territory=territory,
            now=now,
            actor=SYSTEM,
            subject=Subject("essai", str(number)),
            matter="E-1",
            payload={"number": number},
        )
        for number in (1, 2)
    )
    assert (first.sequence, first.previous_digest) == (1, GENESIS)
    assert (second.sequence, second.previous_digest) == (2, first.digest)
    stored = Event.objects.get(sequence=2)
    assert stored.digest == chain_digest(first.digest, record_of(stored))
    head = ChainHead.objects.get(territory=territory)
    assert (head.sequence, head.digest) == (2, second.digest)


def test_undeclared_field_is_refused(territory: Territory, now: datetime) -> None:
    with pytest.raises(PayloadMismatch):
        record(
            kind=TRIED,
            territory=territory,
            now=now,
            actor=SYSTEM,
            subject=Subject("essai", "1"),
            matter="E-1",
            payload={"number": 1, "email": "suzanne@exemple.fr"},
        )
    assert Event.objects.count() == 0
