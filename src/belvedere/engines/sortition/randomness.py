"""Chance that nobody chooses, turned into a number: dice, sealed values, a beacon, public draws."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from belvedere.engines.sortition.problem import SortitionError

INFO = b"belvedere panel number"
_HASH_BYTES = 32
_WORD_BYTES = 8
_TEN = 10


class BadRandomness(SortitionError):
    """Values that are not those promised: a face that a die does not have, too little chance, a broken seal."""

    code = "bad_randomness"


class Kind(StrEnum):
    """Where the chance comes from."""

    DICE_10 = "dice10"
    DICE_6 = "dice6"
    BEACON = "beacon"
    SEALED = "sealed"
    PUBLIC_DRAWS = "public_draws"


_FACES = {Kind.DICE_10: ("0", "9"), Kind.DICE_6: ("1", "6")}


@dataclass(frozen=True)
class Randomness:
    """The values that made the draw, as they were read.

    ``values`` are faces (dice), one hexadecimal value (beacon), one value by party (sealed), or the numbers of each
    public draw separated by spaces (public draws).
    """

    kind: Kind
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        """One spelling of the values: the kind, then one value a line."""
        return "".join(f"{line}\n" for line in (self.kind.value, *self.values))


def hkdf(*, salt: bytes, secret: bytes, info: bytes, length: int) -> bytes:
    """Return bytes that nobody can tell from chance (HKDF with SHA-256, RFC 5869).

    Examples
    --------
    >>> hkdf(salt=bytes(range(13)), secret=b"\\x0b" * 22, info=bytes(range(0xF0, 0xFA)), length=8).hex()
    '3cb25f25faacd57a'
    """
    key = hmac.new(salt, secret, hashlib.sha256).digest()
    found, block = b"", b""
    for turn in range(1, -(-length // _HASH_BYTES) + 1):
        block = hmac.new(key, block + info + bytes([turn]), hashlib.sha256).digest()
        found += block
    return found[:length]


def number_below(limit: int, *, salt: bytes, secret: bytes, info: bytes) -> int:
    """Return a whole number from 0 to ``limit`` − 1, each as likely as the others.

    Eight bytes are read as a number; one beyond the last whole multiple of the limit is refused and the next eight are
    read, so that no remainder is favoured.

    Examples
    --------
    >>> number_below(1, salt=b"", secret=b"", info=b"")
    0
    """
    most = 256**_WORD_BYTES // limit * limit
    turn = 0
    while True:
        word = hkdf(salt=salt, secret=secret, info=info + turn.to_bytes(4, "big"), length=_WORD_BYTES)
        number = int.from_bytes(word, "big")
        if number < most:
            return number % limit
        turn += 1


def panel_number(randomness: Randomness, *, commitment: str, size: int) -> int:
    """Return the number of the panel drawn, from 0 to ``size`` − 1.

    Ten-sided dice, when there are exactly as many as the number has digits (three for 1,000 panels), are read as they
    fall: nothing is computed. Public draws follow RFC 3797. Everything else goes through HKDF salted by the commitment.

    Parameters
    ----------
    randomness : Randomness
    commitment : str
        64 hexadecimal characters, published before.
    size : int
        Panels of the lottery.

    Raises
    ------
    BadRandomness
        Says which value is not one.

    Examples
    --------
    >>> panel_number(Randomness(Kind.DICE_10, ("4", "0", "7")), commitment="0" * 64, size=1000)
    407
    """
    check_values(randomness, size=size)
    if randomness.kind is Kind.DICE_10 and _TEN ** len(randomness.values) == size:
        return int("".join(randomness.values))
    if randomness.kind is Kind.PUBLIC_DRAWS:
        return rfc3797_order([_numbers(value) for value in randomness.values], pool=size, picks=1)[0] - 1
    salt = bytes.fromhex(commitment)
    return number_below(size, salt=salt, secret=randomness.text.encode(), info=INFO)


def check_values(randomness: Randomness, *, size: int) -> None:
    """Refuse values that are not those of their kind, or dice too few to reach every panel."""
    if not randomness.values:
        raise BadRandomness("There is no value: type what was read.")
    if randomness.kind in _FACES:
        low, high = _FACES[randomness.kind]
        for place, face in enumerate(randomness.values, 1):
            if len(face) != 1 or not low <= face <= high:
                raise BadRandomness(f"Die {place} shows {face!r}: a face goes from {low} to {high}.")
        check_reach(randomness.kind, len(randomness.values), size=size)
    elif randomness.kind is Kind.BEACON and not _is_hexadecimal(randomness.values):
        raise BadRandomness("A beacon gives one value of 64 hexadecimal characters or more.")
    elif randomness.kind is Kind.PUBLIC_DRAWS:
        for value in randomness.values:
            _numbers(value)


def check_reach(kind: Kind, count: int, *, size: int) -> None:
    """Refuse too few dice: some panels could never be drawn. Nothing else has a reach.

    Examples
    --------
    >>> check_reach(Kind.DICE_10, 3, size=1000)
    """
    if count < 1:
        raise BadRandomness(f"{count} values: promise one or more.")
    if kind in _FACES:
        low, high = map(int, _FACES[kind])
        if (high - low + 1) ** count < size:
            raise BadRandomness(f"{count} dice cannot reach {size} panels: throw more.")


def _is_hexadecimal(values: Sequence[str]) -> bool:
    return len(values) == 1 and len(values[0]) >= 2 * _HASH_BYTES and not set(values[0]) - set("0123456789abcdef")


def _numbers(text: str) -> list[int]:
    try:
        return [int(word) for word in text.split()]
    except ValueError:
        raise BadRandomness(f"{text!r} is not a public draw: write its numbers, separated by spaces.") from None


def check_seals(values: Sequence[str], seals: Sequence[str]) -> None:
    """Refuse sealed values that are not those whose SHA-256 was published."""
    for place, (value, seal) in enumerate(zip(values, seals, strict=False), 1):
        if hashlib.sha256(value.encode()).hexdigest() != seal:
            raise BadRandomness(f"Sealed value {place} is not the one that was announced: its SHA-256 is another.")
    if len(values) != len(seals):
        raise BadRandomness(f"{len(values)} values for {len(seals)} seals: every party must open its own.")


def rfc3797_order(sources: Sequence[Sequence[int]], *, pool: int, picks: int) -> list[int]:
    """Return the first numbers (from 1) that RFC 3797 draws from a pool, given the numbers of public sources.

    Examples
    --------
    >>> rfc3797_order([[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]], pool=25, picks=4)
    [17, 7, 2, 16]
    """
    key = "".join(".".join(map(str, sorted(numbers))) + "./" for numbers in sources).encode()
    left = list(range(1, pool + 1))
    found = []
    for turn in range(picks):
        word = turn.to_bytes(2, "big")
        digest = hashlib.md5(word + key + word, usedforsecurity=False).digest()
        found.append(left.pop(int.from_bytes(digest, "big") % len(left)))
    return found
