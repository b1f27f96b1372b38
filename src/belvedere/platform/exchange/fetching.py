"""Reading a file at an address: bounded in bytes and in time, never sent elsewhere, never inside our own network."""

import socket
from ipaddress import ip_address
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from belvedere.platform.exchange.sheets import MOST_BYTES

_TIMEOUT_SECONDS = 20


class FetchFailed(Exception):
    """The address gave nothing that can be used; the message says why."""


class _NoRedirection(HTTPRedirectHandler):
    """A file that moved is given a new address by a person, who sees where it leads."""

    def redirect_request(self, *_given: object) -> None:
        return None


def fetch(url: str) -> bytes:
    """Return what an https address holds, at most ``MOST_BYTES``. The caller has checked its host."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise FetchFailed("https")
    _refuse_inner_addresses(parts.hostname)
    request = Request(url, headers={"Accept": "text/csv, application/zip, */*"})  # noqa: S310 -- https, as checked
    try:
        with build_opener(_NoRedirection()).open(request, timeout=_TIMEOUT_SECONDS) as answer:
            content: bytes = answer.read(MOST_BYTES + 1)
    except HTTPError as error:
        raise FetchFailed(f"HTTP {error.code}") from None
    except (URLError, OSError) as error:
        raise FetchFailed(type(error).__name__) from None
    if len(content) > MOST_BYTES:
        raise FetchFailed(f"> {MOST_BYTES} bytes")
    return content


def _refuse_inner_addresses(host: str) -> None:
    try:
        found = {row[4][0] for row in socket.getaddrinfo(host, 443, proto=socket.IPPROTO_TCP)}
    except OSError as error:
        raise FetchFailed(type(error).__name__) from None
    if any(not ip_address(address).is_global for address in found):
        raise FetchFailed("private address")
