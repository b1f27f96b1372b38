"""A PostgreSQL server of one's own, in a temporary directory, stopped and erased at the end.

It answers on a Unix socket only, so that it meets no other server and nobody else can reach it. Data are not flushed
to disk: it is for tests. ``python -m tools.postgres command…`` runs a command with BELVEDERE_DATABASE_URL set.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.packages import find_postgresql

FAST_AND_FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
SIZE = ["max_connections=200", "shared_buffers=128MB", "autovacuum_naptime=10s"]


def _owner() -> dict[str, object]:
    """Return as whom the server runs: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextmanager
def temporary_server(*, durable: bool = False) -> Iterator[str]:
    """Run a server and yield the URL of its empty database ``belvedere``.

    ``durable`` flushes to disk as production does: for measures.
    """
    programs = find_postgresql()
    owner = _owner()
    directory = Path(tempfile.mkdtemp(prefix="belvedere-pg-"))
    if owner:
        os.chown(directory, int(str(owner["user"])), int(str(owner["group"])))

    def run(*command: str) -> None:
        done = subprocess.run(
            command, check=False, cwd=directory, stdin=subprocess.DEVNULL, capture_output=True, text=True, **owner
        )
        if done.returncode:
            log = directory / "log"
            told = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}{told}")

    data = str(directory / "data")
    options = ["listen_addresses=", f"unix_socket_directories={directory}", *SIZE]
    options += [] if durable else FAST_AND_FORGETFUL
    try:
        run(f"{programs}/initdb", "-D", data, "-U", "belvedere", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        flags = " ".join(f"-c {option}" for option in options)
        run(f"{programs}/pg_ctl", "-D", data, "-w", "-t", "60", "-l", f"{directory}/log", "-o", flags, "start")
        try:
            run(f"{programs}/createdb", "-h", str(directory), "-U", "belvedere", "belvedere")
            yield f"postgresql://belvedere@/belvedere?host={directory}"
        finally:
            run(f"{programs}/pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    with temporary_server() as url:
        environment = {**os.environ, "BELVEDERE_DATABASE_URL": url}
        code = subprocess.run(sys.argv[1:] or ["psql", url], check=False, env=environment).returncode
    sys.exit(code)
