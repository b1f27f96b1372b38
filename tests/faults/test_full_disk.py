"""A full disk: a clear page, nothing confirmed is lost, and the site goes on once there is room."""

import http.client
import os
import subprocess
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from benchmarks.load import Request

from tests.e2e.site import Site, Template, running_site

pytestmark = pytest.mark.faults
MEGABYTE = 1_048_576
OPEN = "SELECT reference FROM referrals_referral WHERE collection = 'ouverte' ORDER BY id DESC"
SUPPORTS = "SELECT count(*) FROM referrals_support"
TRIES = 6


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """Mount a small file system of its own, where the machine lets us."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("mounting a small disk asks for more rights than this machine gives")
    try:
        yield folder
    finally:
        # Lazily: a program that has just been stopped may hold its last file for a moment.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def asked(site: Site, reference: str, commune: str, number: int) -> Request:
    typed = {"commune": commune, "email": f"plein{number}@exemple.invalid", "is_old_enough": "on"}
    headers = {
        "Cookie": f"csrftoken={'x' * 32}",
        "X-CSRFToken": "x" * 32,
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": f"10.0.0.{number}",
    }
    return Request(f"/saisines/{reference}/soutenir/", "POST", urllib.parse.urlencode(typed), headers)


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk is for root")
def test_a_full_disk_loses_nothing(template: Template, tmp_path: Path) -> None:
    if template.server_url:
        pytest.skip("the disk of the tests' PostgreSQL is not ours to fill")
    database = (template.directory / "belvedere_template.db").stat().st_size
    with small_disk(tmp_path / "disk", 2 * database + 24 * MEGABYTE) as disk:
        settings = {"BELVEDERE_TRUSTED_PROXIES": "1"}
        with running_site(template, "belvedere_full", disk, ["serve"], settings) as site:
            reference = str(site.query(OPEN)[0][0])
            commune = str(site.query("SELECT slug FROM territory_commune ORDER BY id")[0][0])
            before = int(str(site.query(SUPPORTS)[0][0]))
            fill(disk)
            pages = [answer(site, asked(site, reference, commune, number)) for number in range(TRIES)]
            (disk / "filling").unlink()
            refused = [text for status, text in pages if status == 503]
            assert refused, [status for status, _text in pages]
            assert all("Le service fait une courte pause" in text for text in refused)
            accepted = sum(status == 302 for status, _text in pages)
            assert accepted + len(refused) == TRIES
            assert site.query(SUPPORTS)[0][0] == before + accepted
            assert answer(site, asked(site, reference, commune, TRIES + 1))[0] == 302
            assert site.query("PRAGMA integrity_check")[0][0] == "ok"


def fill(disk: Path) -> None:
    """Leave no room at all."""
    with (disk / "filling").open("wb", buffering=0) as file:
        for size in (MEGABYTE, 4096, 1):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue


def answer(site: Site, request: Request) -> tuple[int, str]:
    """Send one request; return its status and its text."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(site.url).netloc, timeout=30)
    connection.request(request.method, request.path, request.body, request.headers)
    received = connection.getresponse()
    try:
        return received.status, received.read().decode()
    finally:
        connection.close()
