"""Make the virtual environment from the hash-locked requirements; a second call that changes nothing takes no time.

Runs on the system's Python, with nothing but its standard library: ``python3 tools/install.py base|dev``.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)

# A wrapper and a .pth file, not `pip install -e`: it needs `wheel`, which a bare Debian does not have.
WRAPPER = '#!/bin/sh\nexec "$(dirname "$0")/python" -m belvedere "$@"\n'


def fingerprint(kind: str) -> str:
    """Return what the environment depends on: the Python that runs it, where it is, the locked requirements."""
    locked = (ROOT / "requirements" / f"{kind}.txt").read_bytes()
    return hashlib.sha256(f"{sys.version}\n{VENV}\n".encode() + locked).hexdigest()


def is_up_to_date(kind: str) -> bool:
    stamp = VENV / f"{kind}.stamp"
    return stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint(kind)


def make_environment() -> None:
    """Create the environment, anew where another Python made it or where a creation was cut."""
    made_by = VENV / "made-by"
    if made_by.exists() and made_by.read_text(encoding="utf-8") == f"{sys.version}\n{VENV}":
        return
    if VENV.exists():
        shutil.rmtree(VENV)
    print("Making the virtual environment in .venv", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit("This Python has no venv: install it (on Debian: apt-get install python3-venv) and run make again.")
    made_by.write_text(f"{sys.version}\n{VENV}", encoding="utf-8")


def install_requirements(kind: str) -> None:
    print(f"Installing requirements/{kind}.txt (about a minute the first time)", flush=True)
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    # The lock is complete: resolving anew would let a later release of an extra refuse the whole file.
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command += ["-r", str(ROOT / "requirements" / f"{kind}.txt")]
    if subprocess.run(command, check=False).returncode:
        sys.exit("The requirements could not be installed: the lines above say why. Run make again to resume.")


def link_project() -> None:
    """Put src/ on the environment's path, and the belvedere command among its programs."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([str(VENV / "bin" / "python"), "-c", asked], check=True, capture_output=True, text=True)
    Path(found.stdout.strip(), "belvedere.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    wrapper = VENV / "bin" / "belvedere"
    wrapper.write_text(WRAPPER, encoding="ascii")
    wrapper.chmod(0o755)


def main(kind: str) -> None:
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(
            f"Belvédère needs Python 3.11 or newer, this is {sys.version.split()[0]}: make PYTHON=/path/to/python3"
        )
    if is_up_to_date(kind):
        return
    make_environment()
    install_requirements(kind)
    link_project()
    (VENV / f"{kind}.stamp").write_text(fingerprint(kind), encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "base")
