"""An export whose server is killed is never taken for a whole one, at whatever moment."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.site import Site, Template, running_site

pytestmark = pytest.mark.faults
DOUBLINGS = 8
DAY = "2026-01-05"
SEALED = """
    INSERT INTO referrals_ledgerroot (territory_id, day, size, root, sealed_at)
    VALUES ((SELECT min(id) FROM territory_territory), '2026-01-05', 1, '', '2026-01-05 12:00:00+00:00')
"""
UNDER_IT = "UPDATE referrals_ledgerentry SET root_id = (SELECT max(id) FROM referrals_ledgerroot) WHERE root_id IS NULL"
DOUBLED = """
    INSERT INTO referrals_ledgerentry (referral_id, commune_id, level, action, delta, commitment, day, at, root_id)
    SELECT referral_id, commune_id, level, action, delta, commitment, day, at, root_id
    FROM referrals_ledgerentry WHERE root_id IS NOT NULL
"""


@contextmanager
def asked(site: Site, path: str) -> Iterator[socket.socket]:
    """Ask for a file over a connection that holds little of it at once."""
    where = urlsplit(site.url)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(20)
        connection.connect((where.hostname, where.port))
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\n\r\n".encode())
        yield connection


def rest_of(connection: socket.socket) -> bytes:
    """Return what still comes until the connection ends, in whatever way it does."""
    received = b""
    try:
        while piece := connection.recv(65_536):
            received += piece
    except ConnectionError:
        pass
    return received


def test_export_cut_at_any_moment_is_not_whole(template: Template, tmp_path: Path) -> None:
    with running_site(template, "belvedere_export", tmp_path, ["serve"]) as site:
        path = f"/saisines/registre/{DAY}/"
        for statement in [SEALED, UNDER_IT, *[DOUBLED] * DOUBLINGS]:
            site.query(statement)
        with asked(site, path) as connection:
            begun = b""
            while not begun.partition(b"\r\n\r\n")[2]:
                begun += connection.recv(4096)
            site.kill_server()
            head, _blank, body = begun.partition(b"\r\n\r\n")
            body += rest_of(connection)
        lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        assert int(lines[b"content-length"]) > 1_000_000
        assert 0 < len(body) < int(lines[b"content-length"])
        site.start_server()
        with asked(site, path) as connection:  # killed before the first byte: the file was not ready
            site.kill_server()
            assert rest_of(connection) == b""
