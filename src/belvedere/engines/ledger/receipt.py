"""Receipts: what a supporter keeps, and that proves without the site that a support stands under a public root."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from belvedere.engines.ledger.canonical import Value, canonical_json
from belvedere.engines.ledger.merkle import leaf_hash, root_from_proof, sealed

FORMAT = "belvedere-receipt-1"
_HASH = 64
_HEXADECIMAL = set("0123456789abcdef")
_FIELDS = {"format", "referral", "action", "day", "nonce", "identity", "index", "size", "proof", "root"}


class ReceiptError(ValueError):
    """A receipt that proves nothing: which part, and why."""

    code = "receipt"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one leaf says: an act on a referral, on a day, by someone whom only the receipt's holder can name.

    ``commitment`` is the HMAC-SHA-256, in hexadecimal, of the identity under a nonce that only the receipt holds: the
    public counts entries and nobody can test whether a given person is among them.
    """

    referral: str
    action: str
    day: date
    commitment: str

    @property
    def hashed(self) -> bytes:
        """Hash of the leaf of this entry."""
        record: Value = {
            "action": self.action,
            "commitment": self.commitment,
            "day": self.day.isoformat(),
            "referral": self.referral,
        }
        return leaf_hash(canonical_json(record).encode())


def commitment_of(nonce: str, identity: str) -> str:
    """Return the commitment to an identity under a nonce, 64 hexadecimal characters.

    Examples
    --------
    >>> commitment_of("00", "someone") == commitment_of("01", "someone")
    False
    """
    return hmac.new(nonce.encode(), identity.encode(), hashlib.sha256).hexdigest()


def verify_receipt(receipt: Mapping[str, object], *, published_root: str | None = None) -> Entry:
    """Check a receipt by plain hashing and return the entry that it proves.

    Parameters
    ----------
    receipt : mapping
        The receipt's fields: format, referral, action, day, nonce, identity, index, size, proof, root.
    published_root : str, optional
        The root that the site published for that day, 64 hexadecimal characters, when the holder has it from elsewhere.

    Raises
    ------
    ReceiptError
        Says which part is missing, malformed or false.
    """
    _check_fields(receipt)
    day = _day(receipt["day"])
    index, size = _count(receipt, "index"), _count(receipt, "size")
    root = _hash(receipt["root"], "root").hex()
    proof = [_hash(step, "proof") for step in _steps(receipt["proof"])]
    commitment = commitment_of(_nonce(receipt), _text(receipt, "identity"))
    entry = Entry(_text(receipt, "referral"), _text(receipt, "action"), day, commitment)
    found = root_from_proof(entry.hashed, index, size, proof)
    if found is None or sealed(found, size) != root:
        raise ReceiptError("The proof does not lead from this support to the root: the receipt was changed.")
    if published_root is not None and _hash(published_root, "published root").hex() != root:
        raise ReceiptError("The root is not the one that was published for that day: keep both and tell everyone.")
    return entry


def _check_fields(receipt: Mapping[str, object]) -> None:
    if receipt.get("format") != FORMAT:
        raise ReceiptError(f"This is not a receipt: its format is {receipt.get('format')!r}, not {FORMAT!r}.")
    if missing := sorted(_FIELDS - set(receipt)):
        raise ReceiptError(f"The receipt lacks {', '.join(missing)}: ask for it again from the mail's link.")
    if unknown := sorted(set(receipt) - _FIELDS):
        raise ReceiptError(f"The receipt holds {', '.join(unknown)}, which no receipt holds: it was changed.")


def _day(value: object) -> date:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise ReceiptError(f"The day {value!r} is not a date.") from None
    if value != day.isoformat():  # one spelling for one day: 20260302 is the same day, in a changed file
        raise ReceiptError(f"The day {value!r} is not written as a receipt writes it, {day.isoformat()}.")
    return day


def _text(receipt: Mapping[str, object], name: str) -> str:
    value = receipt[name]
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ReceiptError(f"The {name} {value!r} is not text: the receipt was changed.")
    return value


def _nonce(receipt: Mapping[str, object]) -> str:
    nonce = _text(receipt, "nonce")
    if not nonce or len(nonce) > _HASH or set(nonce) - _HEXADECIMAL:  # HMAC ignores zeros at the end of a short key
        raise ReceiptError(f"The nonce {nonce[:80]!r} is not hexadecimal: the receipt was changed.")
    return nonce


def _count(receipt: Mapping[str, object], name: str) -> int:
    value = receipt[name]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ReceiptError(f"The {name} {value!r} is not a whole number.")
    return value


def _steps(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ReceiptError("The proof is not a list of hashes.")
    return value


def _hash(value: object, name: str) -> bytes:
    text = str(value)
    if len(text) != _HASH or set(text) - _HEXADECIMAL:
        raise ReceiptError(f"In the {name}, {text[:80]!r} is not a SHA-256 in hexadecimal.")
    return bytes.fromhex(text)
