"""Finds the programs that tests need, and installs their Debian package where that can be done."""

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

OLDEST_POSTGRESQL = 15


class MissingProgram(Exception):
    """A program is neither here nor installable by this user: the message says what to type."""


def apt_install(*packages: str) -> None:
    """Install Debian packages, as root; otherwise say what to install."""
    command = f"apt-get install {' '.join(packages)}"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise MissingProgram(f"{' '.join(packages)} is not installed: run `{command}` as root, then again.")
    print(f"    installing {' '.join(packages)} with apt-get", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quietly = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "Dpkg::Options::=--force-confold"]
    for step in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(
            ["apt-get", *quietly, *step], check=True, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr
        )


def _postgresql_here() -> Path | None:
    """Return the directory of the newest PostgreSQL programs on this machine that are recent enough."""
    versions = {path.parent: int(path.parent.parent.name) for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")}
    recent = [path for path, version in versions.items() if version >= OLDEST_POSTGRESQL]
    if recent:
        return max(recent, key=lambda path: versions[path])
    on_path = shutil.which("initdb")
    if on_path is None:
        return None
    told = subprocess.run([on_path, "--version"], check=True, capture_output=True, text=True).stdout
    version = int(told.split()[-1].split(".")[0]) if told.split()[-1][0].isdigit() else 0
    return Path(on_path).parent if version >= OLDEST_POSTGRESQL else None


def find_postgresql() -> Path:
    """Return the directory that holds initdb, pg_ctl and psql of PostgreSQL 15 or newer."""
    here = _postgresql_here()
    if here is not None:
        return here
    # Only the programs are wanted: without this line the package also starts a server of its own.
    setting = Path("/etc/postgresql-common/createcluster.conf")
    if os.geteuid() == 0 and not setting.exists():
        setting.parent.mkdir(parents=True, exist_ok=True)
        setting.write_text("create_main_cluster = false\n", encoding="ascii")
    apt_install("postgresql")
    here = _postgresql_here()
    if here is None:
        raise MissingProgram(f"This system's PostgreSQL is older than {OLDEST_POSTGRESQL}: install a newer one.")
    return here


def find_chromium() -> Path:
    """Return the browser of the tests: BELVEDERE_CHROMIUM, or Debian's chromium."""
    if find_library("atomic") is None:  # of playwright's driver; a bare Debian lacks it
        apt_install("libatomic1")
    named = os.environ.get("BELVEDERE_CHROMIUM") or shutil.which("chromium")
    if named is None:
        apt_install("chromium", "fonts-dejavu-core")
        named = shutil.which("chromium")
    if named is None:
        raise MissingProgram("chromium is not installed: run `apt-get install chromium` as root, then again.")
    return Path(named)
