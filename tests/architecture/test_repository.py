"""The repository builds anywhere: it names no package index and no place of the machine where it was written."""

import re

from tests.architecture.sources import shown, tracked_files

INDEX = re.compile(r"(--(extra-)?index-url|--find-links|pypi\.org/simple|files\.pythonhosted\.org)")
MACHINE = re.compile(r"(?<![\w.:/-])/(work|home|root|Users)/\w|/tmp/(venv|wt|bare)\b")
LARGEST_FILE = 2_000_000


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content and shown(path) != "tests/architecture/test_repository.py":
            lines = content.decode(errors="replace").splitlines()
            found += [f"{shown(path)}:{number}" for number, line in enumerate(lines, start=1) if pattern.search(line)]
    return found


def test_no_package_index_is_named() -> None:
    assert _lines_with(INDEX) == []


def test_no_place_of_a_machine_is_named() -> None:
    assert _lines_with(MACHINE) == []


def test_no_large_file() -> None:
    assert [shown(path) for path in tracked_files() if path.stat().st_size > LARGEST_FILE] == []


def test_every_requirement_is_hashed() -> None:
    for name in ("base", "dev"):
        [path] = [path for path in tracked_files() if shown(path) == f"requirements/{name}.txt"]
        blocks = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
        assert [block for block in blocks if "--hash=sha256:" not in block] == []
