"""French postal addresses in one spelling: accents, abbreviations, bis and ter, flats, postal codes."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

WAYS = {
    "rue": ("r",),
    "avenue": ("av", "ave", "aven"),
    "boulevard": ("bd", "bld", "blvd", "bvd", "boul"),
    "place": ("pl",),
    "placette": (),
    "chemin": ("ch", "che", "chem"),
    "route": ("rte", "rt"),
    "impasse": ("imp",),
    "allee": ("all", "allees"),
    "square": ("sq",),
    "cours": ("crs",),
    "quai": ("qu",),
    "faubourg": ("fg", "fbg"),
    "passage": ("pass", "psg"),
    "sentier": ("sen",),
    "esplanade": ("esp",),
    "promenade": ("prom",),
    "rond-point": ("rpt",),
    "cite": (),
    "villa": (),
    "venelle": ("ven",),
    "ruelle": ("rle",),
    "traverse": ("tra",),
    "montee": ("mte",),
    "cote": (),
    "clos": (),
    "mail": (),
    "voie": (),
    "hameau": ("ham",),
    "lotissement": ("lot",),
    "residence": ("res", "resid"),
    "domaine": ("dom",),
    "lieu-dit": ("ld", "lieudit"),
    "zone": ("za", "zi", "zac"),
}
"""Ways, and how they are shortened (La Poste, norme AFNOR NF Z 10-011)."""

_TITLES = {
    "saint": ("st",),
    "sainte": ("ste",),
    "general": ("gal", "gen"),
    "marechal": ("mal", "mar"),
    "docteur": ("dr",),
    "president": ("pdt", "pres"),
    "commandant": ("cdt", "cmdt"),
    "capitaine": ("cne", "cap"),
    "colonel": ("cel",),
    "lieutenant": ("lt",),
    "professeur": ("pr", "prof"),
    "monseigneur": ("mgr",),
    "grande": ("gde",),
    "grand": ("gd",),
    "petite": ("pte",),
    "petit": ("pt",),
}
_FLATS = {
    "appartement": ("apt", "appt", "appart", "app", "logement", "log"),
    "batiment": ("bat", "bt", "bloc", "immeuble", "imm", "tour"),
    "escalier": ("esc",),
    "entree": ("ent",),
    "porte": (),
    "etage": ("etg",),
}
_FULL = {short: full for table in (WAYS, _TITLES) for full, shorts in table.items() for short in shorts}
_FLAT_KINDS = {word: kind for kind, shorts in _FLATS.items() for word in (kind, *shorts)}
_SUFFIXES = {"b": "bis", "t": "ter", "q": "quater", "bis": "bis", "ter": "ter", "quater": "quater"}
_EMPTY_WORDS = {"de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "aux", "et", "en", "n", "no", "numero"}

_FLAT = re.compile(
    rf"\b(?!(?:tour|porte|entree) [dl] )({'|'.join(sorted(_FLAT_KINDS, key=len, reverse=True))}) ?(?:n |no )?"
    r"([0-9]{1,4}[a-z]?|[a-z][0-9]{0,3})\b"
)
_FLOOR = re.compile(r"\b(?:(rdc|rez de chaussee)|([0-9]{1,2}) ?(?:er|ere|e|eme|nd|nde)? ?(?:etage|etg))\b")
_POSTAL_CODE = re.compile(r"\b([0-9]{2}) ?([0-9]{3})\b(?= [a-z]|$)")
_NUMBER = re.compile(r"\b([0-9]{1,4})(?: ?(bis|ter|quater|[a-z]))?\b(?: (?:et |a |au )?[0-9]{1,4}\b)?")
_CEDEX = re.compile(r" cedex(?: [0-9]+)?$")


class Number(NamedTuple):
    """A house number and its suffix (``12``, ``bis``); both may be blank."""

    digits: str
    suffix: str


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """An address in one spelling. ``way`` is rue, avenue… or blank; ``street`` has the words that tell it apart."""

    number: Number
    way: str
    street: tuple[str, ...]
    postal_code: str
    town: str
    flat: tuple[tuple[str, str], ...]


def letters_of(text: str) -> str:
    """Return a text in small letters without accents, and digits, all else being one space.

    Examples
    --------
    >>> letters_of("12, Av. de l’Église — bât. B")
    '12 av de l eglise bat b'
    """
    spelled = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def cleaned_address(address: str, postal_code: str = "", town: str = "") -> Address:
    """Return an address in one spelling.

    Parameters
    ----------
    address : str
        Number and street, as people write it; it may end with the postal code and the town.
    postal_code, town : str
        When they stand in columns of their own.

    Notes
    -----
    Linear in the length of the text. What is not recognised stays in ``street``: nothing is lost in a comparison.

    Examples
    --------
    >>> one = cleaned_address("12 bis, av. du Gal de Gaulle, Apt 4, 63000 CLERMONT-FERRAND CEDEX 1")
    >>> one.number, one.way, one.street
    (Number(digits='12', suffix='bis'), 'avenue', ('general', 'gaulle'))
    >>> one.postal_code, one.town, one.flat
    ('63000', 'clermont ferrand', (('appartement', '4'),))
    >>> one == cleaned_address("12B Avenue du Général-de-Gaulle appartement 4", "63 000", "Clermont Ferrand")
    True
    """
    text = letters_of(address)
    code, place = letters_of(postal_code).replace(" ", ""), letters_of(town)
    found = None if code else _last(_POSTAL_CODE, text)
    if found is not None:
        code, place, text = found[1] + found[2], place or text[found.end() :].strip(), text[: found.start()].strip()
    elif place and text.endswith(f" {place}"):
        text = text.removesuffix(place).strip()
    if code and text.endswith(f" {code}"):
        text = text.removesuffix(code).strip()
    text, flat = _without_flat(text)
    number, words = _numbered(text)
    way, street = _named(words)
    return Address(number, way, street, code, _town(place), flat)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last match that is not at the very beginning, where a number is that of the house."""
    matches = [match for match in pattern.finditer(text) if match.start() > 0]
    return matches[-1] if matches else None


def _town(place: str) -> str:
    words = _CEDEX.sub("", place).split()
    return " ".join(_FULL[word] if word in {"st", "ste"} else word for word in words)


def _without_flat(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    parts: dict[str, str] = {}
    for match in _FLAT.finditer(text):
        parts.setdefault(_FLAT_KINDS[match[1]], match[2])
    text = _FLAT.sub(" ", text)
    floor = _FLOOR.search(text)
    if floor is not None:
        parts.setdefault("etage", floor[2] or "0")
        text = f"{text[: floor.start()]} {text[floor.end() :]}"
    return " ".join(text.split()), tuple(sorted(parts.items()))


def _numbered(text: str) -> tuple[Number, list[str]]:
    """Return the house number, and the words: those after it first (the street), then those before it (a residence)."""
    for match in _NUMBER.finditer(text):
        suffix, rest = match[2] or "", text[match.end() :].split()
        if suffix == "r":
            suffix, rest = "", ["rue", *rest]
        is_before_a_way = bool(rest) and _FULL.get(rest[0], rest[0]) in WAYS
        if is_before_a_way or text[: match.start()] in {"", "n ", "no ", "numero "}:
            before = text[: match.start()].split()
            return Number(match[1].lstrip("0"), _SUFFIXES.get(suffix, suffix)), [*rest, *before]
    return Number("", ""), text.split()


def _named(words: list[str]) -> tuple[str, tuple[str, ...]]:
    full = [_FULL.get(word, word) for word in words]
    while len(full) > 1 and full[0] in _EMPTY_WORDS:
        full = full[1:]
    way = full[0] if full and full[0] in WAYS else ""
    street = full[1:] if way else full
    kept = tuple(word for word in street if word not in _EMPTY_WORDS)
    return way, kept or tuple(street)
