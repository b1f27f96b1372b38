"""A difference applied to the old version gives the new one, and no other version takes it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from belvedere.engines.versions.difference import (
    Added,
    Changed,
    Difference,
    DifferenceError,
    Moved,
    Part,
    Removed,
    apply_difference,
    difference,
)
from belvedere.engines.versions.wording import Fate, word_runs

KEYS = some.sampled_from("abcdefgh")
FIELDS = some.dictionaries(some.sampled_from(["title", "text"]), some.sampled_from(["un", "deux", "trois"]))
VERSIONS = some.lists(some.builds(Part, KEYS, FIELDS, some.sampled_from(["", "x", "y"])), unique_by=lambda p: p.key)


@given(VERSIONS, VERSIONS)
@settings(max_examples=80)
def test_difference_applied_to_the_old_gives_the_new(old: list[Part], new: list[Part]) -> None:
    assert apply_difference(difference(old, new), old) == new


@given(VERSIONS, VERSIONS)
@settings(max_examples=40)
def test_nothing_moves_that_could_stay(old: list[Part], new: list[Part]) -> None:
    found = difference(old, new)
    shared = [part.key for part in old if part.key in {other.key for other in new}]
    order = {key: place for place, key in enumerate(part.key for part in new)}
    longest = max(
        (
            bin(mask).count("1")
            for mask in range(1 << len(shared))
            if (kept := [order[key] for place, key in enumerate(shared) if mask >> place & 1]) == sorted(kept)
        ),
        default=0,
    )
    assert len(shared) - len(found.moved) == longest


@given(VERSIONS)
@settings(max_examples=50)
def test_a_version_does_not_differ_from_itself(version: list[Part]) -> None:
    assert difference(version, version).is_empty


def test_what_changed_is_told_whole() -> None:
    old = [Part("a"), Part("b", {"text": "vingt jours"}, "a"), Part("c")]
    new = [Part("c"), Part("a"), Part("b", {"text": "dix jours"}, "c"), Part("d", {"text": "neuf"})]
    assert difference(old, new) == Difference(
        removed=(),
        placed=(Moved("c", ""), Added(new[3], "b")),
        changed=(Changed("b", "parent", "a", "c"), Changed("b", "text", "vingt jours", "dix jours")),
    )


@pytest.mark.parametrize(
    "other",
    [
        [],
        [Part("a", {"text": "autre"}), Part("b")],
        [Part("a", {"text": "dit"})],
    ],
)
def test_difference_of_another_version_is_refused(other: list[Part]) -> None:
    old = [Part("a", {"text": "dit"}), Part("b")]
    change = difference(old, [Part("a", {"text": "fait"})])
    assert change.removed == (Removed(Part("b")),)
    with pytest.raises(DifferenceError):
        apply_difference(change, other)


def test_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(DifferenceError, match="no place"):
        apply_difference(Difference(placed=(Added(Part("b"), "a"),)), [])


def test_key_there_twice_is_refused() -> None:
    with pytest.raises(DifferenceError, match="same key"):
        difference([Part("a"), Part("a")], [])


@given(some.text(alphabet="ab ,é", max_size=30), some.text(alphabet="ab ,é", max_size=30))
@settings(max_examples=40)
def test_runs_give_both_texts_back(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.fate != Fate.ADDED) == before
    assert "".join(run.text for run in runs if run.fate != Fate.REMOVED) == after
