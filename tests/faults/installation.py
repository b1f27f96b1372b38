"""A database of its own and the product's processes on it, for tests that kill them."""

import json
import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

from tests.databases import copy_migrated

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Installation:
    """Commands run with this environment see this database only."""

    environment: dict[str, str]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start ``python …`` in the background."""
        return subprocess.Popen(
            [sys.executable, *arguments], env=self.environment, cwd=ROOT, text=True, stderr=subprocess.DEVNULL
        )

    def ask(self, code: str) -> Any:
        """Run Python in the installation and return what it prints as JSON."""
        prelude = "import django, json; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", prelude + code],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=60,
        )
        return json.loads(done.stdout) if done.stdout.strip() else None


def new_installation(folder: Path, shared: Path, **changes: str) -> tuple[Installation, str]:
    """Return an installation with an empty migrated database, on the kind of database that the tests run on.

    ``shared`` is the directory where the tests' own database left a copy of itself.
    """
    url, name = _new_database(folder, shared)
    installation = Installation(
        {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "belvedere.config.settings",
            "BELVEDERE_DATA_DIR": str(folder),
            "BELVEDERE_DATABASE_URL": url,
            "BELVEDERE_DEMO": "yes",
            **changes,
        }
    )
    return installation, name


def _new_database(folder: Path, shared: Path) -> tuple[str, str]:
    if connection.vendor == "sqlite":
        copy_migrated(shared, "", str(folder / "belvedere.db"))
        return "sqlite:///belvedere.db", ""
    url, name = urlsplit(os.environ["BELVEDERE_DATABASE_URL"]), f"killed_{secrets.token_hex(6)}"
    copy_migrated(shared, url.path.strip("/"), name)
    return url._replace(path=f"/{name}").geturl(), name


def drop_database(name: str) -> None:
    """Remove the database of an installation; SQLite's goes with its folder."""
    if name:
        _administer(f"DROP DATABASE {name} WITH (FORCE)")


def _administer(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
