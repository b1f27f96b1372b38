"""Cursors of long lists: where a reader stopped, so that what comes meanwhile moves nothing."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from belvedere.platform.exchange.refusals import NotACursor

Row = TypeVar("Row", bound=Model)
_LONGEST = 200


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """Some rows of a list, and the cursor of the next ones; empty at the end."""

    rows: list[Row]
    next_cursor: str


def encoded(at: datetime, pk: int) -> str:
    """Return a cursor: opaque, of letters that an address carries as they are.

    >>> from datetime import UTC
    >>> decoded(encoded(datetime(2026, 11, 23, tzinfo=UTC), 7))
    (datetime.datetime(2026, 11, 23, 0, 0, tzinfo=datetime.timezone.utc), 7)
    """
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), pk]).encode()).decode().rstrip("=")


def decoded(cursor: str) -> tuple[datetime, int]:
    """Return what a cursor holds.

    Raises
    ------
    NotACursor
        For anything that `encoded` did not write.
    """
    if len(cursor) > _LONGEST:
        raise NotACursor
    try:
        said = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        at, pk = datetime.fromisoformat(said[0]), said[1]
    except (binascii.Error, ValueError, TypeError, KeyError, IndexError):
        raise NotACursor from None
    if not isinstance(pk, int) or at.tzinfo is None or not 0 <= pk < 2**63:
        raise NotACursor
    return at, pk


def latest_slice(
    found: QuerySet[Row], *, by: str, cursor: str, limit: int, instant: Callable[[Row], datetime]
) -> Slice[Row]:
    """Return the latest rows of a list after a cursor, in two statements; ``by`` names the instant's column."""
    latest = found.order_by(f"-{by}", "-pk")
    if cursor:
        at, pk = decoded(cursor)
        # Bounded first: of two conditions, one or the other, PostgreSQL would read the list from its beginning.
        after = latest.filter(Q(**{f"{by}__lt": at}) | Q(pk__lt=pk), **{f"{by}__lte": at})
        # Chosen alone, then read: among indexes that hold as much, SQLite takes the one of what is asked to choose.
        latest = latest.filter(pk__in=list(after.values_list("pk", flat=True)[: limit + 1]))
    kept = list(latest[: limit + 1])
    is_last = len(kept) <= limit
    kept = kept[:limit]
    return Slice(kept, "" if is_last else encoded(instant(kept[-1]), kept[-1].pk))
