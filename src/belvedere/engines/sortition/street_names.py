"""How alike two names of streets are, as people mistype, shorten and complete them."""

import re
from collections.abc import Sequence

NEAREST_ERRORS = 0.2
"""Share of the letters that may be wrong for two names still to be compared."""

_CONTAINED = 0.92
_INITIALS = 0.9

_SOUNDS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"[ckq]u?"), "k"),
    (re.compile(r"[zsx]"), "s"),
    (re.compile(r"[aeiouyhw]"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sounds_of(word: str) -> str:
    """Return the consonants that one hears in a word; digits stay.

    Examples
    --------
    >>> sounds_of("lavoisier") == sounds_of("lavoizier"), sounds_of("philippe") == sounds_of("filipe")
    (True, True)
    >>> sounds_of("eau")
    'eau'
    """
    heard = word
    for pattern, letters in _SOUNDS:
        heard = pattern.sub(letters, heard)
    return heard or word


def affinity(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two names are, from 0 (other streets) to 1 (the same words).

    Examples
    --------
    >>> affinity(("victor", "hugo"), ("victor", "hugo")), affinity(("victor", "hugo"), ("jean", "jaures"))
    (1.0, 0.0)
    >>> affinity(("v", "hugo"), ("victor", "hugo")), affinity(("hugo",), ("victor", "hugo"))
    (0.9, 0.92)
    >>> affinity(("8", "mai"), ("9", "mai"))
    0.0
    """
    if tuple(one) == tuple(other):
        return 1.0
    if {word for word in one if word.isdigit()} != {word for word in other if word.isdigit()}:
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    if set(shorter) <= set(longer):
        return _CONTAINED
    if len(one) == len(other) and all(_starts(left, right) for left, right in zip(one, other, strict=True)):
        return _INITIALS
    return _spelling("".join(one), "".join(other))


def _starts(left: str, right: str) -> bool:
    return left == right or (min(len(left), len(right)) == 1 and left[0] == right[0])


def _spelling(left: str, right: str) -> float:
    longest = max(len(left), len(right))
    errors = _errors(left, right, int(longest * NEAREST_ERRORS))
    return 0.0 if errors is None else 1 - errors / longest


def _errors(left: str, right: str, most: int) -> int | None:
    """Return how many letters to change, add, remove or swap (Damerau–Levenshtein), or None past ``most``."""
    if abs(len(left) - len(right)) > most:
        return None
    before, row = [0] * (len(right) + 1), list(range(len(right) + 1))
    for place, letter in enumerate(left, start=1):
        before, last, row = row, before, [place]
        for rank, wanted in enumerate(right, start=1):
            cost = min(before[rank] + 1, row[rank - 1] + 1, before[rank - 1] + (letter != wanted))
            is_swap = place > 1 and rank > 1 and letter == right[rank - 2] and left[place - 2] == wanted
            row.append(min(cost, last[rank - 2] + 1) if is_swap else cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
