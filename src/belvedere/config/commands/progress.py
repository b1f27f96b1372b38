"""How far the work is, on the error output: a bar on a terminal, plain lines elsewhere, nothing with --quiet."""

import time
from typing import Protocol, TextIO

_BAR_WIDTH = 30
_SECONDS_BETWEEN = 0.1
_TENTHS = 10


class Progress(Protocol):
    """A step of a computation, and how much of it is done, as each engine tells it; ``total`` is 0 when unknown."""

    @property
    def step(self) -> str:
        """What is being done."""

    @property
    def done(self) -> int:
        """How much of it is done."""

    @property
    def total(self) -> int:
        """How much there is."""


class Display(Protocol):
    """What shows how far the work is."""

    def __call__(self, progress: Progress) -> None:
        """Show it."""

    def close(self) -> None:
        """The work is over, or was stopped."""


def display_on(stream: TextIO, *, quiet: bool) -> "Display":
    """Return what shows progress to whoever runs the command."""
    if quiet:
        return Silence()
    return Bar(stream) if stream.isatty() else Lines(stream)


class Silence:
    """Nothing is shown."""

    def __call__(self, progress: Progress) -> None:
        """Show nothing."""

    def close(self) -> None:
        """Nothing is left to say."""


class Bar:
    """One line, drawn again in place ten times a second at most."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._step = ""
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        """Draw the bar."""
        now = time.monotonic()
        is_over = 0 < progress.total <= progress.done
        if progress.step == self._step and not is_over and now - self._last < _SECONDS_BETWEEN:
            return
        if progress.step != self._step:
            self.close()
        self._step, self._last = progress.step, now
        self._stream.write(f"\r{_bar(progress)} {progress.step}\033[K")
        self._stream.flush()

    def close(self) -> None:
        """End the line of the bar."""
        if self._step:
            self._stream.write("\n")
            self._stream.flush()
        self._step = ""


class Lines:
    """A line for each tenth of each step."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._said: set[tuple[str, int]] = set()

    def __call__(self, progress: Progress) -> None:
        """Say where the work is, once by tenth."""
        tenth = int(_TENTHS * _share(progress))
        if (progress.step, tenth) not in self._said:
            self._said.add((progress.step, tenth))
            total = f"/{progress.total}" if progress.total else ""
            print(f"{progress.step}: {progress.done}{total}", file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing is left to say."""


def _bar(progress: Progress) -> str:
    if not progress.total:
        return f"{progress.done}…"
    filled = round(_BAR_WIDTH * _share(progress))
    return f"{'█' * filled}{'░' * (_BAR_WIDTH - filled)} {_share(progress):4.0%}"


def _share(progress: Progress) -> float:
    return min(progress.done / progress.total, 1.0) if progress.total else 0.0
