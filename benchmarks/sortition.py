"""Measures the draw against sortition-algorithms in the same run: `python -m benchmarks.sortition --data DIR`.

DIR holds one folder an instance (categories.csv, respondents.csv), its name ending in _ and the size of the panel. The
peer is measured when `--peer-python` names a Python where it is installed (it is not among our requirements; its
leximin wants gurobipy too). Each solution has its own process. `--chain` draws and verifies instead.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from itertools import accumulate
from pathlib import Path

from benchmarks.sortition_chain import ROOT, chain, line_of

CLOSE = 1e-5
MEGABYTE = 1024
SIZE_WHERE_NONE_EXISTS = 12
INFEASIBLE = "infeasible"
TITLES = (
    "instance",
    "CPU s",
    "wall s",
    "MB",
    "lowest",
    "gap",
    "distance",
    "lottery CPU s",
    "lottery distance",
    "lottery alone CPU s",
    "its distance",
    "households ×",
    "peer CPU s",
    "peer MB",
    "peer lowest",
    "leximin against the peer",
)


@dataclass(frozen=True)
class Run:
    """What a process did: its figures (none when it was stopped or failed), its peak memory, why it gave nothing."""

    figures: dict[str, object]
    megabytes: float
    failure: str = ""

    @property
    def probabilities(self) -> list[float]:
        """Those of every person, the lowest first."""
        return sorted(self.figures.get("probabilities", []))  # type: ignore[call-overload, no-any-return] # JSON


@dataclass(frozen=True)
class Row:
    """An instance: our solution, the one with invented households, the peer's."""

    instance: str
    ours: Run
    households: Run | None
    peer: Run | None
    verdict: str = field(default="")


def measured(words: list[str], seconds: int) -> Run:
    """Run a process, stopped after so many CPU seconds; its last line is JSON."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # the process inherits it
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    process = subprocess.Popen(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    with process:
        said, wrong = process.communicate()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTE
    if process.returncode:
        last = wrong.strip().splitlines()[-1:] if process.returncode > 0 else [f"stopped after {seconds} s of CPU"]
        return Run({}, peak, last[0] if last else "failed")
    return Run(json.loads(said.strip().splitlines()[-1]), peak)


def verdict_of(ours: list[float], peers: list[float]) -> str:
    """Compare two leximin vectors by what the worst-off receive together: the first r for which the sums differ.

    Rank by rank, a peer that takes a millionth from each of fifty people would seem better at the fifty-first.
    """
    if not ours or len(ours) != len(peers):
        return ""
    for rank, (own, other) in enumerate(zip(accumulate(ours), accumulate(peers), strict=True), 1):
        if abs(own - other) > CLOSE:
            return f"{'better' if own > other else 'WORSE'} by {abs(own - other):.1e} over the {rank} lowest"
    return "equal"


def ratio(row: Row) -> str:
    """Return how many times the time of the solution the one with households took."""
    alone, together = row.ours.figures.get("cpu"), row.households and row.households.figures.get("cpu")
    return f"{together / alone:.2f}" if isinstance(alone, float) and isinstance(together, float) else ""


def cells(row: Row) -> list[str]:
    """Return the cells of a row."""
    ours, peer = row.ours.figures, row.peer

    def number(figures: dict[str, object], name: str, pattern: str) -> str:
        return format(figures[name], pattern) if name in figures else ""

    lowest = [f"{run.probabilities[0]:.6f}" if run and run.probabilities else "" for run in (row.ours, peer)]
    if "relaxations" in ours:
        lowest[0] = f"no panel, {ours['relaxations']} relaxations"
    return [
        row.instance,
        number(ours, "cpu", ".1f") or row.ours.failure,
        number(ours, "wall", ".1f"),
        f"{row.ours.megabytes:.0f}",
        lowest[0],
        number(ours, "gap", ".0e"),
        number(ours, "deviation", ".1e"),
        number(ours, "lottery_cpu", ".1f"),
        number(ours, "lottery_deviation", ".4f"),
        number(ours, "alone_cpu", ".1f"),
        number(ours, "alone_deviation", ".4f"),
        ratio(row),
        (number(peer.figures, "cpu", ".1f") or peer.failure) if peer else "",
        f"{peer.megabytes:.0f}" if peer else "",
        lowest[1],
        row.verdict,
    ]


def line(words: list[str]) -> str:
    return "| " + " | ".join(words) + " |"


def measure(instance: Path, options: argparse.Namespace) -> Row:
    """Measure one instance; a process that measures only it keeps its peak memory apart from the others'."""
    size = size_of(instance)
    own = [sys.executable, "-m", "benchmarks.sortition_ours", str(instance), str(size)]
    ours = alone(own, options.seconds)
    households = alone([*own, "households"], options.seconds) if options.households else None
    if not options.peer_python:
        return Row(instance.name, ours, households, None)
    script = str(ROOT / "benchmarks" / "sortition_peer.py")
    peer = alone([options.peer_python, script, str(instance), str(size), options.peer_objective], options.peer_seconds)
    return Row(instance.name, ours, households, peer, verdict_of(ours.probabilities, peer.probabilities))


def alone(words: list[str], seconds: int) -> Run:
    """Measure a process from one that has no other child: the peak memory of children is that of the largest."""
    relay = [sys.executable, "-m", "benchmarks.sortition", "--relay", json.dumps([words, seconds])]
    done = subprocess.run(relay, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return Run(**json.loads(done.stdout))


def size_of(instance: Path) -> int:
    """Return the size of the panel, which ends the name of the instance."""
    return SIZE_WHERE_NONE_EXISTS if instance.name.startswith(INFEASIBLE) else int(instance.name.rsplit("_", 1)[1])


def instances(options: argparse.Namespace) -> list[Path]:
    """Return the instances asked for, the smallest file first."""
    found = [path.parent for path in options.data.glob("*/respondents.csv")]
    chosen = [path for path in found if not options.instances or path.name in options.instances]
    return sorted(chosen, key=lambda path: ((path / "respondents.csv").stat().st_size, path.name))


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "sortition")
    parser.add_argument("--instances", nargs="*", default=[], help="names; all of them when none is given")
    parser.add_argument("--peer-python", default="", help="a Python where sortition-algorithms is installed")
    parser.add_argument("--peer-objective", default="leximin", choices=["leximin", "maximin"])
    parser.add_argument("--seconds", type=int, default=900, help="CPU seconds that we may take on one instance")
    parser.add_argument("--peer-seconds", type=int, default=480, help="CPU seconds that the peer may take")
    parser.add_argument("--households", action="store_true", help="solve again with three people in ten in couples")
    parser.add_argument("--chain", action="store_true", help="solve, lottery, commit, draw, verify, verify_draw.py")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--relay", help=argparse.SUPPRESS)
    return parser


def main() -> None:
    parser = arguments()
    options = parser.parse_args()
    if options.relay:
        print(json.dumps(asdict(measured(*json.loads(options.relay)))))
        return
    if not instances(options):
        parser.error(f"{options.data} holds no such instance: name its folder with --data.")
    if options.chain:
        failed = False
        for instance in instances(options):
            steps = chain(instance, size_of(instance))
            failed |= "FAILED" in line_of(instance.name, steps)
            print(line_of(instance.name, steps), flush=True)
        sys.exit(failed)
    print(f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}\n")
    print(line(list(TITLES)), line(["---"] * len(TITLES)), sep="\n", flush=True)
    rows = []
    for instance in instances(options):
        rows.append(measure(instance, options))
        print(line(cells(rows[-1])), flush=True)
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
