"""Solves one instance with sortition-algorithms, run by the Python where it is installed; prints JSON.

Nothing of ours is imported: the peer's own reading, its own default solver.
"""

import json
import sys
import time
from pathlib import Path

from sortition_algorithms import CSVStringDataSource, SelectionData, Settings  # type: ignore[import-not-found] # peer
from sortition_algorithms.committee_generation import (  # type: ignore[import-not-found] # peer
    find_distribution_leximin,
    find_distribution_maximin,
)
from sortition_algorithms.utils import set_random_provider  # type: ignore[import-not-found] # peer

FINDERS = {"leximin": find_distribution_leximin, "maximin": find_distribution_maximin}


def main() -> None:
    folder, size, algorithm = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    quotas = (folder / "categories.csv").read_text(encoding="utf-8").splitlines()
    quotas[0] = quotas[0].replace("category,feature", "feature,value")  # the peer's words for the same columns
    source = CSVStringDataSource("\n".join(quotas), (folder / "respondents.csv").read_text(encoding="utf-8"))
    data = SelectionData(source)
    features, _ = data.load_features(size)
    people, _ = data.load_people(Settings(id_column="id", columns_to_keep=[]), features)
    set_random_provider(1)
    wall, cpu = time.perf_counter(), time.process_time()
    panels, weights, _ = FINDERS[algorithm](features, people, size, [])
    figures = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall, "panels": len(panels)}
    probabilities = dict.fromkeys(people, 0.0)
    for panel, weight in zip(panels, weights, strict=True):
        for person in panel:
            probabilities[person] += float(weight)
    print(json.dumps(figures | {"probabilities": list(probabilities.values())}))


if __name__ == "__main__":
    main()
