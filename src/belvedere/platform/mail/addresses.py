"""Addresses: checked, then hashed wherever remembering them is not needed."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

# Public facts about these services: they ignore dots, or deliver one mailbox under several domains.
_DOTLESS_DOMAINS = frozenset({"gmail.com"})
_ALIASES = {"googlemail.com": "gmail.com"}


class InvalidAddress(ValueError):
    """This is not an e-mail address that mail can be sent to."""

    code = "invalid_address"

    def __init__(self) -> None:
        super().__init__("not an e-mail address: ask the person for another one")


def checked(address: str) -> str:
    """Return the address without surrounding space, or raise InvalidAddress."""
    address = address.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise InvalidAddress from None
    return address


def address_hash(address: str) -> str:
    """Return the keyed hash by which an address that left a list is recognised, whatever its case."""
    return salted_hmac("belvedere.mail.address", address.strip().lower(), algorithm="sha256").hexdigest()


def mailbox(address: str) -> str:
    """Return the box that an address reaches: lower case, without +tag, without dots where they do not count.

    >>> mailbox("Suzanne.Petit+essai@GoogleMail.com"), mailbox("Paul.Roux+x@exemple.fr")
    ('suzannepetit@gmail.com', 'paul.roux@exemple.fr')
    """
    local, _, domain = address.strip().lower().rpartition("@")
    domain = _ALIASES.get(domain, domain)
    local = local.partition("+")[0] or local
    return f"{local.replace('.', '') if domain in _DOTLESS_DOMAINS else local}@{domain}"
