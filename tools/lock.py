"""Lock the requirements again: ``python -m tools.lock`` (needs the network). The files name no index."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"]
WITHOUT_NAMES = ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"]


def main() -> None:
    uv = str(Path(sys.executable).parent / "uv")
    for kind in ("base", "dev"):
        files = ["-o", f"{kind}.txt", f"{kind}.in"]
        subprocess.run([uv, "pip", "compile", *OPTIONS, *WITHOUT_NAMES, *files], check=True, cwd=ROOT / "requirements")


if __name__ == "__main__":
    main()
