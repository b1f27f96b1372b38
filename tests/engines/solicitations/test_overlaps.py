"""What clashes, against every pair."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as some

from belvedere.engines.solicitations.overlaps import Slot, clashes

START = datetime(2026, 11, 23, 8, tzinfo=UTC)
SLOTS = some.lists(
    some.tuples(
        some.integers(0, 10), some.integers(1, 5), some.frozensets(some.sampled_from(["royat", "durtol"]), max_size=2)
    ),
    max_size=8,
)


@given(SLOTS)
@settings(max_examples=40)
def test_clashes_are_those_of_every_pair(drawn: list[tuple[int, int, frozenset[str]]]) -> None:
    slots = [
        Slot(str(key), places, START + timedelta(hours=first), START + timedelta(hours=first + length))
        for key, (first, length, places) in enumerate(drawn)
    ]
    expected = {
        frozenset({one.key, other.key})
        for one, other in combinations(slots, 2)
        if one.places & other.places and one.starts_at < other.ends_at and other.starts_at < one.ends_at
    }
    found = clashes(slots)
    assert {frozenset({clash.first, clash.second}) for clash in found} == expected
    assert len(found) == len(expected)
