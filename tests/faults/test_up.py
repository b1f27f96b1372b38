"""`belvedere up`, as `make run` starts it: everything starts, and everything it started stops."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.config.processes import ROOT, environment, is_running
from tests.e2e.site import Template, free_port

pytestmark = pytest.mark.faults
OLD_SQLITE = """
import sys
from belvedere.config import sqlite
sqlite.SAFE_WITH_SEVERAL_PROCESSES = (99, 0, 0)
from belvedere.config.cli import main
sys.argv = ["belvedere", "up"]
main()
"""


class Up:
    """A running `belvedere up`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_it_says(self, words: str, seconds: float = 40) -> float:
        """Return how long it took."""
        began = time.monotonic()
        while words not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() - began < seconds, self.said()
            time.sleep(0.05)
        return time.monotonic() - began

    def family(self) -> list[int]:
        """Return the processes that descend from it."""
        found, parents = [], {self.process.pid}
        for path in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
            try:
                pid, parent = int(path.parent.name), int(path.read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent in parents:
                parents.add(pid)
                found.append(pid)
        return found

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()


@dataclass(frozen=True)
class Place:
    """Where a site's data are."""

    directory: Path
    database_url: str


@contextmanager
def up(place: Place, port: int, *arguments: str) -> Iterator[Up]:
    log = place.directory / f"log-{time.monotonic_ns()}"
    settings = environment(DATA_DIR=str(place.directory), DATABASE_URL=place.database_url, PORT=str(port))
    with log.open("wb") as out:
        command = [sys.executable, *(arguments or ["-m", "belvedere", "up"])]
        process = subprocess.Popen(command, env=settings, cwd=ROOT, stdout=out, stderr=out, start_new_session=True)
    try:
        yield Up(process, port, log)
    finally:
        was_running = process.poll() is None
        process.kill()
        process.wait()
        deadline = time.monotonic() + 10
        while was_running and is_open(port) and time.monotonic() < deadline:
            time.sleep(0.05)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def place(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A database where the demonstration is loaded already, and a first run that has collected the static files."""
    directory, name = tmp_path_factory.mktemp("up"), f"belvedere_up_{uuid4().hex[:8]}"
    made = Place(directory, template.copy(name, directory))
    with up(made, free_port()) as running:
        running.wait_until_it_says("Ctrl-C stops everything")
        assert "Collected the static files" in running.said()
        running.process.send_signal(signal.SIGINT)
        running.process.wait(timeout=20)
    yield made
    template.drop(name)


def test_second_start_is_quick_and_keeps_the_data(place: Place) -> None:
    with up(place, free_port()) as running:
        assert running.wait_until_it_says("Ctrl-C stops everything") < 15  # 2 s alone on a machine; tests share theirs
        assert "Loading the demonstration" not in running.said()
        assert (running.status("/"), running.status("/readyz"), running.status("/demo/")) == (200, 200, 200)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything(place: Place, number: signal.Signals) -> None:
    with up(place, free_port()) as running:
        running.wait_until_it_says("Ctrl-C stops everything")
        family = running.family()
        running.process.send_signal(number)
        assert running.process.wait(timeout=20) == 0
        assert [pid for pid in family if is_running(pid)] == []
        assert not is_open(running.port)
        assert len(family) >= 3  # server, its process, worker


def test_a_killed_supervisor_leaves_nothing(place: Place) -> None:
    with up(place, free_port()) as running:
        running.wait_until_it_says("Ctrl-C stops everything")
        family = running.family()
        running.process.kill()
        running.process.wait()
        deadline = time.monotonic() + 15
        while any(is_running(pid) for pid in family):
            assert time.monotonic() < deadline, running.said()
            time.sleep(0.05)
        assert not is_open(running.port)


def test_a_killed_server_and_a_killed_worker_come_back(place: Place) -> None:
    with up(place, free_port()) as running:
        running.wait_until_it_says("Ctrl-C stops everything")
        for pid in running.family():
            if is_running(pid):
                os.kill(pid, signal.SIGKILL)
        running.wait_until_it_says("the web server stopped")
        running.wait_until_it_says("the worker stopped")
        deadline = time.monotonic() + 20
        while not is_open(running.port):
            assert time.monotonic() < deadline, running.said()
            time.sleep(0.05)
        assert running.status("/") == 200


def test_a_taken_port_is_said(place: Place) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with up(place, port) as running:
            assert running.process.wait(timeout=30) == 1
        assert f"Cannot listen on 127.0.0.1:{port}" in running.said()
        assert f"make run PORT={port + 1}" in running.said()
        assert "Traceback" not in running.said()


@pytest.mark.skipif(os.environ.get("BELVEDERE_DATABASE_URL", "").startswith("postgres"), reason="SQLite only")
def test_an_old_sqlite_has_one_process_and_says_why(place: Place) -> None:
    with up(place, free_port(), "-c", OLD_SQLITE) as running:
        running.wait_until_it_says("Ctrl-C stops everything")
        assert "can corrupt a database that several processes write" in running.said()
        assert running.status("/") == 200
        database = str(Path(urlsplit(place.database_url).path[1:]).resolve())
        opened = {pid for pid in [running.process.pid, *running.family()] if database in files_of(pid)}
        assert len(opened) == 1


def files_of(pid: int) -> set[str]:
    try:
        return {str(path.resolve()) for path in Path(f"/proc/{pid}/fd").iterdir()}
    except FileNotFoundError:
        return set()
