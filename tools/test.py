"""Everything that continuous integration runs: ``python -m tools.test`` (all) or ``python -m tools.test check`` (fast).

Every step runs even when one before it failed; the last lines name what failed.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.packages import MissingProgram, find_chromium
from tools.postgres import temporary_server

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent


@dataclass(frozen=True)
class Step:
    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def _pytest(name: str, *arguments: str, processes: str = "auto", database_url: str = "", **environment: str) -> Step:
    url = {"BELVEDERE_DATABASE_URL": database_url} if database_url else {}
    command = [PYTHON, "-m", "pytest", "-q", "-n", os.environ.get("TEST_PROCESSES", processes), *arguments]
    return Step(name, command, {**url, **environment})


# They run side by side: the longest first.
CHECKS = [
    Step("types", [PYTHON, "-m", "mypy"]),
    Step("architecture", [PYTHON, "-m", "pytest", "-q", "tests/architecture"]),
    Step("format", [f"{BIN}/ruff", "format", "--check", "."]),
    Step("lint", [f"{BIN}/ruff", "check", "."]),
    Step("imports", [f"{BIN}/lint-imports"]),
    Step("dependencies", [f"{BIN}/deptry", "."]),
    Step("migrations", [PYTHON, "-m", "belvedere", "makemigrations", "--check", "--dry-run"]),
    Step("translations", [PYTHON, "-m", "tools.words", "check"]),
]


# Tested once: these know no database, or make one of their own.
WITHOUT_THE_DATABASE = (
    "tests/engines",
    "tests/tools",
    "tests/config/commands",
    "tests/config/test_backup.py",
    "tests/config/test_packaging.py",
    "tests/config/test_production.py",
    "tests/config/test_startup.py",
    "tests/config/test_supervision.py",
    "tests/faults/test_killed_publication.py",
)


# Walked on one database: what they kill or send wrong does not reach what the databases do differently.
ON_ONE_DATABASE = (
    "tests/e2e/test_bad_input.py",
    "tests/e2e/test_harness.py",
    "tests/faults/test_thread_survives.py",
    "tests/faults/test_up.py",
)


def tests(postgresql_url: str, chromium: Path) -> list[Step]:
    """Return the tests, on both databases; the browser's come last, the longest first, one by one.

    What knows no database (the architecture, checked before; the engines; how screens look) is tested once. Browsers
    wait for the server, and the server for them: one more process than processors leaves none of these idle.
    """
    unit = ("--ignore=tests/architecture", "--ignore=tests/e2e", "--ignore=tests/faults")
    browser = ("--maxschedchunk=1", "tests/e2e", "tests/faults")
    seen = {"BELVEDERE_CHROMIUM": str(chromium), "processes": str((os.cpu_count() or 1) + 1)}
    on_postgresql = {"database_url": postgresql_url}
    again = [f"--ignore={path}" for path in (*WITHOUT_THE_DATABASE, *ON_ONE_DATABASE)]
    return [
        _pytest("tests on SQLite", *unit),
        _pytest("tests on PostgreSQL", *unit, *again, **on_postgresql),
        _pytest("browser tests on SQLite", *browser, **seen),
        _pytest("browser tests on PostgreSQL", *browser, *again, "-m", "not screens", **on_postgresql, **seen),
    ]


def run(step: Step) -> bool:
    """Run a step, its output as it comes, and say how it went."""
    print(_beginning(step), flush=True)
    began = time.monotonic()
    done = subprocess.run(step.command, check=False, cwd=ROOT, env=_environment(step), stdin=subprocess.DEVNULL)
    print(_end(step, done.returncode, time.monotonic() - began), flush=True)
    return done.returncode == 0


def run_together(steps: Sequence[Step]) -> list[str]:
    """Run steps that bear it side by side, the output of each in one piece; return the names of those that failed."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = list(pool.map(_run_aside, steps))
    return [step.name for step, has_passed in zip(steps, passed, strict=True) if not has_passed]


def _run_aside(step: Step) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        step.command,
        check=False,
        cwd=ROOT,
        env=_environment(step),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    end = _end(step, done.returncode, time.monotonic() - began)
    print(f"{_beginning(step)}\n{done.stdout}{end}", flush=True)
    return done.returncode == 0


def _environment(step: Step) -> dict[str, str]:
    settings = {name: value for name, value in os.environ.items() if not name.startswith("BELVEDERE_")}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    # Tests start hundreds of processes: what one has compiled, the next one reads, whatever the shell asks.
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}
    return {**settings, "PYTHONPATH": path, "PYTHONWARNINGS": "", **compiled, **step.environment}


def _beginning(step: Step) -> str:
    return f"\n=== {step.name}: {' '.join(step.command).replace(str(ROOT) + '/', '')}"


def _end(step: Step, code: int, seconds: float) -> str:
    return f"=== {step.name} {'passed' if code == 0 else f'FAILED ({code})'} in {seconds:.0f} s"


@contextmanager
def _leave_nothing_behind() -> Iterator[None]:
    """Let a stop signal unwind, so that the database server is stopped too."""

    def leave(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    yield


def main(what: str) -> int:
    if what == "check":
        failed = run_together(CHECKS)
    else:
        chromium = find_chromium()
        with _leave_nothing_behind(), temporary_server() as url:
            failed = run_together(CHECKS)
            failed += [step.name for step in tests(url, chromium) if not run(step)]
    print(f"\nFAILED: {', '.join(failed)}" if failed else "\nEverything passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "all"))
    except MissingProgram as missing:
        sys.exit(str(missing))
