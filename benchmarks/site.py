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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any  # what modules print is JSON

from benchmarks.load import Load, Measure, Request
from tests.e2e.site import ROOT, Site, Template, running_site
from tools.postgres import temporary_server

CONNECTIONS = 8
SIGNATURES = 8_000
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


def first(site: Site, statement: str) -> str:
    """Return the first value of a query on the demonstration."""
    return str(site.query(statement)[0][0])


def pages(site: Site) -> dict[str, str]:
    """Return the pages measured, by name."""
    policy = first(site, "SELECT slug FROM observatory_policy ORDER BY id")
    referral = first(site, "SELECT reference FROM referrals_referral WHERE examen_id IS NOT NULL ORDER BY id")
    return {
        "home": "/",
        "a referral": f"/saisines/{referral}/",
        "list of referrals": "/saisines/",
        "a policy": f"/observatoire/politiques/{policy}/",
        "commitments": "/plan-d-actions/",
        "register": "/transparence/",
        "search": "/recherche/?q=v%C3%A9lo",
    }


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    database: str
    page: str
    statements: int
    alone: Measure
    load: Measure


def run_module(site: Site, *arguments: str, given: object = None) -> Any:  # noqa: ANN401 -- JSON
    """Run a module in the site's environment; what it reads and prints is JSON."""
    environment = {
        **site.environment,
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "belvedere.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
        input=json.dumps(given),
    )
    return json.loads(done.stdout)


def measure_page(site: Site, path: str, seconds: float) -> tuple[Measure, Measure]:
    """Return what one visitor sees, then what eight at once see."""
    request = Request(path)
    Load(site.url, lambda: request, CONNECTIONS, 1.0).run()  # warms each thread of the server
    alone = Load(site.url, lambda: request, 1, seconds).run()
    return alone, Load(site.url, lambda: request, CONNECTIONS, seconds).run()


def measure_pages(database: str, suffix: str, site: Site, seconds: float) -> Iterator[Row]:
    for name, path in pages(site).items():
        [statements] = run_module(site, "benchmarks.statements", given=[{"method": "GET", "warm": path, "path": path}])
        alone, load = measure_page(site, path, seconds)
        yield Row(database, f"{name}{suffix}", statements, alone, load)


def measure_signatures(database: str, paths: list[str], site: Site, seconds: float) -> Row:
    """Confirm supports that wait, each once, as the button of the mailed link does."""
    visit = {"method": "POST", "warm": paths.pop(), "path": paths.pop()}
    [statements] = run_module(site, "benchmarks.statements", given=[visit])
    secret = "x" * 32
    headers = {"Cookie": f"csrftoken={secret}", "X-CSRFToken": secret}

    def next_request() -> Request | None:
        return Request(paths.pop(), "POST", headers=headers, expected=302) if paths else None

    alone = Load(site.url, next_request, 1, seconds).run()
    return Row(database, "a signature", statements, alone, Load(site.url, next_request, CONNECTIONS, seconds).run())


def measure_database(name: str, url: str, options: argparse.Namespace) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="belvedere-bench-") as folder:
        directory = Path(folder)
        template = Template(directory / "template", url)
        template.make()
        with running_site(template, "belvedere_bench", directory, ["serve"]) as site:
            yield from measure_pages(name, "", site, options.seconds)
            paths = run_module(site, "benchmarks.fill", str(options.referrals), str(SIGNATURES))
            yield measure_signatures(name, paths, site, options.seconds)
            yield from measure_pages(name, f" ({options.referrals})", site, options.seconds)


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
    parser.add_argument("--referrals", type=int, default=100_000, help="how many referrals the long list holds")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}")
    print(" " * 37 + "".join(f"{title:>{width}}" for title, width in TITLES))
    rows = []
    with databases() as urls:
        for name, url in urls.items():
            for row in measure_database(name, url, options):
                rows.append(row)
                print(line(row), flush=True)
    out = ROOT / "build" / "benchmark-site.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    print(f"written to {out.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
