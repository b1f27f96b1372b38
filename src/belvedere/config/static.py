"""Collects the static files under names that carry their hash, when their sources have changed."""

import hashlib
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


def sources_fingerprint() -> str:
    """Return a digest of the names, sizes and dates of all static files."""
    lines = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            lines.append(f"{name} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def collect_when_changed() -> bool:
    """Collect into STATIC_ROOT if need be; return whether it was."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".sources"
    wanted = sources_fingerprint()
    if (root / "staticfiles.json").exists() and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return False
    command = [sys.executable, "-m", "belvedere", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    stamp.write_text(wanted, encoding="ascii")
    return True
