"""Keeps programs running: starts them, starts again those that crash, stops them all at the end."""

import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from belvedere.config.processes import end_with_parent

TICK_SECONDS = 0.1
FIRST_BACKOFF_SECONDS = 0.5
LONGEST_BACKOFF_SECONDS = 30.0
STEADY_AFTER_SECONDS = 30.0  # a program that ran this long has recovered: its back-off begins anew
STOP_SECONDS = 10.0

logger = logging.getLogger(__name__)


@dataclass
class Program:
    """A program under supervision, and how its last runs went."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    starts_at: float = 0.0
    backoff_seconds: float = FIRST_BACKOFF_SECONDS

    def start(self) -> None:
        # Its own session: the terminal's Ctrl-C reaches the supervisor alone, which then stops in order.
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(end_with_parent, os.getpid()),  # noqa: PLW1509 -- the supervisor has one thread
        )
        self.started_at = time.monotonic()

    def note_exit(self, code: int) -> None:
        """Plan the next start, later and later when it keeps crashing."""
        now = time.monotonic()
        if now - self.started_at >= STEADY_AFTER_SECONDS:
            self.backoff_seconds = FIRST_BACKOFF_SECONDS
        logger.error("%s stopped (%s): starting it again in %.1f s", self.name, code, self.backoff_seconds)
        self.process = None
        self.starts_at = now + self.backoff_seconds
        self.backoff_seconds = min(self.backoff_seconds * 2, LONGEST_BACKOFF_SECONDS)

    def kill_group(self) -> None:
        """Kill it and everything it started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                return


@dataclass
class Supervisor:
    """Runs programs until it is told to stop by SIGINT, SIGTERM or SIGHUP."""

    programs: Sequence[Program]
    is_stopping: bool = field(default=False, init=False)

    def run(self, *, once_started: Callable[[], bool]) -> None:
        """Keep the programs running; call ``once_started`` at each turn until it says that all is ready."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        is_ready = False
        try:
            while not self.is_stopping:
                self._turn()
                is_ready = is_ready or once_started()
                time.sleep(TICK_SECONDS)
        finally:
            self._stop()

    def _ask_to_stop(self, _number: int, _frame: object) -> None:
        self.is_stopping = True

    def _turn(self) -> None:
        for program in self.programs:
            if program.process is None:
                if time.monotonic() >= program.starts_at:
                    program.start()
            elif (code := program.process.poll()) is not None:
                program.kill_group()
                program.note_exit(code)

    def _stop(self) -> None:
        running = [program for program in self.programs if program.process is not None]
        for program in running:
            if program.process is not None:
                program.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for program in running:
            if program.process is not None:
                try:
                    program.process.wait(timeout=max(0.0, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    logger.warning("%s did not stop in %d s: killing it", program.name, STOP_SECONDS)
                program.kill_group()
                program.process.wait()
