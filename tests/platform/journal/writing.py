"""Events for the tests of the journal."""

from datetime import datetime

from belvedere.platform.journal.actions import SYSTEM, Actor, Subject, record
from belvedere.platform.journal.kinds import Kind
from belvedere.platform.journal.models import Event
from belvedere.platform.territory.models import Territory

TRIED = Kind("tests.tried", "Un essai a eu lieu.", {"number": int})
IGNORED = Kind("tests.ignored", "Un essai sans suite a eu lieu.", {"number": int})


def write(
    territory: Territory, now: datetime, number: int, *, kind: Kind = TRIED, actor: Actor = SYSTEM, matter: str = "E-1"
) -> Event:
    return record(
        kind=kind,
        territory=territory,
        now=now,
        actor=actor,
        subject=Subject("essai", str(number)),
        matter=matter,
        payload={"number": number},
    )
