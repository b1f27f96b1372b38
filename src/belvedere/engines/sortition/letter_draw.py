"""Which addresses receive a letter: those of the lowest tickets, one by household, as many as the plan says."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from belvedere.engines.sortition.problem import SortitionError


class NotDrawable(SortitionError):
    """Letters that the register cannot give: too few households, an address twice, a stratum without a plan."""

    code = "not_drawable"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A line of the register: a mark that never changes, its household, and the stratum that it lives in."""

    fingerprint: str
    household: str
    stratum: str


def ticket_of(seed: str, fingerprint: str) -> str:
    """Return the ticket of an address: SHA-256 of the seed and of the address's mark, in hexadecimal.

    >>> ticket_of("graine", "a")[:16]
    '52a9670b87687df6'
    """
    return hashlib.sha256(f"{seed}\x1f{fingerprint}".encode()).hexdigest()


def in_order_of_tickets(register: Iterable[RegisterEntry], seed: str) -> dict[str, tuple[RegisterEntry, ...]]:
    """Return, by stratum, the addresses in the order in which they are drawn; a household keeps its lowest ticket.

    O(n log n). The order of the lines does not matter: two equal tickets would need two equal marks.

    Examples
    --------
    >>> lines = [RegisterEntry("a", "1", "x"), RegisterEntry("b", "1", "x"), RegisterEntry("c", "2", "x")]
    >>> [entry.fingerprint for entry in in_order_of_tickets(lines, "graine")["x"]]
    ['a', 'c']
    """
    found: dict[str, list[RegisterEntry]] = {}
    seen: set[str] = set()
    for entry in sorted(register, key=lambda one: (ticket_of(seed, one.fingerprint), one.fingerprint)):
        if entry.household not in seen:
            seen.add(entry.household)
            found.setdefault(entry.stratum, []).append(entry)
    return {stratum: tuple(entries) for stratum, entries in sorted(found.items())}


def not_written_to(register: Collection[RegisterEntry], written: Collection[str]) -> tuple[RegisterEntry, ...]:
    """Return the addresses of the households to which no letter was sent; ``written`` has fingerprints.

    >>> lines = [RegisterEntry("a", "1", "x"), RegisterEntry("b", "1", "x"), RegisterEntry("c", "2", "x")]
    >>> [entry.fingerprint for entry in not_written_to(lines, {"b"})]
    ['c']
    """
    homes = {entry.household for entry in register if entry.fingerprint in written}
    return tuple(entry for entry in register if entry.household not in homes)


def households_by_stratum(register: Iterable[RegisterEntry]) -> dict[str, int]:
    """Return how many letters each stratum can receive, one by household.

    >>> households_by_stratum([RegisterEntry("a", "1", "x"), RegisterEntry("b", "1", "x")])
    {'x': 1}
    """
    homes: dict[str, set[str]] = {}
    for entry in register:
        homes.setdefault(entry.stratum, set()).add(entry.household)
    return {stratum: len(found) for stratum, found in sorted(homes.items())}


def draw_letters(
    register: Collection[RegisterEntry], letters: Mapping[str, int], seed: str, *, written: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Draw the addresses that receive a letter: in each stratum, the lowest tickets, one by household.

    Parameters
    ----------
    register : collection of RegisterEntry
        Every address, written to or not, in any order.
    letters : mapping of str to int
        Letters by stratum: ``Plan.by_stratum``.
    seed : str
        Published with the draw: whoever may read the register draws the same letters again.
    written : collection of str
        Fingerprints of the addresses already written to; their whole households receive nothing.

    Returns
    -------
    dict of str to tuple of str
        Fingerprints by stratum, in the order of their tickets.

    Raises
    ------
    NotDrawable
        If an address is there twice, a stratum has fewer households than letters, or is not in the plan.

    Notes
    -----
    In a stratum where each household has one line, every address has exactly the same chance: letters ÷ addresses.
    A household of several lines has as many tickets: it receives its letter more often, as its people are more.
    O(n log n).

    Examples
    --------
    >>> lines = [RegisterEntry(name, name, "Aubière") for name in "abcde"]
    >>> draw_letters(lines, {"Aubière": 2}, "graine", written={"a"})
    {'Aubière': ('d', 'e')}
    """
    marks = {entry.fingerprint for entry in register}
    if len(marks) != len(register):
        raise NotDrawable("An address is there twice in the register. Keep one line for each.")
    unknown = sorted({entry.stratum for entry in register} - set(letters))
    if unknown:
        raise NotDrawable(f"Addresses of {unknown[0]} have no line in the strata. Add it, or remove these addresses.")
    ordered = in_order_of_tickets(not_written_to(register, written), seed)
    drawn = {}
    for stratum, count in letters.items():
        there = ordered.get(stratum, ())
        if count > len(there):
            message = f"{stratum}: {count} letters for {len(there)} households never written to. Ask for fewer."
            raise NotDrawable(message)
        drawn[stratum] = tuple(entry.fingerprint for entry in there[:count])
    return drawn
