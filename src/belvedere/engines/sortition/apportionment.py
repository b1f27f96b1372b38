"""How many places each value gets: whole numbers from exact shares, and why each place went where it did."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isfinite

from belvedere.engines.sortition.problem import SortitionError


class Method(StrEnum):
    """Ways of rounding shares to whole places."""

    LARGEST_REMAINDER = "largest_remainder"
    SAINTE_LAGUE = "sainte_lague"


class NotApportionable(SortitionError):
    """Places that cannot be shared out: no population, a negative one, or more guaranteed places than places."""

    code = "not_apportionable"


@dataclass(frozen=True)
class Reason:
    """Why a value has its places: a code and what fills the sentence, for who says it in another language."""

    code: str
    parameters: Mapping[str, str | int]

    def __str__(self) -> str:
        places = "1 place" if self.parameters["seats"] == 1 else f"{self.parameters['seats']} places"
        return _SENTENCES[self.code].format(places=places, **self.parameters)


@dataclass(frozen=True)
class Apportionment:
    """Places by name. ``weights`` are populations; ``shares`` are the exact places, before rounding."""

    method: Method
    size: int
    minimum_each: int
    weights: Mapping[str, Fraction]
    seats: Mapping[str, int]

    @property
    def shares(self) -> dict[str, Fraction]:
        """Exact places of each name, in proportion to its population."""
        total = sum(self.weights.values(), Fraction(0)) or Fraction(1)
        return {name: weight * self.size / total for name, weight in self.weights.items()}

    def reason(self, name: str) -> Reason:
        """Return why a name has its places, to be read as a sentence."""
        given = _REASONS[self.method](self, name)
        return Reason(given.code, {"name": name, "seats": self.seats[name], **given.parameters})


def apportion(
    weights: Mapping[str, int | float | Fraction], size: int, *, method: Method, minimum_each: int = 0
) -> Apportionment:
    """Share places out in proportion to populations.

    Parameters
    ----------
    weights : mapping of str to number
        Population of each name; what the census weighted (1 234.56 people) is kept exactly.
    size : int
        Places to share out.
    method : Method
        Largest remainder (Hamilton) gives each name its share rounded down or up. Sainte-Laguë (Webster) may leave
        these bounds, rarely, but no name ever loses a place when there is one more to share.
    minimum_each : int
        Places that each name gets whatever its population, for example one by commune.

    Returns
    -------
    Apportionment

    Raises
    ------
    NotApportionable
        If a population is negative, all are zero, or the guaranteed places are more than the places.

    Notes
    -----
    Equal claims go to the larger population, then to the first name. O((names + places) log names).
    Source: M. Balinski, H. P. Young, *Fair Representation* (1982).

    Examples
    --------
    >>> populations = {"Aubière": 10_000, "Cébazat": 8_500, "Orcines": 1_500}
    >>> six = apportion(populations, 6, method=Method.LARGEST_REMAINDER)
    >>> six.seats
    {'Aubière': 3, 'Cébazat': 3, 'Orcines': 0}
    >>> print(six.reason("Cébazat"))
    Cébazat: 3 places. Its exact share is 2.550: 2 whole, and one more because its remainder is among the 1 largest.
    >>> apportion(populations, 6, method=Method.SAINTE_LAGUE, minimum_each=1).seats
    {'Aubière': 3, 'Cébazat': 2, 'Orcines': 1}
    """
    exact = {name: _exact(name, weight) for name, weight in weights.items()}
    guaranteed = minimum_each * len(exact)
    if minimum_each < 0 or guaranteed > size:
        message = f"{guaranteed} guaranteed places for {size}. Lower the minimum, or ask for a larger panel."
        raise NotApportionable(message)
    if size and not any(exact.values()):
        raise NotApportionable("Nobody lives there: every population is 0. Check the census file.")
    seats = _SHARERS[method](exact, size, minimum_each)
    return Apportionment(method, size, minimum_each, exact, seats)


def _exact(name: str, weight: float | Fraction) -> Fraction:
    if isinstance(weight, float) and not isfinite(weight):
        raise NotApportionable(f"The population of {name} is not a number. Check the census file.")
    if weight < 0:
        raise NotApportionable(f"The population of {name} is negative. Check the census file.")
    return Fraction(weight)


def _largest_remainder(weights: Mapping[str, Fraction], size: int, minimum_each: int) -> dict[str, int]:
    free, fixed = _freed(weights, size, minimum_each)
    left = size - minimum_each * len(fixed)
    total = sum((weights[name] for name in free), Fraction(0))
    shares = {name: weights[name] * left / total for name in free}
    seats = {name: int(shares[name]) for name in free}
    by_remainder = sorted(free, key=lambda name: (seats[name] - shares[name], -weights[name], name))
    for name in by_remainder[: left - sum(seats.values())]:
        seats[name] += 1
    return {name: seats.get(name, minimum_each) for name in weights}


def _freed(weights: Mapping[str, Fraction], size: int, minimum_each: int) -> tuple[list[str], list[str]]:
    """Return the names whose share passes the guaranteed places, and those that the guarantee holds up."""
    free = [name for name in weights if weights[name] > 0]
    while free:
        left = size - minimum_each * (len(weights) - len(free))
        total = sum((weights[name] for name in free), Fraction(0))
        kept = [name for name in free if weights[name] * left >= minimum_each * total]
        if len(kept) == len(free):
            break
        free = kept
    return free, [name for name in weights if name not in set(free)]


def _sainte_lague(weights: Mapping[str, Fraction], size: int, minimum_each: int) -> dict[str, int]:
    seats = dict.fromkeys(weights, minimum_each)
    claims = [_claim(name, weight, minimum_each) for name, weight in weights.items() if weight]
    heapq.heapify(claims)
    for _ in range(size - minimum_each * len(weights)):
        name = claims[0][2]
        seats[name] += 1
        heapq.heapreplace(claims, _claim(name, weights[name], seats[name]))
    return seats


def _claim(name: str, weight: Fraction, seats: int) -> tuple[Fraction, Fraction, str]:
    """Return a claim to the next place; the strongest claim is the smallest."""
    return -weight / (2 * seats + 1), -weight, name


def _remainder_reason(given: Apportionment, name: str) -> Reason:
    free, fixed = _freed(given.weights, given.size, given.minimum_each)
    if name in fixed:
        return Reason("guaranteed", {"share": _shown(given.shares[name]), "minimum": given.minimum_each})
    left = given.size - given.minimum_each * len(fixed)
    total = sum((given.weights[one] for one in free), Fraction(0))
    shares = {one: given.weights[one] * left / total for one in free}
    whole = int(shares[name])
    spare = left - sum(int(share) for share in shares.values())
    parameters: dict[str, str | int] = {"share": _shown(shares[name]), "whole": whole, "spare": spare}
    if shares[name] == whole:
        return Reason("exact", parameters)
    was_rounded_up = given.seats[name] > whole
    for other, share in shares.items():
        is_tied = share - int(share) == shares[name] - whole
        if is_tied and (given.seats[other] > int(share)) != was_rounded_up:
            return Reason("remainder_tied", {"other": other, **parameters})
    return Reason("remainder_kept" if was_rounded_up else "remainder_lost", parameters)


def _quotient_reason(given: Apportionment, name: str) -> Reason:
    seats, weight = given.seats[name], given.weights[name]
    next_quotient = weight / (2 * seats + 1)
    parameters: dict[str, str | int] = {
        "share": _shown(given.shares[name]),
        "minimum": given.minimum_each,
        "next_place": seats + 1,
        "next_divisor": 2 * seats + 1,
        "next_quotient": _shown(next_quotient),
    }
    if seats == 0:
        return Reason("no_quotient", parameters)
    taken = [given.weights[one] / (2 * count - 1) for one, count in given.seats.items() if count > given.minimum_each]
    if seats <= given.minimum_each:
        return Reason("guaranteed", parameters)
    parameters |= {"divisor": 2 * seats - 1, "quotient": _shown(weight / (2 * seats - 1)), "last": _shown(min(taken))}
    return Reason("quotient", parameters)


def _shown(number: Fraction) -> str:
    return f"{float(number):.3f}"


_SENTENCES = {
    "exact": "{name}: {places}, its exact share.",
    "remainder_kept": "{name}: {places}. Its exact share is {share}: {whole} whole, and one more because its "
    "remainder is among the {spare} largest.",
    "remainder_lost": "{name}: {places}. Its exact share is {share}: {whole} whole, and none more because its "
    "remainder is not among the {spare} largest.",
    "remainder_tied": "{name}: {places}. Its exact share is {share}: {whole} whole, and its remainder equals "
    "that of {other}: the larger population goes first, then the first name.",
    "no_quotient": "{name}: no place for an exact share of {share}: population / 1 = {next_quotient} is not stronger "
    "than the quotient of any place given.",
    "guaranteed": "{name}: {places}, the {minimum} guaranteed to each; its exact share would be {share}.",
    "quotient": "{name}: {places} for an exact share of {share}. Its last place had the quotient population / "
    "{divisor} = {quotient}; the weakest that got a place is {last}, and its own next, population / {next_divisor} = "
    "{next_quotient}, is not stronger.",
}
_SHARERS = {Method.LARGEST_REMAINDER: _largest_remainder, Method.SAINTE_LAGUE: _sainte_lague}
_REASONS = {Method.LARGEST_REMAINDER: _remainder_reason, Method.SAINTE_LAGUE: _quotient_reason}
