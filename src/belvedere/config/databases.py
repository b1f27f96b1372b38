"""Turns BELVEDERE_DATABASE_URL into Django's DATABASES entry."""

from pathlib import Path
from typing import Any  # Django's settings are a dictionary of anything
from urllib.parse import parse_qsl, unquote, urlsplit

from belvedere.config.environment import InsecureSetting

# FULL, not NORMAL: NORMAL loses acknowledged commits at a power cut (docs/operations/database.md).
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-20000"

# Planning a page's statements costs PostgreSQL as much as answering them: it keeps the plans of those that come back.
POSTGRESQL_PREPARES = {"server_side_binding": True, "prepare_threshold": 3}


def database_from_url(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Return Django's settings of one database.

    ``sqlite:///relative.db`` is under the data directory, ``sqlite:////absolute.db`` is not;
    ``postgresql://user:password@host:port/name?option=value`` passes its options to psycopg, but ``prepared=no``: for
    a pooler between the two that lends one connection to several clients.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path[1:]) or "belvedere.db"
        return {
            "ENGINE": "belvedere.platform.queued_sqlite",
            "NAME": str(data_dir / name),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
            # Opening the file, its pragmas and its cache anew for each page costs as much as the page.
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": None},
        }
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": _postgresql_options(dict(parse_qsl(parts.query))),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise InsecureSetting(f"BELVEDERE_DATABASE_URL begins with {parts.scheme!r}: write sqlite:///… or postgresql://…")


def _postgresql_options(asked: dict[str, str]) -> dict[str, Any]:
    prepared = asked.pop("prepared", "yes")
    if prepared not in {"yes", "no"}:
        raise InsecureSetting(f"BELVEDERE_DATABASE_URL says prepared={prepared}: write prepared=yes or prepared=no")
    return {**POSTGRESQL_PREPARES, **asked} if prepared == "yes" else dict(asked)
