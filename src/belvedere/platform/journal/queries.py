"""Reads of the journal: the events of a file, the public register, the state of the chain."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db.models import QuerySet

from belvedere.engines.ledger.chain import Break, Link, first_break
from belvedere.platform.journal.kinds import declared_kinds
from belvedere.platform.journal.models import ChainHead, Event, record_of
from belvedere.platform.journal.stored import stored_events
from belvedere.platform.journal.words import actors_in_words, names_quoted, sentence_of
from belvedere.platform.territory.models import Territory

_EVENTS_AT_ONCE = 500


@dataclass(frozen=True)
class Act:
    """An event as a person reads it."""

    sequence: int
    at: datetime
    kind: str
    sentence: str
    actor: str
    matter: str
    subject_kind: str
    subject_id: str
    digest: str


def public_codes() -> list[str]:
    """Return the codes of the kinds that anyone may read."""
    return [kind.code for kind in declared_kinds() if kind.is_public]


def events_of(matters: Sequence[str], *, public_only: bool = True) -> QuerySet[Event]:
    """Return the events of some files (a referral and its examen), in the order in which they happened."""
    events = Event.objects.filter(matter__in=[matter for matter in matters if matter])
    if public_only:
        events = events.filter(kind__in=public_codes())
    return events.order_by("sequence")


def public_register(*, matter: str = "", origin: str = "", kind: str = "") -> QuerySet[Event]:
    """Return the public events, the latest first; ``origin`` is the context that wrote them (``referrals``…)."""
    codes = [code for code in public_codes() if code.startswith(f"{origin}." if origin else "")]
    events = Event.objects.filter(kind__in=[code for code in codes if kind in {"", code}])
    if matter:
        events = events.filter(matter=matter)
    return events.order_by("-sequence")


def in_words(events: Iterable[Event]) -> Iterator[Act]:
    """Yield events as people read them, whatever their number: actors are looked up by batches."""
    source = iter(events.iterator(chunk_size=_EVENTS_AT_ONCE) if isinstance(events, QuerySet) else events)
    while batch := list(islice(source, _EVENTS_AT_ONCE)):
        actors, names = actors_in_words(batch), names_quoted(batch)
        for event in batch:
            yield Act(
                sequence=event.sequence,
                at=event.at,
                kind=event.kind,
                sentence=sentence_of(event, names),
                actor=actors[event.actor_kind, event.actor_id],
                matter=event.matter,
                subject_kind=event.subject_kind,
                subject_id=event.subject_id,
                digest=event.digest,
            )


def chain_head(territory: Territory) -> ChainHead | None:
    """Return where the chain of a territory stands, or None when nothing was ever recorded."""
    return ChainHead.objects.filter(territory=territory).first()


def verify_chain(territory: Territory) -> Break | None:
    """Return the first place where the journal of a territory does not hold, or None; reads it all, in constant memory.

    Besides the chain itself, the number and digest of the last event are compared with the chain's head, so that
    events taken from the end are missed.
    """
    head = chain_head(territory) or ChainHead(territory=territory)
    return first_break(_links(territory), last=head.sequence, last_digest=head.digest)


def _links(territory: Territory) -> Iterator[Link]:
    for event in stored_events(territory):
        if isinstance(event, int):
            yield Link(event, None, "", "")
        else:
            yield Link(event.sequence, record_of(event), event.previous_digest, event.digest)
