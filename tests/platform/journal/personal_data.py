"""Looks for people in the journal: used by the tests of the whole product."""

from collections.abc import Iterable

from belvedere.platform.journal.models import Event

_COLUMNS = ("actor_kind", "actor_id", "subject_kind", "subject_id", "matter", "payload")


def personal_data_found(events: Iterable[Event], canaries: Iterable[str]) -> list[str]:
    """Return « sequence kind column: canary » for each canary (a name, an address, a text typed) found in an event."""
    wanted = [canary.casefold() for canary in canaries if canary]
    return [
        f"{event.sequence} {event.kind} {column}: {canary}"
        for event in events
        for column in _COLUMNS
        for canary in wanted
        if canary in str(getattr(event, column)).casefold()
    ]
