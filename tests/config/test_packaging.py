"""What a wheel carries: every file that the sources hold, however deep."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
NOT_SERVED = {".py", ".md", ".pyc"}


def test_every_kind_of_file_is_packaged() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["*"]
    files = [path for path in (ROOT / "src" / "belvedere").rglob("*") if path.is_file()]
    served = [path for path in files if path.suffix not in NOT_SERVED]
    left_out = [str(path) for path in served if not any(fnmatch(path.name, pattern) for pattern in patterns)]
    assert (left_out, len(served) > 100) == ([], True)
