"""Measures opinion maps against red-dwarf in the same run: `python -m benchmarks.opinions --data DIR`.

DIR holds one folder a conversation, with files of a Polis export. The peer is measured when `--peer-python` names a
Python where red-dwarf 0.4.0 is installed (it is not among our requirements). Each conversation is mapped in a process
of its own, on one thread, from its files to the full result; then again without a tenth of its votes, `--turns` times.
`--large` measures an invented conversation instead, of 33,422 participants by 783 statements unless
`--people`, `--statements` and `--votes` say otherwise.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from belvedere.engines.opinions.clusters import likeness

ROOT = Path(__file__).resolve().parent.parent
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
TITLES = (
    "conversation", "people × statements", "groups", "finding", "stability", "lowest", "ground kept", "silhouette",
    "CPU s", "MB", "peer groups", "peer stability", "peer lowest", "peer ground kept", "peer CPU s", "peer MB",
)  # fmt: skip


def run(words: list[str]) -> dict:  # type: ignore[type-arg] # JSON
    """Run a process on one thread; its last line is JSON."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    return json.loads(done.stdout.strip().splitlines()[-1])  # type: ignore[no-any-return] # JSON


def alike(base: dict, other: dict) -> float:  # type: ignore[type-arg] # JSON
    """Return the likeness of two results: of their groups; 1 when neither has groups, 0 when one alone has."""
    first, second = base["groups"], other["groups"]
    common = sorted(first.keys() & second.keys())
    counts = [len({groups[who] for who in common}) for groups in (first, second)]
    if 1 in counts:
        return float(counts[0] == counts[1])
    return likeness(*(np.array([groups[who] for who in common]) for groups in (first, second)))


def kept(base: dict, other: dict) -> float:  # type: ignore[type-arg] # JSON
    """Return the share of the five best common grounds that stay."""
    wanted = set(base["ground"])
    return len(wanted & set(other["ground"])) / len(wanted) if wanted else 1.0


def summary(figures: dict) -> dict[str, str]:  # type: ignore[type-arg] # JSON
    """Return the figures of an engine on a conversation, as cells."""
    base, runs = figures["base"], figures["runs"]
    stabilities, grounds = [alike(base, one) for one in runs], [kept(base, one) for one in runs]
    mean = (
        {"stability": np.mean(stabilities), "lowest": np.min(stabilities), "ground kept": np.mean(grounds)}
        if runs
        else {}
    )
    return {name: f"{value:.3f}" for name, value in mean.items()} | {
        "groups": "/".join(map(str, figures["sizes"])) or "none",
        "CPU s": f"{figures['cpu']:.2f}",
        "MB": f"{figures['megabytes']:.0f}",
    }


def row(name: str, ours: dict, peer: dict | None) -> list[str]:  # type: ignore[type-arg] # JSON
    """Return the cells of a conversation."""
    cells = summary(ours) | {
        "conversation": name,
        "people × statements": f"{ours['people']} × {ours['statements']}",
        "finding": " ".join([ours["base"]["clarity"], *ours["reasons"]]),
    }
    if "silhouette" in ours:
        cells["silhouette"] = f"{ours['silhouette']:.3f} (best {ours['best_silhouette']:.3f})"
    if peer:
        cells |= {f"peer {title}": cell for title, cell in summary(peer).items()}
    return [cells.get(title, "") for title in TITLES]


def line(words: list[str]) -> str:
    return "| " + " | ".join(words) + " |"


def invented(folder: Path, people: int, statements: int, count: int) -> None:
    """Write a conversation that nobody held; by default as large as the largest of Polis."""
    rng = np.random.default_rng(1)
    who = rng.integers(0, people, count)
    what = (statements * rng.random(count) ** 1.5).astype(int)
    place, slope = rng.normal(size=(people, 2)), rng.normal(size=(statements, 2))
    draw = (place[who] * slope[what]).sum(axis=1) + rng.logistic(size=count)
    values = np.where(np.abs(draw) < 0.3, 0, np.sign(draw)).astype(int)
    columns = np.column_stack([np.arange(count), what, who, values])
    header = "timestamp,comment-id,voter-id,vote"
    np.savetxt(folder / "votes.csv", columns, fmt="%d", delimiter=",", header=header, comments="")
    rows = [f"0,{one},0,1,Proposition {one}" for one in range(statements)]
    text = "\n".join(["timestamp,comment-id,author-id,moderated,comment-body", *rows]) + "\n"
    (folder / "comments.csv").write_text(text, encoding="utf-8")


def measure(folder: Path, options: argparse.Namespace) -> tuple[dict, dict | None]:  # type: ignore[type-arg] # JSON
    """Measure one conversation with both engines."""
    turns = str(options.turns)
    ours = run([sys.executable, "-m", "benchmarks.opinions_ours", str(folder), turns])
    if not options.peer_python:
        return ours, None
    return ours, run([options.peer_python, str(ROOT / "benchmarks" / "opinions_peer.py"), str(folder), turns])


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "deliberation")
    parser.add_argument("--conversations", nargs="*", default=[], help="names; all of them when none is given")
    parser.add_argument("--peer-python", default="", help="a Python where red-dwarf is installed")
    parser.add_argument("--turns", type=int, default=10, help="how many times a tenth of the votes is taken out")
    parser.add_argument("--large", action="store_true", help="an invented conversation")
    for name, value in (("people", 33_422), ("statements", 783), ("votes", 2_000_000)):
        parser.add_argument(f"--{name}", type=int, default=value, help="of an invented conversation")
    return parser


def main() -> None:
    options = arguments().parse_args()
    print(f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}\n")
    print(line(list(TITLES)), line(["---"] * len(TITLES)), sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as place:
        if options.large:
            invented(Path(place), options.people, options.statements, options.votes)
            folders, options.turns = [Path(place)], 0
        else:
            found = sorted(path.parent for path in options.data.glob("*/comments.csv"))
            folders = [path for path in found if not options.conversations or path.name in options.conversations]
        pairs = []
        for folder in folders:
            pairs.append(measure(folder, options))
            print(line(row("invented" if options.large else folder.name, *pairs[-1])), flush=True)
    for name, figures in (("ours", [one for one, _ in pairs]), ("peer", [two for _, two in pairs if two])):
        if figures and figures[0]["runs"]:
            stability = np.mean([alike(one["base"], run_) for one in figures for run_ in one["runs"]])
            ground = np.mean([kept(one["base"], run_) for one in figures for run_ in one["runs"]])
            imports = min(one["import_cpu"] for one in figures)
            print(f"{name}: stability {stability:.3f}, ground kept {ground:.3f}, import {imports:.2f} s of CPU")
    print("cosines with published axes:", [one["cosines"] for one, _ in pairs if one["cosines"]])


if __name__ == "__main__":
    main()
