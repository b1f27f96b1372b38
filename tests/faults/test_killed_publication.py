"""A command killed at any moment of its writing leaves a whole folder of results, or none."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.config.processes import ROOT, environment

pytestmark = pytest.mark.faults
ROUNDS = 25
NAMES = [f"{letter}.csv" for letter in "abcde"]
ENDLESS = f"""
import sys
from itertools import count
from pathlib import Path
from belvedere.config.commands.files import publish
names = {NAMES!r}
print("ready", flush=True)
for number in count():
    publish(Path(sys.argv[1]), {{name: f"{{number}}\\n" * 2000 for name in names}}, replaceable=frozenset(names))
"""


def test_a_folder_is_whole_or_absent(tmp_path: Path) -> None:
    chance = random.Random(11)  # noqa: S311 -- moments for a test
    folder, seen = tmp_path / "out", 0
    for _ in range(ROUNDS):
        command = [sys.executable, "-c", ENDLESS, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(), cwd=ROOT) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.05))
            writer.kill()
        if folder.exists():
            seen += 1
            texts = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
            assert sorted(texts) == NAMES
            assert len(set(texts.values())) == 1
            assert {len(text.splitlines()) for text in texts.values()} == {2000}
    assert seen > 0
