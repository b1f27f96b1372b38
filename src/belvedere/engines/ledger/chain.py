"""Hash chain: each record's digest covers the record and the digest before it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from belvedere.engines.ledger.canonical import Value, canonical_json

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One record of a chain as it is stored."""

    sequence: int
    record: "Value"
    previous_digest: str
    digest: str


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold, and why."""

    sequence: int
    reason: str


def chain_digest(previous_digest: str, record: "Value") -> str:
    """Return the SHA-256, in hexadecimal, of a record chained to the digest before it.

    Parameters
    ----------
    previous_digest : str
        64 hexadecimal characters; ``GENESIS`` for the first record.
    record : canonical value
        What the digest protects.

    Returns
    -------
    str
        64 hexadecimal characters.

    Notes
    -----
    The digest is SHA-256(0x00 ‖ previous ‖ 0x0A ‖ canonical JSON of the record). Linear in the record.

    Examples
    --------
    >>> chain_digest(GENESIS, {"n": 1})[:16]
    'da0a6bdb638e3c04'
    """
    content = b"\x00" + previous_digest.encode() + b"\n" + canonical_json(record).encode()
    return hashlib.sha256(content).hexdigest()


def first_break(links: Iterable[Link]) -> Break | None:
    """Return the first place where a chain does not hold, or None.

    Reads the links once, in order; constant memory.
    """
    previous, expected = GENESIS, 1
    for link in links:
        if link.sequence != expected:
            return Break(expected, "missing")
        if link.previous_digest != previous:
            return Break(link.sequence, "unlinked")
        if chain_digest(previous, link.record) != link.digest:
            return Break(link.sequence, "altered")
        previous, expected = link.digest, expected + 1
    return None
