"""Compares winners and time with pabutools and abcvoting: `python -m benchmarks.ballots --peer-python PYTHON`.

PYTHON is one where both are installed (they are not among our requirements: GPL, and hundreds of megabytes).
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from belvedere.engines.ballots.equal_shares import equal_shares
from belvedere.engines.ballots.phragmen import sequential_phragmen
from belvedere.engines.ballots.profile import Approvals, Outcome

Task = Mapping[str, object]
LARGE = (20_000, 150)


def random_task(chance: np.random.Generator, rule: str) -> Task:
    """Return a small random election."""
    items = int(chance.integers(2, 9))
    voters = int(chance.integers(2, 25))
    share = chance.uniform(0.2, 0.8)
    ballots = [np.flatnonzero(chance.random(items) < share).tolist() for _ in range(voters)]
    ballots = [ballot for ballot in ballots if ballot] or [[0]]
    # A peer fills seats with items that nobody approves; ours stops: only seats that supporters can fill are compared.
    seats = min(int(chance.integers(1, items)), len(set().union(*ballots)))
    costs = chance.integers(1, 10, items).tolist()
    return {
        "rule": rule,
        "items": items,
        "ballots": ballots,
        "seats": seats,
        "costs": costs,
        "budget": int(sum(costs) // 2),
    }


def large_task(chance: np.random.Generator, rule: str) -> Task:
    """Return the reference's large election: approvals of 4 to 12 items."""
    voters, items = LARGE
    ballots = [chance.choice(items, int(chance.integers(4, 13)), replace=False).tolist() for _ in range(voters)]
    costs = chance.integers(1, 11, items).tolist()
    return {"rule": rule, "items": items, "ballots": ballots, "seats": 20, "costs": costs, "budget": 200}


def ours(task: Task) -> tuple[list[int], float]:
    """Return our winners, sorted, and the seconds of processor."""
    ballots: list[list[int]] = task["ballots"]  # type: ignore[assignment]  # made above
    seats, budget, costs = task["seats"], task["budget"], task["costs"]
    names = tuple(f"{number:04}" for number in range(int(str(task["items"]))))
    kept = tuple(map(frozenset, ballots))
    counts: dict[str, Callable[[], Outcome]] = {
        "pabutools": lambda: equal_shares(
            Approvals(names, kept, costs=tuple(costs)), int(str(budget)), is_completed=False
        ),  # type: ignore[arg-type]  # made above
        "equal_shares": lambda: equal_shares(Approvals(names, kept), int(str(seats)), is_completed=False),
        "seq_phragmen": lambda: sequential_phragmen(Approvals(names, kept), int(str(seats))),
    }
    began = time.process_time()
    outcome = counts[str(task["rule"])]()
    return sorted(outcome.winners), time.process_time() - began


class Peer:
    """A process of the peer's Python that answers tasks."""

    def __init__(self, python: Path) -> None:
        program = Path(__file__).with_name("ballots_peer.py")
        self._process = subprocess.Popen(
            [str(python), str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, task: Task) -> dict[str, object]:
        """Return its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


def main() -> None:
    """Print differences, then the large election."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-python", type=Path, required=True)
    parser.add_argument("--profiles", type=int, default=1000)
    arguments = parser.parse_args()
    chance = np.random.default_rng(2026)
    different = 0
    for rule in ("pabutools", "equal_shares", "seq_phragmen"):
        peer = Peer(arguments.peer_python)
        same = 0
        for _ in range(arguments.profiles):
            task = random_task(chance, rule)
            answer, winners = peer(task), ours(task)[0]
            same += answer["winners"] == winners
            if answer["winners"] != winners and different < 5:
                different += 1
                print("different:", task, winners, answer["winners"])
        print(f"{rule}: the same winners on {same} of {arguments.profiles} random profiles", flush=True)
        peer.close()
    for rule in ("pabutools", "equal_shares", "seq_phragmen"):
        task = large_task(np.random.default_rng(1), rule)
        winners, seconds = ours(task)
        peer = Peer(arguments.peer_python)
        answer = peer(task)
        peer.close()
        print(
            f"{rule}, {LARGE[0]} voters, {LARGE[1]} items: {seconds:.2f} s, peer {answer['seconds']:.1f} s"
            f" and {answer['megabytes']:.0f} MB; same winners: {answer['winners'] == winners}",
            flush=True,
        )
    print(f"ours at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
