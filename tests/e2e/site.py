"""A real site for tests: its own database with the demonstration, a real web server, a real worker.

Two kinds of databases: BELVEDERE_DATABASE_URL names a PostgreSQL server, on which databases are made and dropped;
without it the site is on SQLite.
"""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from belvedere.config.processes import end_with_parent
from tests.databases import left_for_other_runs

try:
    import pysqlite3 as sqlite3
except ImportError:
    import sqlite3

ROOT = Path(__file__).resolve().parent.parent.parent
LINK = re.compile(r"https?://[^\s<>\"]+")
READY_SECONDS = 30


def run_belvedere(*arguments: str, environment: dict[str, str]) -> str:
    """Run a command of the product to its end and return what it prints; its failure is the test's."""
    command = [sys.executable, "-m", "belvedere", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, cwd=ROOT)
    assert done.returncode == 0, f"belvedere {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}"
    return done.stdout


def site_environment(*, data_dir: Path, database_url: str, static_root: Path, port: int = 0) -> dict[str, str]:
    """Return the settings of a site of tests, and nothing of the surrounding ones."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BELVEDERE_", "DJANGO_"))}
    return kept | {
        "PYTHONPATH": f"{ROOT / 'src'}",
        "BELVEDERE_DATA_DIR": str(data_dir),
        "BELVEDERE_DATABASE_URL": database_url,
        "BELVEDERE_STATIC_ROOT": str(static_root),
        "BELVEDERE_STATIC_HASHED": "yes",
        "BELVEDERE_SECRET_KEY": "the-key-of-the-browser-tests-is-long-enough-to-sign",
        "BELVEDERE_DEMO": "yes",
        "BELVEDERE_HOST": "127.0.0.1",
        "BELVEDERE_PORT": str(port),
        # Several processes, as by default, but few: each test that starts a site of its own waits for them.
        "BELVEDERE_WEB_PROCESSES": "2",
        "BELVEDERE_WEB_THREADS": "2",
        "BELVEDERE_WEB_STREAMS": "1",
        "BELVEDERE_LEASE_SECONDS": "2",
        "BELVEDERE_RETRY_SECONDS": "1",
        **{name: value for name, value in os.environ.items() if name == "BELVEDERE_CHROMIUM"},
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Template:
    """The demonstration, loaded once: each site starts from a copy of it."""

    directory: Path
    server_url: str  # of a PostgreSQL server, or empty

    @property
    def static_root(self) -> Path:
        return self.directory / "static"

    def make(self) -> None:
        """Migrate, load the demonstration, collect the static files; do it once."""
        if (self.directory / "made").exists():
            return
        self.directory.mkdir(exist_ok=True)
        if self.server_url:
            self._administer("DROP DATABASE IF EXISTS belvedere_template")
            self._administer("CREATE DATABASE belvedere_template")
        elif left_for_other_runs().exists():  # else migrating takes longer than the demonstration
            shutil.copy(left_for_other_runs(), self.directory / "belvedere_template.db")
        environment = site_environment(
            data_dir=self.directory, database_url=self._url("belvedere_template"), static_root=self.static_root
        )
        for command in (["migrate", "--verbosity=0"], ["demo"], ["collectstatic", "--noinput", "--verbosity=0"]):
            run_belvedere(*command, environment=environment)
        (self.directory / "made").touch()

    def copy(self, name: str, directory: Path) -> str:
        """Make a database of one's own and return its URL."""
        if self.server_url:
            self._administer(f"CREATE DATABASE {name} TEMPLATE belvedere_template")
        else:
            shutil.copy(self.directory / "belvedere_template.db", directory / f"{name}.db")
        return self._url(name, directory)

    def drop(self, name: str) -> None:
        if self.server_url:
            self._administer(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str, directory: Path | None = None) -> str:
        if self.server_url:
            return urlsplit(self.server_url)._replace(path=f"/{name}").geturl()
        return f"sqlite:///{directory or self.directory}/{name}.db"

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self.server_url, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]  # the names are ours


@dataclass(frozen=True)
class Mail:
    """A mail that the site sent (or would have sent)."""

    to: str
    subject: str
    text: str
    html: str
    kind: str

    @property
    def links(self) -> list[str]:
        return LINK.findall(self.text)


@dataclass
class Site:
    """The site: where it answers, what it sent, what its database holds, and how to kill its parts."""

    url: str
    database_url: str
    environment: dict[str, str]
    log: Path
    programs: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start_server(self) -> None:
        """Start the web server and wait until it can serve."""
        self._start("serve")
        self.wait_for(self._is_ready, "the web server", seconds=READY_SECONDS)

    def start_worker(self) -> None:
        self._start("worker")

    def kill_server(self) -> None:
        """End the web server at once, as a power cut would."""
        self._kill("serve")

    def kill_worker(self) -> None:
        """End the worker at once, whatever it is doing."""
        self._kill("worker")

    def stop(self) -> None:
        for name in list(self.programs):
            self._kill(name)

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and the text of a page, without a browser."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def query(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Run SQL directly on the database (parameters are %s) and return the rows."""
        with self.database() as connection:
            if self.database_url.startswith("sqlite"):
                statement = statement.replace("%s", "?")
            cursor = connection.execute(statement, parameters)
            return [] if cursor.description is None else list(cursor.fetchall())

    @contextmanager
    def database(self) -> Iterator[Any]:
        """Open a connection to the database without the product; what is done is committed at the end."""
        if self.database_url.startswith("sqlite"):
            connection = sqlite3.connect(urlsplit(self.database_url).path[1:], timeout=20)
        else:
            connection = psycopg.connect(self.database_url)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def mails(self, to: str = "", kind: str = "") -> list[Mail]:
        """Return the mails posted, oldest first, to an address and of a kind if they are given."""
        rows = self.query('SELECT "to", subject, text, html, kind FROM mail_message ORDER BY id')
        found = [Mail(*row) for row in rows]
        return [mail for mail in found if to in {"", mail.to} and kind in {"", mail.kind}]

    def wait_for(self, condition: Callable[[], Any], what: str, *, seconds: float = 20) -> Any:
        """Return the first true answer of a condition; fail with the log when it never comes."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            answer = condition()
            if answer:
                return answer
            time.sleep(0.1)
        raise AssertionError(f"{what}: not after {seconds:.0f} s. The log ends with:\n{self.log_end()}")

    def wait_for_mail(self, *, to: str, kind: str = "", after: int = 0) -> Mail:
        """Return the newest mail to an address, once there are more than ``after`` of them."""

        def newest() -> Mail | None:
            found = self.mails(to, kind)
            return found[-1] if len(found) > after else None

        return self.wait_for(newest, f"a mail to {to}")

    def wait_until_idle(self) -> None:
        """Wait until the worker has reacted to every event and done every job."""
        self.wait_for(self._is_idle, "the worker to finish", seconds=40)

    def log_end(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def _is_idle(self) -> bool:
        ready = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status IN ('READY', 'RUNNING')"
        late = (
            "SELECT count(*) FROM journal_bookmark b WHERE b.sequence <"
            " (SELECT max(sequence) FROM journal_event e WHERE e.territory_id = b.territory_id)"
        )
        unsent = "SELECT count(*) FROM mail_message WHERE due_at IS NOT NULL"
        return all(self.query(question)[0][0] == 0 for question in (ready, late, unsent))

    def _is_ready(self) -> bool:
        process = self.programs["serve"]
        assert process.poll() is None, f"the web server stopped:\n{self.log_end()}"
        try:
            return self.get("/readyz")[0] == 200
        except (ConnectionError, TimeoutError):
            return False

    def _start(self, name: str) -> None:
        with self.log.open("ab") as log:
            self.programs[name] = subprocess.Popen(
                [sys.executable, "-m", "belvedere", name],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 -- calls the kernel and nothing else
            )

    def _kill(self, name: str) -> None:
        process = self.programs.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def running_site(
    template: Template, name: str, directory: Path, programs: Sequence[str], settings: Mapping[str, str] | None = None
) -> Iterator[Site]:
    """Run a site on its own copy of the demonstration, and leave nothing of it."""
    port = free_port()
    database_url = template.copy(name, directory)
    environment = site_environment(
        data_dir=directory, database_url=database_url, static_root=template.static_root, port=port
    )
    environment |= settings or {}
    site = Site(f"http://127.0.0.1:{port}", database_url, environment, directory / "site.log")
    try:
        if "serve" in programs:
            site.start_server()
        if "worker" in programs:
            site.start_worker()
        yield site
    finally:
        site.stop()
        template.drop(name)
