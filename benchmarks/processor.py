"""How much of the processor a program has taken, with its children: a figure that a busy machine changes little."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(group: int) -> float:
    """Return the processor seconds of the living processes of a group (Linux)."""
    total = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended in between
            continue
        if int(fields[2]) == group:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


@dataclass
class Busy:
    """How many processors each group of processes kept busy while it was watched (PostgreSQL's own are not)."""

    spent: dict[str, float] = field(default_factory=dict)
    elapsed: float = 0.0

    @contextmanager
    def of(self, groups: dict[str, int]) -> Iterator[None]:
        began, before = time.monotonic(), {name: seconds_of(group) for name, group in groups.items()}
        yield
        self.elapsed += time.monotonic() - began
        for name, group in groups.items():
            self.spent[name] = self.spent.get(name, 0.0) + seconds_of(group) - before[name]

    def shares(self) -> dict[str, float]:
        return {name: round(seconds / self.elapsed, 2) for name, seconds in self.spent.items()}

    def ms_by(self, per_second: float) -> dict[str, float]:
        """Return the processor milliseconds of each group by act, of which so many were done a second."""
        return {name: round(1000 * share / per_second, 2) for name, share in self.shares().items()}
