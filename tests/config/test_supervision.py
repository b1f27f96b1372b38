import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from belvedere.config.supervision import LONGEST_BACKOFF_SECONDS, Program
from tests.config.processes import ROOT, environment, is_running

PROGRAM = """
import os, signal, subprocess, sys, time
name, directory, obeys = sys.argv[1:]
if obeys == "no":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen(["sleep", "60"])
open(f"{directory}/{name}", "a").write(f"{os.getpid()} {child.pid}\\n")
try:
    time.sleep(60)
finally:
    child.kill()
"""
SUPERVISOR = """
import sys
from belvedere.config import supervision
from belvedere.config.supervision import Program, Supervisor
supervision.STOP_SECONDS = 1.0
directory = sys.argv[1]
names = [("meek", "yes"), ("deaf", "no")]
programs = [Program(name, [sys.executable, "-c", sys.argv[2], name, directory, obeys]) for name, obeys in names]
Supervisor(programs).run(once_started=lambda: True)
"""


def soon(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def pids(directory: Path, name: str, run: int = 0) -> list[int]:
    """Return the process of the n-th run of a program and the one it started."""
    path = directory / name
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return [int(pid) for pid in lines[run].split()] if len(lines) > run else []


@contextmanager
def supervisor(directory: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", SUPERVISOR, str(directory), PROGRAM]
    process = subprocess.Popen(command, env=environment(), cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        soon(lambda: pids(directory, "meek") and pids(directory, "deaf"))
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_that_was_started(tmp_path: Path, number: signal.Signals) -> None:
    with supervisor(tmp_path) as process:
        started = pids(tmp_path, "meek") + pids(tmp_path, "deaf")
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
        assert [pid for pid in started if is_running(pid)] == []


def test_a_killed_supervisor_leaves_its_programs_told_to_stop(tmp_path: Path) -> None:
    with supervisor(tmp_path) as process:
        meek = pids(tmp_path, "meek")[0]
        deaf = pids(tmp_path, "deaf")
        process.kill()
        soon(lambda: not is_running(meek))
        for pid in deaf:
            os.kill(pid, signal.SIGKILL)


def test_a_crashed_program_starts_again_and_what_it_left_is_killed(tmp_path: Path) -> None:
    with supervisor(tmp_path):
        first, child = pids(tmp_path, "meek")
        os.kill(first, signal.SIGKILL)
        soon(lambda: pids(tmp_path, "meek", run=1))
        assert not is_running(child)


def test_back_off_doubles_up_to_a_limit_and_begins_anew_after_a_steady_run() -> None:
    program = Program("program", ["true"])
    waited = []
    for _ in range(8):
        program.started_at = time.monotonic()
        waited.append(program.backoff_seconds)
        program.note_exit(1)
    program.started_at = time.monotonic() - 60
    program.note_exit(1)
    assert waited == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, LONGEST_BACKOFF_SECONDS, LONGEST_BACKOFF_SECONDS]
    assert program.backoff_seconds == 1.0
