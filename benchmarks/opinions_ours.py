"""Maps one conversation in a process of its own, then again without a tenth of its votes; prints figures as JSON."""

import json
import resource
import sys
import time

_BEGAN = time.process_time()

from pathlib import Path  # noqa: E402 -- the time that imports take is a figure

import numpy as np  # noqa: E402

from belvedere.engines.opinions.clusters import k_means, silhouette  # noqa: E402
from belvedere.engines.opinions.components import axes_of  # noqa: E402
from belvedere.engines.opinions.mapping import OpinionMap, map_opinions  # noqa: E402
from belvedere.engines.opinions.reading import read_statements, read_votes  # noqa: E402
from belvedere.engines.opinions.votes import Statement, Tally, VoteLog  # noqa: E402

IMPORT_CPU = time.process_time() - _BEGAN
MEGABYTE = 1024


def read(folder: Path) -> tuple[Tally, tuple[Statement, ...]]:
    """Read a conversation; a statement with votes but no row (exports have some) is taken as accepted."""
    name = "votes.csv" if (folder / "votes.csv").exists() else "participants-votes.csv"
    tally = Tally.of(read_votes((folder / name).read_bytes()))
    statements = read_statements((folder / "comments.csv").read_bytes())
    missing = np.setdiff1d(tally.statements, [one.id for one in statements])
    return tally, (*statements, *(Statement(int(one)) for one in missing))


def without_a_tenth(tally: Tally, turn: int) -> Tally:
    """Take a tenth of the votes out, the same for every engine: votes sorted by person, then statement."""
    is_kept = np.random.default_rng(1000 + turn).random(len(tally)) >= 0.1
    columns = (tally.times, tally.statements, tally.participants, tally.values)
    return Tally.of(VoteLog(*(column[is_kept] for column in columns)))  # type: ignore[arg-type] # mixed columns


def outcome(found: OpinionMap) -> dict[str, object]:
    """Return what is compared: groups by participant, their clarity, the five best common grounds."""
    who = found.ballots.participants[found.mapped].tolist()
    labels = found.labels.tolist() if found.labels is not None else [0] * len(who)
    ground = [found.ballots.statements[one].id for one, _ in found.ground.ranked(most=5)]
    partition = found.grouping.partition
    return {
        "groups": dict(zip(map(str, who), labels, strict=True)),
        "clarity": found.grouping.clarity.value,
        "stability": partition.stability if partition else None,
        "ground": ground,
    }


def silhouettes(found: OpinionMap) -> dict[str, object]:
    """Return the silhouette of the groups and that of the best of 20 k-means, on the same map."""
    partition = found.grouping.partition
    if partition is None:
        return {}
    keys = np.arange(len(found.mapped)) / len(found.mapped)
    best = k_means(found.points, partition.count, salt=1, starts=20)
    both = {"silhouette": partition.labels, "best_silhouette": best}
    return {name: silhouette(found.points, labels, keys) for name, labels in both.items()}


def cosines(folder: Path, tally: Tally, statements: tuple[Statement, ...]) -> list[float]:
    """Return how close the axes are to those of a result that Polis published beside the votes, 1 the same."""
    path = folder / "clojure_math_blob.json"
    if not path.exists():
        return []
    blob = json.loads(path.read_text(encoding="utf-8"))
    from belvedere.engines.opinions.ballots import Ballots  # noqa: PLC0415

    ballots = Ballots.of(tally, statements)
    axes = axes_of(ballots, seed=0)
    places = {one: place for place, one in enumerate(ballots.statement_ids.tolist())}
    official = np.zeros((ballots.shape[1], 2))
    for direction, component in enumerate(blob["pca"]["comps"]):
        for one, loading in zip(blob["tids"], component, strict=True):
            official[places[one], direction] = loading
    official /= np.linalg.norm(official, axis=0)
    return [float(one) for one in np.abs((official * axes.loadings).sum(axis=0))]


def main() -> None:
    folder, turns = Path(sys.argv[1]), int(sys.argv[2])
    cpu, wall = time.process_time(), time.perf_counter()
    tally, statements = read(folder)
    read_cpu = time.process_time() - cpu
    found = map_opinions(tally, statements)
    figures: dict[str, object] = {
        "import_cpu": IMPORT_CPU,
        "read_cpu": read_cpu,
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE,
        "people": found.ballots.shape[0],
        "statements": found.ballots.shape[1],
        "votes": len(tally),
        "sizes": found.grouping.partition.sizes.tolist() if found.grouping.partition else [],
        "reasons": [one.value for one in found.grouping.reasons],
        "uniform": int(found.is_uniform.sum()),
        "cosines": cosines(folder, tally, statements),
    }
    runs = [outcome(map_opinions(without_a_tenth(tally, turn), statements)) for turn in range(turns)]
    print(json.dumps(figures | silhouettes(found) | {"base": outcome(found), "runs": runs}))


if __name__ == "__main__":
    main()
