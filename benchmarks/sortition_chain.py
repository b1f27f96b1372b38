"""Takes an instance from its files to a draw that the stand-alone verifier accepts, by the commands of the public."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_PANEL = 3
DICE = "4,0,7"


@dataclass(frozen=True)
class Step:
    """A command that was run: its exit code, how long it took, the last line that it said."""

    name: str
    code: int
    seconds: float
    said: str


def step(name: str, *words: str) -> Step:
    """Run a command of the public."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *words], check=False, capture_output=True, text=True, env=environment)
    said = (done.stdout.strip() or done.stderr.strip()).splitlines()
    return Step(name, done.returncode, time.perf_counter() - start, said[-1] if said else "")


def chain(instance: Path, size: int) -> list[Step]:
    """Run solve, lottery, commit, draw, verify, then the verifier in one file; stop at the first that fails."""
    with tempfile.TemporaryDirectory(prefix="belvedere-chain-") as name:
        folder = Path(name)
        command = ("-m", "belvedere", "sortition")
        pool = ("--respondents", str(instance / "respondents.csv"), "--categories", str(instance / "categories.csv"))
        given = (*pool, "--size", str(size), "--quiet")
        draw = str(folder / "draw")
        steps = {
            "solve": (*command, "solve", *given, "--out", str(folder / "solution")),
            "lottery": (*command, "lottery", *given, "--out", str(folder / "lottery")),
            "commit": (*command, "commit", *given, "--out", draw, "--secret", str(folder / "secret")),
            "draw": (*command, "draw", draw, "--randomness", DICE),
            "verify": (*command, "verify", draw),
            "verify_draw.py": (str(ROOT / "tools" / "verify_draw.py"), draw),
        }
        done = []
        for title, words in steps.items():
            done.append(step(title, *words))
            if done[-1].code:
                break
        return done


def line_of(instance: str, steps: list[Step]) -> str:
    """Return the line of an instance: each step with its seconds, then what came out."""
    times = ", ".join(f"{each.name} {each.seconds:.1f} s" for each in steps)
    last = steps[-1]
    if len(steps) == 1 and last.code == NO_PANEL:
        return f"{instance}: no panel exists, as said ({times})"
    return f"{instance}: {'FAILED, ' + last.said if last.code else 'verified'} ({times})"
