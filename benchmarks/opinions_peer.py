"""Maps one conversation with red-dwarf, run by the Python where it is installed; prints the same figures as JSON.

Nothing of ours is imported: pandas reads the files, then the peer's own pipeline.
"""

import json
import resource
import sys
import time

_BEGAN = time.process_time()

from pathlib import Path  # noqa: E402 -- the time that imports take is a figure

import numpy as np  # noqa: E402
import pandas as pd  # type: ignore[import-untyped] # noqa: E402 -- of the peer
from reddwarf.implementations.polis import run_pipeline  # type: ignore[import-not-found] # noqa: E402 -- peer

IMPORT_CPU = time.process_time() - _BEGAN
MEGABYTE = 1024


def read(folder: Path) -> tuple[pd.DataFrame, list[int]]:
    """Return the last votes (participant, statement, vote, time) and the statements removed."""
    comments = pd.read_csv(folder / "comments.csv")
    removed = comments.loc[comments["moderated"] == -1, "comment-id"].tolist()
    if (folder / "votes.csv").exists():
        votes = pd.read_csv(folder / "votes.csv").sort_values("timestamp", kind="stable")
        votes = votes.drop_duplicates(["voter-id", "comment-id"], keep="last")
        votes = votes.rename(columns={"voter-id": "participant", "comment-id": "statement", "timestamp": "time"})
    else:
        matrix = pd.read_csv(folder / "participants-votes.csv").set_index("participant")
        matrix = matrix[[name for name in matrix.columns if name.isdigit()]]
        votes = matrix.stack().rename("vote").reset_index().rename(columns={"level_1": "statement"})
        votes = votes.dropna().assign(statement=votes["statement"].astype(int), time=0)
    return votes.sort_values(["participant", "statement"])[["participant", "statement", "vote", "time"]], removed


def mapped(votes: pd.DataFrame, removed: list[int]) -> object:
    """Run the peer."""
    names = {"participant": "participant_id", "statement": "statement_id", "time": "modified"}
    records = votes.astype(int).rename(columns=names).to_dict("records")
    return run_pipeline(votes=records, mod_out_statement_ids=removed, random_state=42)


def outcome(result: object) -> dict[str, object]:
    """Return what is compared."""
    clusters = result.participants_df["cluster_id"].dropna().astype(int)  # type: ignore[attr-defined] # peer
    aware = result.statements_df["group-aware-consensus-agree"].astype(float)  # type: ignore[attr-defined] # peer
    return {
        "groups": {str(who): int(group) for who, group in clusters.items()},
        "ground": [int(one) for one in aware.sort_values(ascending=False, kind="stable").index[:5]],
    }


def main() -> None:
    folder, turns = Path(sys.argv[1]), int(sys.argv[2])
    cpu, wall = time.process_time(), time.perf_counter()
    votes, removed = read(folder)
    read_cpu = time.process_time() - cpu
    result = mapped(votes, removed)
    figures: dict[str, object] = {
        "import_cpu": IMPORT_CPU,
        "read_cpu": read_cpu,
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE,
    }
    base = outcome(result)
    groups = list(base["groups"].values())  # type: ignore[attr-defined] # a dictionary, above
    runs = []
    for turn in range(turns):
        is_kept = np.random.default_rng(1000 + turn).random(len(votes)) >= 0.1
        runs.append(outcome(mapped(votes[is_kept], removed)))
    print(json.dumps(figures | {"sizes": np.bincount(groups).tolist(), "base": base, "runs": runs}))


if __name__ == "__main__":
    main()
