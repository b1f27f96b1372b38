"""Runs the product's commands as processes of their own, for tests of what starts and stops."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def environment(**settings: str) -> dict[str, str]:
    """Return an environment with these BELVEDERE_ settings and no other."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BELVEDERE_", "DJANGO_"))}
    named = {f"BELVEDERE_{name}": value for name, value in settings.items()}
    return kept | {"PYTHONPATH": str(ROOT / "src")} | named


def belvedere(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [sys.executable, "-m", "belvedere", *arguments]
    return subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment(**settings), cwd=ROOT, timeout=60
    )


def is_running(pid: int) -> bool:
    """Whether a process runs (one that ended and was not collected does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}
