"""Finds, in a French text, what looks like personal data: addresses, numbers, names after a civility."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class DataKind(StrEnum):
    """What was recognised, the surest first."""

    EMAIL = "email"
    IBAN = "iban"
    NIR = "nir"
    PHONE = "phone"
    PLATE = "plate"
    NAME = "name"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a text, from ``start`` to ``end`` (not included), and what it looks like."""

    kind: DataKind
    start: int
    end: int


_MODULUS = 97
_CAPITAL = "A-ZÀ-ÖØ-Þ"
_PART = rf"[{_CAPITAL}][\w’'-]*[\w]"
_STREETS = "rue|avenue|boulevard|place|chemin|impasse|allée|allee|route|cours|quai|square|passage|cité"
_PATTERNS: dict[DataKind, re.Pattern[str]] = {
    DataKind.EMAIL: re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    DataKind.IBAN: re.compile(r"\b[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?\b"),
    DataKind.NIR: re.compile(
        r"(?<!\d)[12][ .\u00a0]?\d{2}[ .\u00a0]?(?:0[1-9]|1[0-2]|[2-9]\d)[ .\u00a0]?(?:2[AB]|\d{2})"
        r"[ .\u00a0]?\d{3}[ .\u00a0]?\d{3}(?:[ .\u00a0]?\d{2})?(?!\d)"
    ),
    DataKind.PHONE: re.compile(
        r"(?<![\d.,])(?:(?:\+|00)33[ .\u00a0-]?(?:\(0\))?[ .\u00a0-]?|0)[1-9](?:[ .\u00a0-]?\d{2}){4}(?![\d])"
    ),
    DataKind.PLATE: re.compile(r"\b[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}\b"),
    DataKind.NAME: re.compile(
        rf"\b(?:M\.|MM\.|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur|Maître|Me)[ \u00a0]+"
        rf"(?:(?:de|du|des)[ \u00a0]+|d[’'])?{_PART}(?:[ \u00a0]+(?:de[ \u00a0]+|d[’'])?{_PART}){{0,2}}"
    ),
    DataKind.HOME: re.compile(
        rf"(?<!\d)\d{{1,4}}(?:[ \u00a0]?(?:bis|ter))?,?[ \u00a0]+(?:{_STREETS})[ \u00a0]+\w[\w’' -]{{0,40}}\w",
        re.IGNORECASE,
    ),
}


def _is_iban(text: str) -> bool:
    """Return whether the check digits of an IBAN are right (ISO 13616: modulo 97)."""
    bare = re.sub(r"\s", "", text)
    number = "".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])
    return int(number) % _MODULUS == 1


def _is_nir(text: str) -> bool:
    """Return whether a social security number is whole; with its key, whether the key is right (97 less the rest)."""
    bare = re.sub(r"[\s.]", "", text)
    # Corsica: 2A counts as 19 and 2B as 18.
    number, key = bare[:13].replace("2A", "19").replace("2B", "18"), bare[13:]
    return not key or int(key) == _MODULUS - int(number) % _MODULUS


_CHECKS: dict[DataKind, Callable[[str], bool]] = {DataKind.IBAN: _is_iban, DataKind.NIR: _is_nir}


def find_personal_data(text: str) -> list[Found]:
    """Return what looks like personal data in a text, in its order, never overlapping.

    Parameters
    ----------
    text : str
        As it was typed.

    Returns
    -------
    list of Found
        A kind that is surer wins over one that overlaps it. O(length of the text).

    Examples
    --------
    >>> text = "Appelez Mme Durand au 06 12 34 56 78."
    >>> [(found.kind.value, text[found.start:found.end]) for found in find_personal_data(text)]
    [('name', 'Mme Durand'), ('phone', '06 12 34 56 78')]
    >>> find_personal_data("Monsieur le Maire, la ligne 12 passe à 10 h.")
    []
    """
    kept: list[Found] = []
    for kind in DataKind:
        check = _CHECKS.get(kind)
        for match in _PATTERNS[kind].finditer(text):
            is_free = all(match.end() <= other.start or match.start() >= other.end for other in kept)
            if is_free and (check is None or check(match[0])):
                kept.append(Found(kind, match.start(), match.end()))
    return sorted(kept, key=lambda found: found.start)


def redacted(text: str, found: Iterable[Found], *, mark: str) -> str:
    """Return a text where each piece is replaced by a mark.

    Examples
    --------
    >>> redacted("Mon numéro : 0612345678.", find_personal_data("Mon numéro : 0612345678."), mark="[…]")
    'Mon numéro : […].'
    """
    pieces, end = [], 0
    for one in sorted(found, key=lambda found: found.start):
        pieces += [text[end : one.start], mark]
        end = one.end
    return "".join([*pieces, text[end:]])
