"""The export files of Polis, written: what is read back is what was written, byte for byte."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from belvedere.engines.opinions.votes import Statement, Tally, Vote, VoteLog

VOTES_HEADER = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
COMMENTS_HEADER = (
    "timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "is-seed",
    "comment-body",
)  # fmt: skip
MATRIX_HEADER = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
_FIRST_MILLISECONDS = 10**11
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def table_csv(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Return a table as CSV: commas, quotes where needed, lines ended by a line feed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def moment(timestamp: int) -> str:
    """Return a time in the words of Polis exports, in UTC; blank for 0. Seconds and milliseconds are told by size.

    >>> moment(1567382954698), moment(1732028760), moment(0)
    ('Mon Sep 02 00:09:14 UTC 2019', 'Tue Nov 19 15:06:00 UTC 2024', '')
    """
    if not timestamp:
        return ""
    at = datetime.fromtimestamp(timestamp // 1000 if timestamp >= _FIRST_MILLISECONDS else timestamp, tz=UTC)
    return f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at.day:02} {at:%H:%M:%S} UTC {at.year}"


def votes_csv(log: VoteLog) -> str:
    """Return votes.csv: every vote cast, by time."""
    columns = (log.times.tolist(), log.statements.tolist(), log.participants.tolist(), log.values.tolist())
    rows = ((time, moment(time), one, who, value) for time, one, who, value in zip(*columns, strict=True))
    return table_csv(VOTES_HEADER, rows)


def comments_csv(statements: Sequence[Statement], tally: Tally) -> str:
    """Return comments.csv, with the votes that count now."""
    agrees, disagrees = (_counts(tally, side) for side in (Vote.AGREE, Vote.DISAGREE))
    rows = (
        (
            one.written_at,
            moment(one.written_at),
            one.id,
            one.author,
            agrees.get(one.id, 0),
            disagrees.get(one.id, 0),
            int(one.moderation),
            str(one.is_meta).lower(),
            str(one.is_seed).lower(),
            one.text,
        )
        for one in sorted(statements)
    )
    return table_csv(COMMENTS_HEADER, rows)


def _counts(tally: Tally, side: Vote) -> dict[int, int]:
    ids, counts = np.unique(tally.statements[tally.values == side], return_counts=True)
    return dict(zip(ids.tolist(), counts.tolist(), strict=True))


def matrix_csv(statements: Sequence[Statement], tally: Tally, groups: Mapping[int, int]) -> str:
    """Return participants-votes.csv: a row by participant, a column by statement; ``groups`` by participant."""
    ids = [one.id for one in sorted(statements)]
    places = {number: place for place, number in enumerate(ids)}
    authored: dict[int, int] = {}
    for one in statements:
        authored[one.author] = authored.get(one.author, 0) + 1
    starts = np.searchsorted(tally.participants, tally.voters)
    ends = np.append(starts[1:], len(tally))

    def rows() -> Iterable[Sequence[str | int]]:
        for who, start, end in zip(tally.voters.tolist(), starts, ends, strict=True):
            values = tally.values[start:end]
            cells: list[str | int] = [""] * len(ids)
            for number, value in zip(tally.statements[start:end].tolist(), values.tolist(), strict=True):
                cells[places[number]] = value
            counts = (end - start, np.count_nonzero(values == 1), np.count_nonzero(values == -1))
            yield (who, groups.get(who, ""), authored.get(who, 0), *(int(one) for one in counts), *cells)

    return table_csv((*MATRIX_HEADER, *(str(number) for number in ids)), rows())
