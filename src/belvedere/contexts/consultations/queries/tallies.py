"""The votes of a debate as the engine takes them: read once, then only what came since the last map."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any  # arrays of whole numbers and of decimals together

import numpy as np
from numpy.typing import NDArray

from belvedere.contexts.consultations.models import Debate, DebateMap, Participant, Statement, Vote
from belvedere.contexts.consultations.states.debate import StatementState
from belvedere.engines.opinions.standing import Compass
from belvedere.engines.opinions.votes import Moderation, Tally, VoteLog
from belvedere.engines.opinions.votes import Statement as Sentence

OVERLAP = timedelta(minutes=5)  # read again: a vote cast before the last map may have been written after it
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BATCH = 20_000
_MODERATIONS = {
    StatementState.WAITING: Moderation.NOT_JUDGED,
    StatementState.SHOWN: Moderation.ACCEPTED,
    StatementState.REJECTED: Moderation.REMOVED,
}
Arrays = Mapping[str, NDArray[Any]]


def milliseconds(at: datetime | None) -> int:
    """Return a time as Polis writes it; 0 when nobody knows."""
    return 0 if at is None else round((at - EPOCH) / timedelta(milliseconds=1))


def moment_of(stamp: int) -> datetime:
    """Return the time that a file tells, in seconds or in milliseconds."""
    is_fine = stamp >= 10**11
    return EPOCH + timedelta(milliseconds=stamp if is_fine else stamp * 1000)


def sentences_of(debate: Debate) -> tuple[Sentence, ...]:
    """Return the statements of a debate as the engine takes them: one statement."""
    rows = Statement.objects.filter(debate=debate).select_related("author").order_by("number")
    return tuple(
        Sentence(
            id=row.number,
            text=row.text,
            author=row.author.number if row.author is not None else 0,
            moderation=_MODERATIONS[StatementState(row.state)],
            written_at=milliseconds(row.created_at),
            is_meta=row.is_meta,
            is_seed=row.is_seed,
        )
        for row in rows
    )


@dataclass(frozen=True)
class Read:
    """The votes of a debate, and until when they were read."""

    tally: Tally
    until: datetime


def read_tally(debate: Debate, *, now: datetime) -> Read:
    """Return every vote, removed participations included: what the last map kept, and what came since."""
    known = DebateMap.objects.filter(debate=debate).defer("result", "compass").first()
    votes = Vote.objects.filter(debate=debate)
    if known is None or not known.is_whole:
        return Read(Tally.of(_log(votes)), now)
    since = votes.filter(at__gte=known.read_until - OVERLAP)
    return Read(unpacked_tally(bytes(known.tally)).updated(_log(since)), now)


def _log(votes: object) -> VoteLog:
    rows = votes.values_list("at", "statement__number", "participant__number", "value")  # type: ignore[attr-defined]  # a query set
    found = [(milliseconds(at), one, who, value) for at, one, who, value in rows.iterator(_BATCH)]
    return VoteLog.from_rows(found)


def removed_from(debate: Debate) -> NDArray[np.int64]:
    """Return the numbers of the participants who were removed: one statement."""
    rows = Participant.objects.filter(debate=debate, removal__isnull=False).values_list("number", flat=True)
    return np.array(list(rows), dtype=np.int64)


def honest_tally(debate: Debate, *, now: datetime) -> Tally:
    """Return the votes that count, as if the removed participations had never come."""
    return read_tally(debate, now=now).tally.without(removed_from(debate))


def packed(arrays: Arrays) -> bytes:
    """Return arrays as bytes; the same arrays give the same bytes."""
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # numpy's stubs want allow_pickle named
    return file.getvalue()


def unpacked(content: bytes) -> Arrays:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def packed_tally(tally: Tally, places: Arrays) -> bytes:
    """Return the votes behind a map, and where it puts each participant, as bytes."""
    columns = ("times", "statements", "participants", "values")
    return packed({**{name: getattr(tally, name) for name in columns}, **places})


def unpacked_tally(content: bytes) -> Tally:
    arrays = unpacked(content)
    return Tally(arrays["times"], arrays["statements"], arrays["participants"], arrays["values"])


def packed_compass(compass: Compass | None, deck: Arrays) -> bytes:
    """Return what places somebody on the map and chooses their next statement, as bytes."""
    if compass is None:
        return packed(deck)
    numbers = np.array([compass.ridge, compass.variance, compass.fewest_votes], dtype=np.float64)
    drawn: Arrays = {
        "ids": compass.ids,
        "loadings": compass.loadings,
        "means": compass.means,
        "centres": compass.centres,
        "numbers": numbers,
    }
    return packed({**deck, **drawn})


def compass_in(arrays: Arrays) -> Compass | None:
    """Return the compass that was packed, if there was a map."""
    if "numbers" not in arrays:
        return None
    ridge, variance, fewest = arrays["numbers"].tolist()
    return Compass(
        ids=arrays["ids"],
        loadings=arrays["loadings"],
        means=arrays["means"],
        ridge=ridge,
        variance=variance,
        fewest_votes=int(fewest),
        centres=arrays["centres"],
    )
