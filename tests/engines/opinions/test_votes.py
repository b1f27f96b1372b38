"""The last vote counts, whatever the order and the batches."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from belvedere.engines.opinions.votes import Tally, VoteLog

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 2), st.integers(-1, 1)), max_size=25)


def table(tally: Tally) -> list[tuple[int, int, int, int]]:
    columns = (tally.times, tally.statements, tally.participants, tally.values)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def brute(rows: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    found = []
    for person, statement in sorted({(row[2], row[1]) for row in rows}):
        own = [row for row in rows if (row[2], row[1]) == (person, statement)]
        last = max(row[0] for row in own)
        said = {row[3] for row in own if row[0] == last}
        found.append((last, statement, person, said.pop() if len(said) == 1 else 0))
    return found


@settings(max_examples=50, deadline=None)
@given(rows=ROWS)
def test_the_last_vote_of_each_on_each_counts(rows: list[tuple[int, int, int, int]]) -> None:
    assert table(Tally.of(VoteLog.from_rows(rows))) == brute(rows)


@settings(max_examples=50, deadline=None)
@given(rows=ROWS, cut=st.integers(0, 25), shuffling=st.randoms(use_true_random=False))
def test_batches_in_any_order_give_the_tally_of_all(rows: list, cut: int, shuffling: object) -> None:
    mixed = list(rows)
    shuffling.shuffle(mixed)  # type: ignore[attr-defined]
    batches = Tally.of(VoteLog.from_rows(mixed[cut:])).updated(VoteLog.from_rows(mixed[:cut]))
    assert batches == Tally.of(VoteLog.from_rows(rows))


def test_the_same_file_twice_is_the_same_file() -> None:
    log = VoteLog.from_rows([(3, 0, 1, 1), (2, 0, 1, -1), (2, 1, 0, 0)])
    twice = log.joined(log)
    assert [column.tolist() for column in (twice.times, twice.statements, twice.participants, twice.values)] == [
        [2, 2, 3], [0, 1, 0], [1, 0, 1], [-1, 0, 1],
    ]  # fmt: skip


def test_a_vote_takes_25_bytes() -> None:
    tally = Tally.of(VoteLog.from_rows([(1, 0, person, 1) for person in range(1000)]))
    columns = (tally.times, tally.statements, tally.participants, tally.values)
    assert sum(column.nbytes for column in columns) == 25 * 1000
    assert [column.dtype for column in columns] == [np.int64, np.int64, np.int64, np.int8]
