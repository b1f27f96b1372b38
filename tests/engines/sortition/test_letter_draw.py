"""Letters drawn by ticket: the same for the same seed, one by household, the same chance for each address."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from belvedere.engines.sortition.letter_draw import (
    NotDrawable,
    RegisterEntry,
    draw_letters,
    households_by_stratum,
    not_written_to,
    ticket_of,
)

REGISTERS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 12), st.sampled_from("xyz")), unique_by=lambda row: row[0], max_size=40
).map(lambda rows: [RegisterEntry(f"a{mark}", f"h{home}{stratum}", stratum) for mark, home, stratum in rows])


def entries(names: str, stratum: str = "x") -> list[RegisterEntry]:
    return [RegisterEntry(name, name, stratum) for name in names]


def test_the_lowest_hashes_are_drawn() -> None:
    names = "abcdefgh"
    by_hand = sorted(names, key=lambda name: hashlib.sha256(f"graine\x1f{name}".encode()).hexdigest())

    assert draw_letters(entries(names), {"x": 3}, "graine") == {"x": tuple(by_hand[:3])}
    assert ticket_of("graine", "a") == hashlib.sha256(b"graine\x1fa").hexdigest()


@given(REGISTERS, st.text(max_size=5), st.data())
def test_a_draw_keeps_its_rules_whatever_the_order_of_the_lines(
    register: list[RegisterEntry], seed: str, data: st.DataObject
) -> None:
    written = data.draw(st.sets(st.sampled_from([entry.fingerprint for entry in register]))) if register else set()
    room = dict.fromkeys("xyz", 0) | households_by_stratum(not_written_to(register, written))
    letters = {stratum: data.draw(st.integers(0, most)) for stratum, most in room.items()}
    by_mark = {entry.fingerprint: entry for entry in register}

    drawn = draw_letters(register, letters, seed, written=written)

    assert drawn == draw_letters(data.draw(st.permutations(register)), letters, seed, written=written)
    assert {stratum: len(marks) for stratum, marks in drawn.items()} == letters
    chosen = [by_mark[mark] for marks in drawn.values() for mark in marks]
    assert all(by_mark[mark].stratum == stratum for stratum, marks in drawn.items() for mark in marks)
    homes = [entry.household for entry in chosen]
    assert len(set(homes)) == len(homes)
    assert not {by_mark[mark].household for mark in written} & set(homes)


@given(REGISTERS, st.text(max_size=5))
def test_a_longer_draw_begins_with_the_shorter_one(register: list[RegisterEntry], seed: str) -> None:
    room = households_by_stratum(register)
    whole = draw_letters(register, room, seed)

    for stratum in room:
        fewer = room | {stratum: room[stratum] - 1}
        assert draw_letters(register, fewer, seed)[stratum] == whole[stratum][:-1]


@pytest.mark.parametrize("stratum", ["x", "y"])
def test_each_address_has_the_same_chance(stratum: str) -> None:
    register = [*entries("abcdefghij", "x"), *entries("klmno", "y")]
    times = dict.fromkeys((entry.fingerprint for entry in register if entry.stratum == stratum), 0)
    letters = {"x": 3, "y": 2}

    for number in range(3000):
        for mark in draw_letters(register, letters, f"graine {number}")[stratum]:
            times[mark] += 1

    assert sum(times.values()) == 3000 * letters[stratum]
    assert chisquare(list(times.values())).pvalue > 0.001


@pytest.mark.parametrize(
    ("register", "letters", "said"),
    [
        (entries("aa"), {"x": 1}, "twice"),
        (entries("ab"), {"y": 1}, "Addresses of x"),
        (entries("ab"), {"x": 3}, "x: 3 letters for 2 households"),
    ],
)
def test_letters_that_cannot_be_drawn(register: list[RegisterEntry], letters: dict[str, int], said: str) -> None:
    with pytest.raises(NotDrawable, match=said):
        draw_letters(register, letters, "graine")
