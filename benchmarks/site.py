"""Measures the site on both databases: `make bench`. Prints a table, writes build/benchmark-site.json.

Requests a second and latencies come from a real server under 8 connections (load) and under one (alone), on
databases that flush to disk as production does; SQL statements are those of one visit.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.load import Load, Measure, Request
from tests.e2e.site import ROOT, Site, Template, running_site
from tools.postgres import temporary_server

CONNECTIONS = 8
TITLES = [
    ("SQL", 4),
    ("1 conn/s", 9),
    ("p50 ms", 8),
    ("p99", 8),
    ("8 conn/s", 10),
    ("p50 ms", 8),
    ("p99", 8),
    ("failures", 9),
]


@dataclass(frozen=True)
class Page:
    """Something measured: its name and where it is, once the site runs."""

    name: str
    path: Callable[[Site], str]


def first(site: Site, statement: str) -> str:
    """Return the first value of a query on the demonstration."""
    return str(site.query(statement)[0][0])


FIRST_POLICY = "SELECT slug FROM observatory_policy ORDER BY id"
PAGES = [
    Page("home", lambda _site: "/"),
    Page("policies", lambda _site: "/observatoire/"),
    Page("one policy", lambda site: f"/observatoire/politiques/{first(site, FIRST_POLICY)}/"),
    Page("commitments", lambda _site: "/plan-d-actions/"),
    Page("register", lambda _site: "/transparence/"),
    Page("search", lambda _site: "/recherche/?q=v%C3%A9lo"),
]


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    database: str
    page: str
    statements: int
    alone: Measure
    load: Measure


def python(site: Site, *arguments: str) -> str:
    """Run a module in the site's environment and return what it prints."""
    environment = {
        **site.environment,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "belvedere.config.settings",
    }
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=ROOT).stdout


def measure_page(site: Site, path: str, seconds: float) -> tuple[Measure, Measure]:
    """Return what one visitor sees, then what eight at once see."""
    request = Request(path)
    Load(site.url, lambda: request, CONNECTIONS, 1.0).run()  # warms each thread of the server
    alone = Load(site.url, lambda: request, 1, seconds).run()
    return alone, Load(site.url, lambda: request, CONNECTIONS, seconds).run()


def measure_database(name: str, url: str, seconds: float) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="belvedere-bench-") as folder:
        directory = Path(folder)
        template = Template(directory / "template", url)
        template.make()
        with running_site(template, "belvedere_bench", directory, ["serve"]) as site:
            paths = {page.name: page.path(site) for page in PAGES}
            counted = json.loads(python(site, "benchmarks.statements", *paths.values()))
            for page, path in paths.items():
                alone, load = measure_page(site, path, seconds)
                yield Row(name, page, counted[path], alone, load)


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    with temporary_server(durable=True) as url:
        yield {"SQLite": "", "PostgreSQL": url}


def line(row: Row) -> str:
    alone, load = row.alone, row.load
    return (
        f"{row.database:<11}{row.page:<26}{row.statements:>4}"
        f"{alone.per_second:>9}{alone.p50_ms:>8}{alone.p99_ms:>8}"
        f"{load.per_second:>10}{load.p50_ms:>8}{load.p99_ms:>8}{alone.failures + load.failures:>9}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each measure lasts")
    seconds = parser.parse_args().seconds
    print(f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}")
    print(" " * 37 + "".join(f"{title:>{width}}" for title, width in TITLES))
    rows = []
    with databases() as urls:
        for name, url in urls.items():
            for row in measure_database(name, url, seconds):
                rows.append(row)
                print(line(row), flush=True)
    out = ROOT / "build" / "benchmark-site.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    print(f"written to {out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
