"""Chance turned into numbers: published vectors, no favourite, refusals."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from belvedere.engines.sortition.randomness import (
    BadRandomness,
    Kind,
    Randomness,
    check_seals,
    hkdf,
    number_below,
    panel_number,
    rfc3797_order,
)

COMMITMENT = "ab" * 32


def test_rfc_5869_first_vector() -> None:
    found = hkdf(salt=bytes(range(13)), secret=b"\x0b" * 22, info=bytes(range(0xF0, 0xFA)), length=42)
    assert found.hex() == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"


def test_rfc_3797_example() -> None:
    sources = [[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]
    assert rfc3797_order(sources, pool=25, picks=16) == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]


def test_nomcom_2022() -> None:
    sources = [
        [7, 8, 11, 18, 28, 40, 48],
        [15, 16, 21, 31, 36, 65],
        [8, 12, 13, 17, 21, 26, 35, 42],
        [1, 5, 10, 13, 14, 16, 21, 25, 27],
    ]
    assert rfc3797_order(sources, pool=267, picks=10) == [171, 245, 68, 190, 70, 126, 110, 128, 138, 173]


@pytest.mark.parametrize(("faces", "number"), [("000", 0), ("407", 407), ("999", 999)])
def test_three_ten_sided_dice_are_read_as_they_fall(faces: str, number: int) -> None:
    assert panel_number(Randomness(Kind.DICE_10, tuple(faces)), commitment=COMMITMENT, size=1000) == number


@given(st.integers(1, 5000), st.binary(max_size=8))
def test_numbers_stay_below_their_limit(limit: int, secret: bytes) -> None:
    assert 0 <= number_below(limit, salt=b"x", secret=secret, info=b"") < limit


def test_twenty_thousand_draws_favour_no_remainder() -> None:
    limit = 7
    counts = [0] * limit
    for draw in range(20_000):
        counts[number_below(limit, salt=b"s", secret=draw.to_bytes(4, "big"), info=b"")] += 1
    assert chisquare(counts).pvalue > 0.001


def test_what_would_favour_some_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from belvedere.engines.sortition import randomness  # noqa: PLC0415 -- replaced below

    words = iter([b"\xff" * 8, (12).to_bytes(8, "big")])
    monkeypatch.setattr(randomness, "hkdf", lambda **_: next(words))
    assert number_below(10, salt=b"", secret=b"", info=b"") == 2


@pytest.mark.parametrize(
    ("chance", "message"),
    [
        (Randomness(Kind.DICE_10, ()), "There is no value: type what was read."),
        (Randomness(Kind.DICE_10, ("10", "1", "1")), "Die 1 shows '10': a face goes from 0 to 9."),
        (Randomness(Kind.DICE_6, ("1", "0", "1", "1", "1")), "Die 2 shows '0': a face goes from 1 to 6."),
        (Randomness(Kind.DICE_10, ("1", "2")), "2 dice cannot reach 1000 panels: throw more."),
        (Randomness(Kind.BEACON, ("xyz",)), "A beacon gives one value of 64 hexadecimal characters or more."),
        (
            Randomness(Kind.PUBLIC_DRAWS, ("1 2 b",)),
            "'1 2 b' is not a public draw: write its numbers, separated by spaces.",
        ),
    ],
)
def test_values_that_are_none_are_refused(chance: Randomness, message: str) -> None:
    with pytest.raises(BadRandomness) as refused:
        panel_number(chance, commitment=COMMITMENT, size=1000)
    assert refused.value.message == message


def test_a_seal_is_opened_by_its_own_value() -> None:
    seals = [hashlib.sha256(value.encode()).hexdigest() for value in ("a", "b")]
    check_seals(["a", "b"], seals)
    with pytest.raises(BadRandomness, match="Sealed value 2 is not the one that was announced"):
        check_seals(["a", "c"], seals)
    with pytest.raises(BadRandomness, match="1 values for 2 seals"):
        check_seals(["a"], seals)
