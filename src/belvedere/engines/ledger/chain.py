"""Hash chain: each record's digest covers the record and the digest before it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from belvedere.engines.ledger.canonical import Value, canonical_json

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One record of a chain as it is stored.

    Attributes
    ----------
    sequence : int
        The record's number, from 1.
    record : canonical value
        What the digest protects.
    previous_digest, digest : str
        64 hexadecimal characters each.
    """

    sequence: int
    record: "Value"
    previous_digest: str
    digest: str


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold, and why.

    Attributes
    ----------
    sequence : int
        The number of the first bad record.
    reason : str
        ``missing`` (no record has this number), ``misplaced`` (a number that was already passed), ``unlinked`` (it
        does not follow the digest before it), ``altered`` (its digest is not its own), ``unexpected`` (it comes
        after the end that the chain is known to have) or ``end`` (the chain does not end on the known digest).
    """

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

    Raises
    ------
    NotCanonical
        If the record holds something else than text, whole numbers, booleans, lists and objects.

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


def first_break(links: Iterable[Link], *, last: int | None = None, last_digest: str = GENESIS) -> Break | None:
    """Return the first place where a chain does not hold, or None.

    Parameters
    ----------
    links : iterable of Link
        By increasing sequence; read once.
    last : int, optional
        The number of the last record, when it is known from elsewhere: without it, a chain whose end was cut off
        still holds.
    last_digest : str
        The digest of that record (``GENESIS`` when ``last`` is 0).

    Returns
    -------
    Break or None

    Notes
    -----
    Linear in the number of records, constant memory. Whoever can rewrite every record, every digest and the known
    end leaves no trace: keep a copy of the end elsewhere.

    Examples
    --------
    >>> one = Link(1, {"n": 1}, GENESIS, chain_digest(GENESIS, {"n": 1}))
    >>> two = Link(2, {"n": 2}, one.digest, chain_digest(one.digest, {"n": 2}))
    >>> first_break([one, two]) is None
    True
    >>> first_break([one, Link(2, {"n": 3}, two.previous_digest, two.digest)])
    Break(sequence=2, reason='altered')
    >>> first_break([one], last=2, last_digest=two.digest)
    Break(sequence=2, reason='missing')
    """
    previous, expected = GENESIS, 1
    for link in links:
        reason = _fault(link, previous, expected, last)
        if reason:
            return Break(expected if reason == "missing" else link.sequence, reason)
        previous, expected = link.digest, expected + 1
    if last is None or (last == expected - 1 and last_digest == previous):
        return None
    return Break(expected, "missing") if last >= expected else Break(expected - 1, "end")


def _fault(link: Link, previous: str, expected: int, last: int | None) -> str:
    if link.sequence != expected:
        return "missing" if link.sequence > expected else "misplaced"
    if last is not None and link.sequence > last:
        return "unexpected"
    if chain_digest(link.previous_digest, link.record) != link.digest:
        return "altered"
    return "" if link.previous_digest == previous else "unlinked"
