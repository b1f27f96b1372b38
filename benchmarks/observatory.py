"""Measures what the observatory publishes: ``python -m benchmarks.observatory``.

The catalogue: 1,000 datasets of two files each, by pages of 100 as harvesters read it, in each syntax.
"""

import json
import statistics
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from time import perf_counter

from belvedere.platform.exchange.catalogue import (
    DATASETS_BY_PAGE,
    RDF_FORMATS,
    DataFile,
    Described,
    Publisher,
    catalogue,
    written,
)

DATASETS = 1000
ROUNDS = 3
HOME = "https://site.example/"
PUBLISHER = Publisher("Clermont Auvergne Métropole", "246300701", HOME, HOME)


def dataset(number: int) -> Described:
    """Return one of the datasets of the catalogue."""
    page = f"{HOME}donnees/jeu-{number}/"
    files = tuple(
        DataFile(f"Jeu {number} ({name})", f"{page}jeu-{number}.{name.lower()}", media, name)
        for name, media in (("CSV", "text/csv"), ("JSON", "application/json"))
    )
    return Described(
        slug=f"jeu-{number}",
        title=f"Jeu {number}",
        description="Ce que ce jeu contient, comment il est fait et ce qu’il ne dit pas. " * 4,
        page=page,
        modified=datetime(2026, 11, 30, tzinfo=UTC),
        files=files,
        keywords=("participation", "indicateur"),
        since=date(2026, 1, 1),
        spatial=PUBLISHER.name,
        documented=True,
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of a few rounds."""
    times = []
    for _round in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print a table and a line of JSON."""
    datasets = [dataset(number) for number in range(DATASETS)]
    results = {}
    for form in RDF_FORMATS:

        def page(number: int, form: str = form) -> bytes:
            return written(catalogue(PUBLISHER, datasets, address=f"{HOME}donnees/catalogue.{form}", page=number), form)

        pages = range(1, DATASETS // DATASETS_BY_PAGE + 1)
        results[form] = {
            "page_seconds": round(seconds(lambda: page(1)), 3),
            "whole_seconds": round(seconds(lambda: [page(number) for number in pages]), 3),  # noqa: B023 -- called at once
            "page_kB": round(len(page(1)) / 1000),
        }
        print(f"catalogue.{form}: {results[form]}", file=sys.stderr)
    print(json.dumps({"datasets": DATASETS, "datasets_by_page": DATASETS_BY_PAGE, "catalogue": results}))


if __name__ == "__main__":
    main()
