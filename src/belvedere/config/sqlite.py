"""Chooses the SQLite library before Django loads its driver.

SQLite before 3.51.3 can corrupt a WAL database when two connections checkpoint at once. The pysqlite3 wheel
brings a newer library where it exists; elsewhere the standard library's serves if it is recent enough, and
otherwise only one process may open the database (see docs/operations/database.md).
"""

import sqlite3
import sys
from collections.abc import Mapping
from typing import Any  # Django's DATABASES is a dictionary of anything

SAFE_WITH_SEVERAL_PROCESSES = (3, 51, 3)


def install_recent_sqlite() -> None:
    """Put pysqlite3 in the place of sqlite3 when it is installed and newer."""
    try:
        import pysqlite3  # noqa: PLC0415 -- absent on platforms without a wheel
    except ImportError:
        return
    if pysqlite3.sqlite_version_info > sqlite3.sqlite_version_info:
        sys.modules["sqlite3"] = pysqlite3
        sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def library_version() -> tuple[int, ...]:
    return tuple(sys.modules["sqlite3"].sqlite_version_info)


def library_version_text() -> str:
    return ".".join(str(part) for part in library_version())


def is_safe_with_several_processes() -> bool:
    return library_version() >= SAFE_WITH_SEVERAL_PROCESSES


def must_keep_to_one_process(databases: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the database is a SQLite that only one process may open."""
    return "sqlite" in databases["default"]["ENGINE"] and not is_safe_with_several_processes()
