"""Measures every list under every filter and several searches: `python -m benchmarks.lists`. Prints a table.

With 10^5 referrals, one visitor at a time, both databases: the median of each, the slowest first.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.fill import CLOSED
from benchmarks.load import Load, Measure, Request
from benchmarks.site import databases, run_module
from tests.e2e.site import Site, Template, running_site

STATES = ("ouverte", "seuil-atteint", "examen", "close", "irrecevable")
SEARCHES = ("vélo", "piste cyclable", f"{CLOSED}", "velos trottoir", "introuvable-nulle-part")
LAST_PAGES = "400"


def addresses(site: Site) -> Iterator[str]:
    """Yield the list alone, with each filter, with two together, deep in its pages, and searched."""
    policies = [str(row[0]) for row in site.query("SELECT slug FROM observatory_policy ORDER BY id")]
    communes = [str(row[0]) for row in site.query("SELECT slug FROM territory_commune ORDER BY id")][::5]
    asked: list[dict[str, str]] = [{}, {"page": LAST_PAGES}]
    asked += [{"etat": state} for state in STATES]
    asked += [{"politique": policy} for policy in policies]
    asked += [{"commune": commune} for commune in communes]
    asked += [{"commune": commune, "etat": state} for commune in communes[:2] for state in STATES]
    asked += [{"politique": policies[0], "etat": state} for state in STATES]
    asked += [{"q": words} for words in SEARCHES]
    asked += [{"q": SEARCHES[0], "etat": state} for state in STATES]
    for fields in asked:
        yield f"/saisines/?{urlencode(fields)}"
    yield from ("/saisines/flux.atom", *(f"/recherche/?{urlencode({'q': words})}" for words in SEARCHES))


def measured(site: Site, seconds: float) -> list[tuple[str, Measure]]:
    """Return what each address takes, the slowest first."""
    found = []
    for address in addresses(site):
        request = Request(address)
        Load(site.url, lambda request=request: request, 1, 0.3).run()
        found.append((address, Load(site.url, lambda request=request: request, 1, seconds).run()))
    return sorted(found, key=lambda row: -row[1].p50_ms)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each measure lasts")
    parser.add_argument("--referrals", type=int, default=100_000)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"], help="one database")
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, {platform.platform()}, Python {platform.python_version()}")
    with databases() as urls:
        for name, url in urls.items():
            if options.only not in {None, name}:
                continue
            with tempfile.TemporaryDirectory(prefix="belvedere-bench-") as folder:
                template = Template(Path(folder) / "template", url)
                template.make()
                with running_site(template, "belvedere_lists", Path(folder), ["serve"]) as site:
                    run_module(site, "benchmarks.fill", str(options.referrals), "0")
                    for address, seen in measured(site, options.seconds):
                        print(f"{name:<11}{seen.p50_ms:>8}{seen.p99_ms:>8}{seen.failures:>4}  {address}", flush=True)


if __name__ == "__main__":
    main()
