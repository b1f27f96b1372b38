"""One mailbox, one person: the spellings of an address that reach the same mailbox."""

# Public facts about these services: they ignore dots, or deliver one mailbox under several domains.
DOTLESS_DOMAINS = frozenset({"gmail.com"})
ALIASES = {"googlemail.com": "gmail.com"}


def canonical_address(address: str) -> str:
    """Return the mailbox that an address reaches: lower case, without +tag, without dots where they do not count.

    >>> canonical_address("Suzanne.Petit+saisine@GoogleMail.com")
    'suzannepetit@gmail.com'
    >>> canonical_address("Paul+x@exemple.fr")
    'paul@exemple.fr'
    """
    local, _, domain = address.strip().lower().rpartition("@")
    domain = ALIASES.get(domain, domain)
    local = local.split("+", 1)[0] or local
    if domain in DOTLESS_DOMAINS:
        local = local.replace(".", "")
    return f"{local}@{domain}"
