"""Calls addresses of others without being led elsewhere: https, a public address, no redirection."""

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from belvedere.platform.refusals import Refusal

PORT = 443
SECONDS, MOST_SECONDS = 5, 20
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address, whatever it is, seen from IPv6


class NotAPublicAddress(Refusal):
    code = "not_a_public_address"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = _("Cette adresse ne peut pas être appelée")
    message = _("Il faut une adresse publique en https, sans port particulier, sans nom d’utilisateur ni mot de passe.")
    next_step = _("Par exemple\u00a0: https://exemple.fr/belvedere")


class CallFailed(Exception):
    """The address could not be told; the text says why, without anything that it answered."""


def checked_url(url: str) -> str:
    """Return an address that may be called, as far as its spelling tells.

    Raises
    ------
    NotAPublicAddress
        For anything but https on the usual port, for a name and password inside, for an address that is not public.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORT
    except ValueError:
        raise NotAPublicAddress from None
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or not url.isascii() or parts.fragment:
        raise NotAPublicAddress
    if not _is_own(parts.hostname, port) and (port != PORT or _is_private_literal(parts.hostname)):
        raise NotAPublicAddress
    return url


def is_public(address: str) -> bool:
    """Return whether an IP address is anybody's, and not one of this machine or of its network.

    >>> [is_public(text) for text in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in _TRANSLATED or found.sixtofour or found.teredo:
            return False
        found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast


@dataclass(frozen=True)
class Answer:
    """What an address answered: its status, the mark of this version of what it holds, and what it holds."""

    status: int
    etag: str
    content: bytes


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Post to an address and return the status that it answers; what it says is not read.

    Raises CallFailed when it cannot be reached, when it is not public, or when it takes too long.
    """
    with _asked("POST", url, body, headers) as response:
        return response.status


def get(url: str, headers: dict[str, str], *, most_bytes: int) -> Answer:
    """Read an address, up to a size. Raises as ``post``, and when it holds more."""
    with _asked("GET", url, b"", headers) as response:
        content = response.read(most_bytes + 1)
        if len(content) > most_bytes:
            raise CallFailed("TooLarge")
        return Answer(response.status, response.getheader("ETag") or "", content)


@contextmanager
def _asked(method: str, url: str, body: bytes, headers: dict[str, str]) -> Iterator[HTTPResponse]:
    parts = urlsplit(checked_url(url))
    host, port = str(parts.hostname), parts.port or PORT
    connection = _Pinned(host, port, _resolved(host, port))
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    # Each answer may come byte by byte: the whole call has its own end.
    limit = Timer(MOST_SECONDS, connection.cut)
    limit.start()
    try:
        connection.request(method, path, body or None, headers)
        yield connection.getresponse()
    except (OSError, HTTPException, ValueError) as error:
        raise CallFailed(type(error).__name__) from None
    finally:
        limit.cancel()
        connection.close()


def _is_own(host: str, port: int) -> bool:
    """Return whether the operator named this address as one of his own."""
    return f"{host}:{port}" in settings.WEBHOOK_OWN_HOSTS


def _is_private_literal(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _resolved(host: str, port: int) -> str:
    """Return the address to connect to; a name of which one address is not public is refused whole."""
    try:
        found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise CallFailed("UnknownHost") from None
    if not found:
        raise CallFailed("UnknownHost")
    if not _is_own(host, port) and not all(map(is_public, found)):
        raise CallFailed("PrivateAddress")
    return found[0]


class _Pinned(HTTPSConnection):
    """Connects to the address that was checked: the name is not resolved again. It follows no redirection."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS, context=ssl.create_default_context())
        self.address = address

    def connect(self) -> None:
        plain = socket.create_connection((self.address, self.port), self.timeout)
        try:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def cut(self) -> None:
        """End a call that takes too long."""
        if self.sock is not None:
            self.sock.close()
