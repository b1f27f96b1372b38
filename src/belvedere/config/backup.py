"""Backups: a copy that is whole, checked before it takes its name; the oldest ones go."""

import os
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any  # Django's settings of a database are a dictionary of anything

from django.db import connection

PREFIX = "belvedere-"


class BackupFailed(Exception):
    """The copy could not be made or is not sound; it was not kept."""


def back_up(*, directory: Path, keep: int, now: datetime) -> Path:
    """Copy the database into a directory, check the copy, keep the newest ``keep`` ones; return the path."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    is_sqlite = connection.vendor == "sqlite"
    path = directory / f"{PREFIX}{now.strftime('%Y%m%dT%H%M%SZ')}.{'db' if is_sqlite else 'dump'}"
    partial = path.with_suffix(path.suffix + ".partial")
    partial.unlink(missing_ok=True)
    try:
        (_copy_sqlite if is_sqlite else _copy_postgresql)(partial)
        partial.chmod(0o600)
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    for old in sorted(directory.glob(f"{PREFIX}*{path.suffix}"), reverse=True)[keep:]:
        old.unlink()
    return path


def _copy_sqlite(path: Path) -> None:
    """Copy what is committed, without stopping writers; then read the copy through."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
        cursor.execute("ATTACH DATABASE %s AS copy", [str(path)])
        try:
            cursor.execute("PRAGMA copy.integrity_check")
            found = [row[0] for row in cursor.fetchall()]
        finally:
            cursor.execute("DETACH DATABASE copy")
    if found != ["ok"]:
        raise BackupFailed(f"The copy is not sound: {'; '.join(found[:5])}")


def _copy_postgresql(path: Path) -> None:
    settings = connection.settings_dict
    _run(["pg_dump", "--format=custom", "--no-owner", f"--file={path}", str(settings["NAME"])], settings)
    _run(["pg_restore", "--list", str(path)], settings)


def _run(command: list[str], settings: dict[str, Any]) -> None:
    """Run a PostgreSQL program; the password goes by the environment, never on the command line."""
    options = settings.get("OPTIONS", {})
    said = {
        "PGHOST": settings["HOST"] or options.get("host", ""),
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGSSLMODE": options.get("sslmode", ""),
    }
    environment = os.environ | {name: str(value) for name, value in said.items() if value}
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    except FileNotFoundError:
        raise BackupFailed(
            f"{command[0]} is not installed: install postgresql-client and run the backup again"
        ) from None
    if done.returncode:
        raise BackupFailed(f"{command[0]} failed: {done.stderr.strip()}")
