"""Replacements that nobody chooses: a chain of hashes, its end published first, opened one link at a time."""

import hashlib

from belvedere.engines.sortition.problem import Problem, SortitionError
from belvedere.engines.sortition.randomness import number_below

LINKS = 200
_INFO = b"belvedere replacement "
_ALTERNATE = b"belvedere alternate "
_MOST_TURNS = 20


class WrongLink(SortitionError):
    """The value opened is not the next one of the chain."""

    code = "wrong_link"


class NobodyLeft(SortitionError):
    """Nobody of the pool can take the place."""

    code = "nobody_left"


def link(secret: str, number: int) -> str:
    """Return link ``number`` of the chain of a secret: SHA-256 of the text of the one before, link 0 being the secret.

    Examples
    --------
    >>> link("a", 1) == hashlib.sha256(b"a").hexdigest()
    True
    """
    value = secret
    for _ in range(number):
        value = hashlib.sha256(value.encode()).hexdigest()
    return value


def anchor_of(secret: str) -> str:
    """Return the end of the chain: what is published before the draw."""
    return link(secret, LINKS)


def opened(secret: str, replacement: int) -> str:
    """Return what is published for a replacement, numbered from 1: one link earlier each time."""
    if not 1 <= replacement < LINKS:
        raise WrongLink(f"The chain has {LINKS} links: replacement {replacement} is none of them.")
    return link(secret, LINKS - replacement)


def check_opened(value: str, *, replacement: int, anchor: str) -> None:
    """Refuse a value that does not lead to the published end of the chain in as many steps as replacements."""
    if link(value, replacement) != anchor:
        raise WrongLink("The value opened does not lead to the end of the chain that was published before the draw.")


def successors(problem: Problem, staying: frozenset[str], gone: frozenset[str]) -> list[str]:
    """Return the ids of those who can take a place and keep every quota; when nobody can, of those who break the least.

    Parameters
    ----------
    problem : Problem
    staying : frozenset of str
        Ids of the members who stay: one fewer than the panel, or more when several places are free.
    gone : frozenset of str
        Ids of those who left or declined: they are not asked again.

    Returns
    -------
    list of str
        Sorted. O(people × quotas).
    """
    missing = problem.size - len(staying)
    places = {person.id: place for place, person in enumerate(problem.people)}
    base = tuple(places[name] for name in staying)
    homes = {problem.people[place].household for place in base} - {None}
    free = [p for p in problem.people if p.id not in staying and p.id not in gone and p.household not in homes]
    scores = {person.id: _departure(problem, (*base, places[person.id]), missing - 1) for person in free}
    least = min(scores.values(), default=0)
    return sorted(name for name, score in scores.items() if score == least)


def _departure(problem: Problem, members: tuple[int, ...], free: int) -> int:
    """Return how far the quotas are from holding: people in excess, and people lacking beyond the places still free."""
    chosen = set(members)
    score = 0
    for quota, row in zip(problem.quotas, problem.rows, strict=True):
        count = len(chosen.intersection(row))
        score += max(0, count - quota.maximum) + max(0, quota.minimum - count - free)
    return score


def successor(
    problem: Problem,
    staying: frozenset[str],
    gone: frozenset[str],
    *,
    value: str,
    commitment: str,
    alternates: tuple[str, ...] = (),
) -> str:
    """Return the id of who takes a place: each possible successor as likely as the others, by the value opened.

    Alternates come before the others, where one of them keeps the quotas as well as anyone.

    Raises
    ------
    NobodyLeft
        When the pool has nobody left.
    """
    possible = successors(problem, staying, gone)
    if not possible:
        raise NobodyLeft("Nobody of the pool is left: open a new recruitment.")
    possible = [name for name in possible if name in alternates] or possible
    info = _INFO + len(gone).to_bytes(4, "big")
    return possible[number_below(len(possible), salt=bytes.fromhex(commitment), secret=value.encode(), info=info)]


def alternates_of(problem: Problem, members: frozenset[str], *, count: int, commitment: str) -> tuple[str, ...]:
    """Return the alternates of a panel, in the order in which they are named: nobody chooses them.

    Departures are imagined one after the other: the commitment designates who would leave, then who would come, as a
    replacement does. Whoever would come is an alternate, one at most by household.

    Parameters
    ----------
    problem : Problem
    members : frozenset of str
        Ids of the panel drawn.
    count : int
        How many alternates; fewer are returned when the pool has no more.
    commitment : str
        64 hexadecimal characters.

    Returns
    -------
    tuple of str
        O(count × people × quotas).
    """
    homes = {person.id: person.household for person in problem.people}
    salt, order = bytes.fromhex(commitment), sorted(members)
    found: list[str] = []
    for turn in range(_MOST_TURNS * count):
        if len(found) == count:
            break
        word = turn.to_bytes(4, "big")
        leaving = order[number_below(len(order), salt=salt, secret=b"leaving", info=_ALTERNATE + word)]
        possible = successors(problem, members - {leaving}, frozenset({leaving, *found}))
        if not possible:
            break
        coming = possible[number_below(len(possible), salt=salt, secret=b"coming", info=_ALTERNATE + word)]
        if homes[coming] is None or homes[coming] not in {homes[name] for name in found}:
            found.append(coming)
    return tuple(found)
