"""Events exactly as the database stores them, so that one byte respelled is seen.

SQLite keeps dates and identifiers as text, and Django reads several spellings as one value: verification reads the
bytes and refuses any spelling but the one that Django writes. PostgreSQL's columns have one spelling by type.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from django.db.models import BinaryField, TextField
from django.db.models.functions import Cast

from belvedere.platform.journal.models import Event
from belvedere.platform.territory.models import Territory

_ROWS_AT_ONCE = 1000
_TEXTS = (
    "kind", "actor_kind", "actor_id", "subject_kind", "subject_id", "matter", "payload", "previous_digest", "digest",
)  # fmt: skip


def stored_events(territory: Territory) -> Iterator[Event | int]:
    """Yield the events of a territory by increasing number, or the bare number of one that cannot be read."""
    if connection.vendor == "sqlite":
        yield from _sqlite_events(territory)
    else:
        rows = Event.objects.filter(territory=territory).order_by("sequence")
        yield from rows.iterator(chunk_size=_ROWS_AT_ONCE)


def _sqlite_events(territory: Territory) -> Iterator[Event | int]:
    columns = ", ".join(f"CAST({name} AS BLOB)" for name in ("id", "at", *_TEXTS))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT sequence, {columns} FROM journal_event WHERE territory_id = %s ORDER BY sequence",  # noqa: S608 -- our own column names
            [territory.pk],
        )
        while rows := cursor.fetchmany(_ROWS_AT_ONCE):
            for sequence, *cells in rows:
                yield _read(territory, sequence, cells) if isinstance(sequence, int) else 0


def spelled_identity(territory: Territory, sequence: int) -> tuple[str, str] | None:
    """Return the id and the kind of an event, as they are spelled, readable or not; None if there is none."""
    row = (
        Event.objects.filter(territory=territory, sequence=sequence)
        .annotate(id_bytes=_spelling("id"), kind_bytes=_spelling("kind"))
        .values_list("id_bytes", "kind_bytes")
        .first()
    )
    return None if row is None else (_decoded(row[0]), _decoded(row[1]))


def _spelling(name: str) -> Cast:
    return Cast(name, BinaryField() if connection.vendor == "sqlite" else TextField())


def _decoded(cell: bytes | str) -> str:
    return cell if isinstance(cell, str) else bytes(cell).decode(errors="replace")


def _read(territory: Territory, sequence: int, cells: list[bytes]) -> Event | int:
    try:
        identifier, at, *texts = (cell.decode() for cell in cells)
        event = Event(
            id=_uuid(identifier),
            territory=territory,
            sequence=sequence,
            at=_moment(at),
            **dict(zip(_TEXTS, texts, strict=True)),
        )
    except (ValueError, AttributeError):
        return sequence
    return event


def _uuid(spelling: str) -> UUID:
    value = UUID(hex=spelling)
    if value.hex != spelling:
        raise ValueError
    return value


def _moment(spelling: str) -> datetime:
    value = datetime.fromisoformat(spelling)
    if str(value) != spelling or value.tzinfo is not None:
        raise ValueError
    return value.replace(tzinfo=UTC)
