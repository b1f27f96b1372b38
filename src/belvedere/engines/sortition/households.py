"""Who may live together: addresses compared, proposals with a score for a person to review, households confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from belvedere.engines.sortition.addresses import Address, letters_of
from belvedere.engines.sortition.street_names import affinity, sounds_of

WINDOW = 12
"""How many neighbours in its block each address is compared with: this keeps the work near-linear."""

MANY_PEOPLE = 4
"""Past this, people at one number without a flat are more likely a building than a household."""


class Difference(StrEnum):
    """Why two people of a proposal might not live together."""

    STREET_SPELLING = "street_spelling"
    WAY = "way"
    SUFFIX = "suffix"
    NUMBER_MISSING = "number_missing"
    FLAT_MISSING = "flat_missing"
    POSTAL_CODE = "postal_code"
    TOWN = "town"
    PERHAPS_A_BUILDING = "perhaps_a_building"
    SURNAMES = "surnames"


_FACTORS = {
    Difference.WAY: 0.8,
    Difference.SUFFIX: 0.7,
    Difference.NUMBER_MISSING: 0.75,
    Difference.FLAT_MISSING: 0.9,
    Difference.POSTAL_CODE: 0.9,
    Difference.TOWN: 0.97,
    Difference.PERHAPS_A_BUILDING: 0.7,
    Difference.SURNAMES: 0.85,
}
_SAME_SURNAME = 0.3


@dataclass(frozen=True, slots=True)
class Resident:
    """A person and a cleaned address; the surname is optional and only helps the score."""

    id: str
    address: Address
    surname: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """People who may live together: ids in order, a score from 0 to 1, and what makes it doubtful."""

    members: tuple[str, ...]
    score: float
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """The people of one address."""

    address: Address
    residents: tuple[Resident, ...]

    @property
    def surnames(self) -> frozenset[str]:
        return frozenset(letters_of(resident.surname) for resident in self.residents) - {""}


def proposals(residents: Iterable[Resident], *, threshold: float = 0.75) -> tuple[Proposal, ...]:
    """Propose who may live together; a person confirms or refuses each proposal.

    Equal addresses make one proposal. Addresses that differ a little make one for each pair of them, found by blocks
    (town or postal code, house number, and a piece of the street's name) sorted and scanned through a window. Flats
    that differ, house numbers that differ and towns that differ are never proposed.

    Parameters
    ----------
    residents : iterable of Resident
    threshold : float
        Proposals with a lower score are left out.

    Returns
    -------
    tuple of Proposal
        The surest first, then in the order of the ids, whatever the order of the residents.

    Notes
    -----
    O(n log n) for n residents: no all-pairs comparison. Source: M. Hernández, S. Stolfo, *The merge/purge problem*
    (1995), the sorted neighbourhood method.

    Examples
    --------
    >>> from belvedere.engines.sortition.addresses import cleaned_address
    >>> homes = {"a": "12 av. Victor Hugo", "b": "12 Avenue Victor-Hugo", "c": "12 avenue Victor Hugot, apt 3"}
    >>> found = proposals(Resident(name, cleaned_address(home, "63000")) for name, home in homes.items())
    >>> for proposal in found:
    ...     print(proposal.members, round(proposal.score, 2), *proposal.differences)
    ('a', 'b') 1.0
    ('a', 'b', 'c') 0.82 street_spelling flat_missing
    """
    places = _places(residents)
    found = [proposal for place in places for proposal in _at_one_place(place)]
    found += [proposal for one, other in _neighbours(places) if (proposal := _of_two_places(one, other)) is not None]
    kept = (proposal for proposal in found if proposal.score >= threshold)
    return tuple(sorted(kept, key=lambda proposal: (-proposal.score, proposal.members)))


def household_ids(confirmed: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return the household of each person of the confirmed groups: the first id among all who live together.

    Groups that share a person make one household.

    Examples
    --------
    >>> household_ids([("c", "b"), ("d", "e"), ("b", "a")])
    {'a': 'a', 'b': 'a', 'c': 'a', 'd': 'd', 'e': 'd'}
    """
    first: dict[str, str] = {}

    def root(name: str) -> str:
        while first.setdefault(name, name) != name:
            first[name] = first[first[name]]
            name = first[name]
        return name

    for group in confirmed:
        for name in group:
            one, other = sorted((root(group[0]), root(name)))
            first[other] = one
    return {name: root(name) for name in sorted(first)}


def _places(residents: Iterable[Resident]) -> tuple[_Place, ...]:
    found: dict[Address, list[Resident]] = defaultdict(list)
    for resident in residents:
        if resident.address.street:
            found[resident.address].append(resident)
    return tuple(
        _Place(address, tuple(sorted(people, key=lambda one: one.id))) for address, people in sorted(found.items())
    )


def _at_one_place(place: _Place) -> Iterator[Proposal]:
    if len(place.residents) == 1:
        return
    differences = []
    if not place.address.number.digits:
        differences.append(Difference.NUMBER_MISSING)
    is_building = len(place.residents) > MANY_PEOPLE and not place.address.flat
    if is_building:
        differences.append(Difference.PERHAPS_A_BUILDING)
        yield from _by_surname(place, differences[:-1])
    if len(place.surnames) > 1 and not place.address.flat:
        differences.append(Difference.SURNAMES)
    yield _proposal(place.residents, 1.0, differences)


def _by_surname(place: _Place, differences: list[Difference]) -> Iterator[Proposal]:
    families: dict[str, list[Resident]] = defaultdict(list)
    for resident in place.residents:
        families[letters_of(resident.surname)].append(resident)
    families.pop("", None)
    for family in families.values():
        if 1 < len(family) < len(place.residents):
            yield _proposal(family, 1.0, differences)


def _proposal(residents: Iterable[Resident], score: float, differences: Sequence[Difference]) -> Proposal:
    for difference in differences:
        score *= _FACTORS.get(difference, 1.0)
    return Proposal(tuple(sorted(one.id for one in residents)), score, tuple(differences))


def _neighbours(places: Sequence[_Place]) -> Iterator[tuple[_Place, _Place]]:
    """Yield the pairs of addresses worth comparing, each once: those near each other in some block."""
    blocks: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for position, place in enumerate(places):
        for key in _keys(place.address):
            blocks[key].append(position)
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        members.sort(key=lambda position: (places[position].address.street, position))
        for rank, one in enumerate(members):
            for other in islice(members, rank + 1, rank + 1 + WINDOW):
                pair = (min(one, other), max(one, other))
                if pair not in seen and not _are_apart(places[one].address, places[other].address):
                    seen.add(pair)
                    yield places[pair[0]], places[pair[1]]


def _keys(address: Address) -> set[tuple[str, str, str]]:
    zones = {zone for zone in (address.postal_code, address.town) if zone} or {""}
    name = "".join(address.street)
    pieces = {f"^{name[:3]}", f"{name[-3:]}$", *(sounds_of(word) for word in address.street if len(word) > 1)}
    return {(zone, address.number.digits, piece) for zone in zones for piece in pieces}


def _are_apart(one: Address, other: Address) -> bool:
    """Tell whether two addresses are surely not one: another number, another flat, another town."""
    if one.number.digits != other.number.digits:
        return True
    if one.number.suffix and other.number.suffix and one.number.suffix != other.number.suffix:
        return True
    flats = dict(other.flat)
    if any(flats.get(kind, value) != value for kind, value in one.flat):
        return True
    has_same_code = bool(one.postal_code) and one.postal_code == other.postal_code
    has_same_town = bool(one.town) and one.town == other.town
    return bool((one.postal_code or one.town) and (other.postal_code or other.town)) and not (
        has_same_code or has_same_town
    )


def _of_two_places(one: _Place, other: _Place) -> Proposal | None:
    left, right = one.address, other.address
    likeness = affinity(left.street, right.street)
    if not likeness:
        return None
    checks = {
        Difference.STREET_SPELLING: likeness < 1,
        Difference.WAY: bool(left.way and right.way) and left.way != right.way,
        Difference.SUFFIX: left.number.suffix != right.number.suffix,
        Difference.NUMBER_MISSING: not left.number.digits,
        Difference.FLAT_MISSING: {kind for kind, _ in left.flat} != {kind for kind, _ in right.flat},
        Difference.POSTAL_CODE: bool(left.postal_code and right.postal_code) and left.postal_code != right.postal_code,
        Difference.TOWN: bool(left.town and right.town) and left.town != right.town,
        Difference.SURNAMES: bool(one.surnames and other.surnames) and not one.surnames & other.surnames,
    }
    proposal = _proposal(
        (*one.residents, *other.residents), likeness, [difference for difference, holds in checks.items() if holds]
    )
    if one.surnames & other.surnames:
        raised = proposal.score + (1 - proposal.score) * _SAME_SURNAME
        return Proposal(proposal.members, raised, proposal.differences)
    return proposal
