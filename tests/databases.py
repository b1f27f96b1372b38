"""The tests' database is migrated once by run: each other process of the tests starts from a copy of it.

On SQLite the copy outlives the run, under the name of the migrations which made it: the next run begins with it.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any  # what Django's runner gives back to itself

import pytest
from django.db import connection
from django.test.utils import setup_databases

ROOT = Path(__file__).parent.parent
FROM_RUN_TO_RUN = ROOT / "var" / "tests"
DECIDES_OF_TABLES = (
    *(f"src/belvedere/*/*/{room}/**/*.py" for room in ("migrations", "models", "states")),
    *(f"src/belvedere/*/*/{room}.py" for room in ("models", "states", "apps")),
    *(f"src/belvedere/{room}/*.py" for room in ("config", "platform", "platform/journal", "platform/search")),
    "requirements/*.txt",
)


def shared_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory that all the processes of a run see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let one process of the run in, the others after it."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def set_up_database(shared: Path) -> list[Any]:
    """Migrate the database of this process, or copy the one that another has migrated; return what tears it down."""
    origin = str(connection.settings_dict["NAME"])
    with one_at_a_time(shared / "migrated.lock"):
        if not (shared / "migrated").exists() and not _found_from_another_run(shared):
            configured = _set_up(keepdb=False)
            _keep_a_copy(shared, origin)
            return configured
        copy_migrated(shared, origin, connection.creation._get_test_db_name())
    return _set_up(keepdb=True)


def copy_migrated(shared: Path, origin: str, name: str) -> None:
    """Make a database with the tables of the migrated one: ``name`` is a file for SQLite."""
    if connection.vendor == "sqlite":
        shutil.copy(shared / "migrated.db", name)
    else:
        _administer(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{_kept(origin)}"')


def _set_up(*, keepdb: bool) -> list[Any]:
    return setup_databases(verbosity=0, interactive=False, keepdb=keepdb, serialized_aliases=set())


def _keep_a_copy(shared: Path, origin: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(shared / "migrated.db")])
        _keep_for_other_runs(shared / "migrated.db")
    else:
        source, kept = connection.settings_dict["NAME"], _kept(origin)
        connection.close()  # a database that somebody uses is no model
        _administer(f'DROP DATABASE IF EXISTS "{kept}"', f'CREATE DATABASE "{kept}" TEMPLATE "{source}"')
    (shared / "migrated").touch()


def _found_from_another_run(shared: Path) -> bool:
    """Take the tables that a run with the same migrations has left; say whether there are some."""
    if connection.vendor != "sqlite" or not left_for_other_runs().exists():
        return False
    shutil.copy(left_for_other_runs(), shared / "migrated.db")
    (shared / "migrated").touch()
    return True


def _keep_for_other_runs(migrated: Path) -> None:
    FROM_RUN_TO_RUN.mkdir(parents=True, exist_ok=True)
    for older in FROM_RUN_TO_RUN.glob("migrated-*.db"):
        older.unlink(missing_ok=True)
    partial = FROM_RUN_TO_RUN / f"{os.getpid()}.partial"
    shutil.copy(migrated, partial)
    partial.replace(left_for_other_runs())


def left_for_other_runs() -> Path:
    """Name the copy after the text of all that decides of its tables."""
    digest = hashlib.sha256()
    for source in sorted({found for pattern in DECIDES_OF_TABLES for found in ROOT.glob(pattern)}):
        digest.update(source.relative_to(ROOT).as_posix().encode() + b"\0" + source.read_bytes())
    return FROM_RUN_TO_RUN / f"migrated-{digest.hexdigest()[:16]}.db"


def _kept(origin: str) -> str:
    return f"{origin}_migrated"


def _administer(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
